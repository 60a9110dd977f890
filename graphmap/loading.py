"""Loading sheets into a store: all or nothing, and the same sheets again change nothing."""

from collections.abc import Mapping
from pathlib import Path

from graphmap.changes import Changes, Tally, changes_between
from graphmap.codebook import shipped_codebook
from graphmap.directory import is_directory, read_directory
from graphmap.errors import StoreBusy
from graphmap.progress import Progress, silent
from graphmap.records import Records, read_records
from graphmap.sheets import RawSheets, read_sheets
from graphmap.store import Store
from graphmap.tables import GraphTables

_ATTEMPTS = 5


def find_sheets(path: Path) -> RawSheets:
    """The sheets at `path`, which may also be the Ministry's school directory."""
    return read_directory(path) if is_directory(path) else read_sheets(path)


def check(path: Path, existing: GraphTables, progress: Progress = silent) -> Mapping[str, Tally]:
    """What loading the sheets at `path` over the `existing` graph would do; nothing is written.

    Raises `BadSheets` with every problem in them.
    """
    return _compare(find_sheets(path), existing, progress).tallies


def load(path: Path, store: Store, progress: Progress = silent) -> Mapping[str, Tally]:
    """Write what the sheets at `path` say into `store`, and tell what that changed, by kind and relationship.

    Raises `BadSheets` with every problem in them, and `NoStore`; the store is then as it was.
    """
    raw = find_sheets(path)
    for attempt in range(1, _ATTEMPTS + 1):
        revision, existing = store.read(progress)
        changes = _compare(raw, existing, progress)
        if changes.is_nothing:
            break
        try:
            store.apply(changes, revision, progress)
            break
        except StoreBusy:
            if attempt == _ATTEMPTS:
                raise
    return changes.tallies


def unload(path: Path, store: Store, progress: Progress = silent) -> int:
    """Delete from `store` every entity that the sheets at `path` hold, with all its relationships; how many there were.

    The codebook stays. Raises `BadSheets` and `NoStore`.
    """
    records = read_records(find_sheets(path), GraphTables.of(), shipped_codebook(), progress)
    return store.delete({label: table["id"].to_list() for label, table in records.tables.kinds.items() if label != "Practice"})


def _compare(raw: RawSheets, existing: GraphTables, progress: Progress) -> Changes:
    """The changes that `raw` makes to `existing`; a store without a codebook gets ours."""
    codebook = shipped_codebook()
    records = read_records(raw, existing, codebook, progress)
    if existing.kinds["Practice"].is_empty() and records.tables.kinds["Practice"].is_empty():
        records = _with_codebook(records, codebook)
    return changes_between(existing, records)


def _with_codebook(records: Records, codebook: GraphTables) -> Records:
    kinds = {**records.tables.kinds, "Practice": codebook.kinds["Practice"]}
    columns = tuple(name for name in codebook.kinds["Practice"].columns if name != "id")
    return Records(GraphTables.of(kinds, records.tables.relationships), {**records.columns, "Practice": columns}, records.owners)
