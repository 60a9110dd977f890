"""Take the whole content out of a store, and put it back into an empty one, on either engine."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from graphmap import model
from graphmap.errors import BadData, WrongCommand
from graphmap.progress import Progress, silent
from graphmap.store.backup.file import Backup, faults, held_in, kept_schema
from graphmap.store.edit import everything
from graphmap.store.migrations import STEPS, Step, statements_since

if TYPE_CHECKING:
    from graphmap.store.store import Store

_KEPT = {
    "Story": ("stories", "keep_story"),
    "SavedView": ("saved_views", "keep_view"),
    "Action": ("actions", "keep_action"),
}
"""The queries that read and write what people keep. Stories come first, so that no view of theirs is missing."""


def take_backup(store: "Store", progress: Progress = silent) -> Backup:
    """Return everything in `store`: all entities and relationships, the codebook, and what people keep beside them.

    Raises `BadData` for an empty store, so that it never replaces a good backup, and for one that couldn't be restored.
    """
    backup = everything_in(store, progress)
    if not any(backup.counts.values()):
        raise BadData(
            f"There is nothing in the store at {store.location}, so nothing was written; name another with --store."
        )
    return backup


def everything_in(store: "Store", progress: Progress = silent) -> Backup:
    """Return everything in `store`, even if it is empty. Raises `BadData` where that couldn't be restored."""
    kept = _kept_in(store)
    version = store.stamp().version
    revision, graph = store.read(progress)
    backup = Backup(graph, kept, revision, version)
    for fault in faults(backup):
        raise BadData(
            f"The store at {store.location} can't be backed up, as it couldn't be restored: {fault}. Correct that in "
            "the store, then try again."
        )
    return backup


def restore_backup(backup: Backup, store: "Store", progress: Progress = silent, steps: Sequence[Step] = STEPS) -> None:
    """Write all of `backup` into `store`, or nothing. A backup of an older version is brought to this one.

    The codebook of an otherwise empty store gives way to the backup's. Raises `WrongCommand` if anything else is in
    `store`, and `NoStore`.
    """
    kept = _kept_in(store)
    revision, existing = store.read(progress)
    if not existing.is_empty or any(len(table) for table in kept.values()):
        raise WrongCommand(
            f"The store at {store.location} isn't empty ({_contents(Backup(existing, kept))}). Restore into a new one "
            "instead, as with --store embedded:DIR, so that nothing in this one is lost."
        )
    beside = [(_KEPT[label][1], row) for label, table in backup.kept.items() for row in table.to_dicts()]
    store.fill(everything(backup.graph), beside, revision, progress, statements_since(backup.version, steps))


def refuse_to_lose(file: Path, backup: Backup) -> None:
    """Raise `BadData` if the backup that is in `file` holds more than `backup`, which is to replace it."""
    held = held_in(file)
    if held is None or (held.entities <= backup.held.entities and held.relationships <= backup.held.relationships):
        return
    raise BadData(
        f"{file} was kept, as it holds more ({held}) than the store does now ({backup.held}). Name another file, or "
        "add --replace if the store should hold less."
    )


def _kept_in(store: "Store") -> Mapping[str, pl.DataFrame]:
    schemas = {kind.label: kept_schema(kind) for kind in model.KEPT}
    found = {
        label: pl.DataFrame(store.ask(read), schema=schemas[label], orient="row").sort("id")
        for label, (read, _) in _KEPT.items()
    }
    return {label: found[label] for label in schemas}


def _contents(backup: Backup) -> str:
    """Return what is there, in a few words: of each kind, how many."""
    kinds = [*model.KINDS, *model.KEPT]
    return ", ".join(f"{kind.plural} {backup.counts[kind.label]:,}" for kind in kinds if backup.counts[kind.label])
