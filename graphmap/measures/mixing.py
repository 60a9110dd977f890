"""Who works with those like themselves: the E-I index, assortativity and the mixing matrix, by any attribute.

Krackhardt & Stern 1988, "Informal networks and organizational crises: an experimental simulation", Social Psychology
Quarterly 51, 123-140: of the ties of an actor or of a whole network, E lead to another group and I stay within one. The
index is (E - I) / (E + I), from -1 (all ties within groups) to 1 (all between). Its expected value is that of a network
in which every two actors are tied, so only the sizes of the groups matter.

Newman 2003, "Mixing patterns in networks", Physical Review E 67, 026126: assortativity is the correlation between the
two ends of a tie, 1 where like is tied to like alone. Of amounts it is Pearson's; of groups it is
(Σ e(g, g) - Σ a(g)²) / (1 - Σ a(g)²), where e(g, h) is the share of ties that join the groups g and h, and a(g) the
share of ends that are in g. Both are networkx's.

Only ties between actors with a value count: who has none is in no group.
"""

import math
from collections import Counter
from dataclasses import dataclass
from typing import Any

import networkx as nx
import polars as pl

from graphmap.graph.attributes import Attribute, attribute_of
from graphmap.graph.choice import Choice
from graphmap.graph.network_graph import measured_graph, tie_table
from graphmap.graph.snapshot import Snapshot
from graphmap.model import NodeKey

ACTOR_MIXING_MEANINGS = {
    "group": "The actor's group, by --by: a value, or a range of amounts; empty where nothing is recorded.",
    "ties_same": "The number of the actor's ties to others in its group.",
    "ties_different": "The number of the actor's ties to others in another group.",
    "ei": "The E-I index: (ties_different - ties_same) / (ties_different + ties_same), from -1 to 1; empty without "
    "such ties (Krackhardt & Stern 1988).",
}
"""The extra columns of a table of metrics by an attribute."""

MIXING_MEANINGS = {
    "group": "One group.",
    "other": "The other group; the same group for ties within it.",
    "ties": "The number of ties between actors of the two groups.",
    "strength": "The sum of the strengths of these ties.",
    "share": "These ties as a share of all ties between actors with a group.",
    "density": "These ties as a share of the pairs of actors that could have one; empty where there is no pair.",
}
"""What each column of a mixing matrix means: one row for every two groups."""

ASSORTATIVITY_MEANINGS = {
    "by": "What the groups are by.",
    "actors": "The number of actors in a group.",
    "without": "The number of actors without a value: they and their ties don't count.",
    "groups": "The number of groups.",
    "ties_same": "The number of ties within a group.",
    "ties_different": "The number of ties between two groups.",
    "ei": "The E-I index of the whole network, from -1 (all ties within groups) to 1 (all between); empty without ties "
    "(Krackhardt & Stern 1988).",
    "ei_expected": "The E-I index if every two actors were tied: what the sizes of the groups alone would give.",
    "assortativity": "How far like is tied to like: 1 where all ties are between equals, about 0 by chance; of "
    "amounts, the correlation of the two ends (Newman 2003). Empty where it is undefined.",
}
"""What each column says of the whole network by an attribute."""

SAME = "Whether both ends are in the same group, by --by: same or different; empty where one has no value."
"""What the extra column ``same`` of a table of ties means."""


@dataclass(frozen=True)
class Mixing:
    """How the groups of an attribute mix: by ``actors`` (with ``id``), in the ``whole``, and as a ``matrix``."""

    actors: pl.DataFrame
    whole: pl.DataFrame
    matrix: pl.DataFrame


def mixing(snapshot: Snapshot, choice: Choice, by: str) -> Mixing:
    """Return how the actors under `choice` mix by the attribute called `by`; see `mixing_of`."""
    return mixing_of(measured_graph(snapshot, choice), attribute_of(snapshot, choice, by))


