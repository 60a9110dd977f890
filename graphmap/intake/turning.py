"""Turn another tool's file into our sheets, by a mapping.

A tie is not an interaction: it has no day, and often no word for what was done. So a row becomes an interaction only if
its day and its practice are known, from a column or from the mapping. Whatever isn't known is asked about once, in a
problem that says how to answer it; whatever is left out is in a note.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from graphmap.intake.actors import Actor, Actors
from graphmap.intake.foreign import Foreign, Table
from graphmap.intake.mapping import DAY_FIRST, MONTH_FIRST, FileMapping
from graphmap.intake.practices import Practices
from graphmap.intake.relationships import Relationships
from graphmap.language.normalising import digest, fold, slug
from graphmap.model import NodeKey
from graphmap.progress import Progress, silent
from graphmap.sheets.cell_texts import Row
from graphmap.sheets.problems import Problem, nearest
from graphmap.sheets.reading import RawSheet, RawSheets

QUESTIONS = frozenset({"no column", "no date", "no practice", "no kind", "unknown practice", "unknown kind"})
"""The sorts of problem that are questions about the file: a mapping answers them, and the file can stay as it is."""

_PROGRESS_EVERY = 20_000
_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}.*")
_SLASHED = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})(?:[ ,].*)?")
_UNDIRECTED = {"undirected", "mutual", "false"}


@dataclass(frozen=True)
class Turned:
    """The sheets made from a file, with their problems and with notes on what was left out.

    ``practices`` and ``kinds`` are the values that are asked about, with how many rows each is in.
    """

    raw: RawSheets
    notes: tuple[str, ...] = ()
    practices: Mapping[str, int] | None = None
    kinds: Mapping[str, int] | None = None


def turn(
    foreign: Foreign,
    mapping: FileMapping,
    codebook: Sequence[str],
    progress: Progress = silent,
    known: Mapping[NodeKey, str] = MappingProxyType({}),
    fields: Sequence[str] = (),
) -> Turned:
    """Return our sheets made from `foreign`, by `mapping` and what the format itself suggests.

    `codebook` lists the names of practices. `known` are the names of stored actors: an actor that the file names only
    by our node key keeps theirs. `fields` are the names of declared fields: a column of actors that has such a heading,
    and no meaning by the mapping, holds that field. Raises `BadSheets` where the file can't be read to its end."""
    whole = _with_fields(mapping.over(foreign.suggested), foreign.nodes, fields)
    problems = list(_column_problems(foreign, whole))
    if problems:
        return Turned(RawSheets([], sorted(problems)))
    return _Turning(foreign, whole, codebook, progress, known).turned()


def _with_fields(mapping: FileMapping, nodes: Table | None, fields: Sequence[str]) -> FileMapping:
    """Return `mapping` with the columns of `nodes` that have the name of a field and no other meaning."""
    if nodes is None:
        return mapping
    used = {column for section in ("nodes", "properties", "fields") for column in mapping.section(section).values()}
    found = {name: column for name in fields if (column := nodes.heading(name)) and column not in used}
    return mapping.over(FileMapping({"fields": found})) if found else mapping


def _column_problems(foreign: Foreign, mapping: FileMapping) -> Iterator[Problem]:
    """A problem for each column in the mapping that the file lacks or has twice, and for each that is needed."""
    sections: list[tuple[str, Table | None]] = [
        ("edges", foreign.edges),
        ("nodes", foreign.nodes),
        ("properties", foreign.nodes),
        ("fields", foreign.nodes),
    ]
    for section, table in sections:
        for key, column in mapping.section(section).items():
            if (section, key) in (("edges", "split"), ("nodes", "ids")) or not column:
                continue
            headings = table.headings if table else ()
            place = mapping.place(section, key, foreign.edges.file)
            if column not in headings:
                guess = nearest(column, headings)
                columns = (
                    f"The columns of {table.file} are: {', '.join(headings)}."
                    if table
                    else "Name it under [file] nodes."
                )
                fix = (f"Did you mean ‘{guess}’? " if guess else "") + columns
                yield Problem(
                    *place,
                    "unknown column",
                    column,
                    "is not a column of the file" if table else "is in a table of actors, and there is none",
                    fix,
                )
            elif headings.count(column) > 1:
                assert table is not None
                yield Problem(
                    table.file,
                    1,
                    column,
                    "heading twice",
                    "",
                    "The heading is here twice",
                    "Rename one of the two columns.",
                )
    for key, who in (("from", "the first of the two is"), ("to", "the second is")):
        if not mapping.get("edges", key):
            fix = f"Write it in a mapping: [edges] {key} = one of: {', '.join(filter(None, foreign.edges.headings))}."
            yield Problem(
                *mapping.place("edges", key, foreign.edges.file), "no column", "", f"No column says who {who}", fix
            )


