"""What a map knows about its actors beyond their graph: where they belong, their measures, and their records."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import networkx as nx

from graphmap.backend.arrays import HAVE_IGRAPH
from graphmap.graph.actors import LABELS, participations
from graphmap.graph.affiliations import networks_of, regions_of
from graphmap.graph.choice import Choice
from graphmap.graph.direction import arcs
from graphmap.graph.fields import FieldColumn, columns_of_fields, field_values
from graphmap.graph.snapshot import Snapshot
from graphmap.graph.tabled_graph import TabledGraph
from graphmap.map.display import Display, is_field
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
    which the first actor sought from the second.

    ``fields`` are the fields that size and colour stand for, by key. Of those that are amounts ``values`` has the
    values, dates as days; of the others ``groups`` has the group of each actor."""

    values: Mapping[str, Values] = field(default_factory=dict)
    networks: Mapping[NodeKey, Sequence[NodeKey]] = field(default_factory=dict)
    regions: Mapping[NodeKey, Sequence[str]] = field(default_factory=dict)
    names: Mapping[NodeKey, str] = field(default_factory=dict)
    recorded: frozenset[NodeKey] | None = None
    sought: Mapping[tuple[NodeKey, NodeKey], int] = field(default_factory=dict)
    fields: Mapping[str, FieldColumn] = field(default_factory=dict)
    groups: Mapping[str, Mapping[NodeKey, str]] = field(default_factory=dict)

    def sizes(self, by: str) -> Mapping[NodeKey, float | None] | None:
        """The values that size by `by` is drawn from; None where these are the strengths of the actors.

        The least of a field's dates, or of values that may be negative, is drawn as 0.
        """
        values = self.values.get(by) or None
        if not is_field(by):
            return values
        known = {node: value for node, value in (values or {}).items() if value is not None}
        least = min(known.values(), default=0.0)
        below = least if by in self.fields and self.fields[by].type == "date" else min(least, 0.0)
        return {node: value - below for node, value in known.items()}

    def has_record_of(self, actor: NodeKey) -> bool:
        """Whether the `actor` took part in anything during the period; true where that isn't known."""
        return self.recorded is None or actor in self.recorded


def actor_facts_of(snapshot: Snapshot, choice: Choice, graph: nx.Graph | TabledGraph, display: Display) -> ActorFacts:
    """What `display` needs to know about the actors of `graph`, the whole graph of `choice`.

    Measures are of the whole graph, whatever part of it is drawn.
    """
    is_structure = choice.view == "structure"
    coloured = actor_facts_for_colour(snapshot, choice, graph, display.colour_by)
    by = display.size_by
    sized = _facts_by(snapshot, choice, graph, by) if by != display.colour_by else ActorFacts()
    return replace(
        coloured,
        values={**coloured.values, **sized.values},
        fields={**coloured.fields, **sized.fields},
        groups={**coloured.groups, **sized.groups},
        recorded=None
        if is_structure
        else frozenset(participations(snapshot, replace(choice, min_depth=0))["actor"].unique()),
        sought=_sought(snapshot, choice) if display.direction and not is_structure else {},
    )


def actor_facts_for_colour(snapshot: Snapshot, choice: Choice, graph: nx.Graph | TabledGraph, by: str) -> ActorFacts:
    """What colour by `by` needs to know about the actors of `graph`, the whole graph of `choice`."""
    return replace(
        _facts_by(snapshot, choice, graph, by),
        networks=networks_of(snapshot, choice) if by == "network" else {},
        regions=regions_of(snapshot, choice) if by == "region" else {},
        names=snapshot.names if by == "network" else {},
    )


def _facts_by(snapshot: Snapshot, choice: Choice, graph: nx.Graph | TabledGraph, by: str) -> ActorFacts:
    """The values of a measure or a field; nothing of anything else."""
    if by in _NAMES:
        return ActorFacts(values={by: measured(graph, by)})
    column = shown_fields(snapshot, choice).get(by)
    if column is None:
        return ActorFacts()
    found = {key: value for key, value in field_values(snapshot.tables, [column]).iter_rows() if value is not None}
    fields = {by: column}
    match column.type:
        case "number":
            return ActorFacts(values={by: found}, fields=fields)
        case "date":
            return ActorFacts(values={by: {key: float(day.toordinal()) for key, day in found.items()}}, fields=fields)
        case "yes/no":
            return ActorFacts(
                groups={by: {key: "yes" if value else "no" for key, value in found.items()}}, fields=fields
            )
    return ActorFacts(groups={by: found}, fields=fields)


def shown_fields(snapshot: Snapshot, choice: Choice) -> Mapping[str, FieldColumn]:
    """The fields of the actors of a view that a map can show, by key."""
    return {column.key: column for column in columns_of_fields(snapshot.tables, LABELS[choice.view])}


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
