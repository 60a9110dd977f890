"""Taking the whole content of a store out of it, and giving it back to an empty one, on whichever engine."""

from collections.abc import Mapping

import polars as pl

from graphmap import model
from graphmap.errors import BadData, WrongCommand
from graphmap.progress import Progress, silent
from graphmap.store.backup.file import Backup, kept_schema
from graphmap.store.changes import everything
from graphmap.store.store import Store

_KEPT = {"Story": ("stories", "keep_story"), "SavedView": ("saved_views", "keep_view")}
"""The queries that read and write what people keep; stories first, so that a view that is new meanwhile is never
missing from one."""


def take_backup(store: Store, progress: Progress = silent) -> Backup:
    """Everything in `store`: all entities and relationships, the codebook, saved views and stories.

    Raises `BadData` where there is nothing, so that no backup takes the place of a better one, and `NoStore`.
    """
    kept = _kept_in(store)
    revision, graph = store.read(progress)
    backup = Backup(graph, kept, revision)
    if not any(backup.counts.values()):
        raise BadData(
            f"There is nothing in the store at {store.location}, so nothing was written; name another with --store."
        )
    return backup


def restore_backup(backup: Backup, store: Store, progress: Progress = silent) -> None:
    """Write all of `backup` into `store`, or nothing; the codebook of an otherwise empty store gives way to the
    backup's.

    Raises `WrongCommand` where there is anything else in `store`, and `NoStore`.
    """
    kept = _kept_in(store)
    revision, existing = store.read(progress)
    if not existing.is_empty or any(len(table) for table in kept.values()):
        raise WrongCommand(
            f"The store at {store.location} is not empty ({_contents(Backup(existing, kept))}): "
            "restore into a new one, "
            "as with --store embedded:DIR, so that nothing in this one is lost."
        )
    beside = [(_KEPT[label][1], row) for label, table in backup.kept.items() for row in table.to_dicts()]
    store.fill(everything(backup.graph), beside, revision, progress)


def _kept_in(store: Store) -> Mapping[str, pl.DataFrame]:
    schemas = {kind.label: kept_schema(kind) for kind in model.KEPT}
    found = {
        label: pl.DataFrame(store.ask(read), schema=schemas[label], orient="row").sort("id")
        for label, (read, _) in _KEPT.items()
    }
    return {label: found[label] for label in schemas}


def _contents(backup: Backup) -> str:
    """What is there, in a few words: of each kind, how many."""
    kinds = [*model.KINDS, *model.KEPT]
    return ", ".join(f"{kind.plural} {backup.counts[kind.label]:,}" for kind in kinds if backup.counts[kind.label])
