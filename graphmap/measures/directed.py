"""What can be measured of each actor in the directed graph of who asks whom.

Wasserman & Faust 1994, "Social Network Analysis", chapter 5: prestige is what others' choices give an actor, so it
counts arcs that come in. It is networkx's in-degree centrality, and proximity prestige its closeness centrality. The
graph is that of `graphmap.graph.direction`: an arc goes from the one who asked to the one who was asked.
"""

import networkx as nx
import polars as pl

from graphmap.graph.actors import actors
from graphmap.graph.choice import Choice
from graphmap.graph.direction import arcs, directed_graph
from graphmap.graph.snapshot import Snapshot

DIRECTED_MEANINGS = {
    "id": "The node key of the actor, as in school:12.",
    "name": "What the actor is called.",
    "kind": "What kind of entity it is.",
    "in_degree": "How many others asked this actor.",
    "out_degree": "How many others this actor asked.",
    "asked": "In how many interactions others asked this actor.",
    "asks": "In how many interactions this actor asked others.",
    "reciprocity": "The share of this actor's arcs, in and out, that are returned, as in networkx's reciprocity; empty "
    "without an arc.",
    "prestige": "Degree prestige: the share of all other actors who asked this one (Wasserman & Faust 1994).",
    "proximity_prestige": "The share of the others who can reach this actor along arcs, over their mean number of "
    "steps (Lin 1976; Wasserman & Faust 1994). 0 where nobody can.",
}
"""What each column of `directed_metrics` means."""


def directed_metrics(snapshot: Snapshot, choice: Choice) -> pl.DataFrame:
    """Return the measures of who asks whom, one row per actor in the order of keys, with those columns.

    An actor with no recorded direction has 0 everywhere and no reciprocity: nothing recorded is not "never asked".
    """
    graph = directed_graph(arcs(snapshot, choice))
    everyone = actors(snapshot, choice)
    graph.add_nodes_from(everyone["key"])
    weighted = {
        "in": dict(graph.in_degree(weight="interactions")),
        "out": dict(graph.out_degree(weight="interactions")),
    }
    returned = nx.reciprocity(graph, graph.nodes)
    proximity = nx.closeness_centrality(graph)
    others = max(1, len(graph) - 1)
    rows = [
        (
            key,
            name,
            label,
            graph.in_degree(key),
            graph.out_degree(key),
            weighted["in"][key],
            weighted["out"][key],
            returned[key],
            graph.in_degree(key) / others,
            proximity[key],
        )
        for key, _, name, label in everyone.select("key", "id", "name", "label").iter_rows()
    ]
    counts = ("in_degree", "out_degree", "asked", "asks")
    shares = ("reciprocity", "prestige", "proximity_prestige")
    types = {**dict.fromkeys(counts, pl.Int64()), **dict.fromkeys(shares, pl.Float64())}
    return pl.DataFrame(rows, schema={name: types.get(name, pl.String()) for name in DIRECTED_MEANINGS}, orient="row")
