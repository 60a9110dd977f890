"""How far measures can be trusted: how they would differ with other interactions, or with some actors missing.

Three questions that are never mixed. *Interactions* are drawn again, with replacement and as many as there are, and the
ties are summed anew (the bootstrap; for networks Snijders & Borgatti 1999): that gives each value and each rank an
interval. *Actors* are left out at random with all their ties, as non-response in a survey would, and the ranks of the
rest are compared with their ranks in the whole network (Costenbader & Valente 2003; Borgatti, Carley & Krackhardt
2006). And for numbers of the whole network, actors are drawn again (`graphmap.measures.vertex_resampling`).

A draw can only lose ties and never find one, so the values of draws are biased as a whole. An interval therefore takes
from the draws only their spread about their own mean, and is placed around the value of the whole network, which it
always contains."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from graphmap.errors import WrongCommand
from graphmap.graph.actors import LABELS
from graphmap.graph.choice import Choice
from graphmap.graph.fields import with_fields
from graphmap.graph.network_graph import measured_graph
from graphmap.graph.snapshot import Snapshot
from graphmap.language.words import ENGLISH, Words
from graphmap.measures.measures import measured
from graphmap.measures.ranks import rank_of
from graphmap.measures.resampling import (
    AMOUNTS,
    CONDITIONS,
    DRAWN_MEASURES,
    Counts,
    Draw,
    Drawing,
    Drawn,
    Numbers,
    TieEvents,
    draw,
    how_many,
)
from graphmap.measures.vertex_resampling import vertex_resampled
from graphmap.measures.workers import in_parallel
from graphmap.progress import Progress, silent

PERCENTILES = (2.5, 97.5)
"""The percentiles of the draws that an interval lies between."""

DROPPED = (0.05, 0.10, 0.25, 0.50)
"""The shares of the actors with a tie that are left out (as Borgatti, Carley & Krackhardt 2006)."""

USUAL_DRAWS = 200
"""The default number of draws: enough for several to lie beyond each end of an interval."""

ROBUST_SEED = 1
"""The seed of every random draw."""

LEAST_INTERACTIONS = 10
"""Fewer interactions are not drawn from: the same few in another mixture say nothing about others."""

MOST_VALUES = 2_000_000
"""The most values (draws times actors) that are held at once; each takes about 120 bytes."""

_LOW, _HIGH = PERCENTILES

HELD: Mapping[str, tuple[int, int]] = {
    "degree": (78, 82),
    "strength": (89, 90),
    "betweenness": (76, 93),
    "closeness": (86, 87),
    "clustering": (90, 95),
}
"""The share of actors, in %, whose spread held in simulations on three kinds of network: the least and the most.

