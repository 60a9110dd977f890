"""The last snapshot of a store, kept on disk: while the store's revision is the same, nothing has to be read again.

Files are Arrow's, in a folder of the user's cache that only the user can read: one folder a store, named by a digest of
where it is, that holds one snapshot, of one revision and one version of graphmap. Whatever cannot be read is passed over.
"""

import contextlib
import shutil
import tempfile
from importlib.metadata import version
from pathlib import Path

import polars as pl
import polars.exceptions
from platformdirs import user_cache_path

from graphmap import model, tables
from graphmap.folding import digest
from graphmap.location import Location, ServerLocation
from graphmap.tables import GraphTables


def cache_folder(location: Location) -> Path:
    """Where the snapshot of the store at `location` is kept."""
    whose = f"{location.user}@{location.database or ''}" if isinstance(location, ServerLocation) else ""
    return user_cache_path("graphmap") / "snapshots" / digest(str(location), whose)


def cached_tables(location: Location, revision: str) -> GraphTables | None:
    """The graph of the store at `location` as it was at `revision`, or nothing where that is not kept."""
    folder = cache_folder(location) / _name(revision)
    try:
        return GraphTables(
            {kind.label: _read(folder / f"{kind.label}.arrow", tables.kind_schema(kind.label)) for kind in model.KINDS},
            {r.type: _read(folder / f"{r.type}.arrow", tables.relationship_schema(r.type)) for r in model.RELATIONSHIPS},
        )
    except (OSError, ValueError, polars.exceptions.PolarsError):
        return None


def keep_tables(location: Location, revision: str, graph: GraphTables) -> None:
    """Keep `graph` in place of whatever was kept of the store at `location`; a disk that takes no more is no error."""
    folder = cache_folder(location)
    with contextlib.suppress(OSError, polars.exceptions.PolarsError):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        before = list(folder.iterdir())
        with tempfile.TemporaryDirectory(dir=folder, prefix=".", ignore_cleanup_errors=True) as draft:
            whole = Path(draft) / "whole"
            whole.mkdir(mode=0o700)
            for name, table in {**graph.kinds, **graph.relationships}.items():
                table.write_ipc(whole / f"{name}.arrow", compression="lz4")
            whole.replace(folder / _name(revision))
        for old in before:
            shutil.rmtree(old, ignore_errors=True)


def forget_tables(location: Location) -> None:
    """Delete whatever is kept of the store at `location`."""
    shutil.rmtree(cache_folder(location), ignore_errors=True)


def _name(revision: str) -> str:
    return digest(revision, version("graphmap"))


def _read(file: Path, schema: pl.Schema) -> pl.DataFrame:
    table = pl.read_ipc(file.read_bytes())
    if table.schema != schema:
        raise ValueError(f"{file} is of another model")
    return table
