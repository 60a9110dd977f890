"""What a map says of its actors beyond their graph: what they belong to, what they measure, and what is recorded of
them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import networkx as nx

from graphmap.graph.actors import participations
from graphmap.graph.affiliations import networks_of, regions_of
from graphmap.graph.choice import Choice
from graphmap.graph.direction import arcs
from graphmap.graph.snapshot import Snapshot
from graphmap.map.display import Display
from graphmap.measures.measures import MEASURES, Values, values_of
from graphmap.model import NodeKey

_NAMES = frozenset(measure.name for measure in MEASURES)


@dataclass(frozen=True)
class ActorFacts:
    """What a map says of its actors beyond their graph; what is left empty is not known.

    ``values`` are those of the measures that size and colour stand for, by the measure's name. ``networks`` and
    ``regions`` are what each belongs to, and ``names`` what each network is called. ``recorded`` are the actors that
    took part in anything in the window at whatever depth, or nothing where that is not asked. ``sought`` counts the
    interactions in which the first sought from the second."""

    values: Mapping[str, Values] = field(default_factory=dict)
    networks: Mapping[NodeKey, Sequence[NodeKey]] = field(default_factory=dict)
    regions: Mapping[NodeKey, Sequence[str]] = field(default_factory=dict)
    names: Mapping[NodeKey, str] = field(default_factory=dict)
    recorded: frozenset[NodeKey] | None = None
    sought: Mapping[tuple[NodeKey, NodeKey], int] = field(default_factory=dict)

    def has_record_of(self, actor: NodeKey) -> bool:
        """Whether the `actor` took part in anything in the window, as far as is known."""
        return self.recorded is None or actor in self.recorded


def actor_facts_of(snapshot: Snapshot, choice: Choice, graph: nx.Graph, display: Display) -> ActorFacts:
    """What `display` says of the actors of `graph`, the whole graph of `choice`: measures are of all of it, whatever
    part is drawn."""
    is_structure = choice.view == "structure"
    coloured = actor_facts_for_colour(snapshot, choice, graph, display.colour_by)
    sized = (
        {display.size_by: values_of(graph, display.size_by)}
        if display.size_by in _NAMES - coloured.values.keys()
        else {}
    )
    return replace(
        coloured,
        values={**coloured.values, **sized},
        recorded=None if is_structure else frozenset(participations(snapshot, replace(choice, min_depth=0))["actor"]),
        sought=_sought(snapshot, choice) if display.direction and not is_structure else {},
    )


def actor_facts_for_colour(snapshot: Snapshot, choice: Choice, graph: nx.Graph, by: str) -> ActorFacts:
    """What has to be known of the actors of `graph`, as above, for colour to stand for `by`."""
    return ActorFacts(
        values={by: values_of(graph, by)} if by in _NAMES else {},
        networks=networks_of(snapshot, choice) if by == "network" else {},
        regions=regions_of(snapshot, choice) if by == "region" else {},
        names=snapshot.names if by == "network" else {},
    )


def _sought(snapshot: Snapshot, choice: Choice) -> Mapping[tuple[NodeKey, NodeKey], int]:
    return {
        (source, target): count
        for source, target, count in arcs(snapshot, choice).select("source", "target", "interactions").iter_rows()
    }
