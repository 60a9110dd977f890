"""The distribution of a measure over the actors, and a few points that stand for many in a chart of two measures."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from graphmap.measures.measures import GROUPINGS, MEASURES
from graphmap.model import NodeKey

UNITS: Mapping[str, str] = {measure.name: measure.unit for measure in MEASURES}
"""The unit of each measure, by its name."""

MOST_BINS = 40
_FEWEST_BINS = 5
_LEAST_EXTENT = 1e-300  # a width that is smaller cannot be divided by
_LONG_TAIL = 10
_MOST_STEPS = 500


@dataclass(frozen=True)
class Distribution:
    """The distribution of a measure: of how many actors, ``missing`` for how many, and how many have about which value.

    ``bins`` has the columns ``low``, ``high`` (excluded, except in the last bin) and ``actors``. Yes counts as 1 and no
    as 0. ``median`` is undefined where the measure names a group or nobody has a value. ``long_tailed`` is true if a
    few actors have far more than most."""

    actors: int
    missing: int
    median: float | None
    bins: pl.DataFrame
    long_tailed: bool


def distribution(values: pl.Series) -> Distribution:
    """Return the distribution of the measure in `values`, a column named like the measure."""
    defined = values.drop_nulls().cast(pl.Float64)
    is_whole = not values.dtype.is_float()
    names_groups = values.name in GROUPINGS or values.dtype == pl.Boolean
    median = defined.median()
    return Distribution(
        actors=len(values),
        missing=values.null_count(),
        median=float(median) if isinstance(median, float) and not names_groups else None,
        bins=_bins(defined, is_whole),
        long_tailed=is_long_tailed(values),
    )


def _bins(values: pl.Series, is_whole: bool) -> pl.DataFrame:
    if values.is_empty():
        return pl.DataFrame(schema={"low": pl.Float64, "high": pl.Float64, "actors": pl.Int64})
    low, high = _extent(values)
    width: float
    if is_whole:
        width = math.ceil((high - low + 1) / MOST_BINS)
        start, count = low - 0.5, math.ceil((high - low + 1) / width)
    else:
        start, count = low, _bins_of(values, high - low)
        width = (high - low) / count if high - low > _LEAST_EXTENT else 1.0
    numbers = ((values - start) / width).floor().clip(0, count - 1).cast(pl.Int64)
    counted = pl.DataFrame({"bin": numbers}).group_by("bin").agg(actors=pl.len().cast(pl.Int64))
    every = pl.DataFrame({"bin": range(count)}, schema={"bin": pl.Int64}).join(
        counted, on="bin", how="left", maintain_order="left"
    )
    edges = {
        "low": start + pl.col("bin") * width,
        "high": start + (pl.col("bin") + 1) * width,
        "actors": pl.col("actors").fill_null(0),
    }
    return every.select(**edges)


def _bins_of(values: pl.Series, extent: float) -> int:
    """Return the number of bins that shows the distribution (Freedman & Diaconis 1981), within what can be read."""
    if extent <= _LEAST_EXTENT:
        return 1
    quartiles = [values.quantile(share, "linear") or 0.0 for share in (0.25, 0.75)]
    width = 2 * (quartiles[1] - quartiles[0]) * len(values) ** (-1 / 3)
    return max(_FEWEST_BINS, min(MOST_BINS, math.ceil(extent / width))) if width > extent / MOST_BINS else MOST_BINS


def _extent(values: pl.Series) -> tuple[float, float]:
    return values.to_frame("value").select(pl.col("value").min(), high=pl.col("value").max()).row(0)


def cumulative(values: pl.Series) -> pl.DataFrame:
    """Return the share of actors with a value of at most ``value``, from the smallest value: ``value``, ``share``.

    Of very many different values, some hundreds at even distances, including the first and the last.
    """
    defined = values.drop_nulls().cast(pl.Float64)
    steps = (
        defined.to_frame("value")
        .group_by("value")
        .agg(actors=pl.len())
        .sort("value")
        .select("value", share=pl.col("actors").cum_sum() / max(len(defined), 1))
    )
    if len(steps) <= _MOST_STEPS:
        return steps
    return steps[[round(step * (len(steps) - 1) / (_MOST_STEPS - 1)) for step in range(_MOST_STEPS)]]


def is_long_tailed(values: pl.Series) -> bool:
    """Whether the largest value is at least ten times the median of those above 0: a logarithmic scale then helps."""
    positive = values.drop_nulls().cast(pl.Float64).to_frame("value").filter(pl.col("value") > 0)["value"]
    highest, median = positive.max(), positive.median()
    return isinstance(highest, float) and isinstance(median, float) and highest >= _LONG_TAIL * median


def least_positive(values: pl.Series) -> float:
    """Return the smallest value above 0, where a scale that includes 0 turns logarithmic; 1 if there is none."""
    least = values.drop_nulls().cast(pl.Float64).to_frame("value").filter(pl.col("value") > 0)["value"].min()
    return least if isinstance(least, float) else 1.0


def some_points(table: pl.DataFrame, x: str, y: str, most: int, keep: Iterable[NodeKey] = ()) -> pl.DataFrame:
    """Return the rows of `table` with a value of both measures; of more than `most`, a sample of that many.

    These are the rows of the actors in `keep`, the twentieth with the most of each measure, and others at even
    distances, in the order of the table.
    """
    both = table.filter(pl.col(x).is_not_null() & pl.col(y).is_not_null())
    if len(both) <= most:
        return both
    numbered = both.with_row_index("row")
    chosen = numbered.filter(pl.col("id").is_in(list(keep)))["row"].to_list()[:most]
    for measure in (x, y):
        chosen += numbered.top_k(most // 20, by=measure)["row"].to_list()
    picked = set(chosen[:most])
    others = [row for row in range(len(both)) if row not in picked]
    room = most - len(picked)
    picked |= {others[step * len(others) // room] for step in range(room)}
    return both[sorted(picked)]
