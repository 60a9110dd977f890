"""A backup as one file: a zip of Parquet tables, and a manifest that says how many rows and which checksum each has.

    manifest.json               which backup this is, and what every other file must be
    entities/School.parquet     one for every kind
    relationships/AT.parquet    one for every relationship
    kept/Story.parquet          one for everything that people keep beside the network

The same content is the same bytes. What is read is believed in nothing: a file that somebody has put together by hand
is found out before its tables are opened."""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import polars as pl
import polars.exceptions

from graphmap import model
from graphmap.errors import BadData
from graphmap.release import graphmap_version
from graphmap.tables import ENDS, GraphTables, kind_schema, relationship_schema

_MANIFEST = "manifest.json"
_WHAT = "backup of a graphmap store"
_LARGEST_MANIFEST = 1_000_000  # bytes; it has one short entry a table
_MOST_ROWS_A_BYTE = 50  # of a table: ids that count up take half a byte, and a file made to burst thousandths of one
_MADE = (1980, 1, 1, 0, 0, 0)  # the first day a zip can name, as the same content is the same bytes on any day


@dataclass(frozen=True)
class Backup:
    """The whole content of a store: the graph as it was at ``revision``, and by label the tables of what people keep
    beside it."""

    graph: GraphTables
    kept: Mapping[str, pl.DataFrame]
    revision: str | None = None

    @property
    def counts(self) -> Mapping[str, int]:
        """How many there are of each kind, and of what is kept."""
        return {name: len(table) for tables in (self.graph.kinds, self.kept) for name, table in tables.items()}


def kept_schema(kind: model.Kind) -> pl.Schema:
    """The columns of the table of what people keep: its properties, of which those of many values are lists."""
    return pl.Schema({p.name: pl.List(pl.String()) if p.many else pl.String() for p in kind.properties})


_SCHEMAS: Mapping[str, pl.Schema] = {
    **{f"entities/{kind.label}.parquet": kind_schema(kind.label) for kind in model.KINDS},
    **{f"relationships/{r.type}.parquet": relationship_schema(r.type) for r in model.RELATIONSHIPS},
    **{f"kept/{kind.label}.parquet": kept_schema(kind) for kind in model.KEPT},
}
"""What is in a backup besides its manifest, and the columns of each table."""


# --------------------------------------------------------------------------------------------- writing


def write_backup(backup: Backup, file: IO[bytes]) -> None:
    """Fill `file` with `backup`."""
    held = {"entities": backup.graph.kinds, "relationships": backup.graph.relationships, "kept": backup.kept}
    contents, told = {}, {}
    for path in _SCHEMAS:
        folder, name = path.removesuffix(".parquet").split("/")
        contents[path] = _parquet(held[folder][name])
        told[path] = {"rows": len(held[folder][name]), "sha256": hashlib.sha256(contents[path]).hexdigest()}
    manifest = {
        "what": _WHAT,
        "model": model.VERSION,
        "graphmap": graphmap_version(),
        "revision": backup.revision,
        "tables": told,
    }
    with zipfile.ZipFile(file, "w") as archive:  # Parquet is small already, and what is only stored cannot burst
        for path, content in {_MANIFEST: json.dumps(manifest, indent=1).encode(), **contents}.items():
            archive.writestr(zipfile.ZipInfo(path, _MADE), content)


def _parquet(table: pl.DataFrame) -> bytes:
    content = io.BytesIO()
    table.write_parquet(content, compression="zstd")
    return content.getvalue()


# --------------------------------------------------------------------------------------------- reading


class _Broken(Exception):
    """What is wrong with a file, to be said of it by its name."""


