"""The quotient graph: a graph seen from further away, with one node per part and one line per pair of tied parts.

A tie between two actors who share a part is within that part; every other tie is between each part of the one and each
part of the other."""

from collections import Counter
from collections.abc import Iterable, Sequence

import networkx as nx
import numpy as np
import polars as pl

from graphmap import model
from graphmap.graph.settling import usual_depths
from graphmap.map.partition import Part

LINES_EACH = 3
"""How many of its strongest lines each part is drawn with, besides those among the strongest of another."""

_DEPTHS = [f"of {depth}" for depth in range(len(model.DEPTHS))]
_COUNTED = ("beginning", "lapsed")


def overview(parts: Sequence[Part], ties: pl.DataFrame) -> nx.Graph:
    """The quotient graph of `parts` by `ties`, a table with ``source``, ``target``, and for ties ``weight``, ``depth``,
    and where known ``settled`` and ``standing``.

    Nodes are named by the part's key. Each has its ``part``, the number of its ``actors``, how many of them are
    ``alone`` (in none of these ties), the number of ``ties`` within it and, as ``depths``, how many have settled at
    each depth; a tie of one event counts at its depth. ``beginning`` and ``lapsed`` count the ties of these standings.
    A line has the number of ``ties`` that it stands for, their ``depths``, ``beginning`` and ``lapsed``, their total
    strength as ``weight``, and as ``depth`` the one that at least half of them reach. Lines of the stored structure
    have no depths, and weight 1 each.
    """
    has_depth = "depth" in ties.columns
    numbers, sizes = np.arange(len(parts)), [len(part.members) for part in parts]
    weight = pl.col("weight") if "weight" in ties.columns else pl.lit(1.0)
    found = ties.select(
        "source",
        "target",
        weight=weight,
        depth=usual_depths(ties) if has_depth else pl.lit(0),
        standing=pl.col("standing") if "standing" in ties.columns else pl.lit(""),
    ).with_row_index("tie")
    belongs = pl.DataFrame(
        {"actor": [key for part in parts for key in part.members], "part": np.repeat(numbers, sizes)},
        schema={"actor": pl.String, "part": pl.Int64},
    )
    ends = found.join(belongs, left_on="source", right_on="actor").join(
        belongs, left_on="target", right_on="actor", suffix="_other"
    )
    within = ends.filter(pl.col("part") == pl.col("part_other"))
    between = ends.filter(pl.col("part") != pl.col("part_other")).join(
        within.select("tie").unique(), on="tie", how="anti"
    )
    graph = nx.Graph(has_depth=has_depth)
    tied = set(found["source"].unique()) | set(found["target"].unique())
    inside = {row["part"]: row for row in _summed(within, "part").iter_rows(named=True)}
    for number, part in enumerate(parts):
        row = inside.get(number, dict.fromkeys(("ties", *_DEPTHS, *_COUNTED), 0))
        graph.add_node(
            part.key,
            part=part,
            actors=len(part.members),
            alone=sum(key not in tied for key in part.members),
            ties=row["ties"],
            depths=_depths(row, has_depth),
            **_standings(row, has_depth),
        )
    low, high = (
        pl.min_horizontal("part", "part_other").alias("one"),
        pl.max_horizontal("part", "part_other").alias("other"),
    )
    for row in _summed(between.with_columns(low, high).unique(["tie", "one", "other"]), "one", "other").iter_rows(
        named=True
    ):
        depths = _depths(row, has_depth)
        line = {
            "ties": row["ties"],
            "weight": row["weight"],
            "depths": depths,
            **_standings(row, has_depth),
            **({"depth": half_reach(depths)} if has_depth else {}),
        }
        graph.add_edge(parts[row["one"]].key, parts[row["other"]].key, **line)
    return graph


def strongest_lines(graph: nx.Graph, each: int = LINES_EACH) -> nx.Graph:
    """The quotient `graph` with only those lines that are among the strongest `each` of one of their ends."""
    kept = {
        frozenset((node, other))
        for node in graph
        for other in sorted(graph.adj[node], key=lambda other: (-graph.edges[node, other]["weight"], other))[:each]
    }
    found = nx.Graph(**graph.graph)
    found.add_nodes_from(graph.nodes(data=True))
    found.add_edges_from(
        (one, other, line) for one, other, line in graph.edges(data=True) if frozenset((one, other)) in kept
    )
    return found


def half_reach(depths: Sequence[int]) -> int:
    """The deepest depth that at least half of the ties reach; `depths` are the numbers of ties of each depth."""
    total, reached = sum(depths), 0
    for depth in reversed(range(len(depths))):
        reached += depths[depth]
        if 2 * reached >= total:
            return depth
    return 0


def beyond_sharing(depths: Sequence[int]) -> float | None:
    """The share of ties settled beyond sharing, or None without ties; `depths` are the numbers of each depth."""
    return sum(depths[model.BEYOND_SHARING :]) / sum(depths) if sum(depths) else None


def kinds_of(members: Iterable[str]) -> Counter[str]:
    """How many node keys there are of each kind, by the kind's label."""
    return Counter(model.KIND_BY_WORD[key.partition(":")[0]].label for key in members)


def _summed(ties: pl.DataFrame, *by: str) -> pl.DataFrame:
    """The number of ties, their total strength, and how many have each depth and standing, for each of `by`."""
    counts = {name: (pl.col("depth") == depth).sum() for depth, name in enumerate(_DEPTHS)}
    counts |= {standing: (pl.col("standing") == standing).sum() for standing in _COUNTED}
    return ties.group_by(by).agg(pl.len().alias("ties"), pl.col("weight").sum(), **counts).sort(by)


def _standings(row: dict[str, int], has_depth: bool) -> dict[str, int]:
    return {standing: row[standing] for standing in _COUNTED} if has_depth else {}


def _depths(row: dict[str, int], has_depth: bool) -> tuple[int, ...]:
    return tuple(row[name] for name in _DEPTHS) if has_depth else ()
