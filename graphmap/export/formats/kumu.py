"""Kumu's sheets Elements and Connections, as a workbook or as two CSV files, and its JSON blueprint.

Names need not be unique, so elements have an ID and connections go from ID to ID. Several tags in a cell are separated
by ``|``."""

import json
from collections.abc import Iterator
from typing import IO, Any

import polars as pl

from graphmap import model
from graphmap.export.graph_format import Exported, GraphFormat
from graphmap.export.labels import labels_of
from graphmap.export.node_edge_tables import edge_table, node_table
from graphmap.export.tables import csv_of, write_workbook

_RESERVED = {"type": "school type", "kind": "Type", "label": "Label"}
"""What the columns of `graphmap.export.node_edge_tables` are called here, where Kumu has its own use for a name."""


def write_kumu_workbook(exported: Exported, file: IO[bytes]) -> None:
    """Write a workbook with the sheets Elements and Connections, and one that says where they come from, which Kumu
    ignores."""
    about = pl.DataFrame(list(exported.about.fields.items()), schema=["field", "value"], orient="row")
    write_workbook(
        {"Elements": _elements(exported), "Connections": _connections(exported), "About (ignore)": about}, file
    )


def write_kumu_elements(exported: Exported, file: IO[bytes]) -> None:
    """Write the elements as CSV."""
    file.write(csv_of(_elements(exported)).encode())


def write_kumu_connections(exported: Exported, file: IO[bytes]) -> None:
    """Write the connections as CSV."""
    file.write(csv_of(_connections(exported)).encode())


def write_kumu_blueprint(exported: Exported, file: IO[bytes]) -> None:
    """Write the blueprint: the same fields as in the sheets, in Kumu's spelling for JSON."""
    blueprint = {"elements": list(_objects(_elements(exported))), "connections": list(_objects(_connections(exported)))}
    file.write(json.dumps(blueprint, ensure_ascii=False, indent=1, default=str).encode())


def _elements(exported: Exported) -> pl.DataFrame:
    """Return one row per actor: ``ID``, ``Label``, ``Type`` (its kind), ``Tags``, and its other columns."""
    nodes, ids = node_table(exported.graph, exported.fields), _ids(exported)
    degrees = dict(exported.graph.degree)
    table = nodes.with_columns(
        pl.Series("ID", [ids[key] for key in nodes["id"]], dtype=pl.String),
        pl.Series("Tags", [None if degrees[key] else "isolated" for key in nodes["id"]], dtype=pl.String),
    ).drop("id")
    first = ["ID", "Label", "Type", "Tags"]
    named = table.rename(_RESERVED, strict=False)
    return named.select(*first, pl.exclude(first))


def _connections(exported: Exported) -> pl.DataFrame:
    """Return one row per tie: ``From``, ``To``, ``Direction``, ``Type`` (its depth, or the relationship), ``Tags``, and
    its other columns."""
    edges, ids = edge_table(exported.graph), _ids(exported)
    tags = pl.lit(None, dtype=pl.String)
    if "relationship" in edges.columns:
        kind = pl.col("relationship")
    elif "part" in edges.columns:
        kind = pl.col("part")
    else:
        kind = pl.col("depth").replace_strict(dict(enumerate(model.DEPTHS)), return_dtype=pl.String)
        sharing = pl.when("only_sharing").then(pl.lit("only sharing")).otherwise(pl.lit("beyond sharing"))
        tags = pl.concat_str(sharing, pl.when("bridge").then(pl.lit("bridge")), separator="|", ignore_nulls=True)
    return edges.select(
        pl.col("source").replace_strict(ids, return_dtype=pl.String).alias("From"),
        pl.col("target").replace_strict(ids, return_dtype=pl.String).alias("To"),
        pl.col("type").str.to_lowercase().alias("Direction"),
        kind.alias("Type"),
        tags.alias("Tags"),
        pl.exclude("source", "target", "type", "relationship", "depth"),
    )


def _ids(exported: Exported) -> dict[str, str]:
    """Return the ID of each element: its node key, without ``|``, at which Kumu would split it in two."""
    return labels_of({key: key for key in exported.graph}, r"\|")


def _objects(table: pl.DataFrame) -> Iterator[dict[str, Any]]:
    """Yield the rows of a sheet as a blueprint's objects: Kumu's own fields in lower case, tags as a list, empty cells
    left out."""
    for row in table.iter_rows(named=True):
        fields = {
            name.lower() if name.istitle() or name == "ID" else name: value
            for name, value in row.items()
            if value is not None
        }
        if "tags" in fields:
            fields["tags"] = fields["tags"].split("|")
        yield fields


FORMATS = (
    GraphFormat(
        ending=".kumu.xlsx",
        tools="Kumu",
        holds="the sheets Elements and Connections",
        files={".kumu.xlsx": write_kumu_workbook},
    ),
    GraphFormat(
        ending=".kumu.json",
        tools="Kumu",
        holds="the same as a JSON blueprint",
        files={".kumu.json": write_kumu_blueprint},
        holds_about=False,
        tables=("nodes", "edges"),
    ),
    GraphFormat(
        ending=".kumu.csv",
        tools="Kumu",
        holds="the same as two files, .elements.csv and .connections.csv",
        files={".elements.csv": write_kumu_elements, ".connections.csv": write_kumu_connections},
        holds_about=False,
        tables=("nodes", "edges"),
    ),
)
