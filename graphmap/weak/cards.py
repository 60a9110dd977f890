"""Turn findings into cards: what a lead reads, one card for each cause.

A card gathers the findings that one conversation can settle: everything about one pair; a cause that many share, such as
one person who leaves, or one rule among the same schools. No finding is on two cards.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

import networkx as nx
import polars as pl

from graphmap.model import NodeKey
from graphmap.progress import Progress, silent
from graphmap.weak.finding import Finding
from graphmap.weak.judged_network import JudgedNetwork
from graphmap.weak.priority import Priority, reach, surety
from graphmap.weak.rule import Rule
from graphmap.weak.weak_links import findings

FIRST = 5
"""How many cards a lead reads; among them no network and rule comes twice."""

LEAST_PRIORITY = 0.05
"""Cards below this priority are counted, not shown; the file has them all."""

_SHARED = 3
"""The same rule makes one card of this many ties that hang together."""

Found = tuple[Rule, Finding]


@dataclass(frozen=True)
class Card:
    """Findings with one cause, the most urgent first.

    ``id`` stays the same while the card is about the same thing. ``actors`` are the actors it concerns, in order of
    their keys.
    """

    id: str
    findings: tuple[Found, ...]
    actors: tuple[NodeKey, ...]
    priority: float
    title: str
    why: str
    step: str
    takers: tuple[NodeKey, ...]

    def has_rule(self, name: str) -> bool:
        """Return whether the rule called `name` found anything on the card."""
        return any(rule.name == name for rule, _ in self.findings)

    @property
    def rule(self) -> Rule:
        """The rule of the first finding."""
        return self.findings[0][0]


def cards(judged: JudgedNetwork, progress: Progress = silent) -> Sequence[Card]:
    """Return the cards of a network, the first to act on first."""
    groups = _grouped(findings(judged, progress))
    ...
