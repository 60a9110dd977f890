"""The invented interactions of a sample, some thousands at a time, so that any number of them fits in memory.

A few people start most of what happens, mostly with the same few others of their cluster, so that ties repeat. Now and
then they do it with somebody from far away, or with an iwi or a partner itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import polars as pl

from graphmap import model
from graphmap.language.terms import Term
from graphmap.sample.careers import YEARS, Careers
from graphmap.sample.clusters import Amounts, Clusters, Numbers
from graphmap.sheets.codebook import shipped_codebook

_AT_A_TIME = 50_000
_LARGEST = 30  # people in an interaction
_HOLIDAYS = timedelta(days=14)  # at the end of what belongs to a term
_LAST_TERM_ENDS = (12, 15)
_LAST_DAY = date(2026, 11, 20)  # as in the demo, so that nothing lies ahead
_LARGE = 10  # so many are named; as many again and more were there
_FIRST_TERM_BEGINS = (2, 1)
_SHALLOW = (0.24, 0.54, 0.13, 0.06, 0.03)  # the depth mix of a cluster that only shares …
_DEEP = (0.08, 0.27, 0.27, 0.22, 0.16)  # … and of one that works deeply
_DEEPENS = 0.12  # how much nearer to the second a cluster comes in a year
_WITH = (
    0.20,
    0.45,
    0.25,
    0.04,
)  # the shares of colleagues, usual partners, busy people of the cluster, and its iwi and partners


@dataclass(frozen=True)
class _Present:
    """The people of one year, in two orders: cluster by cluster, and place by place.

    ``people`` are in the first order; ``at`` is the place of each, and ``at_place`` their position in the second order.
    ``by_place`` turns that back. ``until`` is the running sum of activity.
    """

    people: Numbers
    at: Numbers
    at_place: Numbers
    by_place: Numbers
    first_at_place: Numbers
    place_size: Numbers
    cluster: Numbers
    first_of_cluster: Numbers
    cluster_size: Numbers
    until: Amounts


def events(
    interactions: int, clusters: Clusters, careers: Careers, seed: int
) -> Iterator[tuple[pl.DataFrame, pl.DataFrame]]:
    """Yield rows of the sheets ``interactions`` and ``took_part`` in the order of their days, part by part."""
    days, counts = _days(interactions, np.random.default_rng([seed, 3]))
    width = len(str(interactions))
    done = 0
    for year in range(len(YEARS)):
        order = np.random.default_rng([seed, 4, year])
        present = _present(clusters, careers, year, order)
        of_year = days.astype("datetime64[Y]").astype(int) + 1970 == YEARS[year]
        on = np.repeat(days[of_year], counts[of_year])
        for first in range(0, len(on), _AT_A_TIME):
            part = on[first : first + _AT_A_TIME]
            chance = np.random.default_rng([seed, 5, done])
            ids = "i" + pl.Series(np.arange(done + 1, done + 1 + len(part))).cast(pl.String).str.zfill(width)
            yield _part(ids, part, present, clusters, careers, year, chance)
            done += len(part)


def _days(interactions: int, chance: np.random.Generator) -> tuple[np.ndarray, Numbers]:
    """Return the school days of the years, and how much happens on each."""
    days = [day for year in YEARS for number in range(1, 5) for day in _school_days(Term(year, number))]
    share = chance.gamma(4, 1, len(days))
    return np.array(days, dtype="datetime64[D]"), chance.multinomial(interactions, share / share.sum())


def _school_days(term: Term) -> Iterator[date]:
    first = max(term.since, date(term.year, *_FIRST_TERM_BEGINS))
    last = min(term.until - _HOLIDAYS, date(term.year, *_LAST_TERM_ENDS), _LAST_DAY)
    every = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return (day for day in every if day.weekday() < 5)


def _present(clusters: Clusters, careers: Careers, year: int, chance: np.random.Generator) -> _Present:
    place = careers.place[year]
    here = np.flatnonzero(place >= 0)
    here = here[chance.permutation(len(here))]
    people = here[np.argsort(clusters.cluster[place[here]], kind="stable")]
    at = place[people]
    by_place = np.argsort(at, kind="stable")
    at_place = np.empty_like(by_place)
    at_place[by_place] = np.arange(len(by_place))
    cluster = clusters.cluster[at]
    size = np.bincount(cluster, minlength=len(clusters.network))
    place_size = np.bincount(at, minlength=len(clusters.cluster))
    return _Present(
        people,
        at,
        at_place,
        by_place,
        first_at_place=np.cumsum(place_size) - place_size,
        place_size=place_size,
        cluster=cluster,
        first_of_cluster=np.cumsum(size) - size,
        cluster_size=size,
        until=np.cumsum(careers.activity[people]),
    )


def _part(
    ids: pl.Series,
    on: np.ndarray,
    present: _Present,
    clusters: Clusters,
    careers: Careers,
    year: int,
    chance: np.random.Generator,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return one interaction for each of `ids` on the days `on`, and who took part in it."""
    count = len(ids)
    begins = _busy(present, np.zeros(count), np.full(count, present.until[-1]), chance)
    cluster = present.cluster[begins]
    size = np.minimum(1 + chance.zipf(2.32, count), _LARGEST)
    event = np.repeat(np.arange(count), size)
    slot = np.arange(len(event)) - np.repeat(np.cumsum(size) - size, size)
    actor = np.where(
        slot == 0, present.people[begins[event]], _others(begins[event], present, clusters, len(careers.ids), chance)
    )
    depth = _depths(np.clip(clusters.depth[cluster] + _DEEPENS * year, 0, 1), chance)
    took_part = pl.DataFrame({"event": event, "actor": actor, "part": _parts(slot, chance)}).unique(
        ["event", "actor"], keep="first", maintain_order=True
    )
    actors = pl.concat([careers.ids, clusters.ids])
    return (
        _interactions(ids, on, cluster, depth, clusters, chance).with_columns(attendance=_attendance(size, chance)),
        pl.DataFrame(
            {
                "interaction": ids.gather(took_part["event"]),
                "actor": actors.gather(took_part["actor"]),
                "part": pl.Series(model.PARTS).gather(took_part["part"]),
            }
        ),
    )


