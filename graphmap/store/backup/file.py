"""A backup as one file: a zip of Parquet tables, and a manifest with the rows and the checksum of each.

    manifest.json               which backup this is, and what every other file must be
    entities/School.parquet     one for every kind
    relationships/AT.parquet    one for every relationship
    kept/Story.parquet          one for everything that is kept beside the network

The same content gives the same bytes. Nothing read from a file is trusted: one that somebody put together by hand is
refused before its tables are opened."""

import hashlib
import io
import json
import struct
import zipfile
import zlib
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
_LARGEST_MANIFEST = 1_000_000  # bytes; it has one short entry per table
_MOST_ROWS_A_BYTE = 50  # of a table: ids that count up take half a byte, and a file made to burst thousandths of one
_MADE = (1980, 1, 1, 0, 0, 0)  # the first day a zip can name, as the same content is the same bytes on any day
_UTF8 = 0x800  # the only flag that a file in a backup may have: its name is UTF-8
_BAD_ZIP = (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError, struct.error, zlib.error)
"""What Python's zipfile raises for a file that is damaged, or that it can't unpack."""


@dataclass(frozen=True)
class Held:
    """How much a backup holds."""

    entities: int
    relationships: int

    @property
    def is_nothing(self) -> bool:
        """Whether there is nothing at all, but for the log."""
        return not self.entities and not self.relationships

    def __str__(self) -> str:
        entities = "entity" if self.entities == 1 else "entities"
        relationships = "relationship" if self.relationships == 1 else "relationships"
        return f"{self.entities:,} {entities} and {self.relationships:,} {relationships}"


@dataclass(frozen=True)
class Backup:
    """The whole content of a store: the graph at ``revision``, and by label the tables of what people keep beside it.

    ``version`` is the version of the model that it is of.
    """

    graph: GraphTables
    kept: Mapping[str, pl.DataFrame]
    revision: str | None = None
    version: int = model.VERSION

    @property
    def counts(self) -> Mapping[str, int]:
        """How many there are of each kind, of each relationship that has a name, and of what is kept."""
        relationships = {type: self.graph.relationships[type] for type in model.RELATIONSHIP_WORDS}
        tables = {**self.graph.kinds, **relationships, **self.kept}
        return {name: len(table) for name, table in tables.items()}

    @property
    def is_kept(self) -> bool:
        """Whether people keep anything beside the graph."""
        return any(len(table) for label, table in self.kept.items() if label not in model.BY_ITSELF)

    @property
    def held(self) -> Held:
        """How much there is in all. Saved views, stories and accounts count as entities, and the log doesn't count."""
        kept = [table for label, table in self.kept.items() if label not in model.BY_ITSELF]
        entities = sum(len(table) for table in (*self.graph.kinds.values(), *kept))
        return Held(entities, sum(len(table) for table in self.graph.relationships.values()))


def kept_schema(kind: model.Kind, version: int = model.VERSION) -> pl.Schema:
    """Return the columns of the table of what people keep: its properties, as lists if they have many values."""
    properties = model.properties_at(kind, version)
    return pl.Schema({p.name: pl.List(pl.String()) if p.many else pl.String() for p in properties})


def _schemas(version: int) -> Mapping[str, pl.Schema]:
    """Return what is in a backup of a version of the model besides its manifest, and the columns of each table."""
    kinds = [kind for kind in model.KINDS if kind.added <= version]
    relationships = [relationship for relationship in model.RELATIONSHIPS if relationship.added <= version]
    kept = [kind for kind in model.KEPT if kind.added <= version]
    return {
        **{f"entities/{kind.label}.parquet": kind_schema(kind.label, version) for kind in kinds},
        **{f"relationships/{r.type}.parquet": relationship_schema(r.type, version) for r in relationships},
        **{f"kept/{kind.label}.parquet": kept_schema(kind, version) for kind in kept},
    }


# --------------------------------------------------------------------------------------------- writing


