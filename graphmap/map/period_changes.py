"""What changed from one window to another under the same choice: who came and went, and which ties did, in lists and in
words.

Both graphs are whole: what a map leaves out or fades counts as well.
"""

from collections.abc import Collection
from dataclasses import dataclass

import networkx as nx

from graphmap.language.wording import listed
from graphmap.language.words import ENGLISH, Words
from graphmap.map.emphasis import Tie, tie_of
from graphmap.model import NodeKey

_NAMED = 4


@dataclass(frozen=True)
class WindowChanges:
    """What differs between two windows.

    ``came`` are the actors with a tie only in the later window, ``went`` those with one only in the earlier.
    ``unrecorded`` are those of ``went`` for whom the later window has no record of anything: nobody knows what they
    did. ``new``, ``ended``, ``deepened`` and ``shallower`` are ties, and ``stayed`` counts those as deep as before."""

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
    """What differs between the graphs of two windows of one choice; `recorded_after` took part in anything in the
    later."""
    old = {tie_of((one, other)): depth for one, other, depth in before.edges(data="depth")}
    now = {tie_of((one, other)): depth for one, other, depth in after.edges(data="depth")}
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
    """The ties that changed, counted, for a line beside a map; nothing where none did."""
    counts = [
        (len(changes.new), words("new")),
        (len(changes.deepened), words("deeper")),
        (len(changes.shallower), words("shallower")),
        (len(changes.ended), words("ended")),
    ]
    return ", ".join(f"{number:,} {word}" for number, word in counts if number)


def sentences(changes: WindowChanges, names: nx.Graph, earlier: str, later: str, words: Words = ENGLISH) -> list[str]:
    """What changed, in plain words; `names` has all the actors, `earlier` and `later` say which windows."""
    windows = {"earlier": earlier, "later": later}
    told = []
    ties = told_briefly(changes, words)
    if ties or changes.stayed:
        stayed = words("{number} as deep as before", number=f"{changes.stayed:,}") if changes.stayed else ""
        told.append(
            words(
                "From {earlier} to {later}, of the ties: {changes}.",
                **windows,
                changes=", ".join(filter(None, [ties, stayed])),
            )
        )
    if changes.came:
        who = _named(changes.came, names, words)
        told.append(words("{names} came: tied in {later}, and not in {earlier}.", **windows, names=who))
    if known := [key for key in changes.went if key not in changes.unrecorded]:
        told.append(
            words("{names} went: tied in {earlier}, and not in {later}.", **windows, names=_named(known, names, words))
        )
    if changes.unrecorded:
        told.append(
            words.many(
                "Of {number} actor tied in {earlier} nothing is recorded in {later}, so nobody knows: {names}.",
                "Of {number} actors tied in {earlier} nothing is recorded in {later}, so nobody knows: {names}.",
                len(changes.unrecorded),
                **windows,
                names=_named(changes.unrecorded, names, words),
            )
        )
    return told or [words("No tie is recorded in {earlier} or in {later}.", **windows)]


def _named(keys: Collection[NodeKey], names: nx.Graph, words: Words) -> str:
    return listed([names.nodes[key]["name"] for key in keys], _NAMED, words)