def _busy(present: _Present, low: Amounts, high: Amounts, chance: np.random.Generator) -> Numbers:
    """Return the position of somebody whose activity lies between `low` and `high`, busy people more often."""
    found = np.searchsorted(present.until, low + chance.random(len(low)) * (high - low), side="right")
    return np.minimum(found, len(present.until) - 1)


def _others(
    begins: Numbers, present: _Present, clusters: Clusters, people: int, chance: np.random.Generator
) -> Numbers:
    """Return a partner for each starter (by position), never themselves: a person, or a place numbered after the
    people."""
    count, everyone = len(begins), len(present.people)
    cluster, at = present.cluster[begins], present.at[begins]
    first, size = present.first_of_cluster[cluster], present.cluster_size[cluster]
    near = 1 + (chance.geometric(0.3, count) - 1) % np.maximum(size - 1, 1)
    usual = first + (begins - first + near) % size
    first_here, here = present.first_at_place[at], present.place_size[at]
    step = 1 + (chance.random(count) * np.maximum(here - 1, 1)).astype(np.int64)
    colleague = present.by_place[first_here + (present.at_place[begins] - first_here + step) % here]
    low = np.where(first > 0, present.until[first - 1], 0.0)
    busy = _busy(present, low, present.until[first + size - 1], chance)
    anyone = (begins + 1 + chance.integers(everyone - 1, size=count)) % everyone
    sort = np.searchsorted(np.cumsum(_WITH), chance.random(count), side="right")
    other = np.select([sort == 0, sort == 1, sort == 2], [colleague, usual, busy], anyone)
    other = present.people[np.where(other == begins, anyone, other)]
    guests = clusters.guest_count[cluster]
    guest = clusters.first_guest[cluster] + (chance.random(count) * guests).astype(np.int64)
    return np.where(
        (sort == 3) & (guests > 0), people + clusters.guests[np.minimum(guest, len(clusters.guests) - 1)], other
    )


def _depths(towards_deep: Amounts, chance: np.random.Generator) -> Numbers:
    mix = np.outer(1 - towards_deep, _SHALLOW) + np.outer(towards_deep, _DEEP)
    depth: Numbers = (chance.random(len(mix))[:, None] > np.cumsum(mix, axis=1)).sum(axis=1)
    return np.minimum(depth, len(_DEEP) - 1)


def _parts(slot: Numbers, chance: np.random.Generator) -> Numbers:
    """Return what each did, as a position in `model.PARTS`: the first mostly initiated it."""
    drawn = chance.random(len(slot))
    first = np.searchsorted((0.72, 0.84, 0.86, 0.92), drawn)
    second = np.searchsorted((0.0, 0.3, 0.55, 0.62), drawn)
    later = np.searchsorted((0.0, 0.0, 0.02, 0.2), drawn)
    return np.select([slot == 0, slot == 1], [first, second], later)


def _interactions(
    ids: pl.Series,
    on: np.ndarray,
    cluster: Numbers,
    depth: Numbers,
    clusters: Clusters,
    chance: np.random.Generator,
) -> pl.DataFrame:
    count = len(ids)
    practices = shipped_codebook().kinds["Practice"].sort("depth", "name")
    first, size = np.searchsorted(practices["depth"], np.arange(5)), np.bincount(practices["depth"], minlength=5)
    practice = first[depth] + (chance.random(count) ** 2 * size[depth]).astype(np.int64)
    network = clusters.network[cluster]
    within = (network >= 0) & (chance.random(count) < 0.9)
    goals = clusters.goal_count[cluster]
    towards = within & (goals > 0) & (chance.random(count) < np.where(depth >= model.BEYOND_SHARING, 0.65, 0.25))
    goal = clusters.first_goal[cluster] + (chance.random(count) * goals).astype(np.int64)
    return pl.DataFrame(
        {
            "id": ids,
            "date": on,
            "practice": practices["name"].gather(practice),
            "network": _where(within, clusters.network_ids, network),
            "goal": _where(towards, clusters.goal_ids, goal),
        }
    ).with_columns(note=pl.lit(None, pl.String), participants=pl.lit(None, pl.String))


def _attendance(named: Numbers, chance: np.random.Generator) -> pl.Series:
    """Return how many were at each interaction, where it is large; null where everybody is named."""
    there = named * chance.integers(2, 4, size=len(named))
    return pl.Series(there).to_frame("n").select(pl.when(pl.Series(named >= _LARGE)).then("n"))["n"]


def _where(there: np.ndarray, ids: pl.Series, number: Numbers) -> pl.Series:
    """Return the id of each number, or null where there is none."""
    found = pl.Series(np.where(there, number, 0)).to_frame("number").with_columns(there=pl.Series(there))
    known = ids if len(ids) else pl.Series([None], dtype=pl.String)
    return known.gather(found["number"]).zip_with(found["there"], pl.Series([None], dtype=pl.String))