class _Turning:
    """Turns one file. Its methods are in the order in which they run."""

    def __init__(
        self,
        foreign: Foreign,
        mapping: FileMapping,
        codebook: Sequence[str],
        progress: Progress,
        known: Mapping[NodeKey, str],
    ) -> None:
        self._foreign = foreign
        self._mapping = mapping
        self._progress = progress
        self._columns = {key: column for key, column in mapping.section("edges").items() if key != "split" and column}
        self._at = {key: foreign.edges.headings.index(column) for key, column in self._columns.items()}
        self._practices = Practices(mapping, codebook)
        self._actors = Actors(foreign, mapping, known)
        self._headings = (
            "id",
            "date",
            "practice",
            *(key for key in ("network", "goal", "note") if self._has(key)),
            "participants",
        )
        self._interactions: list[Row] = []
        self._parts: list[Row] = []
        self._relationships = Relationships(foreign.edges.file)
        self._ids: dict[str, int] = {}
        self._dates: dict[str, str] = {}
        self._undated: list[int] = []
        self._with_self = 0
        self._directed = 0
        self._problems: list[Problem] = []

    def _has(self, key: str) -> bool:
        return bool(self._columns.get(key) or self._mapping.get("always", key))

    def turned(self) -> Turned:
        table = self._foreign.edges
        for done, (number, cells) in enumerate(table.rows()):
            if done % _PROGRESS_EVERY == 0:
                self._progress(f"Reading {table.file}", done, max(table.about, done))
            self._read_row(number, {key: cells[position] for key, position in self._at.items()})
        raw = RawSheets([*self._actors.sheets(self._relationships.cells), *self._sheets()], sorted(self._asked()))
        counts = [
            {value: count for value, (count, _) in of.items()}
            for of in (self._practices.unknown, self._actors.unknown_kinds)
        ]
        return Turned(raw, tuple(self._notes()), *counts)

    def _read_row(self, number: int, row: Mapping[str, str]) -> None:
        ends = [self._end(key, number, row) for key in ("from", "to")]
        start, end = ends
        if start is None or end is None:
            return
        for actor, key in zip(ends, ("from_at", "to_at"), strict=True):
            if actor and row.get(key):
                self._actors.hold(actor, row[key], "", number)
        if row.get("relationship") and start.label and end.label:
            spell = (self._date(row.get("since", "")), self._date(row.get("until", "")))
            self._relationships.take(number, self._columns["relationship"], row["relationship"], start, end, spell)
        elif start is end:
            self._with_self += 1
        elif not row.get("relationship"):
            self._interact(number, row, start, end)

    def _end(self, key: str, number: int, row: Mapping[str, str]) -> Actor | None:
        if row[key]:
            return self._actors.end(row[key], row.get("within", ""), number)
        why, fix = "The cell is empty", "Name somebody, or delete the row."
        self._problems.append(
            Problem(self._foreign.edges.file, number, self._columns[key], "missing value", "", why, fix)
        )
        return None

    # ------------------------------------------------------------------------------------ interactions

    def _interact(self, number: int, row: Mapping[str, str], start: Actor, end: Actor) -> None:
        """Make an interaction of a row, one for each practice that its cell has; of actors of no known kind it is only
        asked about."""
        day = self._date(row.get("date", "") or self._mapping.get("always", "date"))
        answer, separator = row.get("practice", ""), self._mapping.get("edges", "split")
        answers = [part.strip() for part in answer.split(separator) if part.strip()] if separator else [answer]
        told = self._told_parts(row, start, end)
        practices = [self._practices.find(each, number) for each in answers or [""]]
        if not day and practices != [""] * len(practices):
            self._undated.append(number)
        for practice in practices:
            if practice and start.label and end.label:
                id = self._id(row.get("id", ""), day, practice, start, end, ordered=bool(told))
                more = (row.get(key) or self._mapping.get("always", key) for key in self._headings[3:-1])
                participants = "" if told else f"{start.reference}; {end.reference}"
                self._interactions.append((number, (id, day, practice, *more, participants)))
                self._parts += [(number, (id, actor.reference, part)) for actor, part in told]

    def _told_parts(self, row: Mapping[str, str], start: Actor, end: Actor) -> list[tuple[Actor, str]]:
        """What each of the two did, where the mapping says so and the row has a direction."""
        parts = self._mapping.section("parts")
        if fold(row.get("direction", "")) in _UNDIRECTED:
            return []
        self._directed += "direction" in self._columns
        if not parts:
            return []
        return [(start, parts.get("from", "")), (end, parts.get("to", ""))]

    def _id(self, given: str, day: str, practice: str, start: Actor, end: Actor, ordered: bool) -> str:
        """An id for an interaction: that of its row, or made from the row so that the same file makes the same one."""
        ends = (start.reference, end.reference)
        stem = (
            f"{given}-{slug(practice)}"
            if given
            else f"{day}-{slug(practice)}-{digest(*(ends if ordered else sorted(ends)))}"
        )
        if given and not self._mapping.get("edges", "split"):
            return given
        count = self._ids[stem] = self._ids.get(stem, 0) + 1
        return stem if count == 1 else f"{stem}-{count}"

    def _date(self, text: str) -> str:
        """A day as ISO 8601 where the text has a time, or where the mapping says which number is the day; else the text
        as it is."""
        if text not in self._dates:
            order = self._mapping.get("file", "dates")
            slashed = _SLASHED.fullmatch(text) if order in (DAY_FIRST, MONTH_FIRST) else None
            if slashed:
                day, month = (slashed[1], slashed[2]) if order == DAY_FIRST else (slashed[2], slashed[1])
                self._dates[text] = f"{slashed[3]}-{int(month):02}-{int(day):02}"
            else:
                self._dates[text] = _TIME.sub(r"\1", text)
        return self._dates[text]

    # ------------------------------------------------------------------------------------------ results

    def _sheets(self) -> Iterator[RawSheet]:
        file = self._foreign.edges.file
        both = {"actor": " or ".join(self._columns[key] for key in ("from", "to"))}
        always = {key: f"[always] {key}" for key in self._mapping.section("always")}
        called = {**always, **self._columns, "participants": both["actor"]}
        if self._interactions:
            headings, rows = self._headings, self._interactions
            if self._parts and len(self._parts) == 2 * len(rows):
                headings = headings[:-1]
                rows = [(number, cells[:-1]) for number, cells in rows]
            yield RawSheet("interactions", file, headings, rows, called)
        if self._parts:
            yield RawSheet("took_part", file, ("interaction", "actor", "part"), self._parts, both)
        yield from self._relationships.sheets(both["actor"], self._columns)

    def _asked(self) -> Iterator[Problem]:
        file = self._foreign.edges.file
        yield from self._problems
        yield from self._relationships.problems
        yield from self._actors.problems
        yield from self._actors.asked()
        yield from self._practices.problems(
            file, self._columns.get("practice", ""), "graphmap map FILE -o mapping.toml"
        )
        if self._undated:
            rows = "1 row" if len(self._undated) == 1 else f"{len(self._undated):,} rows"
            own = self._foreign.own_date
            day = own or "2026-05-01"
            fix = f'Write in a mapping [edges] date = "a column", or for all of them [always] date = "{day}"' + (
                ", which is when the file was saved, if that is right." if own else "."
            )
            yield Problem(
                file, self._undated[0], self._columns.get("date", ""), "no date", "", f"Nothing says when ({rows})", fix
            )

    def _notes(self) -> Iterator[str]:
        """Sentences on what was left out."""
        yield from self._foreign.notes
        if self._with_self:
            yield f"{_rows(self._with_self)} somebody to themselves and left out."
        if self._practices.left_out:
            yield f"{_rows(self._practices.left_out, 'mean')} nothing by the mapping and left out."
        again = sum(count - 1 for count in self._ids.values())
        if again:
            yield f"{_rows(again, 'say')} the same as one before and count as one more interaction."
        if self._directed and not self._mapping.section("parts"):
            yield (
                'The rows have a direction, which is lost: [parts] from = "received" and to = "gave" '
                "would say what it means."
            )
        used = {
            *self._columns.values(),
            *self._mapping.section("nodes").values(),
            *self._mapping.section("properties").values(),
            *self._mapping.section("fields").values(),
        }
        headings = [*self._foreign.edges.headings, *(self._foreign.nodes.headings if self._foreign.nodes else ())]
        unused = dict.fromkeys(heading for heading in headings if heading and heading not in used)
        if unused:
            yield f"Columns that are not read: {', '.join(unused)}."


def _rows(count: int, verb: str = "tie") -> str:
    """A count of rows with its verb."""
    return f"1 row {verb}s" if count == 1 else f"{count:,} rows {verb}"
