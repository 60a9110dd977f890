"""A map at several times as one thing to send: what stays the same is sent once, and a browser steps by itself."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from pyvis.network import Network

from graphmap.graph.choice import Choice
from graphmap.graph.snapshot import Snapshot
from graphmap.language.terms import Term, terms_between

MOST_TERMS = 60
"""The most terms to go through: of more, the latest."""

_OF_NODE, _OF_EDGE = ("id", "label", "tooltip"), ("id", "tooltip")
_TOLD_OF_NODE, _TOLD_OF_EDGE = 2, 1  # lines of a tooltip that hold at any time


@dataclass(frozen=True)
class Frame:
    """A map at one time: the name of the time, what is said about it, and its network."""

    name: str
    told: str
    network: Network


def terms_of(snapshot: Snapshot) -> Sequence[Term]:
    """The school terms from the first to the last interaction."""
    days = snapshot.first_and_last_day
    return terms_between(*days)[-MOST_TERMS:] if days else []


def in_term(choice: Choice, term: Term, time: Literal["terms", "so-far"]) -> Choice:
    """`choice` during `term` alone, or up to its end."""
    return replace(choice, since=term.since if time == "terms" else None, until=term.until)


def packed(frames: Sequence[Frame]) -> dict[str, Any]:
    """`frames` as plain values: ``nodes``, ``edges`` and ``styles`` once, and for each frame pairs of their numbers."""
    nodes, edges, styles = _Numbered(), _Numbered(), _Numbered()
    packed_frames = []
    for frame in frames:
        at_time: dict[str, Any] = {"name": frame.name, "told": frame.told}
        for what, numbered, items in (("nodes", nodes, _nodes(frame.network)), ("edges", edges, _edges(frame.network))):
            at_time[what] = [[numbered.number(lasting), styles.number(style)] for lasting, style in items]
        packed_frames.append(at_time)
    return {"nodes": nodes.values, "edges": edges.values, "styles": styles.values, "frames": packed_frames}


class _Numbered:
    """Values that are each kept once, with a number."""

    def __init__(self) -> None:
        self.values: list[Mapping[str, Any]] = []
        self._numbers: dict[str, int] = {}

    def number(self, value: Mapping[str, Any]) -> int:
        text = repr(value)
        if text not in self._numbers:
            self._numbers[text] = len(self.values)
            self.values.append(value)
        return self._numbers[text]


def _nodes(network: Network) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    for node in network.nodes:
        yield _split({**node, "tooltip": node["tooltip"][:_TOLD_OF_NODE]}, _OF_NODE)


def _edges(network: Network) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    for edge in network.edges:
        yield _split({**edge, "tooltip": edge["tooltip"][:_TOLD_OF_EDGE]}, (*_OF_EDGE, "from", "to"))


def _split(item: Mapping[str, Any], lasting: Sequence[str]) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    return {name: item[name] for name in lasting}, {name: value for name, value in item.items() if name not in lasting}
