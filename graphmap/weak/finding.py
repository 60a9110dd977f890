"""What a rule finds: a weak link, with its reason and its evidence."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from graphmap.graph.choice import View
from graphmap.model import NodeKey
from graphmap.weak.judged_network import JudgedNetwork

About = Literal["tie", "actor", "role", "network"]


@dataclass(frozen=True)
class Finding:
    """One weak link.

    ``subject`` is the actor, the role, the network, or one end of the tie, whose other end is then
    ``other``. ``severity`` goes from 0 to 1. ``reason`` is a sentence with the names and numbers in it.
    ``evidence`` are the ids of the interactions that it rests on, or where it rests on none, the node
    keys of what it does rest on.
    """

    subject: NodeKey
    other: NodeKey | None
    severity: float
    reason: str
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class Rule:
    """A rule: what it is called, what it is about, in which views it makes sense, and how it finds.

    Definition, severity and source are the paragraphs of its function's docstring.
    """

    name: str
    title: str
    about: About
    views: tuple[View, ...]
    find: Callable[[JudgedNetwork], Iterator[Finding]]

    @property
    def definition(self) -> str:
        """What the rule names, in plain words."""
        return self._paragraphs[0]

    @property
    def severity(self) -> str:
        """The formula of its severity."""
        return self._labelled("Severity: ")

    @property
    def source(self) -> str:
        """Where it comes from in the literature, or an empty text."""
        return self._labelled("Source: ")

    @property
    def _paragraphs(self) -> list[str]:
        return [" ".join(paragraph.split()) for paragraph in (self.find.__doc__ or "").split("\n\n")]

    def _labelled(self, label: str) -> str:
        return next((p.removeprefix(label) for p in self._paragraphs if p.startswith(label)), "")


def rule(title: str, about: About, views: tuple[View, ...], find: Callable[[JudgedNetwork], Iterator[Finding]]) -> Rule:
    """The rule that `find` is, called as the function is."""
    return Rule(find.__name__, title, about, views, find)


def clipped(severity: float) -> float:
    """`severity`, kept between 0 and 1."""
    return min(1.0, max(0.0, severity))


def shortfall(share: float, least: float) -> float:
    """How far `share` falls short of the `least` there should be, of that; nothing falls short of 0."""
    return clipped(1 - share / least) if least else 0.0
