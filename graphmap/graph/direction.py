"""The direction of ties: who seeks from whom, as far as the parts that people took show it, and how much is returned.

Where somebody gave or hosted an interaction, everybody who received, or who initiated it among few, sought from each of
them. Where nobody is known to have given or hosted, those who initiated it among few sought from each other
participant, and two who both initiated sought from each other. Otherwise the direction is unknown: someone who calls
many together asks none of them. Nobody seeks from themselves, and no actor from another through one person who belongs
to both.
"""

import networkx as nx
import polars as pl

from graphmap.graph.actors import participations, sizes
from graphmap.graph.choice import Choice
from graphmap.graph.snapshot import Snapshot
from graphmap.model import NodeKey

FEW = 6
"""So many actors can each know what the others do; in a larger group, calling it together is not asking anyone."""

_ENDS = ["source", "target"]


def arcs(snapshot: Snapshot, choice: Choice) -> pl.DataFrame:
    """The arcs of the view under `choice`: ``source`` sought from ``target`` in this many ``interactions``.

    ``returned`` is the number of interactions in which the target sought from the source.
    """
    rows = participations(snapshot, choice)
    few = sizes(snapshot, rows).filter(pl.col("n") <= FEW)
    initiating = rows.filter(pl.col("part") == "initiated").join(few, on="interaction", how="semi")
    seeking = pl.concat([initiating, rows.filter(pl.col("part") == "received")])
    giving = rows.filter(pl.col("part").is_in(["gave", "hosted"]))
    known = _from_each_to_each(seeking, giving)
    unknown = rows.join(giving, on="interaction", how="anti")
    asked = _from_each_to_each(initiating, unknown)
    found = (
        pl.concat([known, asked])
        .unique([*_ENDS, "interaction"])
        .group_by(_ENDS)
        .agg(interactions=pl.len().cast(pl.Int64))
    )
    back = found.select(source="target", target="source", returned="interactions")
    return found.join(back, on=_ENDS, how="left").with_columns(pl.col("returned").fill_null(0)).sort(_ENDS)


def _from_each_to_each(some: pl.DataFrame, others: pl.DataFrame) -> pl.DataFrame:
    one_end = some.select("interaction", source="actor", carrier="carrier")
    other_end = others.select("interaction", target="actor", other_carrier="carrier")
    both = one_end.join(other_end, on="interaction")
    apart = (pl.col("source") != pl.col("target")) & (pl.col("carrier") != pl.col("other_carrier"))
    return both.filter(apart).select(*_ENDS, "interaction")


def between(arcs: pl.DataFrame, source: NodeKey, target: NodeKey) -> tuple[int, int]:
    """How many interactions one actor sought from another in, and how many the other sought back in."""
    counts = {
        (one, other): interactions for one, other, interactions in arcs.select(*_ENDS, "interactions").iter_rows()
    }
    return counts.get((source, target), 0), counts.get((target, source), 0)


def directed_graph(arcs: pl.DataFrame) -> nx.DiGraph:
    """The directed graph of `arcs`: an edge runs from the seeker, with its number of ``interactions``."""
    graph = nx.DiGraph()
    graph.add_weighted_edges_from(arcs.select(*_ENDS, "interactions").iter_rows(), weight="interactions")
    return graph


def reciprocity(arcs: pl.DataFrame) -> float | None:
    """The share of arcs that are returned: networkx's `overall_reciprocity`. Undefined without arcs.

    Wasserman & Faust (1994) count dyads; here each arc counts, so a returned pair counts twice.
    """
    return float(nx.overall_reciprocity(directed_graph(arcs))) if len(arcs) else None
