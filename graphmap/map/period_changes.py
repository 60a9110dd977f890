"""What changed from one period to another under the same choice: actors and ties, in lists and in words.

Both graphs are complete: what a map leaves out or fades counts too.
"""

from collections.abc import Collection
from dataclasses import dataclass

import networkx as nx

from graphmap.graph.settling import usual_depth
from graphmap.language.wording import listed
from graphmap.language.words import ENGLISH, Words
from graphmap.map.emphasis import Tie, tie_of
from graphmap.model import NodeKey

_NAMED = 4


@dataclass(frozen=True)
class WindowChanges:
    """What differs between two periods.

    ``came`` are the actors with a tie only in the later period, ``went`` those with one only in the earlier.
    ``unrecorded`` are those of ``went`` without any record in the later period: nobody knows what they did. ``new``,
    ``ended``, ``deepened`` and ``shallower`` are ties, and ``stayed`` is the number of ties as deep as before: by the
    depth that they have settled at, or that of their only event."""

    came: tuple[NodeKey, ...]
    went: tuple[NodeKey, ...]
    unrecorded: tuple[NodeKey, ...]
    new: tuple[Tie, ...]
    ended: tuple[Tie, ...]
    deepened: tuple[Tie, ...]
    shallower: tuple[Tie, ...]
    stayed: int


def window_changes(
    before: nx.Graph, after: nx.Graph, recorded_after: Collection[NodeKey] | None = None
) -> WindowChanges:
    """What differs between the graphs of two periods of one choice.

    `recorded_after` are the actors who took part in anything in the later period.
    """
    old, now = (
        {tie_of((one, other)): usual_depth(tie) for one, other, tie in graph.edges(data=True)}
        for graph in (before, after)
    )
    both = sorted(old.keys() & now.keys())
    tied_before, tied_after = ({end for tie in ties for end in tie} for ties in (old, now))
    went = tuple(sorted(tied_before - tied_after))
    deepened = tuple(tie for tie in both if now[tie] > old[tie])
    shallower = tuple(tie for tie in both if now[tie] < old[tie])
    return WindowChanges(
        came=tuple(sorted(tied_after - tied_before)),
        went=went,
        unrecorded=tuple(key for key in went if recorded_after is not None and key not in recorded_after),
        new=tuple(sorted(now.keys() - old.keys())),
        ended=tuple(sorted(old.keys() - now.keys())),
        deepened=deepened,
        shallower=shallower,
        stayed=len(both) - len(deepened) - len(shallower),
    )


def told_briefly(changes: WindowChanges, words: Words = ENGLISH) -> str:
    """The counts of the ties that changed, for a line beside a map; empty where none did."""
    counts = [
        (len(changes.new), words("new")),
        (len(changes.deepened), words("deeper")),
        (len(changes.shallower), words("shallower")),
        (len(changes.ended), words("ended")),
    ]
    return ", ".join(f"{number:,} {word}" for number, word in counts if number)


def sentences(changes: WindowChanges, names: nx.Graph, earlier: str, later: str, words: Words = ENGLISH) -> list[str]:
    """What changed, in sentences.

    `names` has all the actors; `earlier` and `later` are the names of the periods.
    """
    windows = {"earlier": earlier, "later": later}
    found = []
    ties = told_briefly(changes, words)
    if ties or changes.stayed:
        stayed = words("{number} as deep as before", number=f"{changes.stayed:,}") if changes.stayed else ""
        found.append(
            words(
                "Ties from {earlier} to {later}: {changes}.",
                **windows,
                changes=", ".join(filter(None, [ties, stayed])),
            )
        )
    if changes.came:
        who = _named(changes.came, names, words)
        found.append(words("{names} joined: a tie in {later}, none in {earlier}.", **windows, names=who))
    if known := [key for key in changes.went if key not in changes.unrecorded]:
        found.append(
            words("{names} left: a tie in {earlier}, none in {later}.", **windows, names=_named(known, names, words))
        )
    if changes.unrecorded:
        found.append(
            words.many(
                "No {later} records for {number} actor active in {earlier}: {names}.",
                "No {later} records for {number} actors active in {earlier}: {names}.",
                len(changes.unrecorded),
                **windows,
                names=_named(changes.unrecorded, names, words),
            )
        )
    return found or [words("No ties are recorded in {earlier} or {later}.", **windows)]


def _named(keys: Collection[NodeKey], names: nx.Graph, words: Words) -> str:
    return listed([names.nodes[key]["name"] for key in keys], _NAMED, words)