def read_backup(path: Path) -> Backup:
    """The backup in the file at `path`.

    Raises `BadData` where there is none, it is damaged or made up, or a later graphmap has written it.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return _backup_in(archive)
    except OSError as error:
        raise BadData(
            f"{path} cannot be read ({error.strerror or error}); name the file that graphmap db backup wrote."
        ) from None
    except zipfile.BadZipFile:
        raise BadData(
            f"{path} is no backup of graphmap, or only a part of one; name the file that graphmap db backup wrote."
        ) from None
    except _Broken as broken:
        raise BadData(f"{path} cannot be restored: {broken}. Nothing was written.") from None


def _backup_in(archive: zipfile.ZipFile) -> Backup:
    manifest = _manifest_in(archive)
    names = [entry.filename for entry in archive.infolist()]
    if sorted(names) != sorted([_MANIFEST, *_SCHEMAS]):
        odd = sorted(set(names) ^ {_MANIFEST, *_SCHEMAS}) or ["a file twice"]
        raise _Broken(f"it must hold the tables of the graph, each once, and nothing else; see {_short(odd[0])}")
    tables = {path: _table_in(archive, path, schema, manifest["tables"].get(path)) for path, schema in _SCHEMAS.items()}

    def of(folder: str) -> dict[str, pl.DataFrame]:
        return {Path(path).stem: table for path, table in tables.items() if path.startswith(f"{folder}/")}

    backup = Backup(GraphTables.of(of("entities"), of("relationships")), of("kept"), manifest["revision"])
    for fault in _faults(backup):
        raise _Broken(fault)
    return backup


def _manifest_in(archive: zipfile.ZipFile) -> dict[str, Any]:
    if _MANIFEST not in archive.namelist():
        raise _Broken("it is a zip file without a manifest, so graphmap db backup did not write it")
    if archive.getinfo(_MANIFEST).file_size > _LARGEST_MANIFEST:
        raise _Broken("its manifest is too large to be one")
    try:
        manifest = json.loads(_stored(archive, _MANIFEST))
    except (ValueError, RecursionError):
        manifest = None
    if not isinstance(manifest, dict) or manifest.get("what") != _WHAT:
        raise _Broken("its manifest does not say that it is a backup of graphmap")
    version, revision = manifest.get("model"), manifest.get("revision")
    if isinstance(version, int) and version > model.VERSION:
        raise _Broken(
            f"graphmap {_short(manifest.get('graphmap'))} wrote it with a later model of the graph "
            f"({version}) than this one knows "
            f"({model.VERSION}); update graphmap"
        )
    if version != model.VERSION or not isinstance(manifest.get("tables"), dict) or not isinstance(revision, str | None):
        raise _Broken("its manifest is not as graphmap db backup writes it")
    return manifest


def _stored(archive: zipfile.ZipFile, path: str) -> bytes:
    """What is in the archive under `path`, which must be there as it is: neither packed nor locked."""
    entry = archive.getinfo(path)
    if entry.compress_type != zipfile.ZIP_STORED or entry.file_size != entry.compress_size or entry.flag_bits & 1:
        raise _Broken(f"{path} in it is packed, as no backup’s files are")
    return archive.read(entry)


def _table_in(archive: zipfile.ZipFile, path: str, schema: pl.Schema, told: object) -> pl.DataFrame:
    content = _stored(archive, path)
    if not isinstance(told, dict) or hashlib.sha256(content).hexdigest() != told.get("sha256"):
        raise _Broken(f"{path} in it is damaged: its checksum is not the manifest’s; take another copy of the backup")
    try:
        if pl.read_parquet_schema(io.BytesIO(content)) != schema:
            raise _Broken(f"{path} in it has other columns than the graph’s")
        rows = pl.scan_parquet(io.BytesIO(content)).select(pl.len()).collect().item()
        if rows != told.get("rows") or rows > _MOST_ROWS_A_BYTE * len(content):
            raise _Broken(f"{path} in it has another number of rows than the manifest says, or than its size can hold")
        return pl.read_parquet(io.BytesIO(content))
    except (polars.exceptions.PolarsError, OSError, ValueError):
        raise _Broken(f"{path} in it is no table that can be read") from None


def _faults(backup: Backup) -> Iterator[str]:
    """What a store could not hold: ids that are missing or there twice, and relationships of what is not there.

    Whatever else a store held it gets back, as it was.
    """
    for label, table in {**backup.graph.kinds, **backup.kept}.items():
        if table["id"].null_count() or (table["id"] == "").any() or table["id"].is_duplicated().any():
            yield f"{label} has an id twice, or none"
    for relationship in model.RELATIONSHIPS:
        table = backup.graph.relationships[relationship.type]
        for end, labels in zip(ENDS, (relationship.starts, relationship.ends), strict=True):
            known = pl.concat([backup.graph.keys(label) for label in labels])
            strangers = table.filter(~pl.col(end).is_in(known.implode()).fill_null(False))
            if len(strangers):
                yield f"{relationship.type} names {_short(strangers[end][0])}, which is not in it"
    for label, table in backup.kept.items():
        lists = pl.selectors.by_dtype(pl.List(pl.String))
        whole = table.drop_nulls().filter(
            pl.all_horizontal(pl.lit(True), lists.list.drop_nulls().list.len() == lists.list.len())
        )
        if len(whole) < len(table):
            yield f"{label} has something without a value"
    pages = backup.kept["Story"].select(pl.col("headings", "texts", "views").list.len())
    if len(pages.filter((pl.col("headings") != pl.col("texts")) | (pl.col("texts") != pl.col("views")))):
        yield "a story has not as many texts as headings"


def _short(text: object) -> str:
    """What a file says of itself, no longer than a sentence bears."""
    return f"‘{text!s:.60}’"
