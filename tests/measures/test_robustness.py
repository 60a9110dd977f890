"""How sure the measures are: the network drawn again with other interactions, and without some of its actors."""

from itertools import product
from pathlib import Path

import networkx as nx
import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from networks import ORGANISATIONS, PEOPLE, STRUCTURE, demo_snapshot, shuffled, working_together
from polars.testing import assert_frame_equal
from scipy.stats import spearmanr

from graphmap.errors import WrongCommand
from graphmap.graph.choice import Choice
from graphmap.graph.network_graph import graph_of
from graphmap.graph.snapshot import Snapshot
from graphmap.measures.measures import MEASURES, measured, metrics
from graphmap.measures.resampling import AMOUNTS, CONDITIONS, TieEvents, compared, drawn_interactions
from graphmap.measures.robustness import (
    DROPPED,
    HELD,
    INTERVAL_MEANINGS,
    LEAST_INTERACTIONS,
    STABILITY_MEANINGS,
    Robust,
    robust,
)
from graphmap.measures.vertex_resampling import VERTEX_MEANINGS

pytestmark = pytest.mark.slow

NOBODY = np.empty(0, np.int64)


def visits(*pairs: str) -> Snapshot:
    return working_together(*(f"2026-03-{day:02} school visit: {pair}" for day, pair in enumerate(pairs, 2)))


def events_of(snapshot: Snapshot, choice: Choice = PEOPLE) -> TieEvents:
    return TieEvents.of(snapshot, choice, list(graph_of(snapshot, choice)))


def once(events: TieEvents) -> np.ndarray:
    return np.ones(events.interactions, np.int64)


# ------------------------------------------------------------------------------------ one network drawn


@pytest.mark.parametrize(
    "choice", [PEOPLE, ORGANISATIONS, Choice("people", weighting="decay"), Choice("people", min_depth=2)], ids=str
)
def test_each_interaction_once_and_nobody_left_out_is_the_whole_network(choice: Choice) -> None:
    events = events_of(demo_snapshot(), choice)
    values = [measure.name for measure in MEASURES]
    assert_frame_equal(
        measured(events.graph(once(events), NOBODY)).select(values),
        metrics(demo_snapshot(), choice).select(values),
        rel_tol=1e-9,
    )


def test_an_interaction_that_is_drawn_twice_counts_twice_and_one_that_is_not_is_gone() -> None:
    work = working_together(
        "2026-03-02 school visit: ana bo", "2026-03-03 critical friend: ana bo", "2026-03-04 school visit: bo cy"
    )
    drawn = events_of(work).graph(np.array([2, 0, 0]), NOBODY)
    assert list(drawn.edges(data=True)) == [
        ("person:ana", "person:bo", {"weight": 2.0, "distance": 0.5, "depth": 1, "settled": 1})
    ]
    assert "person:cy" in drawn


def test_an_interaction_is_drawn_with_all_the_ties_that_it_makes() -> None:
    work = working_together("2026-03-02 school visit: ana bo cy", "2026-03-03 school visit: ana bo")
    assert set(events_of(work).graph(np.array([0, 2]), NOBODY).edges) == {("person:ana", "person:bo")}
    assert events_of(work).graph(np.array([2, 0]), NOBODY).size() == 3


def test_who_is_left_out_takes_all_their_ties_along() -> None:
    events = events_of(visits("ana bo", "bo cy", "cy dee"))
    without_bo = events.graph(once(events), np.array([1]))
    assert list(without_bo) == ["person:ana", "person:cy", "person:dee"]
    assert list(without_bo.edges) == [("person:cy", "person:dee")]


def test_as_many_interactions_are_drawn_as_there_are_with_replacement() -> None:
    drawn = [drawn_interactions(np.random.default_rng(seed), 40) for seed in range(200)]
    assert {int(times.sum()) for times in drawn} == {40}
    assert np.mean(drawn, axis=0) == pytest.approx(np.ones(40), abs=0.3)
    assert np.mean([(times == 0).mean() for times in drawn]) == pytest.approx((1 - 1 / 40) ** 40, abs=0.02)


