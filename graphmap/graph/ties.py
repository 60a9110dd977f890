"""The ties of a view in a period: what the interactions between two actors add up to.

Unless another weighting is chosen, each interaction with n actors adds 1/(n - 1) to the tie of each pair of them
(Newman 2001, "Scientific collaboration networks II", Physical Review E 64, 016132), so that a hui of eighty does not
outweigh a pair who inquire together every week. n is the recorded attendance where that is larger than the number of
actors.
"""

from datetime import date

import numpy as np
import polars as pl

from graphmap import model
from graphmap.backend.bridges import bridges
from graphmap.graph.actors import participations, sizes
from graphmap.graph.choice import HALF_LIFE_DAYS, Choice
from graphmap.graph.settling import SETTLING_MEANINGS, is_only_sharing, settling
from graphmap.graph.snapshot import Snapshot
from graphmap.language.loose_dates import read_loose_date

_PERSON = model.node_key("Person", "")
_PEOPLE = ("people_source", "people_target")
_COUNTS = tuple(name.split()[0] for name in model.DEPTHS)
"""The columns that count a tie's interactions by depth."""

TIE_MEANINGS = {
    "source": "The node key of one end: the actor whose key comes first.",
    "target": "The node key of the other end.",
    "weight": "Strength: each interaction with n actors adds 1/(n - 1), unless another weighting is chosen. n is the "
    "recorded attendance where that is larger.",
    "interactions": "The number of interactions between the two actors.",
    "depth": "The depth of the deepest interaction: "
    + ", ".join(f"{i} {name}" for i, name in enumerate(model.DEPTHS))
    + ".",
    **{
        column: f"The number of interactions of depth {i}, {name}."
        for i, (column, name) in enumerate(zip(_COUNTS, model.DEPTHS, strict=True))
    },
    "first": "The date of the first interaction.",
    "last": "The date of the last interaction. Where only its month, term or year is known, the last "
    "day it may have been.",
    "people_source": "The number of people who carried the tie on the side of the source.",
    "people_target": "The number of people who carried the tie on the side of the target.",
    "started_by_source": "The share of interactions that the source initiated, of those with a known initiator; one "
    "that both initiated counts as half. Empty where no initiator is known.",
    "bridge": "Whether the tie is a bridge: without it, some actors could no longer reach each other.",
    "only_sharing": "Whether the tie has not settled beyond sharing: it settled at sharing or contact, or is one event "
    "that went no deeper.",
    **SETTLING_MEANINGS,
}
"""What each column of a table of ties means."""


def pairs(snapshot: Snapshot, choice: Choice) -> pl.DataFrame:
    """Every pair of actors that an interaction brings together, once for each pair of their carriers.

    Columns: ``interaction``, ``date``, ``depth``, ``share`` (what the interaction adds to the strength of the tie),
    ``source``, ``target`` with ``source`` < ``target``, ``carrier_source``, ``carrier_target``, ``part_source`` and
    ``part_target``. A person who counts for both actors carries no tie alone.
    """
    return category_pairs(snapshot, choice).with_columns(pl.col(pl.Enum).cast(pl.String))


def category_pairs(snapshot: Snapshot, choice: Choice) -> pl.DataFrame:
    """Return `pairs` with its keys as ordered categories, which compare, sort and join as numbers.

    Rows are in order of the tie, then of the date, the interaction and the carriers.
    """
    return snapshot.keep(("pairs", choice), lambda: _pairs(snapshot, choice))


def _pairs(snapshot: Snapshot, choice: Choice) -> pl.DataFrame:
    rows = _as_categories(participations(snapshot, choice))
    size = rows.group_by("interaction").agg(pl.col("date").first()).join(sizes(snapshot, rows), on="interaction")
    size = size.select("interaction", share=_share(snapshot, choice))
    one_side = rows.join(size, on="interaction").rename(
        {f"{name}": f"{name}_source" for name in ("carrier", "part")} | {"actor": "source"}
    )
    other_side = rows.select("interaction", target="actor", carrier_target="carrier", part_target="part")
    together = (
        one_side.lazy()
        .join(other_side.lazy(), on="interaction")
        .filter((pl.col("source") < pl.col("target")) & (pl.col("carrier_source") != pl.col("carrier_target")))
    )
    if choice.view == "networks":
        together = _of_one_network_only(together, rows.lazy())
    return (
        together.sort("source", "target", "date", "interaction", "carrier_source", "carrier_target")
        .select(
            "interaction",
            "date",
            "depth",
            "source",
            "carrier_source",
            "part_source",
            "target",
            "carrier_target",
            "part_target",
            "share",
        )
        .collect()
    )


def _of_one_network_only(together: pl.LazyFrame, rows: pl.LazyFrame) -> pl.LazyFrame:
    """Keep the pairs of networks in which each carrier counts for its own network and not for the other.

    A school in both networks ties them to nothing: its work is the work of each.
    """
    for side, other in (("source", "target"), ("target", "source")):
        carried_too = rows.select(
            "interaction", pl.col("actor").alias(other), pl.col("carrier").alias(f"carrier_{side}")
        )
        together = together.join(carried_too, on=["interaction", other, f"carrier_{side}"], how="anti")
    return together


