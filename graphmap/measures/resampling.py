"""A network drawn again: with other interactions, or without some of its actors.

A draw is either how often each interaction happened, or some actors to leave out; the ties are then summed anew, in
columns. Each draw has a random order of its own, from the seed and its number, so the result never depends on how many
processes share the work."""

from collections.abc import Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np
import polars as pl
from numpy.typing import NDArray

from graphmap import model
from graphmap.graph.choice import Choice
from graphmap.graph.settling import LEAST_SHARE, LEAST_TIMES, ROUNDING
from graphmap.graph.snapshot import Snapshot
from graphmap.graph.ties import pairs
from graphmap.measures.measures import GROUPINGS, MEASURES, Measure, measured
from graphmap.measures.ranks import LEAST_CORRELATED, rank_of

Numbers = NDArray[np.float64]
Counts = NDArray[np.int64]

_UNSETTLED = "deepest"
"""The bootstrap of a maximum does not hold (Bickel & Freedman 1981): no draw has a deeper tie than the network."""

AMOUNTS: tuple[Measure, ...] = tuple(
    m for m in MEASURES if m.type != pl.Boolean() and m.name not in {*GROUPINGS, _UNSETTLED}
)
"""The measures that are amounts, and so have intervals and an order."""

CONDITIONS: tuple[Measure, ...] = tuple(m for m in MEASURES if m.type == pl.Boolean())
"""The measures that are true or false of an actor, and so have a share of draws."""

DRAWN_MEASURES = (*AMOUNTS, *CONDITIONS)
"""The measures of a draw."""


@dataclass(frozen=True, eq=False)
class TieEvents:
    """What each interaction adds to each tie, in columns.

    An event is one interaction of one tie; the events of a tie are side by side, from its position in ``starts``.
    ``source`` and ``target`` are positions in ``nodes``, one for each tie; ``interaction`` (a number below
    ``interactions``), ``added`` and ``depth`` are of each event."""

    nodes: Sequence[str]
    source: Counts
    target: Counts
    starts: Counts
    interaction: Counts
    added: Numbers
    depth: Counts
    interactions: int

    @classmethod
    def of(cls, snapshot: Snapshot, choice: Choice, nodes: Sequence[str]) -> "TieEvents":
        """Return the events of the ties under `choice`, whose actors are all among `nodes`.

        Interactions that tie nobody are left out.
        """
        places = pl.DataFrame({"key": nodes}, schema={"key": pl.String}).with_columns(
            place=pl.int_range(pl.len(), dtype=pl.Int64)
        )
        events = (
            pairs(snapshot, choice).unique(["source", "target", "interaction"]).sort("source", "target", "interaction")
        )
        for end in ("source", "target"):
            events = events.join(places.rename({"key": end, "place": f"{end}_place"}), on=end, maintain_order="left")
        numbers = events["interaction"].rank("dense").cast(pl.Int64).to_numpy() - 1
        first = events.select(pl.struct("source", "target").is_first_distinct()).to_series()
        ties = events.filter(first)
        return cls(
            nodes,
            ties["source_place"].to_numpy(),
            ties["target_place"].to_numpy(),
            first.arg_true().cast(pl.Int64).to_numpy(),
            numbers,
            events["share"].to_numpy(),
            events["depth"].cast(pl.Int64).to_numpy(),
            events["interaction"].n_unique(),
        )

    @property
    def tied(self) -> Counts:
        """The positions of the actors with a tie."""
        return np.union1d(self.source, self.target)

    def graph(self, times: Counts, left_out: Counts) -> nx.Graph:
        """Return the network if each interaction had happened this many `times`, without the actors at `left_out`.

        It has the attributes that `graphmap.measures.measures.measured` reads, and no names.
        """
        found = nx.Graph()
        absent = set(left_out.tolist())
        found.add_nodes_from(
            (node, {"name": "", "kind": ""}) for place, node in enumerate(self.nodes) if place not in absent
        )
        if not len(self.starts):
            return found
        drawn = times[self.interaction]
        weight = np.add.reduceat(self.added * drawn, self.starts)
        depth = np.maximum.reduceat(np.where(drawn > 0, self.depth, -1), self.starts)
        gone = np.isin(self.source, left_out) | np.isin(self.target, left_out)
        kept = np.flatnonzero((weight > 0) & ~gone)
        columns = (
            column[kept].tolist() for column in (self.source, self.target, weight, depth, self._usual(drawn, weight))
        )
        for source, target, strength, deepest, usual in zip(*columns, strict=True):
            found.add_edge(
                self.nodes[source],
                self.nodes[target],
                weight=strength,
                distance=1.0 / strength,
                depth=deepest,
                settled=usual,
            )
        return found

    def _usual(self, drawn: Counts, weight: Numbers) -> Counts:
        """Return the depth that each tie has settled at, or that of its only event: `graphmap.graph.settling`."""
        usual = np.zeros(len(self.starts), np.int64)
        once = np.add.reduceat(drawn, self.starts) == 1
        for depth in range(1, len(model.DEPTHS)):
            deep = drawn * (self.depth >= depth)
            times = np.add.reduceat(deep, self.starts)
            share = np.add.reduceat(self.added * deep, self.starts)
            usual[(once & (times == 1)) | ((times >= LEAST_TIMES) & (share >= LEAST_SHARE * weight - ROUNDING))] = depth
        return usual