FEW = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4) | st.none()), min_size=1, max_size=9)


@given(FEW)
@settings(max_examples=60)
def test_orders_are_compared_by_those_who_have_a_value_in_both(pairs: list[tuple[int, int | None]]) -> None:
    one, other = np.array([(a, np.nan if b is None else b) for a, b in pairs], float).T
    correlation, first_kept = compared(one[None], other[None])
    both = ~np.isnan(other)
    a, b = one[both], other[both]
    if len(a) < 3 or len(set(a)) == 1 or len(set(b)) == 1:
        assert np.isnan(correlation[0])
    else:
        assert correlation[0] == pytest.approx(spearmanr(a, b).statistic)
    if len(a):
        assert first_kept[0] == any(x == a.max() and y == b.max() for x, y in zip(a, b, strict=True))
    else:
        assert np.isnan(first_kept[0])


# ------------------------------------------------------------------ a network whose draws can be counted


def enumerated(pairs: list[str], of: str) -> np.ndarray:
    """The strength of a person in every draw there can be of these interactions, each as likely as another."""
    return np.array(
        [sum(of in pairs[drawn].split() for drawn in draw) for draw in product(range(len(pairs)), repeat=len(pairs))]
    )


def test_draws_are_as_often_what_they_are_among_all_that_there_can_be() -> None:
    pairs = ["ana bo", "ana bo", "ana cy", "cy dee"]
    events, ana = events_of(visits(*pairs)), enumerated(pairs, "ana")
    graphs = [events.graph(drawn_interactions(np.random.default_rng(seed), 4), NOBODY) for seed in range(3_000)]
    strengths = np.array([graph.degree("person:ana", weight="weight") for graph in graphs])
    for strength in range(5):
        assert (strengths == strength).mean() == pytest.approx((ana == strength).mean(), abs=0.03)


PAIRS = [
    "hub p1",
    "hub p2",
    "hub p3",
    "hub p4",
    "hub p5",
    "p1 p2",
    "hub p1",
    "hub p2",
    "p3 p4",
    "hub p3",
    "hub p4",
    "hub p5",
]
"""Twelve interactions, ten of which the hub has: its strength in a draw is binomial, of 12 with a chance of 10 in
12."""


@pytest.fixture(scope="module")
def star() -> Robust:
    return robust(visits(*PAIRS), PEOPLE, 120, cores=1)


def of(made: Robust, who: str) -> dict[str, float]:
    return made.metrics.row(by_predicate=pl.col("id") == f"person:{who}", named=True)


def test_the_interval_of_a_strength_is_that_of_the_binomial_about_its_value(star: Robust) -> None:
    hub = of(star, "hub")
    assert hub["strength"] == 10
    assert hub["strength_low"] == pytest.approx(
        7, abs=1
    )  # of Binomial(12, 10/12) the percentiles are 7 and 12, and the mean is 10
    assert hub["strength_high"] == pytest.approx(12, abs=0.4)


def test_who_is_always_first_has_no_other_place(star: Robust) -> None:
    hub = of(star, "hub")
    assert (hub["strength_rank"], hub["strength_rank_low"], hub["strength_rank_high"]) == (1, 1, 1)


def test_the_others_places_lie_as_far_apart_as_they_tie_and_change(star: Robust) -> None:
    fifth = of(star, "p5")  # with one tie to the hub alone
    assert fifth["strength_rank"] == 6
    assert fifth["strength_rank_low"] < 4
    assert fifth["strength_rank_high"] == 6


def test_it_is_told_how_often_an_actor_stays_isolated_or_a_cut(star: Robust) -> None:
    fifth = of(star, "p5")
    assert fifth["isolated_share"] == pytest.approx((10 / 12) ** 12, abs=0.06)
    assert of(star, "hub")["cut_share"] > 0.9


