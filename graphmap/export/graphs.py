"""A view in the file formats of the tools that researchers use: one module a format."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from graphmap.export.cypher import write_cypher
from graphmap.export.exported import Exported, export_of
from graphmap.export.gexf import write_gexf
from graphmap.export.graph_csv import Name, table_writer, told_table
from graphmap.export.graphml import write_graphml
from graphmap.export.kumu import write_kumu_blueprint, write_kumu_connections, write_kumu_elements, write_kumu_workbook
from graphmap.export.node_link import write_node_link
from graphmap.export.pajek import pajek_labels, write_pajek
from graphmap.export.tables import about_json, beside, no_format
from graphmap.export.ucinet import ucinet_labels, write_ucinet
from graphmap.files import Write, write_files
from graphmap.model import NodeKey

__all__ = ["GRAPH_FORMATS", "Exported", "GraphFormat", "export_of", "graph_format", "write_graph"]

WriteGraph = Callable[[Exported, IO[bytes]], None]


@dataclass(frozen=True)
class GraphFormat:
    """A format that a view is written in.

    ``writes`` are the files that it is written as, by what takes the place of the format's ending; what stands in two
    tables is two files. ``says`` is whether they can say where they come from; else a file beside them does, with what
    the columns of the ``tables`` in them mean. ``labels`` give what stands for the node keys, in a format that cannot
    hold them all."""

    ending: str
    tools: str
    holds: str
    writes: Mapping[str, WriteGraph]
    says: bool = True
    tables: tuple[Name, ...] = ()
    labels: Callable[[Exported], Mapping[NodeKey, str]] | None = None


def _file(
    ending: str, tools: str, holds: str, write: WriteGraph, says: bool = True, tables: tuple[Name, ...] = ()
) -> GraphFormat:
    return GraphFormat(ending, tools, holds, {ending: write}, says, tables)


_BOTH: tuple[Name, ...] = ("nodes", "edges")
_NODES, _EDGES = "the actors, and what is known of each", "the ties, and what is known of each"

GRAPH_FORMATS: Mapping[str, GraphFormat] = {
    format.ending: format
    for format in (
        _file(".graphml", "networkx, igraph, Gephi, yEd, Cytoscape", "everything", write_graphml),
        _file(".gexf", "Gephi", "everything, and the days of each tie, which the timeline plays", write_gexf),
        _file(".json", "networkx, D3", "everything, as node-link JSON", write_node_link),
        GraphFormat(
            ".net",
            "Pajek, igraph, networkx",
            "node keys and the ties' weights",
            {".net": write_pajek},
            says=False,
            labels=pajek_labels,
        ),
        GraphFormat(
            ".dl",
            "UCINET, igraph, Gephi",
            "labels and the ties' weights",
            {".dl": write_ucinet},
            says=False,
            labels=ucinet_labels,
        ),
        _file(".kumu.xlsx", "Kumu", "the sheets Elements and Connections", write_kumu_workbook),
        _file(".kumu.json", "Kumu", "the same as a JSON blueprint", write_kumu_blueprint, says=False, tables=_BOTH),
        GraphFormat(
            ".kumu.csv",
            "Kumu",
            "the same as two files, .elements.csv and .connections.csv",
            {".elements.csv": write_kumu_elements, ".connections.csv": write_kumu_connections},
            says=False,
            tables=_BOTH,
        ),
        _file(".cypher", "Neo4j and others that speak Cypher", "everything, as a script", write_cypher),
        _file(
            ".nodes.csv",
            "R, pandas, Gephi, spreadsheets",
            _NODES,
            table_writer("nodes", ".csv"),
            says=False,
            tables=("nodes",),
        ),
        _file(
            ".edges.csv",
            "R, pandas, Gephi, spreadsheets",
            _EDGES,
            table_writer("edges", ".csv"),
            says=False,
            tables=("edges",),
        ),
        GraphFormat(
            ".csv",
            "R, pandas, Gephi, spreadsheets",
            "both, as two files, .nodes.csv and .edges.csv",
            {".nodes.csv": table_writer("nodes", ".csv"), ".edges.csv": table_writer("edges", ".csv")},
            says=False,
            tables=_BOTH,
        ),
        _file(".nodes.parquet", "Polars, pandas, R arrow", _NODES, table_writer("nodes", ".parquet")),
        _file(".edges.parquet", "Polars, pandas, R arrow", _EDGES, table_writer("edges", ".parquet")),
        GraphFormat(
            ".parquet",
            "Polars, pandas, R arrow",
            "both, as two files, .nodes.parquet and .edges.parquet",
            {".nodes.parquet": table_writer("nodes", ".parquet"), ".edges.parquet": table_writer("edges", ".parquet")},
        ),
    )
}
"""Every format, by the ending of the file's name; of two that fit, the longer counts."""


def graph_format(path: Path) -> GraphFormat:
    """The format that the ending of `path` names; raises `WrongCommand` for an ending that is none."""
    name = path.name.lower()
    fitting = [ending for ending in GRAPH_FORMATS if name.endswith(ending) and name != ending]
    if not fitting:
        raise no_format(path, GRAPH_FORMATS)
    return GRAPH_FORMATS[max(fitting, key=len)]


def write_graph(exported: Exported, path: Path) -> list[Path]:
    """Write a view to `path` in the format that its ending names, and return the files that it is in.

    A format that cannot say where it comes from gets a file beside it that does. Raises as
    `graphmap.export.tables.write_table` does."""
    format = graph_format(path)
    stem = path.name[: -len(format.ending)]
    files: dict[Path, Write] = {}
    for ending, write in format.writes.items():
        place = path if ending == format.ending else path.with_name(stem + ending)
        files[place] = lambda file, write=write: write(exported, file)  # type: ignore[misc]
    written = list(files)
    if not format.says:
        labels = {label: key for key, label in format.labels(exported).items() if label != key} if format.labels else {}
        files |= beside(
            path,
            about_json(exported.about, {name: told_table(name, exported).columns for name in format.tables}, labels),
        )
    write_files(files)
    return written
