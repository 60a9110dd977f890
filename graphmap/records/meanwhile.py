"""Two people at the same form: what somebody else wrote meanwhile, beside what was typed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from graphmap.records.forms import Cells, Form, Part, Typed


@dataclass(frozen=True)
class Clash:
    """A cell, or the rows of a list with one other end, that two people changed differently.

    ``part`` is the name of the list, or empty for a cell of the entity's own row. ``of`` is the heading of the cell, or
    the other end. The texts are what it was, what they wrote, and what was typed here; a list's rows are joined.
    """

    part: str
    of: str
    was: str
    theirs: str
    mine: str


@dataclass(frozen=True)
class Rebased:
    """What was typed over what is stored now.

    ``typed`` has what they changed and what was changed here; where both changed the same, it has what was typed here,
    and ``clashes`` say what they wrote. ``taken`` are the headings and other ends of what only they changed.
    """

    typed: Typed
    clashes: Sequence[Clash] = ()
    taken: Sequence[str] = ()


def rebase(form: Form, was: Typed, typed: Typed, now: Typed) -> Rebased:
    """Return `typed`, which was typed over `was`, over what is stored `now`."""
    clashes: list[Clash] = []
    taken: list[str] = []
    cells = dict(now.cells)
    for heading in form.headings:
        before, mine, theirs = (side.cells.get(heading, "") for side in (was, typed, now))
        if mine != before:
            cells[heading] = mine
            if theirs not in (before, mine):
                clashes.append(Clash("", heading, before, theirs, mine))
        elif theirs != before:
            taken.append(heading)
    lists = {part.name: tuple(_rebase_list(part, was, typed, now, clashes, taken)) for part in form.parts}
    return Rebased(Typed(cells, lists), tuple(clashes), tuple(taken))


def _rebase_list(
    part: Part, was: Typed, typed: Typed, now: Typed, clashes: list[Clash], taken: list[str]
) -> Iterator[Cells]:
    before, mine, theirs = (_by_other(side.lists.get(part.name, ()), part) for side in (was, typed, now))
    for other in dict.fromkeys([*theirs, *mine]):
        old, here, there = (side.get(other, []) for side in (before, mine, theirs))
        if here != old:
            if there not in (old, here):
                clashes.append(Clash(part.name, other, _text(old, part), _text(there, part), _text(here, part)))
            yield from here
        else:
            if there != old:
                taken.append(other)
            yield from there


def give_way(form: Form, typed: Typed, now: Typed, clash: Clash) -> Typed:
    """Return `typed` with what they wrote, which is stored `now`, in the place of what was typed here."""
    if not clash.part:
        return replace(typed, cells={**typed.cells, clash.of: now.cells.get(clash.of, "")})
    part = next(part for part in form.parts if part.name == clash.part)
    others = [row for row in typed.lists.get(part.name, ()) if row.get(part.far, "") != clash.of]
    theirs = [row for row in now.lists.get(part.name, ()) if row.get(part.far, "") == clash.of]
    return replace(typed, lists={**typed.lists, part.name: (*others, *theirs)})


def _by_other(rows: Sequence[Cells], part: Part) -> dict[str, list[Cells]]:
    found: dict[str, list[Cells]] = {}
    for number, row in enumerate(rows):
        other = row.get(part.far, "") or f"new {number}"
        found.setdefault(other, []).append({name: text for name, text in row.items() if text})
    return found


def _text(rows: Sequence[Mapping[str, str]], part: Part) -> str:
    return "; ".join(" – ".join(_cells(row, part)) for row in rows)


def _cells(row: Mapping[str, str], part: Part) -> Iterator[str]:
    return (row.get(heading) or "…" for heading in part.headings)