def test_every_column_is_there_and_told(star: Robust) -> None:
    assert star.metrics.columns[-len(INTERVAL_MEANINGS) :] == list(INTERVAL_MEANINGS)
    assert star.stability.columns == list(STABILITY_MEANINGS)
    assert star.whole.columns == list(VERTEX_MEANINGS)
    assert {m.name for m in (*AMOUNTS, *CONDITIONS)} == {m.name for m in MEASURES} - {
        "component",
        "community",
        "deepest",
    }


def test_the_numbers_of_the_whole_network_are_those_of_its_ties(star: Robust) -> None:
    graph = graph_of(visits(*PAIRS), PEOPLE)
    found = dict(star.whole.select("statistic", "value").iter_rows())
    assert found["density"] == pytest.approx(nx.density(graph))
    assert found["transitivity"] == pytest.approx(nx.transitivity(graph))


def test_the_metrics_themselves_are_those_without_draws(star: Robust) -> None:
    whole = metrics(visits(*PAIRS), PEOPLE)
    assert_frame_equal(star.metrics.select(whole.columns), whole)


# ---------------------------------------------------------------------------------------- what must hold


@pytest.fixture(scope="module")
def demo() -> Robust:
    return robust(demo_snapshot(), ORGANISATIONS, 20, cores=1)


def test_an_interval_holds_the_value_and_lies_where_values_can_be(demo: Robust) -> None:
    for name in (measure.name for measure in AMOUNTS):
        told = demo.metrics.select(f"{name}_low", name, f"{name}_high").drop_nulls().rows()
        assert told
        assert all(0 <= low <= value <= high for low, value, high in told), name
    assert demo.metrics["betweenness_high"].drop_nulls().le(1).all()


def test_whoever_has_no_tie_has_no_rank(demo: Robust) -> None:
    isolated = demo.metrics.filter("isolated")
    assert isolated.select(pl.col("^.*_rank.*$").is_null().all()).row(0) == (True,) * (3 * len(AMOUNTS))


def test_the_same_seed_gives_the_same_whoever_shares_the_work_and_whatever_the_order_of_rows() -> None:
    alone = robust(visits(*PAIRS), PEOPLE, 12, cores=1)
    shared = robust(shuffled(visits(*PAIRS), 3), PEOPLE, 12, cores=2)
    for one, other in ((alone.metrics, shared.metrics), (alone.stability, shared.stability)):
        assert one.write_csv() == other.write_csv()
    assert alone.note == shared.note


def test_another_seed_draws_others() -> None:
    one, other = (robust(visits(*PAIRS), PEOPLE, 10, seed=seed, cores=1).metrics["strength_low"] for seed in (1, 2))
    assert one.to_list() != other.to_list()


def test_with_more_interactions_the_interval_is_narrower_beside_the_value(star: Robust) -> None:
    few, many = of(star, "p1"), of(robust(visits(*PAIRS * 2), PEOPLE, 60, cores=1), "p1")
    widths = [(each["strength_high"] - each["strength_low"]) / each["strength"] for each in (few, many)]
    assert widths[1] < 0.9 * widths[0]  # by 1 / sqrt(2) were the draws endless


def test_the_more_actors_are_left_out_the_less_the_ranks_stay(demo: Robust) -> None:
    correlation = demo.stability.filter(drawn="actors", measure="degree")["correlation"].to_list()
    assert len(correlation) == len(DROPPED)
    assert correlation[0] > correlation[-1] > 0.5


# ---------------------------------------------------------------------------------- what cannot be drawn


def test_too_few_interactions_are_not_drawn_from_and_that_is_said() -> None:
    made = robust(visits(*PAIRS[: LEAST_INTERACTIONS - 1]), PEOPLE, 20, cores=1)
    assert "no intervals: 9 interactions are too few to draw from (at least 10 are needed)" in made.note
    assert made.metrics.select(pl.col("^.*_(low|high|share)$").is_null().all()).row(0) == (True,) * (
        4 * len(AMOUNTS) + 2
    )
    assert made.metrics["strength_rank"].null_count() == 0
    assert made.stability.filter(drawn="interactions")["draws"].sum() == 0
    assert made.stability.filter(pl.col("dropped") == 0.5)["draws"].to_list() == [5] * len(AMOUNTS)