``python -m benchmarks.coverage --repetitions 60 --draws 60`` measures them again; docs/robustness.md has all.
"""


def _held(measure: str) -> str:
    if measure not in HELD:
        return "how often it holds has not been measured (docs/robustness.md)."
    least, most = HELD[measure]
    return f"in simulations it held for {least} to {most}% of actors (docs/robustness.md)."


INTERVAL_MEANINGS: Mapping[str, str] = {
    **{
        f"{measure.name}{end}": meaning.format(measure.name)
        for measure in AMOUNTS
        for end, meaning in {
            "_low": f"The low end of the spread of {{}}: the value plus the difference between the {_LOW} "
            f"percentile of the draws and their mean. Not a confidence interval: {_held(measure.name)}",
            "_high": f"The high end of the spread of {{}}: the value plus the difference between the {_HIGH} "
            "percentile of the draws and their mean.",
            "_rank": "The rank by {} among the actors with a tie; 1 is the largest, and tied ranks are averaged.",
            "_rank_low": f"The {_LOW} percentile of the rank by {{}} over the draws: its best likely rank.",
            "_rank_high": f"The {_HIGH} percentile of the rank by {{}} over the draws: its worst likely rank.",
        }.items()
    },
    **{
        f"{measure.name}_share": f"The share of the draws in which the actor is {measure.name}."
        for measure in CONDITIONS
    },
}
"""The extra columns of a table of metrics where interactions are drawn again."""

STABILITY_MEANINGS: Mapping[str, str] = {
    "measure": "The measure whose ranks are compared with those of the whole network.",
    "drawn": "What was drawn at random: interactions (with replacement), or actors (left out with their ties).",
    "dropped": "The share of the actors with a tie that is left out; empty where interactions are drawn.",
    "actors": "The number of actors left out; empty where interactions are drawn.",
    "draws": "The number of draws.",
    "correlation": "The median rank correlation (Spearman) with the whole network, over the actors in both; empty "
    "where the measure orders nobody.",
    "correlation_low": f"The {_LOW} percentile of that correlation.",
    "correlation_high": f"The {_HIGH} percentile of that correlation.",
    "first_kept": "The share of the draws in which an actor who comes first in the whole network, among those in "
    "both, also comes first in the draw.",
}
"""What each column of a table of stability means."""

_STABILITY_SCHEMA = pl.Schema(
    {
        "measure": pl.String(),
        "drawn": pl.String(),
        "dropped": pl.Float64(),
        "actors": pl.Int64(),
        "draws": pl.Int64(),
        **dict.fromkeys(("correlation", "correlation_low", "correlation_high", "first_kept"), pl.Float64()),
    }
)


@dataclass(frozen=True)
class Resampled:
    """What a view was drawn again from: ``interactions``, and shares ``dropped`` of the ``actors`` with a tie."""

    draws: int
    interactions: int
    dropped: tuple[float, ...]
    actors: int
    seed: int

    def told(self, words: Words = ENGLISH) -> str:
        """Describe in words how the tables were made, and what could not be."""
        of = f"{self.interactions:,}"
        if self.interactions < LEAST_INTERACTIONS:
            drawn = words(
                "no intervals: {of} interactions are too few to draw from (at least {least} are needed)",
                of=of,
                least=LEAST_INTERACTIONS,
            )
        else:
            drawn = words(
                "{draws} draws of {of} interactions with replacement, with intervals from the {low} to the {high} "
                "percentile",
                draws=f"{self.draws:,}",
                of=of,
                low=_LOW,
                high=_HIGH,
            )
        shares = ", ".join(f"{share:.0%}" for share in self.dropped)
        if shares:
            left_out = words("{shares} of {actors} actors left out", shares=shares, actors=f"{self.actors:,}")
        else:
            left_out = words("too few actors to leave any out")
        return "; ".join([drawn, left_out, words("seed {number}", number=self.seed)])


@dataclass(frozen=True)
class Robust:
    """How far the measures of a view can be trusted.

    ``metrics`` is the table of that name with the extra columns `INTERVAL_MEANINGS`. ``stability`` has the columns
    `STABILITY_MEANINGS`: one row per measure and sort of draw. ``whole`` has the columns
    `graphmap.measures.vertex_resampling.VERTEX_MEANINGS`: one row per number of the whole network. ``how`` is how they
    were made.
    """

    metrics: pl.DataFrame
    stability: pl.DataFrame
    whole: pl.DataFrame
    how: Resampled

    @property
    def note(self) -> str:
        """Describe in words how the tables were made and what could not be, for files."""
        return self.how.told()


def robust(
    snapshot: Snapshot,
    choice: Choice,
    draws: int,
    progress: Progress = silent,
    cluster: str | None = None,
    seed: int = ROBUST_SEED,
    cores: int | None = None,
) -> Robust:
    """Return the metrics under `choice` with an interval for each value and rank, and how stable ranks are.

    Interactions are drawn `draws` times; the same number of times, shared evenly among the shares `DROPPED`, actors are
    left out. `cluster` and `cores` are as `graphmap.measures.workers.in_parallel` takes them, and do not change the
    result. Raises `WrongCommand` in the view ``structure``, which rests on no interactions, and where the actors are
    too many to hold."""
    if choice.view == "structure":
        raise WrongCommand(
            "The view structure rests on no interactions, so there is nothing to draw again; choose another view."
        )
    whole = measured(measured_graph(snapshot, choice), progress, cluster)
    if len(whole) * draws > MOST_VALUES:
        raise WrongCommand(
            f"{draws:,} draws of {len(whole):,} actors do not fit in memory; "
            f"draw at most {MOST_VALUES // len(whole):,} times, or choose fewer networks or a shorter period."
        )
    events = TieEvents.of(snapshot, choice, whole["id"].to_list())
    drawing = Drawing(
        events, whole.select(pl.col(measure.name).cast(pl.Float64) for measure in AMOUNTS).to_numpy().T, seed
    )
    which = list(_draws(events, draws))
    found: list[Drawn] = []
    for one in in_parallel(draw, drawing, which, cluster, cores) if which else ():
        found.append(one)
        progress("Drawing again", len(found), len(which))
    values = np.array([one.values for one in found if one.values is not None]).reshape(
        -1, len(DRAWN_MEASURES), len(whole)
    )
    dropped = tuple(share for share in DROPPED if how_many(share, events))
    how = Resampled(draws, events.interactions, dropped, len(events.tied), seed)
    network = events.graph(np.ones(events.interactions, np.int64), np.empty(0, np.int64))
    return Robust(
        with_fields(_with_intervals(whole, events.tied, values), snapshot.tables, LABELS[choice.view]),
        _stability(events, which, found),
        vertex_resampled(network, draws, seed),
        how,
    )


def _draws(events: TieEvents, draws: int) -> Iterator[Draw]:
    if events.interactions >= LEAST_INTERACTIONS:
        yield from (Draw(number) for number in range(draws))
    for dropped in DROPPED:
        if how_many(dropped, events):
            yield from (Draw(number, dropped) for number in range(-(-draws // len(DROPPED))))


# ----------------------------------------------------------------------------------------- intervals


def _with_intervals(whole: pl.DataFrame, tied: Counts, values: Numbers) -> pl.DataFrame:
    """`whole` with the columns `INTERVAL_MEANINGS`; `values` are by draw, measure and actor."""
    is_tied = np.isin(np.arange(len(whole)), tied)
    columns: dict[str, pl.Series] = {}
    for number, measure in enumerate(AMOUNTS):
        value, of_draws = whole[measure.name].cast(pl.Float64).to_numpy(), values[:, number]
        low, high = interval_of(value, of_draws, measure.most)
        rank_low, rank_high = _percentiles(_ranks(of_draws, is_tied))
        columns |= {
            f"{measure.name}_low": _column(low),
            f"{measure.name}_high": _column(high),
            f"{measure.name}_rank": _column(_ranks(value[None], is_tied)[0]),
            f"{measure.name}_rank_low": _column(rank_low),
            f"{measure.name}_rank_high": _column(rank_high),
        }
    for number, measure in enumerate(CONDITIONS, len(AMOUNTS)):
        columns[f"{measure.name}_share"] = _column(_mean(values[:, number]))
    return whole.with_columns(columns[name].alias(name) for name in INTERVAL_MEANINGS)


def interval_of(value: Numbers, draws: Numbers, most: float) -> tuple[Numbers, Numbers]:
    """Return both ends of the interval around each `value`, from `draws` of them; it stays between 0 and `most`."""
    low, high = _percentiles(draws - _mean(draws))
    return np.maximum(value + np.minimum(low, 0.0), 0.0), np.minimum(value + np.maximum(high, 0.0), most)


def _ranks(values: Numbers, is_tied: NDArray[np.bool_]) -> Numbers:
    """Return in each row the ranks of the actors tied in the whole network; not-a-number for the others."""
    rows = {str(row): np.where(is_tied, found, np.nan) for row, found in enumerate(values)}
    ranks: Numbers = pl.DataFrame(rows).fill_nan(None).select(rank_of(pl.all())).to_numpy().T
    return ranks if len(values) else values


# ----------------------------------------------------------------------------------------- stability


def _stability(events: TieEvents, which: Sequence[Draw], found: Sequence[Drawn]) -> pl.DataFrame:
    rows: list[tuple[object, ...]] = []
    for dropped in (None, *DROPPED):
        of = [one for asked, one in zip(which, found, strict=True) if asked.dropped == dropped]
        correlation = np.array([one.correlation for one in of]).reshape(-1, len(AMOUNTS))
        first_kept = np.array([one.first_kept for one in of]).reshape(-1, len(AMOUNTS))
        middle, low, high = _percentiles(correlation, (50.0, *PERCENTILES))
        told = zip(*map(_column, (middle, low, high, _mean(first_kept))), strict=True)
        sort = ("interactions", None, None) if dropped is None else ("actors", dropped, how_many(dropped, events))
        rows += [(measure.name, *sort, len(of), *numbers) for measure, numbers in zip(AMOUNTS, told, strict=True)]
    return pl.DataFrame(rows, schema=_STABILITY_SCHEMA, orient="row")


# --------------------------------------------------------------------- over the draws that are defined


def _percentiles(values: Numbers, which: Sequence[float] = PERCENTILES) -> Numbers:
    """Return percentiles over the first axis of the defined values; not-a-number where there are none."""
    found = np.full((len(which), values.shape[1]), np.nan)
    some = ~np.isnan(values).all(axis=0)
    if some.any():
        found[:, some] = np.nanpercentile(values[:, some], which, axis=0)
    return found


def _mean(values: Numbers) -> Numbers:
    """Return the mean over the first axis of the defined values; not-a-number where there are none."""
    many = (~np.isnan(values)).sum(axis=0)
    mean: Numbers = np.divide(np.nansum(values, axis=0), many, out=np.full(values.shape[1], np.nan), where=many > 0)
    return mean


def _column(values: Numbers) -> pl.Series:
    return pl.Series(values, dtype=pl.Float64).fill_nan(None)
