"""Grids are searched without regard to macrons, sorted, and cut into pages."""

from datetime import date
from typing import Any

import pytest
from networks import demo_snapshot
from sheet_writing import graph_of

from graphmap import model
from graphmap.records.grids import PAGE, Grid, Order, Page, first_order

TODAY = date(2026, 11, 1)
TABLES = graph_of(
    schools="id,name,region,roll\na,Ākonga School,North,100\nb,Beta School,South,20\nc,zeta school,,\n",
    people="id,name\nana,Ana Ngāta\nbo,Bo\n",
    roles="id,name,at\nt,Teacher,a\nl,Lead,b\n",
    roles_held="person,role,since,until\nana,t,2024-02-05,\nana,l,2020-01-01,2021-01-01\n",
    networks="id,name\nn,Kāhui\n",
    interactions="""
        id,date,practice,network,participants
        1,2026 T2,school visit,n,ana;bo
        2,2026-03-03,co-teaching,,ana;bo;school:a;school:b
    """,
)


def page(label: str, text: str = "", order: Order | None = None, number: int = 1) -> Page:
    return Grid(TABLES, label).page(text, order or first_order(label), number, TODAY)


def keys(*arguments: Any, **named: Any) -> list[str]:
    return [row["key"].partition(":")[2] for row in page(*arguments, **named).rows]


def test_schools_are_sorted_by_name_whatever_their_macrons_and_case() -> None:
    assert keys("School") == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("by", "descending", "wanted"), [("roll", False, "bac"), ("roll", True, "abc"), ("region", True, "bac")]
)
def test_a_grid_is_sorted_by_any_column_with_what_is_empty_last(by: str, descending: bool, wanted: str) -> None:
    assert "".join(keys("School", order=Order(by, descending))) == wanted


def test_interactions_begin_with_the_latest_and_can_be_sorted_by_their_network() -> None:
    assert keys("Interaction") == ["1", "2"]
    assert keys("Interaction", order=Order("network")) == ["1", "2"]
    assert page("Interaction").rows[0]["date"] == "2026 T2"


@pytest.mark.parametrize(
    ("label", "text", "wanted"),
    [
        ("School", "akonga", ["a"]),
        ("School", "SCHOOL south", ["b"]),
        ("School", "nothing", []),
        ("Person", "ngata", ["ana"]),
        ("Person", "akonga", ["ana"]),
        ("Role", "akonga", ["t"]),
        ("Interaction", "beta", ["2"]),
        ("Interaction", "kahui visit", ["1"]),
        ("Interaction", "2026-03", ["2"]),
        ("School", "100", []),
        ("School", ".*", []),
    ],
)
def test_a_search_finds_by_name_and_by_what_is_linked(label: str, text: str, wanted: list[str]) -> None:
    assert keys(label, text) == wanted


def test_a_row_names_what_it_is_linked_to_and_what_is_not_over() -> None:
    assert page("Person").rows[0] == {"key": "person:ana", "name": "Ana Ngāta", "role": "Teacher · Ākonga School"}
    assert page("Interaction").rows[1]["participants"] == "Ana Ngāta, Bo, Ākonga School +1"
    assert page("Role").rows[1]["at"] == "Ākonga School"


def test_pages_have_so_many_rows_and_a_number_that_there_is_not_gives_the_nearest() -> None:
    schools = [{"id": f"s{number:03}", "name": f"School {number:03}"} for number in range(PAGE + 1)]
    tables = graph_of(schools=schools)
    grid = Grid(tables, "School")
    last = grid.page("", Order("name"), 99, TODAY)
    assert (last.number, last.pages, last.total, len(last.rows)) == (2, 2, PAGE + 1, 1)
    assert grid.page("", Order("name"), -5, TODAY).number == 1
    nothing = grid.page("nowhere", Order("name"), 1, TODAY)
    assert (nothing.number, nothing.pages, nothing.total, nothing.rows) == (1, 1, 0, [])


@pytest.mark.parametrize("label", [kind.label for kind in model.KINDS])
def test_every_kind_has_a_grid_that_is_sorted_by_each_of_its_columns(label: str) -> None:
    tables = demo_snapshot().tables
    grid = Grid(tables, label)
    for column in grid.columns:
        found = grid.page("a", Order(column.name), 1, TODAY)
        assert all(set(row) == {"key", *(each.name for each in grid.columns)} for row in found.rows)