def test_a_window_without_a_tie_has_nothing_to_draw() -> None:
    made = robust(visits("ana bo"), Choice("people", min_depth=4), 20, cores=1)
    assert made.note.startswith("no intervals: 0 interactions")
    assert "too few actors to leave any out" in made.note
    assert made.metrics.select(pl.col(list(INTERVAL_MEANINGS)).is_null().all()).row(0) == (True,) * len(
        INTERVAL_MEANINGS
    )
    assert made.stability["correlation"].is_null().all()


def test_where_all_tie_nobody_is_ordered() -> None:
    ring = [f"p{a} p{b}" for a, b in nx.cycle_graph(10).edges]
    made = robust(visits(*ring), PEOPLE, 10, cores=1)
    assert made.stability.filter(drawn="interactions", measure="degree")["correlation"].is_null().all()


def test_stored_lines_are_not_drawn() -> None:
    with pytest.raises(WrongCommand, match="rests on no interactions"):
        robust(demo_snapshot(), STRUCTURE, 10)


def test_more_draws_than_can_be_held_are_refused_with_how_many_can() -> None:
    with pytest.raises(WrongCommand, match="draw at most 100,000 times"):
        robust(demo_snapshot(), ORGANISATIONS, 10_000_000)


def test_how_far_it_has_come_is_told() -> None:
    told: list[tuple[str, int, int]] = []
    robust(visits(*PAIRS), PEOPLE, 8, lambda *said: told.append(said), cores=1)
    drawing = [(done, total) for doing, done, total in told if doing == "Drawing again"]
    assert drawing == [(done, 8 + 3 * 2) for done in range(1, 15)]  # of six actors 5% is nobody


# ---------------------------------------------------------------------------------- how often intervals hold


def published(heading: str) -> dict[str, list[int]]:
    """The rows of the table of docs/robustness.md that starts with this heading, by their first cell."""
    text = (Path(__file__).parents[2] / "docs" / "robustness.md").read_text("utf-8")
    table = text[text.index(f"| {heading} | random |") :].split("\n\n")[0]
    rows = [line.strip("| ").split(" | ") for line in table.splitlines()[2:]]
    return {name: [int(number) for cell in cells for number in cell.split(" / ")] for name, *cells in rows}


def test_the_meaning_of_a_spread_tells_the_coverage_that_is_published() -> None:
    assert {name: (min(shares), max(shares)) for name, shares in published("measure").items()} == HELD
    assert "it held for 76 to 93% of actors" in INTERVAL_MEANINGS["betweenness_low"]
    assert "has not been measured" in INTERVAL_MEANINGS["pagerank_low"]


def test_the_meaning_of_an_error_of_the_whole_network_tells_the_coverage_that_is_published() -> None:
    percentiles, bootstrap, jackknife = (
        {name: shares[way::3] for name, shares in published("number").items()} for way in range(3)
    )
    assert {share for shares in bootstrap.values() for share in shares} == {100}
    assert "1.96 of it always held" in VERTEX_MEANINGS["bootstrap_error"]
    assert min(map(min, percentiles.values())) == min(percentiles["degree_centralisation"]) == 30
    assert "between 30% (degree centralisation of small worlds)" in VERTEX_MEANINGS["bootstrap_low"]
    exceptions = {name: min(jackknife.pop(name)) for name in ("fragmentation", "degree_centralisation")}
    assert exceptions == {"fragmentation": 42, "degree_centralisation": 65}
    assert "42% for fragmentation and 65% for degree centralisation" in VERTEX_MEANINGS["jackknife_error"]
    assert min(map(min, jackknife.values())) == 92
    assert "held 92% of the time or more" in VERTEX_MEANINGS["jackknife_error"]