def write_backup(backup: Backup, file: IO[bytes]) -> None:
    """Fill `file` with `backup`."""
    tables = {"entities": backup.graph.kinds, "relationships": backup.graph.relationships, "kept": backup.kept}
    contents, entries = {}, {}
    for path, schema in _schemas(backup.version).items():
        folder, name = path.removesuffix(".parquet").split("/")
        table = tables[folder][name].select(schema.names())
        contents[path] = _parquet(table)
        entries[path] = {"rows": len(table), "sha256": hashlib.sha256(contents[path]).hexdigest()}
    manifest = {
        "what": _WHAT,
        "model": backup.version,
        "graphmap": graphmap_version(),
        "revision": backup.revision,
        "tables": entries,
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
    """What is wrong with a file, as a part of a sentence about it."""


def read_backup(path: Path) -> Backup:
    """Return the backup in the file at `path`, which may be of an older version of the model.

    Raises `BadData` for a file that is missing, damaged, made up, or from a newer graphmap.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return _backup_in(archive)
    except OSError as error:
        raise BadData(
            f"{path} can't be read ({error.strerror or error}); name a file that graphmap db backup wrote."
        ) from None
    except _Broken as broken:
        raise BadData(f"{path} can't be restored: {broken}. Nothing was written.") from None
    except _BAD_ZIP:
        raise BadData(
            f"{path} is not a backup from graphmap, or only part of one; name a file that graphmap db backup wrote."
        ) from None


def held_in(path: Path) -> Held | None:
    """Return how much the backup at `path` says it holds, or nothing where there is no backup."""
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = _manifest_in(archive)
            rows = {
                name: int(entry["rows"])
                for name, entry in manifest["tables"].items()
                if Path(name).stem not in model.BY_ITSELF
            }
    except (OSError, _Broken, KeyError, TypeError, *_BAD_ZIP):
        return None
    relationships = sum(count for name, count in rows.items() if name.startswith("relationships/"))
    return Held(sum(rows.values()) - relationships, relationships)


def _backup_in(archive: zipfile.ZipFile) -> Backup:
    manifest = _manifest_in(archive)
    version = manifest["model"]
    if version > model.VERSION:
        raise _Broken(
            f"graphmap {_short(manifest.get('graphmap'))} wrote it with a newer version of the model ({version}; this "
            f"graphmap knows up to {model.VERSION}); update graphmap"
        )
    schemas = _schemas(version)
    names = [entry.filename for entry in archive.infolist()]
    if sorted(names) != sorted([_MANIFEST, *schemas]):
        odd = sorted(set(names) ^ {_MANIFEST, *schemas}) or ["a file twice"]
        raise _Broken(f"it must hold the tables of the graph, each once, and nothing else; see {_short(odd[0])}")
    tables = {path: _table_in(archive, path, schema, manifest["tables"].get(path)) for path, schema in schemas.items()}

    def of(folder: str) -> dict[str, pl.DataFrame]:
        return {Path(path).stem: table for path, table in tables.items() if path.startswith(f"{folder}/")}

    kept = {kind.label: pl.DataFrame(schema=kept_schema(kind)) for kind in model.KEPT}
    graph = GraphTables.of(of("entities"), of("relationships"))
    backup = Backup(graph, {**kept, **of("kept")}, manifest["revision"], version)
    for fault in faults(backup):
        raise _Broken(fault)
    return backup


def _manifest_in(archive: zipfile.ZipFile) -> dict[str, Any]:
    """Return the manifest of a backup; it may be of any version."""
    if _MANIFEST not in archive.namelist():
        raise _Broken("it is a zip file without a manifest, so graphmap db backup did not write it")
    if archive.getinfo(_MANIFEST).file_size > _LARGEST_MANIFEST:
        raise _Broken("its manifest is too large to be one")
    try:
        manifest = json.loads(_stored(archive, _MANIFEST))
    except (ValueError, RecursionError):
        manifest = None
    if not isinstance(manifest, dict) or manifest.get("what") != _WHAT:
        raise _Broken("its manifest does not say that it is a backup from graphmap")
    version, revision = manifest.get("model"), manifest.get("revision")
    if type(version) is not int or version < 1 or not isinstance(manifest.get("tables"), dict):
        raise _Broken("its manifest is not as graphmap db backup writes it")
    if not isinstance(revision, str | None):
        raise _Broken("its manifest is not as graphmap db backup writes it")
    return manifest


def _stored(archive: zipfile.ZipFile, path: str) -> bytes:
    """Return the bytes of a file in the archive, which must be neither packed nor locked."""
    entry = archive.getinfo(path)
    if entry.compress_type != zipfile.ZIP_STORED or entry.file_size != entry.compress_size or entry.flag_bits & ~_UTF8:
        raise _Broken(f"{path} in it is packed or locked, which no file in a backup is")
    try:
        return archive.read(entry)
    except _BAD_ZIP:
        raise _Broken(f"{path} in it is damaged; take another copy of the backup") from None


def _table_in(archive: zipfile.ZipFile, path: str, schema: pl.Schema, entry: object) -> pl.DataFrame:
    content = _stored(archive, path)
    if not isinstance(entry, dict) or hashlib.sha256(content).hexdigest() != entry.get("sha256"):
        raise _Broken(
            f"{path} in it is damaged: its checksum differs from the manifest's; take another copy of the backup"
        )
    try:
        if pl.read_parquet_schema(io.BytesIO(content)) != schema:
            raise _Broken(f"{path} in it has other columns than the graph's")
        rows = pl.scan_parquet(io.BytesIO(content)).select(pl.len()).collect().item()
        if rows != entry.get("rows") or rows > _MOST_ROWS_A_BYTE * len(content):
            raise _Broken(f"{path} in it has another number of rows than the manifest says, or than its size can hold")
        return pl.read_parquet(io.BytesIO(content))
    except (polars.exceptions.PolarsError, polars.exceptions.PanicException, OSError, ValueError):
        raise _Broken(f"{path} in it is not a table that can be read") from None


def faults(backup: Backup) -> Iterator[str]:
    """Yield what no store could hold: a missing id, an id used twice, a relationship of something that isn't there.

    Anything else that a store held, it gets back as it was.
    """
    for label, table in {**backup.graph.kinds, **backup.kept}.items():
        if table["id"].null_count() or (table["id"] == "").any():
            yield f"a {label} has no id"
        if twice := table["id"].filter(table["id"].is_duplicated()).to_list():
            yield f"{label} has the id {_short(twice[0])} twice"
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
    yield from _faults_in_kept(backup)


def _faults_in_kept(backup: Backup) -> Iterator[str]:
    """Yield what is wrong in a story or in the log."""
    odd = backup.kept["Change"].filter(
        ~pl.col("id").str.contains(r"^\d{12}$") | ~pl.col("parts").str.contains(r"^\d+$")
    )
    if len(odd):
        yield f"the log has a change that can’t be, {_short(odd['id'][0])}"
    pages = backup.kept["Story"].select(pl.col("headings", "texts", "views").list.len())
    if len(pages.filter((pl.col("headings") != pl.col("texts")) | (pl.col("texts") != pl.col("views")))):
        yield "a story has more headings than texts, or fewer"


def _short(text: object) -> str:
    """Return what a file says of itself, cut to what fits in a sentence."""
    return f"‘{text!s:.60}’"
