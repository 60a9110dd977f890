"""Keeps the last snapshot of a store on disk: the next one is made of it and what has changed since.

The files are Arrow's, in a folder that only the user can read. An embedded store's snapshot is in its folder and goes
with it; a server's is in the user's cache, and goes after a month without use. A write that deletes something deletes
the snapshot too, so that nobody who was removed from a store stays in it. Small graphs are not kept, because reading
them takes no time. A snapshot that can't be read is deleted.
"""

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import polars.exceptions
from platformdirs import user_cache_path

from graphmap import model, tables
from graphmap.files import make_private_folder
from graphmap.language.normalising import digest
from graphmap.release import graphmap_version
from graphmap.store.location import EmbeddedLocation, Location
from graphmap.tables import GraphTables

LEAST_ROWS = 50_000
"""How many entities and relationships make a graph large enough to be kept."""

_ABOUT = "about.json"
_UNUSED_SECONDS = 30 * 24 * 3600


def cache_folder(location: Location) -> Path:
    """Return the folder for the snapshot of the store at `location`."""
    if isinstance(location, EmbeddedLocation):
        return location.folder / "snapshot"
    return user_cache_path("graphmap") / "snapshots" / digest(*location.identity)


@dataclass(frozen=True)
class KeptGraph:
    """A graph with what tells whether it is still good: the ``mark`` of its store, and its last change."""

    mark: str
    revision: str | None
    seq: int
    tables: GraphTables


def kept_graph(location: Location) -> KeptGraph | None:
    """Return the graph that is kept of the store at `location`, or None where none is, or another version's."""
    folder = cache_folder(location) / _name()
    if not folder.is_dir():
        return None
    try:
        os.utime(folder.parent)  # it was used
        about = json.loads((folder / _ABOUT).read_bytes())

        def read(name: str, schema: pl.Schema) -> pl.DataFrame:
            return _read(folder / f"{name}.arrow", schema, about["digests"][name])

        graph = GraphTables(
            {kind.label: read(kind.label, tables.kind_schema(kind.label)) for kind in model.KINDS},
            {r.type: read(r.type, tables.relationship_schema(r.type)) for r in model.RELATIONSHIPS},
        )
        return KeptGraph(str(about["mark"]), about["revision"], int(about["seq"]), graph)
    except (OSError, ValueError, KeyError, TypeError, polars.exceptions.PolarsError, polars.exceptions.PanicException):
        shutil.rmtree(folder, ignore_errors=True)  # a panic is not an Exception
        return None


def keep_graph(location: Location, graph: KeptGraph) -> None:
    """Keep `graph`, if it is large, in place of the one before it. A full disk is no error."""
    if sum(table.height for table in _tables(graph).values()) < LEAST_ROWS:
        return
    folder = cache_folder(location)
    with contextlib.suppress(OSError, polars.exceptions.PolarsError):
        make_private_folder(folder)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".", ignore_cleanup_errors=True) as draft:
            whole, before = Path(draft) / "whole", Path(draft) / "before"
            whole.mkdir(mode=0o700)
            digests = {}
            for name, table in _tables(graph).items():
                table.write_ipc(whole / f"{name}.arrow", compression="lz4")
                digests[name] = _digest((whole / f"{name}.arrow").read_bytes())
            about = {"mark": graph.mark, "revision": graph.revision, "seq": graph.seq, "digests": digests}
            (whole / _ABOUT).write_text(json.dumps(about), encoding="utf-8")
            with contextlib.suppress(FileNotFoundError):
                (folder / _name()).rename(before)
            whole.rename(folder / _name())
        for old in folder.iterdir():
            if old.name != _name() and not old.name.startswith("."):
                shutil.rmtree(old, ignore_errors=True)
        if not isinstance(location, EmbeddedLocation):
            _forget_unused(folder.parent)


def _tables(graph: KeptGraph) -> Mapping[str, pl.DataFrame]:
    return {**graph.tables.kinds, **graph.tables.relationships}


def forget_tables(location: Location) -> None:
    """Delete the snapshot of the store at `location`."""
    shutil.rmtree(cache_folder(location), ignore_errors=True)


def _forget_unused(snapshots: Path) -> None:
    for folder in snapshots.iterdir():
        if folder.stat().st_mtime < time.time() - _UNUSED_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)


def _name() -> str:
    """Return the name for a snapshot of this version of graphmap: another may have other tables."""
    return digest(graphmap_version())


def _digest(content: bytes) -> str:
    """Return what tells a file from every other: Arrow has no checksums, and a changed letter is a letter too."""
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def _read(file: Path, schema: pl.Schema, digest: str) -> pl.DataFrame:
    content = file.read_bytes()
    if _digest(content) != digest:
        raise ValueError(f"{file} is damaged")
    table = pl.read_ipc(content)
    if table.schema != schema:
        raise ValueError(f"{file} is of another model")
    return table
