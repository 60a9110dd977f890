"""Loads sheets into a store: all or nothing. Loading the same sheets again changes nothing."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from graphmap import model
from graphmap.errors import Overtaken
from graphmap.intake.foreign import Foreign, Table
from graphmap.intake.mapping import FileMapping
from graphmap.intake.recognise import read_foreign, recognised
from graphmap.intake.turning import Turned, turn
from graphmap.progress import Progress, silent
from graphmap.sheets.cell_texts import Row
from graphmap.sheets.codebook import shipped_codebook
from graphmap.sheets.declaring import with_columns_declared
from graphmap.sheets.directory import is_directory, read_directory
from graphmap.sheets.fields import fields_in
from graphmap.sheets.paths import check_readable
from graphmap.sheets.problems import BadSheets, Problem
from graphmap.sheets.reading import RawSheet, RawSheets, has_our_sheets, looks_like_ours, read_sheets
from graphmap.sheets.records import Records, read_records
from graphmap.store.comparison import edit_between
from graphmap.store.edit import Edit, Tally
from graphmap.store.log import Act, now
from graphmap.store.role_days import notes_on_days_outside_roles
from graphmap.store.store import Store
from graphmap.tables import GraphTables

_ATTEMPTS = 20


def find_sheets(path: Path) -> RawSheets:
    """Return our own sheets at `path`, which may also be the Ministry's school directory."""
    return read_directory(path) if is_directory(path) else read_sheets(path)


@dataclass(frozen=True)
class Source:
    """Where sheets come from: our own, or a ``foreign`` file that a mapping turns into ours.

    With ``declaring``, a column that is none of ours becomes a field.
    """

    own: RawSheets | None = None
    foreign: Foreign | None = None
    mapping: FileMapping = field(default_factory=FileMapping)
    declaring: bool = False

    def sheets(self, existing: GraphTables, progress: Progress = silent) -> Turned:
        """Return the sheets, by the codebook of the `existing` graph or else our own."""
        if self.own is not None:
            turned = Turned(self.own)
        else:
            assert self.foreign is not None
            fields = [own.name for own in fields_in(existing)]
            practices = practice_names(existing)
            turned = turn(self.foreign, self.mapping, practices, progress, actor_names(existing), fields)
        return replace(turned, raw=with_columns_declared(turned.raw, existing)) if self.declaring else turned

    def as_found(self, problems: Iterable[Problem]) -> RawSheets:
        """Return the tables as they are in the file, for people to correct.

        Of another tool's file these are only the rows with problems and the rows beside them."""
        if self.foreign is None:
            return self.own or RawSheets()
        wrong: dict[str, set[int]] = {}
        for problem in problems:
            wrong.setdefault(problem.file, set()).update((problem.row - 1, problem.row, problem.row + 1))
        tables = [
            table for table in (self.foreign.edges, self.foreign.nodes) if table is not None and table.file in wrong
        ]
        return RawSheets(
            [RawSheet("", table.file, table.headings, _rows_among(table, wrong[table.file])) for table in tables]
        )


def _rows_among(table: Table, numbers: set[int]) -> list[Row]:
    """Return the rows with these numbers, as far as the table can be read."""
    rows: list[Row] = []
    with suppress(BadSheets):
        rows.extend(row for row in table.rows() if row[0] in numbers)
    return rows


def practice_names(existing: GraphTables) -> list[str]:
    """Return the practices that an interaction may have: the store's, or our own codebook's where it has none."""
    table = existing.kinds["Practice"]
    return (shipped_codebook().kinds["Practice"] if table.is_empty() else table)["name"].to_list()


def actor_names(existing: GraphTables) -> dict[str, str]:
    """Return the names of everything that can be an actor, by node key."""
    return dict(existing.entities(model.ACTORS).select("key", "name").iter_rows())


def open_source(path: Path, mapping: FileMapping | None = None, declaring: bool = False) -> Source:
    """Open what is at `path`: our sheets, the Ministry's school directory, or another tool's file, read with `mapping`.

    With `declaring`, columns that are none of ours become fields. Raises `BadData` where it isn't recognised, and
    `BadSheets` where it is broken.
    """
    if mapping is None and is_ours(path):
        return Source(find_sheets(path), declaring=declaring)
    return Source(foreign=read_foreign(path, mapping), mapping=mapping or FileMapping(), declaring=declaring)


