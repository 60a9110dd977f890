"""How sure the measures are: how far they would differ had other interactions been recorded, or had some actors not
answered.

Two ways of asking, which are never mixed. *Interactions* are drawn again, with replacement and as many as there are,
and the ties are summed anew (the bootstrap; for networks Snijders & Borgatti 1999): that gives each value and each rank
an interval.
*Actors* are left out at random with all their ties, as a survey's non-response would leave them out, and the ranks of
those who remain are set beside their ranks in the whole network (Costenbader & Valente 2003; Borgatti, Carley &
Krackhardt 2006).

A draw can only lose ties and never find one, so the values of draws lie lower or higher than the true ones as a whole.
An interval therefore takes from the draws how far they spread about their own mean, and lies about the value of the
whole network, which it always holds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from graphmap.errors import WrongCommand
from graphmap.graph.choice import Choice
from graphmap.graph.snapshot import Snapshot
from graphmap.language.words import ENGLISH, Words
from graphmap.measures.measures import metrics
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
from graphmap.measures.workers import spread
from graphmap.progress import Progress, silent

PERCENTILES = (2.5, 97.5)
"""Between which percentiles of the draws an interval lies."""

DROPPED = (0.05, 0.10, 0.25, 0.50)
"""Which shares of the actors with a tie are left out (as Borgatti, Carley & Krackhardt 2006)."""

USUAL_DRAWS = 200
"""How often it is drawn where nobody says otherwise: enough for a percentile near the ends to rest on several draws."""

ROBUST_SEED = 1
"""What every random draw starts from."""

LEAST_INTERACTIONS = 10
"""Fewer interactions than these are not drawn from: the same few in another mixture say nothing of others."""

MOST_VALUES = 2_000_000
"""How many draws times actors are held at once; each takes about 120 bytes."""

_AT_MOST_ONE = frozenset(
    {"betweenness", "eigenvector", "pagerank", "clustering"}
)  # closeness may be more: strong ties are short

_LOW, _HIGH = PERCENTILES

INTERVAL_MEANINGS: Mapping[str, str] = {
    **{
        f"{measure.name}{end}": meaning.format(measure.name)
        for measure in AMOUNTS
        for end, meaning in {
            "_low": f"The interval of {{}} begins here: the value, and what the {_LOW} percentile of draws "
            "is from their mean.",
            "_high": f"The interval of {{}} ends here: the value, and what the {_HIGH} percentile of draws "
            "is from their mean.",
            "_rank": "The place by {} among the actors with a tie, 1 for the largest; who ties shares the mean.",
            "_rank_low": f"The {_LOW} percentile of the place by {{}} over the draws: how near the first it comes.",
            "_rank_high": f"The {_HIGH} percentile of the place by {{}} over the draws: how far from the first it "
            "comes.",
        }.items()
    },
    **{f"{measure.name}_share": f"In what share of the draws the actor is {measure.name}." for measure in CONDITIONS},
}
"""The columns that a table of metrics has besides where interactions are drawn again."""

STABILITY_MEANINGS: Mapping[str, str] = {
    "measure": "The measure whose ranks are compared with those of the whole network.",
    "drawn": "What was drawn at random: interactions, with replacement; or actors, who are left out.",
    "dropped": "The share of the actors with a tie that is left out; empty where interactions are drawn.",
    "actors": "How many actors that is.",
    "draws": "How many times it was done.",
    "correlation": "The median rank correlation (Spearman) with the whole network, of the actors in both; empty "
    "where nobody is ordered.",
    "correlation_low": f"The {_LOW} percentile of that correlation.",
    "correlation_high": f"The {_HIGH} percentile of that correlation.",
    "first_kept": "In what share of the draws one who comes first in the whole network, of those in both, comes "
    "first in the draw as well.",
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
    """How often a view was drawn again and from what: so many ``interactions``, and shares ``dropped`` of the
    ``actors`` with a tie."""

    draws: int
    interactions: int
    dropped: tuple[float, ...]
    actors: int
    seed: int

    def told(self, words: Words = ENGLISH) -> str:
        """In words how the tables were made, and what could not be."""
        of = f"{self.interactions:,}"
        if self.interactions < LEAST_INTERACTIONS:
            drawn = words(
                "no intervals, since {of} interactions are too few to draw from ({least} are the least)",
                of=of,
                least=LEAST_INTERACTIONS,
            )
        else:
            drawn = words(
                "{draws} draws of {of} interactions with replacement, intervals from the {low} to "
                "the {high} percentile of them",
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
    """How sure the measures of a view are.

    ``metrics`` is the table of that name with the columns `INTERVAL_MEANINGS` besides. ``stability`` has the columns
    `STABILITY_MEANINGS`: one row a measure and sort of draw. ``how`` both were made.
    """

    metrics: pl.DataFrame
    stability: pl.DataFrame
    how: Resampled

    @property
    def note(self) -> str:
        """In words how both tables were made, and what could not be, as files say it."""
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
    """The metrics under `choice` with an interval for each value and rank, and how stable the ranks are.

    Interactions are drawn `draws` times; so many times, shared evenly among the shares of `DROPPED`, actors are left
    out. `cluster` and `cores` are as `graphmap.measures.workers.spread` takes them, and change nothing in what is
    found. Raises `WrongCommand` in the view ``structure``, which rests on no interactions, and where the actors are too
    many to hold."""
    if choice.view == "structure":
        raise WrongCommand(
            "The lines of the view structure are stored and rest on no interactions; choose another view to draw from."
        )
    whole = metrics(snapshot, choice, progress, cluster)
    if len(whole) * draws > MOST_VALUES:
        raise WrongCommand(
            f"{draws:,} draws of {len(whole):,} actors are more than can be held; "
            f"draw at most {MOST_VALUES // len(whole):,} times, or choose fewer networks or a shorter window."
        )
    events = TieEvents.of(snapshot, choice, whole["id"].to_list())
    drawing = Drawing(
        events, whole.select(pl.col(measure.name).cast(pl.Float64) for measure in AMOUNTS).to_numpy().T, seed
    )
    which = list(_draws(events, draws))
    found: list[Drawn] = []
    for one in spread(draw, drawing, which, cluster, cores) if which else ():
        found.append(one)
        progress("Drawing again", len(found), len(which))
    values = np.array([one.values for one in found if one.values is not None]).reshape(
        -1, len(DRAWN_MEASURES), len(whole)
    )
    dropped = tuple(share for share in DROPPED if how_many(share, events))
    how = Resampled(draws, events.interactions, dropped, len(events.tied), seed)
    return Robust(_with_intervals(whole, events.tied, values), _stability(events, which, found), how)


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
        low, high = _percentiles(of_draws - _mean(of_draws))
        most = 1.0 if measure.name in _AT_MOST_ONE else np.inf
        rank_low, rank_high = _percentiles(_ranks(of_draws, is_tied))
        columns |= {
            f"{measure.name}_low": _column(np.maximum(value + np.minimum(low, 0.0), 0.0)),
            f"{measure.name}_high": _column(np.minimum(value + np.maximum(high, 0.0), most)),
            f"{measure.name}_rank": _column(_ranks(value[None], is_tied)[0]),
            f"{measure.name}_rank_low": _column(rank_low),
            f"{measure.name}_rank_high": _column(rank_high),
        }
    for number, measure in enumerate(CONDITIONS, len(AMOUNTS)):
        columns[f"{measure.name}_share"] = _column(_mean(values[:, number]))
    return whole.with_columns(columns[name].alias(name) for name in INTERVAL_MEANINGS)


def _ranks(values: Numbers, is_tied: NDArray[np.bool_]) -> Numbers:
    """In each row, the ranks of those who are tied in the whole network; not-a-number for the others."""
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
    """Percentiles over the first axis of what is defined; not-a-number where nothing is."""
    found = np.full((len(which), values.shape[1]), np.nan)
    some = ~np.isnan(values).all(axis=0)
    if some.any():
        found[:, some] = np.nanpercentile(values[:, some], which, axis=0)
    return found


def _mean(values: Numbers) -> Numbers:
    """The mean over the first axis of what is defined; not-a-number where nothing is."""
    many = (~np.isnan(values)).sum(axis=0)
    mean: Numbers = np.divide(np.nansum(values, axis=0), many, out=np.full(values.shape[1], np.nan), where=many > 0)
    return mean


def _column(values: Numbers) -> pl.Series:
    return pl.Series(values, dtype=pl.Float64).fill_nan(None)
