"""Fields of a cluster's own are in forms, in grids, and in what has changed."""

from datetime import date

import pytest
from applying import applied
from sheet_writing import graph_of

from graphmap.records.forms import Typed, blank, fill, form_in, stored
from graphmap.records.grids import Grid, Order
from graphmap.records.many import change_all, changeable
from graphmap.records.named_changes import named_changes
from graphmap.sheets.problems import BadSheets

TABLES = graph_of(
    fields="""
        kind,name,type,choices
        school,sector,choice,early years; primary
        school,decile,number,
        school,boarding,yes/no,
    """,
    schools="id,name,sector,decile,boarding\na,Alpha,primary,3,yes\nb,Beta,,10,\n",
)


def changed(**cells: str) -> Typed:
    found = stored(TABLES, "school:a")
    assert found is not None
    return Typed({**found.cells, **cells}, found.lists)


def test_a_form_has_the_fields_of_its_kind_after_its_properties() -> None:
    assert form_in(TABLES, "School").headings[-3:] == ("boarding", "decile", "sector")
    assert form_in(TABLES, "Person").headings == ("name",)
    found = stored(TABLES, "school:a")
    assert found is not None
    assert (found.cells["sector"], found.cells["decile"], found.cells["boarding"]) == ("primary", "3", "yes")


def test_a_field_is_corrected_and_the_others_stay() -> None:
    edit = fill(TABLES, "School", changed(decile="4"), "school:a").edit
    assert edit.updated["School"].columns == ["id", "extra"]
    assert named_changes(edit, TABLES).rows() == [("changed", "School", "school:a", None, "decile", "3", "4")]
    after = stored(applied(TABLES, edit), "school:a")
    assert after is not None
    assert after.cells["sector"] == "primary"


def test_a_value_that_a_field_cannot_have_is_at_its_heading() -> None:
    with pytest.raises(BadSheets) as error:
        fill(TABLES, "School", changed(sector="secndary"), "school:a")
    assert [problem.column for problem in error.value.problems] == ["sector"]


def test_a_new_school_has_its_fields() -> None:
    empty = blank("School")
    typed = Typed({**empty.cells, "name": "Gamma", "decile": "7"}, empty.lists)
    filled = fill(TABLES, "School", typed)
    after = stored(applied(TABLES, filled.edit), filled.key)
    assert after is not None
    assert after.cells["decile"] == "7"


def test_a_field_changes_in_many_rows() -> None:
    assert "sector" in changeable(TABLES, "School")
    after = applied(TABLES, change_all(TABLES, "School", ["a", "b"], "sector", "early years"))
    assert [stored(after, key).cells["sector"] for key in ("school:a", "school:b")] == ["early years"] * 2  # type: ignore[union-attr]
    assert stored(after, "school:b").cells["decile"] == "10"  # type: ignore[union-attr]


def test_a_grid_has_a_column_for_each_field_sorts_by_it_and_finds_its_words() -> None:
    grid = Grid(TABLES, "School")
    page = grid.page("", Order("decile"), 1, date(2026, 11, 1))
    assert [(row["name"], row["decile"], row["boarding"]) for row in page.rows] == [
        ("Alpha", "3", "yes"),
        ("Beta", "10", ""),
    ]
    assert grid.page("primary", Order("name"), 1, date(2026, 11, 1)).total == 1
