"""The data dictionary: what each column of each table that graphmap writes means, from where it is declared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import polars as pl

from graphmap import model
from graphmap.export.node_edge_tables import EDGE_MEANINGS, NODE_MEANINGS
from graphmap.graph.structure import LINE_MEANINGS
from graphmap.graph.ties import TIE_MEANINGS
from graphmap.health.health import HEALTH_MEANINGS
from graphmap.measures.measures import METRIC_MEANINGS
from graphmap.measures.ranks import RANK_MEANINGS
from graphmap.measures.robustness import INTERVAL_MEANINGS, STABILITY_MEANINGS
from graphmap.weak.weak_links import WEAK_MEANINGS

TableName = Literal["metrics", "stability", "ranks", "ties", "weak", "health", "nodes", "edges", "codebook"]

TABLE_MEANINGS: Mapping[TableName, str] = {
    "metrics": "Every measure of every actor: one row an actor.",
    "stability": "How far the ranks by each measure stay when the network is drawn again: one row a measure and "
    "sort of draw.",
    "ranks": "How the ranks by a measure differ between two windows: one row an actor.",
    "ties": "What the interactions between two actors add up to: one row a tie.",
    "weak": "Weak links, the most severe first: one row a weak link.",
    "health": "How well each network works, term by term: one row a network and term.",
    "nodes": "The actors, and what is known of each: one row an actor.",
    "edges": "The ties, with the headings that Gephi and igraph look for: one row a tie.",
    "codebook": "What can be done together, and how deep it goes: one row a practice.",
}

_MEANINGS: Mapping[TableName, Mapping[str, str]] = {
    "metrics": {**METRIC_MEANINGS, **INTERVAL_MEANINGS},
    "stability": STABILITY_MEANINGS,
    "ranks": RANK_MEANINGS,
    "ties": {**LINE_MEANINGS, **TIE_MEANINGS},
    "weak": WEAK_MEANINGS,
    "health": HEALTH_MEANINGS,
    "nodes": NODE_MEANINGS,
    "edges": {**LINE_MEANINGS, **EDGE_MEANINGS},
    "codebook": {property.name: property.meaning for property in model.KIND["Practice"].properties},
}

_TYPES: Mapping[pl.DataType, str] = {
    pl.String(): "text",
    pl.Int64(): "whole number",
    pl.Float64(): "number",
    pl.Boolean(): "yes or no",
    pl.Date(): "date",
}


@dataclass(frozen=True)
class Column:
    """A column of a table: its name, its type in plain words, and what it means (an empty text where nothing says)."""

    name: str
    type: str
    meaning: str


def columns_of(name: TableName, table: pl.DataFrame) -> Sequence[Column]:
    """What each column of `table`, which is one called `name`, means."""
    meanings = _MEANINGS[name]
    return [
        Column(column, _TYPES.get(type, str(type)), meanings.get(column, "")) for column, type in table.schema.items()
    ]
