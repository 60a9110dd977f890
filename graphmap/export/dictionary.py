"""The data dictionary: what each column of each table that graphmap writes means.

The meanings are declared beside the code that makes each table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import polars as pl

from graphmap import model
from graphmap.export.node_edge_tables import EDGE_MEANINGS, NODE_MEANINGS
from graphmap.graph.structure import LINE_MEANINGS
from graphmap.graph.ties import TIE_MEANINGS
from graphmap.graph.two_mode import EVENT_MEANINGS
from graphmap.health.conditions import CONDITION_MEANINGS
from graphmap.health.health import HEALTH_MEANINGS
from graphmap.measures.directed import DIRECTED_MEANINGS
from graphmap.measures.measures import METRIC_MEANINGS
from graphmap.measures.mixing import ACTOR_MIXING_MEANINGS, ASSORTATIVITY_MEANINGS, MIXING_MEANINGS, SAME
from graphmap.measures.ranks import RANK_MEANINGS
from graphmap.measures.robustness import INTERVAL_MEANINGS, STABILITY_MEANINGS
from graphmap.measures.vertex_resampling import VERTEX_MEANINGS
from graphmap.weak.tables import CARD_MEANINGS, WEAK_MEANINGS

TableName = Literal[
    "metrics",
    "directed",
    "events",
    "stability",
    "whole",
    "mixing",
    "assortativity",
    "ranks",
    "ties",
    "weak",
    "cards",
    "health",
    "conditions",
    "nodes",
    "edges",
    "codebook",
]

TABLE_MEANINGS: Mapping[TableName, str] = {
    "metrics": "Every measure for every actor: one row per actor.",
    "directed": "Who asks whom: what others' asking gives each actor: one row per actor.",
    "events": "The interactions that count in a view, with their sizes: one row per interaction.",
    "stability": "How well the ranks by each measure hold when the network is resampled: one row per measure and "
    "kind of resampling.",
    "whole": "How sure the numbers of the whole network are when its actors are drawn again: one row per number.",
    "mixing": "How often each two groups of actors are tied: one row per pair of groups.",
    "assortativity": "How far like works with like in the whole network: one row.",
    "ranks": "How ranks by a measure differ between two periods: one row per actor.",
    "ties": "What the interactions between two actors add up to: one row per tie.",
    "weak": "Weak links, the first to act on first: one row per weak link.",
    "cards": "Weak links with one cause together, the first to act on first: one row per card.",
    "health": "How well each network works, term by term: one row per network and term.",
    "conditions": "How each network does on each condition that research names: one row per network and condition.",
    "nodes": "The actors and their attributes: one row per actor.",
    "edges": "The ties, with the headings that Gephi and igraph look for: one row per tie.",
    "codebook": "What people can do together, and how deep it goes: one row per practice.",
}

_MEANINGS: Mapping[TableName, Mapping[str, str]] = {
    "metrics": {**METRIC_MEANINGS, **INTERVAL_MEANINGS, **ACTOR_MIXING_MEANINGS},
    "directed": DIRECTED_MEANINGS,
    "events": EVENT_MEANINGS,
    "stability": STABILITY_MEANINGS,
    "whole": VERTEX_MEANINGS,
    "mixing": MIXING_MEANINGS,
    "assortativity": ASSORTATIVITY_MEANINGS,
    "ranks": RANK_MEANINGS,
    "ties": {**LINE_MEANINGS, **TIE_MEANINGS, "same": SAME},
    "weak": WEAK_MEANINGS,
    "cards": CARD_MEANINGS,
    "health": HEALTH_MEANINGS,
    "conditions": CONDITION_MEANINGS,
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
    """A column of a table: its name, its type in plain words, and what it means (empty if undeclared)."""

    name: str
    type: str
    meaning: str


def columns_of(
    name: TableName, table: pl.DataFrame, own_columns: Mapping[str, str] = MappingProxyType({})
) -> Sequence[Column]:
    """Return the type and meaning of each column of `table`, which is the table called `name`.

    `own_columns` are what the fields of a cluster's own mean."""
    meanings = {**own_columns, **_MEANINGS[name]}
    return [
        Column(column, _TYPES.get(type, str(type)), meanings.get(column, "")) for column, type in table.schema.items()
    ]
