"""What a rule declares: everything that commands, pages, docs and translations need to know of it."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from graphmap.graph.choice import View
from graphmap.weak.finding import Finding
from graphmap.weak.judged_network import JudgedNetwork
from graphmap.weak.thresholds import Number

Step = Callable[[JudgedNetwork, Finding, Counter[str]], str]
"""Says what to do about a finding, given how often each practice has been suggested already."""

About = Literal["network", "actor", "tie", "role"]

TIED_VIEWS: tuple[View, ...] = ("people", "organisations", "networks")
"""The views that have actors and ties."""

NETWORK_VIEWS: tuple[View, ...] = ("organisations", "networks", "structure")
"""The views that show networks and roles."""


@dataclass(frozen=True)
class Rule:
    """A rule for weak links.

    - ``name``: its name in tables and addresses; ``title``: its name on screens.
    - ``definition``, ``severity``, ``source``: what it finds, its formula, and the literature it rests on.
    - ``find`` yields the findings; ``next_step`` says what to do about one of them.
    - ``numbers``: the thresholds that a user can change.
    - ``place``: its place in lists among the rules about the same thing. A new rule comes last.
    - ``family``: rules of one family that find the same actors make one card. By default a rule is its own. A family is
      named for the rule that its cards speak of.
    - ``together``: what a card says of several ties at once, with ``{ties}`` and ``{actors}`` in it.
    """

    name: str
    title: str
    about: About
    views: tuple[View, ...]
    definition: str
    severity: str
    source: str
    find: Callable[[JudgedNetwork], Iterator[Finding]]
    next_step: Step
    numbers: tuple[Number, ...] = ()
    place: int = 100
    family: str = ""
    together: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "family", self.family or self.name)
