"""Keeps the last snapshot of a store on disk: while the store's mark is the same, nothing has to be read again.

The files are Arrow's, in a folder that only the user can read. An embedded store's snapshot is in its folder and goes
with it; a server's is in the user's cache, and goes after a month without use. Every write deletes the snapshot,
so that nobody who was removed from a store stays in it. Small graphs are not kept, because reading them takes no time.
A snapshot that can't be read is deleted.
"""

import contextlib
import os
import shutil
import tempfile
import time
from pathlib import Path

import polars as pl
import polars.exceptions
from platformdirs import user_cache_path

from graphmap import model, tables
from graphmap.language.normalising import digest
from graphmap.release import graphmap_version
from graphmap.store.location import EmbeddedLocation, Location
from graphmap.tables import GraphTables

LEAST_ROWS = 50_000
"""How many entities and relationships make a graph large enough to be kept."""

_UNUSED_SECONDS = 30 * 24 * 3600


def cache_folder(location: Location) -> Path:
    """Return the folder for the snapshot of the store at `location`."""
    if isinstance(location, EmbeddedLocation):
        return location.folder / "snapshot"
    return user_cache_path("graphmap") / "snapshots" / digest(*location.identity)


def cached_tables(location: Location, mark: str) -> GraphTables | None:
    """Return the graph of the store at `location` as it was at `mark`, or None where that is not kept."""
    folder = cache_folder(location) / _name(mark)
    if not folder.is_dir():
        return None
    try:
        os.utime(folder.parent)  # it was used
        return GraphTables(
            {kind.label: _read(folder / f"{kind.label}.arrow", tables.kind_schema(kind.label)) for kind in model.KINDS},
            {
                r.type: _read(folder / f"{r.type}.arrow", tables.relationship_schema(r.type))
                for r in model.RELATIONSHIPS
            },
        )
    except (OSError, ValueError, polars.exceptions.PolarsError, polars.exceptions.PanicException):
        shutil.rmtree(folder, ignore_errors=True)  # a panic is not an Exception
        return None


def keep_tables(location: Location, mark: str, graph: GraphTables) -> None:
    """Keep `graph`, if it is large, in place of the snapshot before it. A full disk is no error."""
    if sum(table.height for table in (*graph.kinds.values(), *graph.relationships.values())) < LEAST_ROWS:
        return
    folder = cache_folder(location)
    with contextlib.suppress(OSError, polars.exceptions.PolarsError):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        before = list(folder.iterdir())
        with tempfile.TemporaryDirectory(dir=folder, prefix=".", ignore_cleanup_errors=True) as draft:
            whole = Path(draft) / "whole"
            whole.mkdir(mode=0o700)
            for name, table in {**graph.kinds, **graph.relationships}.items():
                table.write_ipc(whole / f"{name}.arrow", compression="lz4")
            whole.replace(folder / _name(mark))
        for old in before:
            shutil.rmtree(old, ignore_errors=True)
        if not isinstance(location, EmbeddedLocation):
            _forget_unused(folder.parent)


def forget_tables(location: Location) -> None:
    """Delete the snapshot of the store at `location`."""
    shutil.rmtree(cache_folder(location), ignore_errors=True)


def _forget_unused(snapshots: Path) -> None:
    for folder in snapshots.iterdir():
        if folder.stat().st_mtime < time.time() - _UNUSED_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)


def _name(mark: str) -> str:
    return digest(mark, graphmap_version())


def _read(file: Path, schema: pl.Schema) -> pl.DataFrame:
    table = pl.read_ipc(file.read_bytes())
    if table.schema != schema:
        raise ValueError(f"{file} is of another model")
    return table
