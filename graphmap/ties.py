"""What interactions add up to between two actors: the ties of a view in a window.

Unless another weighting is chosen, each interaction with n actors adds 1/(n - 1) to the tie of each pair
of them (Newman 2001, "Scientific collaboration networks II", Physical Review E 64, 016132), so that a
hui of eighty does not drown a pair that inquires every week.
"""

import networkx as nx
import polars as pl

from graphmap import model
from graphmap.actors import participations
from graphmap.choice import HALF_LIFE_DAYS, Choice
from graphmap.snapshot import Snapshot

_PERSON = model.node_key("Person", "")
_COUNTS = tuple(name.split()[0] for name in model.DEPTHS)
"""The columns that count a tie's interactions by depth."""

TIE_MEANINGS = {
    "source": "One end: the node key of the actor whose key comes first.",
    "target": "The other end.",
    "weight": "Strength: each interaction with n actors adds 1/(n - 1), or as the chosen weighting says.",
    "interactions": "How many interactions the tie rests on.",
    "depth": "The deepest of them: " + ", ".join(f"{i} {name}" for i, name in enumerate(model.DEPTHS)) + ".",
    **{column: f"How many of them are of depth {i}, {name}." for i, (column, name) in enumerate(zip(_COUNTS, model.DEPTHS, strict=True))},
    "first": "The day of the first.",
    "last": "The day of the last.",
    "people_source": "How many people carried it on the side of the source.",
    "people_target": "How many people carried it on the side of the target.",
    "started_by_source": "Of the interactions where it is known who initiated them, the share that the source did; a half where both did.",
    "bridge": "Whether taking the tie away would part actors that hang together with it.",
    "only_sharing": "Whether its deepest interaction is no deeper than sharing.",
}
"""What each column of a table of ties means."""


def pairs(snapshot: Snapshot, choice: Choice) -> pl.DataFrame:
    """Every pair of actors that an interaction brings together, once for each pair of their carriers.

    Columns: ``interaction``, ``date``, ``depth``, ``share`` (what the interaction adds to the pair's tie),
    ``source``, ``target`` with ``source`` < ``target``, ``carrier_source``, ``carrier_target``,
    ``part_source`` and ``part_target``. Someone who counts for both actors carries no tie alone.
    """
    rows = participations(snapshot, choice)
    size = rows.group_by("interaction").agg(share=_share(snapshot, choice))
    one_side = rows.select("interaction", "date", "depth", source="actor", carrier_source="carrier", part_source="part")
    other_side = rows.select("interaction", target="actor", carrier_target="carrier", part_target="part")
    return (
        one_side.join(other_side, on="interaction")
        .filter((pl.col("source") < pl.col("target")) & (pl.col("carrier_source") != pl.col("carrier_target")))
        .join(size, on="interaction")
        .sort("source", "target", "date", "interaction", "carrier_source", "carrier_target")
    )


def _share(snapshot: Snapshot, choice: Choice) -> pl.Expr:
    """What an interaction adds to the strength of each tie in it, under the chosen weighting."""
    by_size = 1.0 / (pl.col("actor").n_unique() - 1)
    match choice.weighting:
        case "newman":
            return by_size
        case "count":
            return pl.lit(1.0)
        case "decay":
            age = (pl.lit(snapshot.as_of(choice), dtype=pl.Date) - pl.col("date").first()).dt.total_days()
            return by_size * 0.5 ** (age / HALF_LIFE_DAYS)


def ties(snapshot: Snapshot, choice: Choice) -> pl.DataFrame:
    """The ties between the actors under `choice`, one row each, with the columns of `TIE_MEANINGS`."""
    carried = pairs(snapshot, choice)
    ends = ["source", "target"]
    initiated = [
        pl.col("part_source").eq_missing("initiated").any().alias("by_source"),
        pl.col("part_target").eq_missing("initiated").any().alias("by_target"),
    ]
    events = carried.group_by(*ends, "interaction", "date", "depth", "share", maintain_order=True).agg(initiated)
    started = pl.col("by_source").cast(pl.Float64) / (pl.col("by_source").cast(pl.Float64) + pl.col("by_target").cast(pl.Float64))
    summed = events.group_by(ends, maintain_order=True).agg(
        weight=pl.col("share").sum(),
        interactions=pl.len().cast(pl.Int64),
        depth=pl.col("depth").max(),
        **{column: (pl.col("depth") == depth).sum().cast(pl.Int64) for depth, column in enumerate(_COUNTS)},
        first=pl.col("date").min(),
        last=pl.col("date").max(),
        started_by_source=started.filter(pl.col("by_source") | pl.col("by_target")).mean(),
    )
    people = carried.group_by(ends, maintain_order=True).agg(
        people_source=_people("carrier_source"),
        people_target=_people("carrier_target"),
    )
    found = summed.join(people, on=ends).with_columns(only_sharing=pl.col("depth") < model.BEYOND_SHARING)
    return _with_bridges(found).select(list(TIE_MEANINGS)).sort(ends)


def _people(carrier: str) -> pl.Expr:
    return pl.col(carrier).filter(pl.col(carrier).str.starts_with(_PERSON)).n_unique().cast(pl.Int64)


def _with_bridges(found: pl.DataFrame) -> pl.DataFrame:
    graph = nx.Graph(list(found.select("source", "target").iter_rows()))
    bridges = {tuple(sorted(bridge)) for bridge in nx.bridges(graph)}
    return found.with_columns(
        bridge=pl.Series([pair in bridges for pair in found.select("source", "target").iter_rows()], dtype=pl.Boolean)
    )
