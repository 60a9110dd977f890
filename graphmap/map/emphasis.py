"""What stands out of a graph under a display, what is only context, and what is left out: a pure function of both.

Context fades rather than vanishes. Only actors hidden by name are gone from the map, and they are counted.
"""

from collections import defaultdict
from collections.abc import Mapping, Set
from dataclasses import dataclass

import networkx as nx
import polars as pl

from graphmap.graph.choice import Choice
from graphmap.graph.snapshot import Snapshot
from graphmap.graph.tabled_graph import TabledGraph
from graphmap.map.actor_facts import actor_facts_for_colour
from graphmap.map.colouring import actors_with
from graphmap.map.display import Display
from graphmap.map.tie_look import SORTS, has_entries, with_entries
from graphmap.measures.measures import Values
from graphmap.model import NodeKey

Tie = tuple[NodeKey, NodeKey]
"""The two ends of a tie, the one whose key comes first in front."""


@dataclass(frozen=True)
class Explored:
    """What a display makes of a graph.

    ``graph`` is all of it without hidden actors: tables, if it was given as such (`explore_all`). ``shown`` actors and
    ``ties`` stand out of it; the rest is context. ``hidden`` are the actors left out by name. ``path`` are the actors
    on the path that the display asks for: none if there is no path. ``missing`` are actors that the display names and
    the graph does not have."""

    graph: nx.Graph
    shown: frozenset[NodeKey]
    ties: frozenset[Tie]
    hidden: tuple[NodeKey, ...]
    path: tuple[NodeKey, ...] = ()
    missing: tuple[NodeKey, ...] = ()

    @property
    def has_context(self) -> bool:
        """Whether anything on the map is only context."""
        return len(self.shown) < len(self.graph) or len(self.ties) < self.graph.number_of_edges()


def explore(snapshot: Snapshot, choice: Choice, graph: nx.Graph, display: Display) -> Explored:
    """What stands out of `graph`, the graph of `choice`, under `display`."""
    hidden = tuple(key for key in display.hidden if key in graph)
    left = graph.subgraph([node for node in graph if node not in set(hidden)]).copy() if hidden else graph
    centre = [key for key in (display.focus, *(display.path or ()), *(display.compare or ())) if key]
    missing = tuple(key for key in centre if key not in left)
    path: tuple[NodeKey, ...] = ()
    nodes: Set[NodeKey]
    ties: Set[Tie]
    if centre and not missing:
        path = path_between(left, *display.path) if display.path else ()
        nodes, ties = _around(left, display, path)
    else:
        nodes, ties = frozenset(left), frozenset(map(tie_of, left.edges))
    if display.only:
        kept_nodes, kept_ties = _only(snapshot, choice, graph, left, display.only)
        nodes, ties = nodes & kept_nodes, ties & kept_ties
    return Explored(left, frozenset(nodes), frozenset(ties), hidden, path, missing)


def tie_of(ends: tuple[NodeKey, NodeKey]) -> Tie:
    """A tie by its ends, in either order."""
    one, other = ends
    return (one, other) if one < other else (other, one)


def standing_out(ties: pl.DataFrame, explored: Explored) -> pl.DataFrame:
    """The rows of a table of ties (`graphmap.graph.network_graph.tie_table`) that stand out."""
    ends = pl.DataFrame(list(explored.ties), schema={"one": pl.String, "other": pl.String}, orient="row")
    sides = {"one": pl.min_horizontal("source", "target"), "other": pl.max_horizontal("source", "target")}
    return ties.with_columns(**sides).join(ends, on=["one", "other"], how="semi").drop("one", "other")


def path_between(graph: nx.Graph, one: NodeKey, other: NodeKey) -> tuple[NodeKey, ...]:
    """The shortest path from `one` to `other` by distance, both included; empty if there is none."""
    try:
        return tuple(nx.shortest_path(graph, one, other, weight="distance"))
    except nx.NetworkXNoPath:
        return ()


