"""Kumu's sheets Elements and Connections, as a workbook or as two CSV files, and its JSON blueprint.

Names need not be unique, so elements have an ID, and connections go from ID to ID. Several tags in a cell have ``|``
between them."""

import json
from collections.abc import Iterator
from typing import IO, Any

import polars as pl

from graphmap import model
from graphmap.export.exported import Exported
from graphmap.export.labels import labels_of
from graphmap.export.node_edge_tables import edge_table, node_table
from graphmap.export.tables import csv_of, write_workbook

_RESERVED = {"type": "school type", "kind": "Type", "label": "Label"}
"""What Kumu's own fields and ours are called, where a column of `graphmap.export.node_edge_tables` is called
otherwise."""


def write_kumu_workbook(exported: Exported, file: IO[bytes]) -> None:
    """Write a workbook with the sheets Elements and Connections; Kumu passes over the sheet that says where they come
    from."""
    about = pl.DataFrame(list(exported.about.fields.items()), schema=["field", "value"], orient="row")
    write_workbook(
        {"Elements": elements(exported), "Connections": connections(exported), "About (ignore)": about}, file
    )


def write_kumu_elements(exported: Exported, file: IO[bytes]) -> None:
    """Write the elements as CSV."""
    file.write(csv_of(elements(exported)).encode())


def write_kumu_connections(exported: Exported, file: IO[bytes]) -> None:
    """Write the connections as CSV."""
    file.write(csv_of(connections(exported)).encode())


def write_kumu_blueprint(exported: Exported, file: IO[bytes]) -> None:
    """Write the blueprint: the same fields as in the sheets, in Kumu's spelling for JSON."""
    blueprint = {"elements": list(_objects(elements(exported))), "connections": list(_objects(connections(exported)))}
    file.write(json.dumps(blueprint, ensure_ascii=False, indent=1, default=str).encode())


def elements(exported: Exported) -> pl.DataFrame:
    """One row an actor: ``ID``, ``Label``, ``Type`` (its kind), ``Tags``, and what is known of it."""
    nodes, ids = node_table(exported.graph), _ids(exported)
    degrees = dict(exported.graph.degree)
    table = nodes.with_columns(
        pl.Series("ID", [ids[key] for key in nodes["id"]], dtype=pl.String),
        pl.Series("Tags", [None if degrees[key] else "isolated" for key in nodes["id"]], dtype=pl.String),
    ).drop("id")
    first = ["ID", "Label", "Type", "Tags"]
    named = table.rename(_RESERVED, strict=False)
    return named.select(*first, pl.exclude(first))


def connections(exported: Exported) -> pl.DataFrame:
    """One row a tie: ``From``, ``To``, ``Direction``, ``Type`` (its depth, or the relationship), ``Tags``, and what is
    known of it."""
    edges, ids = edge_table(exported.graph), _ids(exported)
    structure = "relationship" in edges.columns
    kind = (
        pl.col("relationship")
        if structure
        else pl.col("depth").replace_strict(dict(enumerate(model.DEPTHS)), return_dtype=pl.String)
    )
    tags = pl.lit(None, dtype=pl.String)
    if not structure:
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
    """The ID of each element: its node key, without the ``|`` that would make two of it."""
    return labels_of({key: key for key in exported.graph}, r"\|")


def _objects(table: pl.DataFrame) -> Iterator[dict[str, Any]]:
    """The rows of a sheet as objects of a blueprint: fields of Kumu's own in small letters, tags as a list, nothing
    that is empty."""
    for row in table.iter_rows(named=True):
        told = {
            name.lower() if name.istitle() or name == "ID" else name: value
            for name, value in row.items()
            if value is not None
        }
        if "tags" in told:
            told["tags"] = told["tags"].split("|")
        yield told
