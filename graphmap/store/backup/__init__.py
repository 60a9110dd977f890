"""Take the whole content out of a store, and put it back into an empty one, on either engine."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from graphmap import model
from graphmap.errors import BadData, WrongCommand
from graphmap.progress import Progress, silent
from graphmap.store.backup.file import Backup, faults, held_in, kept_schema
from graphmap.store.edit import Edit, everything
from graphmap.store.log import Act, now
from graphmap.store.migrations import STEPS, Step, statements_since
from graphmap.tables import GraphTables

if TYPE_CHECKING:
    from graphmap.store.store import Store

_KEPT = {
    "Story": ("stories", "keep_story"),
    "SavedView": ("saved_views", "keep_view"),
    "Action": ("actions", "keep_action"),
    "Apart": ("apart", "keep_apart"),
    "Account": ("accounts", "keep_account"),
    "CodeSecret": ("code_secret", "keep_code_secret"),
    "Erased": ("erased", "keep_erased"),
    "Change": ("whole_changes", "keep_changes"),
    "ChangePart": ("whole_change_parts", "keep_change_parts"),
}
"""The queries that read and write what people keep. Stories come first, so that no view of theirs is missing."""


def take_backup(store: "Store", progress: Progress = silent) -> Backup:
    """Return everything in `store`: the graph, the codebook, what people keep beside them, and the log.

    Raises `BadData` for an empty store, so that it never replaces a good backup, and for one that couldn't be restored.
    """
    backup = everything_in(store, progress)
    if backup.held.is_nothing:
        raise BadData(
            f"There is nothing in the store at {store.location}, so nothing was written; name another with --store."
        )
    return backup


def everything_in(store: "Store", progress: Progress = silent) -> Backup:
    """Return everything in `store`, even if it is empty. Raises `BadData` where that couldn't be restored."""
    found = store.read_whole([read for read, _ in _KEPT.values()], progress)
    kept = _kept_tables(found.beside)
    backup = Backup(found.graph.tables, kept, found.graph.revision, found.version)
    for fault in faults(backup):
        raise BadData(
            f"The store at {store.location} can't be backed up, as it couldn't be restored: {fault}. Correct that in "
            "the store, then try again."
        )
    return backup


def restore_backup(
    backup: Backup,
    store: "Store",
    progress: Progress = silent,
    steps: Sequence[Step] = STEPS,
    act: Act | None = None,
) -> None:
    """Write all of `backup` into `store`, or nothing. A backup of an older version is brought to this one.

    The codebook and the log of an otherwise empty store give way to the backup's. Raises `WrongCommand` if anything
    else is in `store`, and `NoStore`.
    """
    found = store.read_whole([read for read, _ in _KEPT.values()], progress)
    revision, existing = found.graph.revision, found.graph.tables
    there = Backup(existing, _kept_tables(found.beside))
    if not existing.is_empty or there.is_kept:
        raise WrongCommand(
            f"The store at {store.location} isn't empty ({_contents(there)}). Restore into a new one "
            "instead, as with --store embedded:DIR, so that nothing in this one is lost."
        )
    rows = {_KEPT[label][1]: table.to_dicts() for label, table in backup.kept.items()}
    log = {_KEPT[label][1]: rows.pop(_KEPT[label][1]) for label in model.LOG}
    beside = [(query, row) for query, some in rows.items() for row in some]
    store.fill(
        _in_place_of(existing, backup),
        act or now("restored"),
        beside,
        revision,
        log if log["keep_changes"] else None,
        progress,
        statements_since(backup.version, steps),
    )


def _in_place_of(existing: GraphTables, backup: Backup) -> Edit:
    """Return the edit that makes a store that has only a codebook hold what is in `backup`."""
    codebook, stored = backup.graph.kinds["Practice"], existing.kinds["Practice"]
    edit = everything(backup.graph)
    return replace(
        edit,
        created={**edit.created, "Practice": codebook.join(stored, on="id", how="anti")},
        updated={"Practice": codebook.join(stored, on="id", how="semi")},
        deleted={"Practice": stored.join(codebook, on="id", how="anti")["id"].to_list()},
    )


def refuse_to_lose(file: Path, backup: Backup) -> None:
    """Raise `BadData` if the backup that is in `file` holds more than `backup`, which is to replace it."""
    held = held_in(file)
    if held is None or (held.entities <= backup.held.entities and held.relationships <= backup.held.relationships):
        return
    raise BadData(
        f"{file} was kept, as it holds more ({held}) than the store does now ({backup.held}). Name another file, or "
        "add --replace if the store should hold less."
    )


def _kept_tables(beside: Mapping[str, list[dict[str, Any]]]) -> Mapping[str, pl.DataFrame]:
    """Return what people keep, by label, from the rows of the queries that read it."""
    schemas = {kind.label: kept_schema(kind) for kind in model.KEPT}
    found = {
        label: pl.DataFrame(beside[read], schema=schemas[label], orient="row").sort("id")
        for label, (read, _) in _KEPT.items()
    }
    return {label: found[label] for label in schemas}


def _contents(backup: Backup) -> str:
    """Return what is there, in a few words: of each kind, how many."""
    kinds = [*model.KINDS, *model.KEPT]
    counts = {label: count for label, count in backup.counts.items() if label not in model.BY_ITSELF}
    return ", ".join(f"{kind.plural} {counts[kind.label]:,}" for kind in kinds if counts.get(kind.label))
