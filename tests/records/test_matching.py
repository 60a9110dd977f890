"""Names that somebody types or pastes, and the people and organisations that they mean."""

from datetime import date

import polars as pl
import pytest
from networks import snapshot_of

from graphmap.records.matching import Names, actors_beside

DAY = date(2026, 3, 12)
PEOPLE = {
    "ngaio": "Ngāio Tauira",
    "ana-hill": "Ana Smith",
    "ana-flat": "Ana Smith",
    "tane": "Tāne O’Brien-Smith",
    "graeme": "Graeme Tullet",
}


@pytest.fixture(scope="module")
def actors() -> pl.DataFrame:
    snapshot = snapshot_of(
        people=[{"id": id, "name": name} for id, name in PEOPLE.items()],
        schools=[
            {"id": "hill", "name": "Tauira Hill School", "region": "Northland Region"},
            {"id": "flat", "name": "Flat School", "region": ""},
        ],
        roles=[
            {"id": "deputy", "name": "Deputy principal", "at": "hill"},
            {"id": "teacher", "name": "Teacher", "at": "flat"},
            {"id": "old", "name": "Principal", "at": "flat"},
        ],
        roles_held=[
            {"person": "ana-hill", "role": "deputy", "since": "2025-01-28", "until": ""},
            {"person": "ana-flat", "role": "teacher", "since": "", "until": ""},
            {"person": "graeme", "role": "old", "since": "", "until": "2026-01-27"},
        ],
        interactions=[{"id": "1", "date": "2026-03-02", "practice": "school visit", "participants": "graeme;ngaio"}],
    )
    return actors_beside(snapshot.tables, DAY)


@pytest.fixture
def names(actors: pl.DataFrame) -> Names:
    return Names(actors)


def test_everybody_has_the_role_and_school_of_that_day_beside_them_the_busiest_first(actors: pl.DataFrame) -> None:
    beside = dict(actors.select("key", "beside").iter_rows())
    assert beside["person:ana-hill"] == "Deputy principal, Tauira Hill School"
    assert beside["person:graeme"] == ""  # no longer the principal
    assert beside["school:hill"] == "Northland Region"
    assert actors["key"].to_list()[:2] == ["person:graeme", "person:ngaio"]
    assert actors.filter(pl.col("key") == "person:ana-flat")["places"].item().to_list() == ["school:flat"]


@pytest.mark.parametrize(
    "text", ["Ngaio Tauira", "NGĀIO   tauira", "- Ngaio Tauira", "3. Ngāio Tauira", "Ngaio Tauira <n@hill.school.nz>"]
)
def test_case_macrons_and_what_a_list_puts_around_a_name_make_no_difference(names: Names, text: str) -> None:
    assert [line.keys for line in names.read_list(text)] == [("person:ngaio",)]


def test_apostrophes_hyphens_and_titles_make_no_difference(names: Names) -> None:
    assert [line.keys for line in names.read_list("Mr Tane O'Brien Smith")] == [("person:tane",)]


def test_a_list_is_split_at_lines_semicolons_and_commas_and_names_nobody_twice(names: Names) -> None:
    found = names.read_list("Ngaio Tauira; Graeme Tullet\r\nngāio tauira,Tauira Hill School\n\n;,\n")
    assert [line.keys for line in found] == [("person:ngaio",), ("person:graeme",), ("school:hill",)]


def test_a_surname_before_a_comma_belongs_to_the_name_after_it(names: Names) -> None:
    found = names.read_list("Tullet, Graeme, Ngaio Tauira")
    assert [line.keys for line in found] == [("person:graeme",), ("person:ngaio",)]


def test_a_name_of_two_people_is_a_choice_unless_the_list_says_the_school(names: Names) -> None:
    assert names.read_list("Ana Smith")[0].keys == ("person:ana-flat", "person:ana-hill")
    assert names.read_list("Ana Smith (Hill School)")[0].keys == ("person:ana-hill",)
    assert names.read_list("Ana Smith - Flat School")[0].keys == ("person:ana-flat",)


def test_an_unknown_name_is_kept_with_those_that_are_nearly_it(names: Names) -> None:
    slip, stranger = names.read_list("Greame Tullet\nSomebody Else 😀")
    assert (slip.keys, slip.near) == ((), ("person:graeme",))
    assert (stranger.text, stranger.keys, stranger.near) == ("Somebody Else 😀", (), ())


@pytest.mark.parametrize("text", ["", " \n;,\t", "\u200b\n\ufeff"])
def test_a_list_of_nothing_is_empty(names: Names, text: str) -> None:
    assert names.read_list(text) == []


def test_ten_thousand_names_are_read(names: Names) -> None:
    text = "\n".join(f"Person Number {number}" for number in range(9_999)) + "\nNgaio Tauira"
    found = names.read_list(text)
    assert len(found) == 10_000
    assert found[-1].keys == ("person:ngaio",)