def mixing_of(graph: nx.Graph, attribute: Attribute) -> Mixing:
    """Return how the nodes of `graph` mix by `attribute`."""
    groups = {node: attribute.groups[node] for node in graph if node in attribute.groups}
    inside = graph.subgraph(groups)
    same: Counter[NodeKey] = Counter()
    different: Counter[NodeKey] = Counter()
    for one, other in inside.edges:
        if one != other:
            (same if groups[one] == groups[other] else different).update((one, other))
    return Mixing(
        _actors(graph, groups, same, different),
        _whole(graph, inside, attribute, groups, same.total() // 2, different.total() // 2),
        _matrix(inside, attribute, groups),
    )


def ei_index(external: int, internal: int) -> float | None:
    """Return the E-I index of so many ties between groups and within them; None without ties.

    Krackhardt & Stern 1988: (E - I) / (E + I).
    """
    return (external - internal) / (external + internal) if external + internal else None


def _actors(
    graph: nx.Graph, groups: dict[NodeKey, str], same: Counter[NodeKey], different: Counter[NodeKey]
) -> pl.DataFrame:
    rows = [
        (node, groups[node], same[node], different[node], ei_index(different[node], same[node]))
        if node in groups
        else (node, None, None, None, None)
        for node in graph
    ]
    types = [pl.String(), pl.String(), pl.Int64(), pl.Int64(), pl.Float64()]
    return pl.DataFrame(rows, schema=dict(zip(("id", *ACTOR_MIXING_MEANINGS), types, strict=True)), orient="row")


def _whole(
    graph: nx.Graph, inside: nx.Graph, attribute: Attribute, groups: dict[NodeKey, str], same: int, different: int
) -> pl.DataFrame:
    sizes = Counter(groups.values())
    within = sum(math.comb(size, 2) for size in sizes.values())
    row: dict[str, Any] = {
        "by": attribute.name,
        "actors": len(groups),
        "without": len(graph) - len(groups),
        "groups": len(sizes),
        "ties_same": same,
        "ties_different": different,
        "ei": ei_index(different, same),
        "ei_expected": ei_index(math.comb(len(groups), 2) - within, within),
        "assortativity": assortativity(inside, attribute),
    }
    schema = pl.Schema({name: pl.Int64() for name in row})
    schema.update({"by": pl.String(), "ei": pl.Float64(), "ei_expected": pl.Float64(), "assortativity": pl.Float64()})
    return pl.DataFrame([row], schema=schema)


def assortativity(graph: nx.Graph, attribute: Attribute) -> float | None:
    """Return networkx's assortativity of `graph` by `attribute`: of its amounts, or else of its groups.

    None where it is undefined: without ties, and where all ends are alike.
    """
    values = attribute.groups if attribute.amounts is None else attribute.amounts
    bare = nx.Graph(graph.edges)
    if not bare.number_of_edges() or len({values[node] for node in bare}) == 1:
        return None
    nx.set_node_attributes(bare, {node: values[node] for node in bare}, "value")
    measure = (
        nx.attribute_assortativity_coefficient if attribute.amounts is None else nx.numeric_assortativity_coefficient
    )
    found = float(measure(bare, "value"))
    return None if math.isnan(found) else found


def _matrix(inside: nx.Graph, attribute: Attribute, groups: dict[NodeKey, str]) -> pl.DataFrame:
    place = {group: number for number, group in enumerate(attribute.order)}
    sizes = Counter(groups.values())
    ties: Counter[tuple[str, str]] = Counter()
    strength: Counter[tuple[str, str]] = Counter()
    for one, other, weight in inside.edges(data="weight", default=1.0):
        low, high = sorted((groups[one], groups[other]), key=place.__getitem__)
        ties[low, high] += 1
        strength[low, high] += weight
    present = [group for group in attribute.order if sizes[group]]
    rows = []
    for number, low in enumerate(present):
        for high in present[number:]:
            could = math.comb(sizes[low], 2) if low == high else sizes[low] * sizes[high]
            found = ties[low, high]
            share = found / ties.total() if ties.total() else None
            rows.append((low, high, found, float(strength[low, high]), share, found / could if could else None))
    types = [pl.String(), pl.String(), pl.Int64(), pl.Float64(), pl.Float64(), pl.Float64()]
    return pl.DataFrame(rows, schema=dict(zip(MIXING_MEANINGS, types, strict=True)), orient="row")


def with_same(snapshot: Snapshot, choice: Choice, by: str) -> pl.DataFrame:
    """Return the table of ties under `choice` with the column ``same``: see `SAME`."""
    groups = attribute_of(snapshot, choice, by).groups
    table = tie_table(snapshot, choice)
    one, other = (
        pl.col(end).replace_strict(groups, default=None, return_dtype=pl.String) for end in ("source", "target")
    )
    return table.with_columns(
        same=pl.when(one == other).then(pl.lit("same")).when(one != other).then(pl.lit("different"))
    )
