"""How deep a tie has settled: depth as a habit of two actors, rather than the deepest thing they ever did once.

One moderation with everybody in the room does not turn two years of swapping resources into challenge. A tie has
settled at the deepest level that carries a fair part of its strength and has happened more than once.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Literal, get_args

import polars as pl

from graphmap import model

Standing = Literal["beyond", "lapsed", "beginning", "sharing", "contact", "one event"]

STANDINGS: tuple[Standing, ...] = get_args(Standing)

LEAST_TIMES = 2
"""A tie settles at a depth that it reached at least this often …"""

LEAST_SHARE = 0.2
"""… and that, with everything deeper, carries at least this share of its strength."""

STALE_DAYS = 365
"""Work beyond sharing counts as recent for this many days, unless a rule's numbers say otherwise."""

SETTLING_MEANINGS = {
    "settled": "The depth the tie has settled at: the deepest level reached at least twice that, with "
    "everything deeper, "
    "carries a fifth or more of its strength. Empty for a single interaction.",
    "standing": "beyond: settled beyond sharing, and active there lately. lapsed: settled beyond sharing, but "
    "not lately. "
    "beginning: not settled beyond sharing, but something deeper happened lately. sharing, contact: settled there. "
    "one event: a single interaction.",
    "share_beyond": "The share of the tie's strength that goes beyond sharing.",
    "last_beyond": "The day of the latest interaction beyond sharing; empty where there was none.",
}
"""What each column of `settling` means."""


def settling(events: pl.DataFrame, as_at: date | None, stale_days: float = STALE_DAYS) -> pl.DataFrame:
    """Return how deep each tie has settled, one row per ``tie`` in order of first appearance.

    `events` has a row for each tie and interaction: ``tie``, ``date``, ``depth`` and ``share``, the strength that the
    interaction adds. The columns are ``tie`` and those of `SETTLING_MEANINGS`. "Lately" is within `stale_days` of
    `as_at`.
    """
    total = pl.col("share").sum()
    deep = pl.col("depth") >= model.BEYOND_SHARING
    levels = [
        pl.when(
            ((pl.col("depth") >= depth).sum() >= LEAST_TIMES)
            & (pl.col("share").filter(pl.col("depth") >= depth).sum() >= LEAST_SHARE * total - ROUNDING)
        ).then(pl.lit(depth, dtype=pl.Int64))
        for depth in range(len(model.DEPTHS))
    ]
    found = events.group_by("tie", maintain_order=True).agg(
        settled=pl.max_horizontal(levels),
        share_beyond=pl.when(total > 0).then(pl.col("share").filter(deep).sum() / total),
        last_beyond=pl.col("date").filter(deep).max(),
        times=pl.len(),
    )
    return found.with_columns(standing=_standing(as_at, stale_days)).select("tie", *SETTLING_MEANINGS)


ROUNDING = 1e-12
"""A fifth of a sum of fractions may come out a hair below a fifth."""


def _standing(as_at: date | None, stale_days: float) -> pl.Expr:
    lately = pl.lit(value=False)
    if as_at is not None:
        lately = (pl.col("last_beyond") >= as_at - timedelta(days=stale_days)).fill_null(value=False)
    beyond = pl.col("settled") >= model.BEYOND_SHARING
    return (
        pl.when(pl.col("times") == 1)
        .then(pl.lit("one event"))
        .when(beyond & lately)
        .then(pl.lit("beyond"))
        .when(beyond)
        .then(pl.lit("lapsed"))
        .when(lately)
        .then(pl.lit("beginning"))
        .when(pl.col("settled") == model.BEYOND_SHARING - 1)
        .then(pl.lit("sharing"))
        .otherwise(pl.lit("contact"))
    )


def is_only_sharing() -> pl.Expr:
    """Return whether a tie has not settled beyond sharing: by ``settled``, or by its only ``depth`` if it is one
    event."""
    return pl.coalesce("settled", "depth") < model.BEYOND_SHARING


def usual_depth(tie: Mapping[str, Any]) -> int:
    """Return the depth that a tie has settled at, or the depth of its only event.

    `tie` has the columns of a table of ties, of which undefined ones may be left out.
    """
    settled = tie.get("settled")
    return int(tie["depth"] if settled is None else settled)


def usual_depths(ties: pl.DataFrame) -> pl.Expr:
    """Return `usual_depth` for each row of a table of ties, which may lack ``settled``."""
    return pl.coalesce("settled", "depth") if "settled" in ties.columns else pl.col("depth")
