"""Recognise which tool a file is from, by its content and not by its name."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from graphmap.errors import BadData
from graphmap.intake import edge_list, gephi, kumu, matrix, nodexl
from graphmap.intake.foreign import Foreign, Table
from graphmap.intake.gexf import read_gexf
from graphmap.intake.graphml import read_graphml
from graphmap.intake.json_graphs import read_json
from graphmap.intake.mapping import FileMapping
from graphmap.intake.tabular import tables_of
from graphmap.sheets.paths import check_readable

_TABLES: Mapping[str, Callable[[Sequence[Table]], Foreign | None]] = {
    nodexl.FORMAT: nodexl.recognise,
    gephi.FORMAT: gephi.recognise,
    kumu.FORMAT: kumu.recognise,
    matrix.FORMAT: matrix.recognise,
    edge_list.FORMAT: edge_list.recognise,
}
_XML = {"graphml": read_graphml, "gexf": read_gexf}
_ROOT = re.compile(rb"<(?:\w+:)?([A-Za-z]\w*)[\s>]")
_BEGIN = 4_096
_HALVES = (("edges", "nodes"), ("connections", "elements"))


def read_foreign(path: Path, mapping: FileMapping | None = None) -> Foreign:
    """Return another tool's file at `path`, or a folder of its CSV files.

    Raises `BadData` where the tool can't be recognised, and `BadSheets` where it is broken.
    """
    found = recognised(path, mapping or FileMapping())
    if found is None:
        raise BadData(
            f"{path.name} is not one of graphmap’s sheets, and its columns don’t show which tool it is from: "
            "graphmap map FILE -o mapping.toml writes a mapping to fill in, and --map mapping.toml reads it."
        )
    return found


def read_foreign_or_table(path: Path, mapping: FileMapping | None = None) -> Foreign:
    """Do as `read_foreign` does, but read a table that isn't recognised as an edge list without known columns."""
    found = recognised(path, mapping or FileMapping())
    return found or recognised(path, FileMapping({"file": {"format": edge_list.FORMAT}})) or read_foreign(path, mapping)


def recognised(path: Path, mapping: FileMapping) -> Foreign | None:
    """Return the file as it is recognised, or as `mapping` says; nothing where neither tells what it is."""
    check_readable(path)
    if not path.is_dir():
        with path.open("rb") as file:
            begin = file.read(_BEGIN).removeprefix(b"\xef\xbb\xbf").lstrip()
        if begin.startswith(b"<"):
            root = next((name.decode().lower() for name in _ROOT.findall(begin) if name.decode().lower() in _XML), "")
            return _XML[root](path) if root else None
        if begin.startswith((b"{", b"[")):
            return read_json(path)
    return _from_tables(path, mapping)


def _from_tables(path: Path, mapping: FileMapping) -> Foreign | None:
    tables = [
        table
        for file in _with_its_other_half(path)
        for table in tables_of(file, mapping.get("file", "encoding"), mapping.get("file", "separator"))
    ]
    if not tables:
        return None
    nodes = _second(path, tables, mapping)
    if sheet := mapping.get("file", "worksheet"):
        tables = [table for table in tables if table.file.endswith(f"[{sheet}]")]
        if not tables:
            raise BadData(f"{path.name} has no worksheet ‘{sheet}’; correct [file] worksheet in the mapping.")
    format = mapping.get("file", "format")
    if format in _TABLES:
        found = matrix.read(tables[0]) if format == matrix.FORMAT else _TABLES[format](tables)
    else:
        found = next(filter(None, (recognise(tables) for recognise in _TABLES.values())), None)
    if found is None and (mapping.get("edges", "from") or format):
        wanted = mapping.get("edges", "from")
        edges = next((table for table in tables if wanted in table.headings), tables[0])
        found = edge_list.read(edges, [table for table in tables if table is not edges])
    if found is not None and nodes is not None:
        found = replace(edge_list.read(found.edges, [nodes]), format=found.format)
    return found


def _with_its_other_half(path: Path) -> list[Path]:
    """The file, and the other half of its graph if that is beside it: ``map.edges.csv`` and ``map.nodes.csv``."""
    for edges, nodes in _HALVES:
        for half, other in ((edges, nodes), (nodes, edges)):
            beside = path.with_name(path.name.replace(f".{half}.", f".{other}."))
            if beside != path and not path.is_dir() and beside.is_file():
                return [path, beside]
    return [path]


def _second(path: Path, tables: Sequence[Table], mapping: FileMapping) -> Table | None:
    """The table of nodes that the mapping names: a worksheet, or a file beside this one."""
    name = mapping.get("file", "nodes")
    if not name:
        return None
    for table in tables:
        if table.file == name or table.file.endswith(f"[{name}]"):
            return table
    beside = (path if path.is_dir() else path.parent) / name
    if Path(name).name != name or not beside.is_file():
        raise BadData(
            f"There is no file {name} beside {path.name}, nor a worksheet of that name; correct [file] "
            "nodes in the mapping."
        )
    return next(iter(tables_of(beside, mapping.get("file", "encoding"), mapping.get("file", "separator"))))