def is_ours(path: Path) -> bool:
    """Return whether to read what is at `path` as our sheets: it has their names, or isn't recognised as anything else.

    Raises `BadData` where it is broken.
    """
    check_readable(path)
    if is_directory(path) or has_our_sheets(path):
        return True
    return recognised(path, FileMapping()) is None and looks_like_ours(path)


def check(
    path: Path, existing: GraphTables, progress: Progress = silent, today: date | None = None
) -> Mapping[str, Tally]:
    """Return what loading the sheets at `path` over the `existing` graph would do; write nothing.

    With `today`, interactions after that day are refused. Raises `BadSheets` with every problem in them.
    """
    return check_source(open_source(path), existing, progress, today)[0]


def check_source(
    source: Source, existing: GraphTables, progress: Progress = silent, today: date | None = None
) -> tuple[Mapping[str, Tally], tuple[str, ...]]:
    """Do as `check` does for an open source, and return notes on what can't be kept or doesn't count too."""
    changes, notes = _changes_by(source, existing, progress, today)
    return changes.tallies, notes


def edit_by(
    turned: Turned, existing: GraphTables, progress: Progress = silent, today: date | None = None
) -> tuple[Edit, tuple[str, ...]]:
    """Return the edit that loading sheets which have been read would make, checked as `check` does, and notes on what
    can't be kept or doesn't count."""
    records = _records(turned.raw, existing, progress, today)
    outside = notes_on_days_outside_roles(existing, records.tables)
    return edit_between(existing, records), (*turned.notes, *outside)


def load(
    path: Path, store: Store, progress: Progress = silent, today: date | None = None, act: Act | None = None
) -> Mapping[str, Tally]:
    """Load the sheets at `path` into `store`; return what that changed, by kind and relationship.

    With `today`, interactions after that day are refused. Without an `act`, the log says that they were loaded now.
    Raises `BadSheets` with every problem in them, and `NoStore`; the store then stays as it was.
    """
    return load_source(open_source(path), store, progress, today, act)[0]


def load_source(
    source: Source, store: Store, progress: Progress = silent, today: date | None = None, act: Act | None = None
) -> tuple[Mapping[str, Tally], tuple[str, ...]]:
    """Do as `load` does for an open source, and return notes on what could not be kept or doesn’t count too.

    Where somebody has written meanwhile what the sheets change too, they are compared again.
    """
    act = act or now("loaded")
    at = store.read_all(progress)
    for attempt in range(1, _ATTEMPTS + 1):
        changes, notes = _changes_by(source, at.tables, progress, today)
        if changes.is_nothing:
            break
        try:
            store.write(changes, act, at.seq, progress)
            break
        except Overtaken:
            if attempt == _ATTEMPTS:
                raise
            at = store.follow(at.seq, at.tables, at.revision) or store.read_all(progress)
    return changes.tallies, notes


def _changes_by(
    source: Source, existing: GraphTables, progress: Progress, today: date | None
) -> tuple[Edit, tuple[str, ...]]:
    """Return the changes that `source` makes, with its notes.

    Its rows may be a million; they are freed when the call returns."""
    return edit_by(source.sheets(existing, progress), existing, progress, today)


def unload(path: Path, store: Store, progress: Progress = silent, act: Act | None = None) -> int:
    """Delete from `store` every entity in the sheets at `path`, with its relationships; return how many there were.

    The codebook stays. Without an `act`, the log says that they were deleted now. Raises `BadSheets` and `NoStore`.
    """
    records = read_records(find_sheets(path), GraphTables.of(), shipped_codebook(), progress)
    kinds = records.tables.kinds
    ids = {label: table["id"].to_list() for label, table in kinds.items() if label not in ("Practice", "Field")}
    change = store.write(Edit(deleted=ids), act or now("deleted"), progress=progress)
    return sum(change.tallies[label].removed for label in ids if label in change.tallies)


def _records(raw: RawSheets, existing: GraphTables, progress: Progress, today: date | None) -> Records:
    """Return what `raw` holds. A store without a codebook gets ours."""
    codebook = shipped_codebook()
    records = read_records(raw, existing, codebook, progress, today)
    if existing.kinds["Practice"].is_empty() and records.tables.kinds["Practice"].is_empty():
        return _with_codebook(records, codebook)
    return records


def _with_codebook(records: Records, codebook: GraphTables) -> Records:
    kinds = {**records.tables.kinds, "Practice": codebook.kinds["Practice"]}
    columns = tuple(name for name in codebook.kinds["Practice"].columns if name != "id")
    return replace(
        records,
        tables=GraphTables.of(kinds, records.tables.relationships),
        columns={**records.columns, "Practice": columns},
    )
