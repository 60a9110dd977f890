"""A graph as two tables, nodes and edges, with the headings that Gephi, igraph and others look for."""

from collections.abc import Sequence
from typing import Any

import networkx as nx
import polars as pl

from graphmap import model
from graphmap.graph.fields import FieldColumn
from graphmap.graph.ties import TIE_MEANINGS
from graphmap.graph.two_mode import EVENT_ATTRIBUTES, EVENT_MEANINGS
from graphmap.tables import kind_schema

_INTERACTION = model.node_key("Interaction", "")


def _named(label: str, property: str) -> str:
    """Return what a node's attribute for this property is called."""
    return f"{model.KIND[label].word}_kind" if property == "kind" else property


NODE_MEANINGS = {
    "id": "The actor's node key, such as school:12.",
    "label": "The actor's name.",
    "kind": "The kind of entity.",
    **{
        _named(kind.label, property.name): f"Of a {kind.word}: {property.meaning[0].lower()}{property.meaning[1:]}"
        for kind in model.KINDS
        for property in kind.properties
        if kind.label not in {"Interaction", *model.BESIDE} and property.name not in {"id", "name", "extra"}
    },
    "bipartite": "In a two-mode network: 0 for an actor, 1 for an interaction.",
    **{
        name: f"Of an interaction: {meaning[0].lower()}{meaning[1:]}"
        for name, meaning in EVENT_MEANINGS.items()
        if name in EVENT_ATTRIBUTES
    },
}
"""What each column of a table of nodes means."""

EDGE_MEANINGS = {
    "source": TIE_MEANINGS["source"],
    "target": TIE_MEANINGS["target"],
    "type": "Undirected for a tie; Directed for a membership or a role, from source to target.",
    **TIE_MEANINGS,
    "distance": "The length of the tie in shortest paths: 1/weight.",
    "part": "In a two-mode network: how the actor took part, where that is recorded.",
}
"""What each column of a table of edges means."""

_EDGE_TYPES = {
    **dict.fromkeys(("source", "target", "type", "relationship", "part", "standing"), pl.String()),
    **dict.fromkeys(("first", "last", "last_beyond"), pl.Date()),
    **dict.fromkeys(("weight", "distance", "started_by_source", "share_beyond"), pl.Float64()),
    **dict.fromkeys(("bridge", "only_sharing"), pl.Boolean()),
}  # all others are counts


def node_table(graph: nx.Graph, fields: Sequence[FieldColumn] = ()) -> pl.DataFrame:
    """Return the nodes of a graph of `graphmap.graph.network_graph`, in their order: ``id``, ``label``, ``kind``, the
    properties of its kinds, and their `fields`."""
    kinds = [
        kind.label
        for kind in model.KINDS
        if kind.label != "Interaction" and any(kind.label == found for found in dict(graph.nodes(data="kind")).values())
    ]
    types = {
        _named(label, name): type
        for label in kinds
        for name, type in kind_schema(label).items()
        if name not in {"id", "name", "extra"}
    }
    if is_two_mode(graph):
        kept = {name: pl.Date() if name == "date" else pl.String() for name in EVENT_ATTRIBUTES}
        types = {**types, "bipartite": pl.Int64(), **kept, "depth": pl.Int64()}
    types |= {column.name: column.dtype for column in fields}
    rows = [{"id": node, "label": attributes["name"], **attributes} for node, attributes in graph.nodes(data=True)]
    return _table(rows, {"id": pl.String(), "label": pl.String(), "kind": pl.String(), **types})


def is_two_mode(graph: nx.Graph) -> bool:
    """Return whether a graph is one of `graphmap.graph.two_mode`: actors and interactions."""
    return any(side is not None for _, side in graph.nodes(data="bipartite"))


def edge_table(graph: nx.Graph) -> pl.DataFrame:
    """Return the edges of a graph of `graphmap.graph.network_graph`, with the columns of `EDGE_MEANINGS`.

    In the view ``structure`` they are ``source``, ``target``, ``type``, ``relationship``, ``weight`` and ``distance``.
    In a two-mode network they are ``source``, ``target``, ``type``, ``part``, ``weight`` and ``distance``.
    """
    if graph.graph.get("view") == "structure":
        names, type = ["source", "target", "type", "relationship", "weight", "distance"], "Directed"
    elif is_two_mode(graph):
        names, type = ["source", "target", "type", "part", "weight", "distance"], "Undirected"
    else:
        names, type = [name for name in EDGE_MEANINGS if name != "part"], "Undirected"
    rows = [{**tie, "source": one, "target": other, "type": type} for one, other, tie in ends_in_order(graph)]
    return _table(rows, {name: _EDGE_TYPES.get(name, pl.Int64()) for name in names})


def ends_in_order(graph: nx.Graph) -> list[tuple[str, str, dict[str, Any]]]:
    """Return every edge with its ends, sorted: a relationship from start to end, a tie from the lesser key, and taking
    part from the actor."""
    edges = []
    for one, other, tie in graph.edges(data=True):
        source = tie.get("start") or min(one, other, key=lambda key: (key.startswith(_INTERACTION), key))
        edges.append((source, other if source == one else one, tie))
    return sorted(edges, key=lambda edge: edge[:2])


def _table(rows: list[dict[str, Any]], types: dict[str, pl.DataType]) -> pl.DataFrame:
    """Make a table of these columns from rows in which days are texts, as in a graph."""
    texts = {name: pl.String() if type == pl.Date else type for name, type in types.items()}
    cells = [[row.get(name) for name in types] for row in rows]
    table = pl.DataFrame(cells, schema=texts, orient="row")
    return table.with_columns(pl.col(name).str.to_date("%Y-%m-%d") for name, type in types.items() if type == pl.Date)
