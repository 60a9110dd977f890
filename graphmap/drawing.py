"""From a networkx graph to the pyvis network that the map shows. Nothing here knows of a screen."""

from collections.abc import Collection, Mapping
from typing import Any

import networkx as nx
from pyvis.network import Network

from graphmap import look, model
from graphmap.layout import Places
from graphmap.look import Theme
from graphmap.model import NodeKey
from graphmap.wording import KIND_WORDS, RELATIONSHIP_SENTENCES, counted, day, depth_word

_HOLLOW_RIM = 2.5  # pixels

_BETWEEN = "~"
"""Stands between the two node keys in a tie's id; no key begins with it."""


def tie_id(source: NodeKey, target: NodeKey) -> str:
    """What names a tie on the map, whichever way round its ends are given."""
    first, second = sorted((source, target))
    return f"{first}{_BETWEEN}{second}"


def find_tie(graph: nx.Graph, id: str) -> tuple[NodeKey, NodeKey] | None:
    """The two ends of the tie of `graph` that `id` names, or nothing where there is none."""
    return next(((a, b) for a, b in graph.edges if tie_id(a, b) == id), None) if _BETWEEN in id else None


def draw(graph: nx.Graph, places: Places, theme: Theme) -> Network:
    """The pyvis network of `graph`, every node at its place, ready for the map."""
    network = Network(directed=True, cdn_resources="in_line")  # undirected, pyvis looks through all ties for each one added
    strengths = dict(graph.degree(weight="weight"))
    largest = max(strengths.values(), default=0.0)
    for node, about in graph.nodes(data=True):
        kind = look.KINDS[about["kind"]]
        x, y = places[node]
        tied = graph.degree(node) > 0
        network.add_node(
            node, label=about["name"], shape=kind.shape, size=look.node_size(strengths[node], largest), x=x, y=y,
            color=kind.colour if tied else {"background": look.BACKGROUNDS[theme], "border": kind.colour},
            borderWidth=0 if tied else _HOLLOW_RIM, tooltip=_node_tooltip(graph, node),
        )  # fmt: skip
    strongest = max((tie["weight"] for _, _, tie in graph.edges(data=True)), default=0.0)
    for source, target, tie in graph.edges(data=True):
        depth = tie.get("depth")
        style = look.LINE if depth is None else look.DEPTHS[depth]
        network.add_edge(
            source, target, id=tie_id(source, target), width=look.tie_width(tie["weight"], strongest, depth),
            color=style.colours[theme], dashes=list(style.dashes) or False, arrows="",
            tooltip=_tie_tooltip(graph, source, target, tie),
        )  # fmt: skip
    return network


def _node_tooltip(graph: nx.Graph, node: NodeKey) -> list[str]:
    about, degree = graph.nodes[node], graph.degree(node)
    if graph.graph.get("view") == "structure":
        told = counted(degree, "line")
    else:
        told = f"{counted(degree, 'tie')}, strength {graph.degree(node, weight='weight'):.1f}" if degree else "No tie in this window"
    return [about["name"], KIND_WORDS[about["kind"]].capitalize(), told]


def _tie_tooltip(graph: nx.Graph, source: NodeKey, target: NodeKey, tie: Mapping[str, Any]) -> list[str]:
    if "relationship" in tie:
        source, target = (source, target) if tie["start"] == source else (target, source)
        return [f"{graph.nodes[source]['name']} {RELATIONSHIP_SENTENCES[tie['relationship']]} {graph.nodes[target]['name']}"]
    only = "Only sharing" if tie["only_sharing"] else "Beyond sharing"
    return [
        f"{graph.nodes[source]['name']} – {graph.nodes[target]['name']}",
        f"{only}: deepest is {depth_word(tie['depth'])}",
        f"{counted(tie['interactions'], 'interaction')}, strength {tie['weight']:.1f}",
        f"{day(tie['first'])} to {day(tie['last'])}" if tie["first"] != tie["last"] else day(tie["first"]),
        *(["A bridge: without it the network falls apart here"] if tie["bridge"] else []),
    ]


def most_connected(graph: nx.Graph, limit: int, first: Collection[NodeKey] = ()) -> nx.Graph:
    """`graph`, or where it has more than `limit` nodes, the part of it among `limit` of them: `first`, then the strongest with a tie."""
    if len(graph) <= limit:
        return graph
    strengths = dict(graph.degree(weight="weight"))
    foremost = frozenset(first)
    tied = [node for node in graph if graph.degree(node) or node in foremost]
    strongest = sorted(tied, key=lambda node: (node not in foremost, -strengths[node], node))[:limit]
    return graph.subgraph(strongest).copy()


def depths_present(graph: nx.Graph) -> Mapping[int, int]:
    """How many ties of each depth `graph` has."""
    counts = dict.fromkeys(range(len(model.DEPTHS)), 0)
    for _, _, depth in graph.edges(data="depth"):
        if depth is not None:
            counts[depth] += 1
    return counts
