"""Writing tables and graphs to files that other tools read. A file is written whole or not at all."""

import errno
import io
import json
import os
import re
import tempfile
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import networkx as nx
import polars as pl

from graphmap.errors import BadData, NoStore, WrongCommand
from graphmap.sheets import FORMULA_STARTS

_CREATED = datetime(2000, 1, 1)  # a workbook says when it was made; the same table is to be the same bytes on any day

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def csv_of(table: pl.DataFrame) -> str:
    """`table` as CSV text, in which no cell can be taken for a formula by a spreadsheet."""
    return _without_formulas(table).write_csv()


def _write_csv(table: pl.DataFrame, file: IO[bytes]) -> None:
    file.write(csv_of(table).encode())


def _write_json(table: pl.DataFrame, file: IO[bytes]) -> None:
    file.write(table.write_json().encode())


def _write_parquet(table: pl.DataFrame, file: IO[bytes]) -> None:
    table.write_parquet(file)


def _write_xlsx(table: pl.DataFrame, file: IO[bytes]) -> None:
    import xlsxwriter

    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}) as workbook:
        workbook.set_properties({"created": _CREATED})
        table.write_excel(workbook, autofit=True, freeze_panes=(1, 0), dtype_formats={pl.Date: "yyyy-mm-dd"})
    file.write(content.getvalue())


TABLE_FORMATS: Mapping[str, Callable[[pl.DataFrame, IO[bytes]], None]] = {
    ".csv": _write_csv,
    ".json": _write_json,
    ".parquet": _write_parquet,
    ".xlsx": _write_xlsx,
}
"""How a table is written, by the ending of the file's name."""


def _write_graphml(graph: nx.Graph, file: IO[bytes]) -> None:
    nx.write_graphml_xml(_xml_safe(graph), file)


def _write_graph_json(graph: nx.Graph, file: IO[bytes]) -> None:
    text = json.dumps(nx.node_link_data(graph, edges="edges"), ensure_ascii=False, indent=1)
    file.write(text.encode())


GRAPH_FORMATS: Mapping[str, Callable[[nx.Graph, IO[bytes]], None]] = {
    ".graphml": _write_graphml,
    ".json": _write_graph_json,
}
"""How a graph is written, by the ending of the file's name."""


def table_format(path: Path) -> Callable[[pl.DataFrame, IO[bytes]], None]:
    """How a table is written to `path`; raises `WrongCommand` for an ending that is no format of tables."""
    return TABLE_FORMATS[_check_ending(path, TABLE_FORMATS)]


def graph_format(path: Path) -> Callable[[nx.Graph, IO[bytes]], None]:
    """How a graph is written to `path`; raises `WrongCommand` for an ending that is no format of graphs."""
    return GRAPH_FORMATS[_check_ending(path, GRAPH_FORMATS)]


def write_table(table: pl.DataFrame, path: Path) -> None:
    """Write `table` to `path` in the format that its ending names.

    Raises `WrongCommand` for an ending that is no format, and `NoStore` where the disk does not take it.
    """
    write = table_format(path)
    write_whole(path, lambda file: write(table, file))


def write_graph(graph: nx.Graph, path: Path) -> None:
    """Write `graph` to `path` in the format that its ending names; raises as `write_table` does."""
    write = graph_format(path)
    write_whole(path, lambda file: write(graph, file))


def write_whole(path: Path, write: Callable[[IO[bytes]], None]) -> None:
    """Let `write` fill a file that takes the place of `path` when it is complete.

    Raises `BadData` where `path` cannot be written, and `NoStore` where the disk is full.
    """
    draft: str | None = None
    try:
        if path.exists() and not path.is_file():  # a device or a pipe has no place to take
            with path.open("wb") as file:
                write(file)
            return
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            draft = file.name
            write(file)
        Path(draft).chmod(0o666 & ~_umask())
        Path(draft).replace(path)
        draft = None
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise NoStore(f"The disk is full: {path} was not written; make room and try again.") from None
        raise BadData(f"{path} cannot be written ({error.strerror}); choose another place with -o.") from None
    finally:
        if draft:
            Path(draft).unlink(missing_ok=True)


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


def _check_ending(path: Path, endings: Iterable[str]) -> str:
    ending = path.suffix.lower()
    if ending not in endings:
        raise WrongCommand(f"‘{path.name}’ ends in no format that graphmap writes here; end it in one of: {', '.join(endings)}.")
    return ending


def _without_formulas(table: pl.DataFrame) -> pl.DataFrame:
    """`table` with a quote before every text that a spreadsheet would run as a formula."""
    return table.with_columns(
        pl.when(pl.any_horizontal(pl.col(name).str.starts_with(start) for start in FORMULA_STARTS))
        .then(pl.lit("'") + pl.col(name))
        .otherwise(pl.col(name))
        .alias(name)
        for name, type in table.schema.items()
        if type == pl.String
    )


def _xml_safe(graph: nx.Graph) -> nx.Graph:
    """A copy of `graph` whose texts have a mark where there was a character that XML cannot hold."""

    def safe(attributes: Mapping[str, Any]) -> dict[str, Any]:
        return {name: _NOT_IN_XML.sub("�", value) if isinstance(value, str) else value for name, value in attributes.items()}

    copy = nx.Graph(**safe(graph.graph))
    copy.add_nodes_from((_NOT_IN_XML.sub("�", node), safe(attributes)) for node, attributes in graph.nodes(data=True))
    copy.add_edges_from((_NOT_IN_XML.sub("�", a), _NOT_IN_XML.sub("�", b), safe(tie)) for a, b, tie in graph.edges(data=True))
    return copy
