"""The profile of a tie: its trend, the people who carry it, the side that starts, and the goals it works towards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import polars as pl

from graphmap.graph.choice import Choice
from graphmap.graph.snapshot import Snapshot
from graphmap.graph.ties import pairs
from graphmap.language.words import ENGLISH, Words
from graphmap.model import NodeKey

Trend = Literal["deepening", "steady", "fading"]

LEAST_INTERACTIONS = 4
"""A tie with fewer interactions in the period has no trend."""

DEEPER = 0.5
"""The least difference in mean depth between the two halves for a tie to deepen or fade."""

FEWER = 0.5
"""A tie fades if its later half has at most this share of the interactions of its earlier half."""

_ENDS = ["source", "target"]


@dataclass(frozen=True)
class Profile:
    """The profile of a tie in a period, which is halved by days; a day in the middle belongs to the earlier half.

    A tie fades if its later half has at most `FEWER` of the earlier half's interactions, or a mean depth lower by
    `DEEPER` or more. Otherwise it deepens if its mean depth is higher by `DEEPER` or more, and is steady if not. A tie
    with fewer than `LEAST_INTERACTIONS`, or none in the earlier half, has no ``trend``. ``how`` gives the numbers in
    words.

    ``carriers`` are those who carried it on the side of the source and of the target, ``started`` the number of
    interactions that each side initiated, and ``goals`` those it works towards; those with the most interactions come
    first."""

    trend: Trend | None
    how: str
    carriers: tuple[tuple[NodeKey, ...], tuple[NodeKey, ...]]
    started: tuple[int, int]
    goals: tuple[NodeKey, ...]


def profiles(snapshot: Snapshot, choice: Choice) -> Mapping[tuple[NodeKey, NodeKey], Profile]:
    """The profile of every tie under `choice`, by its source and target."""
    second_half = _second_half(snapshot, choice)
    carried = pairs(snapshot, choice).partition_by(_ENDS, as_dict=True, maintain_order=True)
    return {
        (str(source), str(target)): _profile(snapshot, second_half, rows) for (source, target), rows in carried.items()
    }


def profile_of(snapshot: Snapshot, choice: Choice, source: NodeKey, target: NodeKey, words: Words = ENGLISH) -> Profile:
    """The profile of the tie between two actors, in `words`. The actor whose key comes first is the source."""
    first, second = sorted((source, target))
    carried = pairs(snapshot, choice).filter((pl.col("source") == first) & (pl.col("target") == second))
    return _profile(snapshot, _second_half(snapshot, choice), carried, words)


def _second_half(snapshot: Snapshot, choice: Choice) -> date:
    """The first day of the later half of the period."""
    last = snapshot.as_of(choice) or date.min
    first = choice.since or (snapshot.first_and_last_day or (last,))[0]
    return first + timedelta(days=((last - first).days + 2) // 2)


def _profile(snapshot: Snapshot, second_half: date, carried: pl.DataFrame, words: Words = ENGLISH) -> Profile:
    events = carried.unique("interaction", maintain_order=True)
    earlier, later = (
        events.filter(half)["depth"].to_list() for half in (pl.col("date") < second_half, pl.col("date") >= second_half)
    )
    return Profile(
        _trend(earlier, later),
        _how(earlier, later, second_half, words),
        (_most_often(carried, "carrier_source"), _most_often(carried, "carrier_target")),
        (_started(carried, "part_source"), _started(carried, "part_target")),
        _most_often(_towards(snapshot, events), "goal"),
    )


def _trend(earlier: Sequence[int], later: Sequence[int]) -> Trend | None:
    if len(earlier) + len(later) < LEAST_INTERACTIONS or not earlier:
        return None
    if len(later) <= FEWER * len(earlier):
        return "fading"
    change = _mean(later) - _mean(earlier)
    return "fading" if change <= -DEEPER else "deepening" if change >= DEEPER else "steady"


def _how(earlier: Sequence[int], later: Sequence[int], second_half: date, words: Words) -> str:
    number, day = len(earlier) + len(later), words.day(second_half)
    if number < LEAST_INTERACTIONS:
        return words.many(
            "Too few to show a trend: {number} interaction in this period.",
            "Too few to show a trend: {number} interactions in this period.",
            number,
        )
    if not earlier:
        return words("New: all {number} interactions are from {day} or later.", number=f"{number:,}", day=day)
    before = {"depth": f"{_mean(earlier):.1f}", "day": day}
    if not later:
        return words.many(
            "{number} interaction of mean depth {depth} before {day}, none since.",
            "{number} interactions of mean depth {depth} before {day}, none since.",
            len(earlier),
            **before,
        )
    return words.many(
        "{number} interaction of mean depth {depth} before {day}, {later} of {now} since.",
        "{number} interactions of mean depth {depth} before {day}, {later} of {now} since.",
        len(earlier),
        later=f"{len(later):,}",
        now=f"{_mean(later):.1f}",
        **before,
    )


def _mean(depths: Sequence[int]) -> float:
    return sum(depths) / len(depths)


def _most_often(rows: pl.DataFrame, column: str) -> tuple[NodeKey, ...]:
    """The values of a column, those with the most interactions first."""
    counts = (
        rows.group_by(column)
        .agg(pl.col("interaction").n_unique())
        .sort("interaction", column, descending=[True, False])
    )
    return tuple(counts[column])


def _started(carried: pl.DataFrame, part: str) -> int:
    return carried.filter(pl.col(part) == "initiated")["interaction"].n_unique()


def _towards(snapshot: Snapshot, events: pl.DataFrame) -> pl.DataFrame:
    towards = snapshot.tables.relationships["TOWARDS"].select(interaction="start", goal="end")
    return events.select("interaction").join(towards, on="interaction")