@dataclass(frozen=True)
class Draw:
    """One draw: its number among those of its sort, and the share of the tied actors to leave out.

    Without a share, interactions are drawn."""

    number: int
    dropped: float | None = None


@dataclass(frozen=True, eq=False)
class Drawing:
    """What every draw is made from and compared with: the ties, the `AMOUNTS` in the whole network, and the seed."""

    events: TieEvents
    whole: Numbers
    seed: int


@dataclass(frozen=True, eq=False)
class Drawn:
    """The result of one draw.

    For each of `AMOUNTS`, ``correlation`` is the rank correlation with the whole network, and ``first_kept`` is 1 if an
    actor who comes first in the whole network still does, else 0. Where interactions were drawn, ``values`` are those
    of `DRAWN_MEASURES`, one row per measure. Undefined values are not-a-number."""

    correlation: Numbers
    first_kept: Numbers
    values: Numbers | None


def how_many(share: float, events: TieEvents) -> int:
    """Return the number of actors in a share of those with a tie."""
    return round(share * len(events.tied))


def drawn_interactions(chance: np.random.Generator, interactions: int) -> Counts:
    """Return how often each interaction is drawn: as many as there are, with replacement."""
    return np.bincount(chance.integers(interactions, size=interactions), minlength=interactions)


def draw(drawing: Drawing, which: Draw) -> Drawn:
    """Draw the network again and measure it."""
    events = drawing.events
    if which.dropped is None:
        chance = np.random.default_rng([drawing.seed, which.number])
        out = np.empty(0, np.int64)
        times, of = drawn_interactions(chance, events.interactions), DRAWN_MEASURES
    else:
        chance = np.random.default_rng([drawing.seed, which.number, round(which.dropped * 1_000)])
        out = chance.choice(events.tied, how_many(which.dropped, events), replace=False)
        times, of = np.ones(events.interactions, np.int64), AMOUNTS
    present = np.setdiff1d(np.arange(len(events.nodes)), out)
    values = np.full((len(of), len(events.nodes)), np.nan)
    found = measured(events.graph(times, out), measures=of)
    values[:, present] = found.select(pl.col(measure.name).cast(pl.Float64) for measure in of).to_numpy().T
    stayed = np.setdiff1d(events.tied, out)
    correlation, first_kept = compared(drawing.whole[:, stayed], values[: len(AMOUNTS), stayed])
    return Drawn(correlation, first_kept, values if which.dropped is None else None)


def compared(whole: Numbers, found: Numbers) -> tuple[Numbers, Numbers]:
    """Return for each row the rank correlation of two orders, and whether they share an actor who comes first.

    Only actors with a value in both count. All rows are done at once: there are many, and they are short.
    """
    rows = range(len(whole))
    table = pl.DataFrame(
        {f"{side}{row}": values[row] for side, values in (("one", whole), ("other", found)) for row in rows}
    )
    both = [pl.col(f"one{row}").is_not_nan() & pl.col(f"other{row}").is_not_nan() for row in rows]
    ranks = table.select(
        rank_of(pl.when(both[row]).then(pl.col(f"{side}{row}"))).alias(f"{side}{row}")
        for side in ("one", "other")
        for row in rows
    )
    ends = [[pl.col(f"{side}{row}").drop_nulls() for side in ("one", "other")] for row in rows]
    enough = [one.len() >= LEAST_CORRELATED for one, _ in ends]
    rho = [
        pl.when(much).then(pl.corr(one, other)).alias(str(row))
        for row, much, (one, other) in zip(rows, enough, ends, strict=True)
    ]
    first = [
        pl.when(one.len() > 0).then((one.eq(one.min()) & other.eq(other.min())).any().cast(pl.Float64)).alias(str(row))
        for row, (one, other) in zip(rows, ends, strict=True)
    ]
    correlation, first_kept = (ranks.select(of).cast(pl.Float64).to_numpy().reshape(-1) for of in (rho, first))
    return correlation, first_kept