def _around(graph: nx.Graph, display: Display, path: tuple[NodeKey, ...]) -> tuple[Set[NodeKey], Set[Tie]]:
    """The actors and ties that the focus, the path or the comparison is about."""
    if display.focus:
        nodes = frozenset(nx.single_source_shortest_path_length(graph, display.focus, cutoff=display.steps))
        return nodes, frozenset(map(tie_of, graph.subgraph(nodes).edges))
    if display.path:
        return frozenset((*path, *display.path)), frozenset(map(tie_of, nx.utils.pairwise(path)))
    both = display.compare or ()
    return frozenset(both).union(*(graph.adj[key] for key in both)), frozenset(map(tie_of, graph.edges(both)))


# ------------------------------------------------------------------------------------------ the legend


def _only(
    snapshot: Snapshot, choice: Choice, full: nx.Graph, left: nx.Graph, only: tuple[str, ...]
) -> tuple[Set[NodeKey], Set[Tie]]:
    """The actors and ties of `left` that the chosen entries of the legend of the `full` graph keep.

    A tie needs both its ends, and where no entry is about actors, an actor needs a tie.
    """
    wanted = _by_sort(only)
    nodes = _with_entries(snapshot, choice, full, left, wanted)
    ties = {
        tie_of((one, other))
        for one, other, about in left.edges(data=True)
        if one in nodes and other in nodes and has_entries(about, wanted)
    }
    if wanted and not wanted.keys() - set(SORTS):
        nodes = {end for tie in ties for end in tie}
    return nodes, ties


def _by_sort(only: tuple[str, ...]) -> Mapping[str, Set[str]]:
    wanted: dict[str, set[str]] = defaultdict(set)
    for entry in only:
        sort, _, value = entry.partition(":")
        wanted[sort].add(value)
    return wanted


def _with_entries(
    snapshot: Snapshot,
    choice: Choice,
    full: nx.Graph | TabledGraph,
    left: nx.Graph | TabledGraph,
    wanted: Mapping[str, Set[str]],
) -> Set[NodeKey]:
    """The actors of `left` with one of the `wanted` entries of each sort that is about actors."""
    nodes: Set[NodeKey] = set(left)
    for sort in wanted.keys() - set(SORTS):
        nodes &= actors_with(full, sort, wanted[sort], actor_facts_for_colour(snapshot, choice, full, sort))
    return nodes


def explore_all(
    snapshot: Snapshot, choice: Choice, graph: TabledGraph, display: Display
) -> tuple[Explored, pl.DataFrame]:
    """What stands out of a very large `graph` without a centre, and the rows of its ties that do.

    `Explored` then has no ties, but the actors that `display` names and the graph lacks.
    """
    centre = [key for key in (display.focus, *(display.path or ()), *(display.compare or ())) if key]
    hidden = tuple(key for key in display.hidden if key in graph)
    left = graph.subgraph(set(graph) - set(hidden)) if hidden else graph
    missing = tuple(key for key in centre if key not in left)
    if not display.only:
        return Explored(left, frozenset(left), frozenset(), hidden, missing=missing), left.lines
    wanted = _by_sort(display.only)
    nodes = _with_entries(snapshot, choice, graph, left, wanted)
    ties = with_entries((left if len(nodes) == len(left) else left.subgraph(nodes)).ties, wanted)
    if not wanted.keys() - set(SORTS):
        nodes = {*ties["source"], *ties["target"]}
    return Explored(left, frozenset(nodes), frozenset(), hidden, missing=missing), graph.lines_of(ties)


# ----------------------------------------------------------------------------------------- measures


def without_value(graph: nx.Graph | TabledGraph, values: Values) -> tuple[NodeKey, ...]:
    """The actors of `graph` without a value of a measure, who are counted and not skipped."""
    return tuple(node for node in graph if values.get(node) is None)
