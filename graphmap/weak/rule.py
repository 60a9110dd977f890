"""What a rule declares: everything that commands, pages, docs and translations need to know of it."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from graphmap.graph.choice import View
from graphmap.model import NodeKey
from graphmap.weak.finding import Finding
from graphmap.weak.judged_network import JudgedNetwork
from graphmap.weak.step import Step
from graphmap.weak.thresholds import Number

StepMaker = Callable[[JudgedNetwork, Finding, Counter[str]], Step]
"""Returns what to do about a finding, given how often each practice has been suggested already."""

GroupStepMaker = Callable[[JudgedNetwork, Sequence[NodeKey], Counter[str]], Step]
"""Returns one step for several actors whose ties are alike."""

Telling = Callable[[JudgedNetwork, Sequence[Finding]], str]
"""Returns one reason for several findings about the same subject."""

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
    - ``find`` yields the findings; ``step`` returns what to do about one of them. ``group_step``, if any, returns what
      several actors could do together where their ties are equally weak.
    - ``numbers``: the thresholds that a user can change.
    - ``place``: its place in lists among the rules about the same thing. A new rule comes last.
    - ``family``: rules of one family that find the same actors make one card. By default a rule is its own. A family is
      named for the rule that its cards speak of.
    - ``is_shared``: whether several ties that it finds in one network are one card. Otherwise each is on its pair's.
    - ``told``: how a card says several findings about one subject in one sentence, if they are not simply listed.
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
    step: StepMaker
    numbers: tuple[Number, ...] = ()
    place: int = 100
    family: str = ""
    together: str = ""
    is_shared: bool = True
    group_step: GroupStepMaker | None = None
    told: Telling | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "family", self.family or self.name)

    def next_step(self, judged: JudgedNetwork, finding: Finding, tried: Counter[str]) -> str:
        """Return what to do about a finding, in words."""
        return self.step(judged, finding, tried).text
