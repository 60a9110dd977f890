"""What a map knows about its actors beyond their graph: where they belong, their measures, and their records."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import networkx as nx

from graphmap.backend.arrays import HAVE_IGRAPH
from graphmap.graph.actors import participations
from graphmap.graph.affiliations import networks_of, regions_of
from graphmap.graph.choice import Choice
from graphmap.graph.direction import arcs
from graphmap.graph.snapshot import Snapshot
from graphmap.graph.tabled_graph import TabledGraph
from graphmap.map.display import Display
from graphmap.measures.measures import MEASURES, Values, values_of
from graphmap.model import NodeKey

_NAMES = frozenset(measure.name for measure in MEASURES)
_OF_TABLES = ("degree", "strength", "isolated")  # the measures that read no more than the sums of ties


@dataclass(frozen=True)
class ActorFacts:
    """What a map knows about its actors beyond their graph; empty fields are not known.

    ``values`` are those of the measures that size and colour stand for, by name. ``networks`` and ``regions`` are what
    each actor belongs to, and ``names`` the names of the networks. ``recorded`` are the actors that took part in
    anything during the period, at any depth, or None where that isn't known. ``sought`` counts the interactions in
    which the first actor sought from the second."""

    values: Mapping[str, Values] = field(default_factory=dict)
    networks: Mapping[NodeKey, Sequence[NodeKey]] = field(default_factory=dict)
    regions: Mapping[NodeKey, Sequence[str]] = field(default_factory=dict)
    names: Mapping[NodeKey, str] = field(default_factory=dict)
    recorded: frozenset[NodeKey] | None = None
    sought: Mapping[tuple[NodeKey, NodeKey], int] = field(default_factory=dict)

    def has_record_of(self, actor: NodeKey) -> bool:
        """Whether the `actor` took part in anything during the period; true where that isn't known."""
        return self.recorded is None or actor in self.recorded


def actor_facts_of(snapshot: Snapshot, choice: Choice, graph: nx.Graph | TabledGraph, display: Display) -> ActorFacts:
    """What `display` needs to know about the actors of `graph`, the whole graph of `choice`.

    Measures are of the whole graph, whatever part of it is drawn.
    """
    is_structure = choice.view == "structure"
    coloured = actor_facts_for_colour(snapshot, choice, graph, display.colour_by)
    sized = (
        {display.size_by: measured(graph, display.size_by)}
        if display.size_by in _NAMES - coloured.values.keys()
        else {}
    )
    return replace(
        coloured,
        values={**coloured.values, **sized},
        recorded=None
        if is_structure
        else frozenset(participations(snapshot, replace(choice, min_depth=0))["actor"].unique()),
        sought=_sought(snapshot, choice) if display.direction and not is_structure else {},
    )


def actor_facts_for_colour(snapshot: Snapshot, choice: Choice, graph: nx.Graph | TabledGraph, by: str) -> ActorFacts:
    """What colour by `by` needs to know about the actors of `graph`, the whole graph of `choice`."""
    return ActorFacts(
        values={by: measured(graph, by)} if by in _NAMES else {},
        networks=networks_of(snapshot, choice) if by == "network" else {},
        regions=regions_of(snapshot, choice) if by == "region" else {},
        names=snapshot.names if by == "network" else {},
    )


def measured(graph: nx.Graph | TabledGraph, name: str) -> Values:
    """The measure called `name` of every actor of `graph`. Tables become a networkx graph only where it needs one."""
    if not isinstance(graph, TabledGraph) or name in _OF_TABLES:
        return values_of(graph, name)
    return values_of(graph.arrays if name == "community" and HAVE_IGRAPH else graph.as_networkx, name)


def _sought(snapshot: Snapshot, choice: Choice) -> Mapping[tuple[NodeKey, NodeKey], int]:
    return {
        (source, target): count
        for source, target, count in arcs(snapshot, choice).select("source", "target", "interactions").iter_rows()
    }
