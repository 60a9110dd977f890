"""What a board paper says, in whatever format."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date

import polars as pl
import pytest
from networks import demo_snapshot, snapshot_of, working_together
from papers import AS_AT, KAHUI_AKO, demo_paper, paper, schools_called

from graphmap.errors import BadData, WrongCommand
from graphmap.export.anonymise import NOT_PROTECTED
from graphmap.graph.choice import Choice
from graphmap.graph.snapshot import Snapshot
from graphmap.health.conditions import CONDITIONS
from graphmap.report.charts import trend_chart
from graphmap.report.dates import MOST_DATES, dates_ahead
from graphmap.report.paper import Paper
from graphmap.tables import GraphTables
from graphmap.weak.cards import FIRST, cards
from graphmap.weak.judged_network import judged_network
from graphmap.weak.judging_period import judging_choice


def texts(value: object) -> Iterator[str]:
    """Every text in a paper, also those in its pictures."""
    match value:
        case str():
            yield value
        case dict():
            for each in value.values():
                yield from texts(each)
        case list() | tuple():
            for each in value:
                yield from texts(each)


def everything(paper: Paper) -> str:
    return "\n".join(texts(asdict(paper)))


def test_the_headline_counts_the_ties_that_have_settled_beyond_sharing() -> None:
    graph = judged_network(demo_snapshot(), judging_choice(Choice(), AS_AT), as_at=AS_AT).graph
    beyond = [standing for *_, standing in graph.edges(data="standing")].count("beyond")
    assert demo_paper().headline == f"{beyond} of {graph.number_of_edges()} ties go beyond sharing"


def test_the_cards_are_the_first_five_with_why_step_and_who_could_take_them() -> None:
    choice = judging_choice(KAHUI_AKO, AS_AT)
    first = cards(judged_network(demo_snapshot(), choice, as_at=AS_AT))[:FIRST]
    shown = paper(demo_snapshot(), KAHUI_AKO).cards
    assert [(card.title, card.why, card.step) for card in shown] == [
        (card.title, card.why, card.step) for card in first
    ]
    names = demo_snapshot().names
    assert [card.takers for card in shown] == [
        f"Could take it: {' and '.join(names[person] for person in card.takers)}." for card in first
    ]


def test_every_condition_has_a_verdict_a_direction_a_sentence_and_a_chart_or_says_how_to_measure_it() -> None:
    health = demo_paper().health
    assert [row.title for row in health.rows] == [condition.title for condition in CONDITIONS]
    for row in health.rows:
        assert len(row.cells) == len(health.networks) == 2
        for cell in row.cells:
            assert cell.sentence
            if cell.strength:
                assert cell.direction
                assert cell.chart is not None
                assert row.title in cell.chart.alt
            else:
                assert cell.verdict == "Not measured"


def test_the_terms_that_verdicts_are_about_are_noted_once() -> None:
    health = demo_paper().health
    assert not any("judged terms" in cell.sentence for row in health.rows for cell in row.cells)
    assert health.note.startswith("Verdicts are about the last 4 terms")


def test_dates_ahead_are_those_of_the_next_year_the_next_one_first() -> None:
    assert [(dated.day, dated.what.split()[0]) for dated in demo_paper().dates] == [
        ("16 December 2026", "Hoani"),
        ("31 December 2026", "Funding"),
    ]


def test_more_dates_than_have_room_are_counted() -> None:
    held = [{"person": f"p{n}", "role": f"r{n}", "until": f"2026-12-{n:02}"} for n in range(1, MOST_DATES + 3)]
    snapshot = snapshot_of(
        schools="id,name\na,Kura\n",
        people=[{"id": row["person"], "name": row["person"]} for row in held],
        roles=[{"id": row["role"], "name": "Teacher", "at": "a"} for row in held],
        roles_held=held,
    )
    shown, note = dates_ahead(snapshot, Choice(), AS_AT)
    assert len(shown) == MOST_DATES
    assert note == "2 more end later in the year."


def test_it_says_how_many_interactions_and_people_it_is_based_on_and_of_whom_nothing_is_known() -> None:
    basis = " ".join(demo_paper().basis)
    assert "It counts 95 interactions from 26 January 2026 to 28 November 2026, in which 56 people took part." in basis
    assert "4 of 20 organisations have no record in this period (Tauira Arts Collective" in basis
    assert "Records don’t show trust" in basis


def test_with_codes_no_name_is_in_the_paper_and_it_says_what_codes_cannot_protect() -> None:
    coded = paper(demo_snapshot(), codes=True)
    names = [
        name
        for kind in ("School", "Person", "Iwi", "CommunityPartner", "Network", "Programme", "Goal")
        for name in demo_snapshot().tables.kinds[kind]["name"]
    ]
    text = everything(coded)
    assert [name for name in names if name in text] == []
    assert set(NOT_PROTECTED) <= set(coded.codes)
    assert [dated.day for dated in coded.dates] == ["Term 4 2026", "Term 4 2026"]


def test_codes_leave_the_headline_and_the_verdicts_as_they_are() -> None:
    coded, named = paper(demo_snapshot(), codes=True), demo_paper()
    assert coded.headline == named.headline

    def verdicts(paper: Paper) -> set[tuple[str, str | None]]:
        return {(row.title, cell.strength) for row in paper.health.rows for cell in row.cells}

    assert verdicts(coded) == verdicts(named)


def test_the_same_input_gives_the_same_paper() -> None:
    assert paper(demo_snapshot()) == demo_paper()


# ------------------------------------------------------------------------------------------------- with little to say


def test_an_empty_store_is_refused_with_what_to_do() -> None:
    with pytest.raises(BadData, match=r"The store is empty.*graphmap load PATH"):
        paper(snapshot_of())


def test_the_view_of_the_stored_structure_is_refused() -> None:
    with pytest.raises(WrongCommand, match="no view ‘structure’; choose one of: organisations, people, networks"):
        paper(demo_snapshot(), Choice("structure"))


def test_one_school_has_a_paper_without_a_map() -> None:
    found = paper(snapshot_of(schools="id,name\na,Kura Āio\n"))
    assert found.map is None
    assert found.headline == "Nothing is recorded from 26 January 2026 to 28 November 2026"


def test_schools_without_ties_are_told_what_a_tie_needs() -> None:
    found = paper(working_together("2026-03-02 school visit: ana bo", staff={"ana": "hill", "bo": "hill", "cy": "bay"}))
    assert found.headline == "No ties are recorded between 2 organisations"
    assert "A tie means that two organisations did something together. Check" in found.lead


def test_a_period_without_records_says_so_and_judges_no_health() -> None:
    found = paper(demo_snapshot(), Choice(since=date(2020, 1, 1), until=date(2020, 6, 1)))
    assert found.headline == "Nothing is recorded from 1 January 2020 to 1 June 2020"
    assert found.facts == ()
    assert found.health.rows == ()
    assert "least to judge" in found.health.note


def test_without_networks_it_says_how_to_have_their_health() -> None:
    found = paper(working_together("2026-03-02 school visit: ana bo"), Choice("people"))
    assert "Add networks and their members" in found.health.note


def test_a_third_network_is_left_for_a_paper_of_its_own() -> None:
    sheets = {
        "schools": "id,name\na,A\nb,B\n",
        "networks": "id,name\none,One\ntwo,Two\nthree,Three\n",
        "interactions": [
            {"id": f"{n}", "date": f"2026-03-0{n}", "practice": "school visit", "network": "two", "participants": "a;b"}
            for n in range(1, 6)
        ],
    }
    found = paper(snapshot_of(**sheets))
    assert found.health.networks[0] == "Two"
    assert len(found.health.networks) == 2
    assert "1 other network has a paper of its own" in found.health.note
    assert found.title == "How 3 networks work together"


def test_characters_that_are_no_letters_are_left_out_of_names() -> None:
    plain = schools_called(("Kura", "Bay", "Hill"))
    kinds = dict(plain.tables.kinds)
    kinds["School"] = kinds["School"].with_columns(name=pl.lit("\x07") + pl.col("name") + pl.lit("\u202e!"))
    found = paper(Snapshot(GraphTables(kinds, plain.tables.relationships)))
    assert not any(character in everything(found) for character in "\x07\u202e")


def test_a_chart_needs_two_terms_and_leaves_a_gap_where_nothing_could_be_judged() -> None:
    assert trend_chart((0.5, None), "alt") is None
    chart = trend_chart((0.1, 0.2, None, 0.4, 0.5), "alt")
    assert chart is not None
    assert chart.svg.count("M0,") >= 1


def test_every_view_has_a_paper() -> None:
    for view in ("people", "networks"):
        assert paper(demo_snapshot(), Choice(view)).map is not None  # type: ignore[arg-type]