def _as_categories(rows: pl.DataFrame) -> pl.DataFrame:
    interactions = pl.Enum(rows["interaction"].unique().sort())
    keys = pl.Enum(pl.concat([rows["actor"], rows["carrier"]]).unique().sort())
    return rows.with_columns(pl.col("interaction").cast(interactions), pl.col("actor", "carrier").cast(keys))


def _share(snapshot: Snapshot, choice: Choice) -> pl.Expr:
    """What an interaction adds to the strength of each tie in it, under the chosen weighting."""
    by_size = 1.0 / (pl.col("n") - 1)
    match choice.weighting:
        case "newman":
            return by_size
        case "count":
            return pl.lit(1.0)
        case "decay":
            age = (pl.lit(snapshot.as_of(choice), dtype=pl.Date) - pl.col("date")).dt.total_days()
            return by_size * 0.5 ** (age / HALF_LIFE_DAYS)


def ties(snapshot: Snapshot, choice: Choice, as_at: date | None = None) -> pl.DataFrame:
    """The ties between the actors under `choice`, one row each, with the columns of `TIE_MEANINGS`."""
    carried = category_pairs(snapshot, choice).with_columns(
        tie=_runs("source", "target"), event=_runs("source", "target", "interaction")
    )
    events = carried.group_by("event", maintain_order=True).agg(
        pl.col("tie", "interaction", "date", "depth", "share").first(),
        by_source=pl.col("part_source").eq_missing("initiated").any(),
        by_target=pl.col("part_target").eq_missing("initiated").any(),
    )
    as_at = as_at or snapshot.as_of(choice)
    events = _with_latest(events, snapshot, as_at)
    by_source, by_target = (pl.col(column).cast(pl.Float64) for column in ("by_source", "by_target"))
    summed = (
        events.with_columns(started=by_source / (by_source + by_target))
        .group_by("tie", maintain_order=True)
        .agg(
            weight=pl.col("share").sum(),
            interactions=pl.len().cast(pl.Int64),
            depth=pl.col("depth").max(),
            **{column: (pl.col("depth") == depth).sum().cast(pl.Int64) for depth, column in enumerate(_COUNTS)},
            first=pl.col("date").min(),
            last=pl.col("latest").max(),
            started_by_source=pl.col("started").drop_nans().mean(),
        )
    )
    ends = carried.group_by("tie", maintain_order=True).agg(pl.col("source", "target").first())
    settled = settling(events.with_columns(date="latest"), as_at)
    found = ends.join(summed, on="tie", maintain_order="left").join(settled, on="tie", maintain_order="left")
    for side in ("source", "target"):
        found = found.join(_people(carried, side), on="tie", how="left", maintain_order="left")
    return found.select(
        pl.col("source", "target").cast(pl.String),
        pl.exclude("source", "target", "tie", *_PEOPLE),
        pl.col(_PEOPLE).fill_null(0).cast(pl.Int64),
        bridge=_bridges(found),
        only_sharing=is_only_sharing(),
    ).select(list(TIE_MEANINGS))


def _with_latest(events: pl.DataFrame, snapshot: Snapshot, as_at: date | None) -> pl.DataFrame:
    """Return `events` with ``latest``: the last day that each may have been on, up to `as_at`.

    What is known by its month, term or year has the benefit of the doubt where a rule asks how long ago it was.
    """
    loose = snapshot.interactions.filter(pl.col("dated").is_not_null()).select("interaction", "dated")
    if loose.is_empty() or as_at is None:
        return events.with_columns(latest="date")
    last_days = {dated: min(read_loose_date(dated).last, as_at) for dated in loose["dated"].unique()}
    loose = loose.select(
        pl.col("interaction").cast(events.schema["interaction"], strict=False),
        loosely=pl.col("dated").replace_strict(last_days, return_dtype=pl.Date),
    )
    known = events.join(loose.drop_nulls(), on="interaction", how="left", maintain_order="left")
    return known.with_columns(latest=pl.max_horizontal("date", "loosely"))


def _runs(*columns: str) -> pl.Expr:
    """A number for each run of rows that agree in `columns`."""
    return (
        pl.any_horizontal(pl.col(column) != pl.col(column).shift() for column in columns)
        .fill_null(value=True)
        .cum_sum()
    )


def _people(carried: pl.DataFrame, side: str) -> pl.DataFrame:
    """How many people carry each tie on one `side`; ties that nobody carries have no row."""
    carriers = carried.select("tie", carrier=f"carrier_{side}").unique()
    people = carriers.filter(pl.col("carrier").cast(pl.String).str.starts_with(_PERSON))
    return people.group_by("tie").agg(pl.len().alias(f"people_{side}"))


def with_bridges(ties: pl.DataFrame) -> pl.DataFrame:
    """The table of ties with its column ``bridge`` worked out anew, as after a tie is taken away."""
    ends = pl.Enum(pl.concat([ties["source"], ties["target"]]).unique().sort())
    return ties.with_columns(bridge=_bridges(ties.select(pl.col("source", "target").cast(ends))))


def _bridges(ends: pl.DataFrame) -> pl.Series:
    """Whether each tie is a bridge; its ends are categories."""
    numbers = [ends[end].to_physical().cast(pl.Int64).to_numpy() for end in ("source", "target")]
    nodes, numbered = np.unique(np.concatenate(numbers), return_inverse=True)
    source, target = np.split(numbered, 2)
    return pl.Series(bridges(source, target, len(nodes)))
