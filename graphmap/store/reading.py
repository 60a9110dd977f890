"""Reads the whole graph out of a store, as typed tables."""

import neo4j
import neo4j.exceptions
import polars as pl
import polars.exceptions

from graphmap import model, tables
from graphmap.progress import Progress
from graphmap.store.reads import read_entities, read_relationships
from graphmap.tables import GraphTables


class UnreadableGraph(Exception):
    """Something in the graph is not as graphmap writes it; `graphmap.store.graph_check` says what."""


def read_graph(tx: neo4j.ManagedTransaction, progress: Progress) -> GraphTables:
    """Return every entity and relationship in the store.

    Raises `UnreadableGraph` where a node or relationship is not as graphmap writes it.
    """
    total = len(model.KINDS) + len(model.RELATIONSHIPS)
    kinds: dict[str, pl.DataFrame] = {}
    relationships: dict[str, pl.DataFrame] = {}
    try:
        for kind in model.KINDS:
            progress("Reading the store", len(kinds), total)
            kinds[kind.label] = tables.kind_table_of_texts(kind.label, columns(tx, read_entities(kind.label)))
        for relationship in model.RELATIONSHIPS:
            progress("Reading the store", len(kinds) + len(relationships), total)
            type = relationship.type
            relationships[type] = tables.relationship_table_of_texts(type, columns(tx, read_relationships(type)))
    except (
        TypeError,
        ValueError,
        polars.exceptions.PolarsError,
        neo4j.exceptions.CypherTypeError,
    ) as error:
        raise UnreadableGraph(error) from error
    if not all(_is_sound(kind, kinds[kind.label]) for kind in model.KINDS):
        raise UnreadableGraph("an id, a name or a number can’t be right")
    progress("Reading the store", total, total)
    return GraphTables(kinds, relationships)


def columns(tx: neo4j.ManagedTransaction, text: str) -> dict[str, list[str]]:
    """Run a query of `graphmap.store.reads`, which returns one record: each of its values is a whole column."""
    return dict(tx.run(text).single(strict=True))


def _is_sound(kind: model.Kind, table: pl.DataFrame) -> bool:
    """Return whether every entity has an id of its own, what it must have, and numbers within their bounds."""
    needed = ["id", *(each.name for each in kind.properties if each.required)]
    bounds = [
        pl.col(each.name).is_between(each.lowest, each.highest if each.highest is not None else float("inf"))
        for each in kind.properties
        if each.lowest is not None
    ]
    return (
        not any(table[name].null_count() for name in needed)
        and not table["id"].is_duplicated().any()
        and all(table.select(bound.all()).item() for bound in bounds)
    )
