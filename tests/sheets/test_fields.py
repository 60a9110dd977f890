"""Fields of a cluster's own: how they are declared, read and checked."""

import pytest
from sheet_writing import graph_of, problem_of, problems_of

from graphmap.sheets.fields import fields_in, values_in
from graphmap.tables import GraphTables

SECTOR = "kind,name,type,choices\nschool,Sector,choice,early years; primary; secondary\n"


def values(tables: GraphTables, label: str = "School") -> dict[str, dict[str, str]]:
    return {row["id"]: values_in(row["extra"]) for row in tables.kinds[label].iter_rows(named=True)}


# ------------------------------------------------------------------------------------------ declaring


def test_a_field_is_declared_by_a_row_with_only_its_kind_and_name() -> None:
    (field,) = fields_in(graph_of(fields="kind,name\nperson,nickname\n"))
    assert (field.label, field.name, field.type, field.private, field.safe) == (
        "Person",
        "nickname",
        "text",
        False,
        False,
    )


def test_a_declaration_says_all_that_is_known_of_a_field() -> None:
    sheet = "kind,name,type,meaning,choices,private,safe\nschool,sector,choice,Whom it teaches,a; b,no,TRUE\n"
    (field,) = fields_in(graph_of(fields=sheet), "School")
    assert (field.type, field.meaning, field.choices, field.private, field.safe) == (
        "choice",
        "Whom it teaches",
        ("a", "b"),
        False,
        True,
    )


@pytest.mark.parametrize(
    ("row", "sort"),
    [
        ("school,roll,number,", "field name taken"),
        ("school,Rōll,number,", "field name taken"),
        ("school,extra,,", "field name taken"),
        ("person,since,,", None),
        ("school,sector,choice,primary;;secondary", "empty choice"),
        ("school,sector,choice,primary;Prīmary", "choice twice"),
        ("school,sector,choice,", "no choices"),
        ("school,sector,text,a;b", "choices of no choice"),
        ("school,'=HYPERLINK(1),text,", "bad field name"),
        ("school,@cmd,text,", "bad field name"),
        (f"school,{'x' * 61},text,", "bad field name"),
        ("school,---,text,", "bad field name"),
        ("membership,sector,text,", "unknown kind"),
        ("school,sector,list,", "unknown type"),
        ("school,,text,", "missing value"),
        ("school,<script>alert(1)</script>,text,", None),
    ],
)
def test_a_declaration_that_cannot_be_right_is_one_problem(row: str, sort: str | None) -> None:
    problems = problems_of(fields=f"kind,name,type,choices\n{row}\n")
    assert [problem.sort for problem in problems] == ([sort] if sort else [])


def test_two_fields_of_one_name_are_refused_whatever_their_case_and_macrons() -> None:
    problem = problem_of(fields="kind,name\nschool,Kura type\nperson,kura type\nschool,KURA-TYPĒ\n")
    assert (problem.row, problem.column, problem.sort, problem.value) == (4, "name", "field twice", "KURA-TYPĒ")


def test_a_field_is_private_or_safe_and_not_both() -> None:
    problem = problem_of(fields="kind,name,private,safe\nschool,note,yes,yes\n")
    assert (problem.column, problem.sort) == ("safe", "private and safe")


def test_a_field_keeps_its_spelling_when_a_sheet_spells_it_otherwise() -> None:
    before = graph_of(fields="kind,name\nschool,Sector\n")
    assert problems_of(before, fields="kind,name\nschool,SECTOR\n", schools="name,sector\nHill,a\n") == []


# ------------------------------------------------------------------------------------------- reading


@pytest.mark.parametrize("heading", ["Sector", " sector ", "SECTOR", "Sēctor"])
def test_a_column_is_read_as_the_field_of_its_heading(heading: str) -> None:
    found = graph_of(fields=SECTOR, schools=f"name,{heading}\nHill,PRIMARY\n")
    assert values(found) == {"hill": {"Sector": "primary"}}


def test_a_field_of_the_store_needs_no_sheet_fields() -> None:
    store = graph_of(fields=SECTOR)
    assert problems_of(store, schools="name,sector\nHill,primary\n") == []


@pytest.mark.parametrize(
    ("type", "text", "value"),
    [
        ("text", "=1+1", "=1+1"),
        ("text", "<script>", "<script>"),
        ("number", "3.50", "3.5"),
        ("number", "12", "12"),
        ("date", "12 March 2026", "2026-03-12"),
        ("yes/no", "TRUE", "yes"),
        ("yes/no", "Kāo", "no"),
    ],
)
def test_a_value_is_kept_in_one_way_of_writing(type: str, text: str, value: str) -> None:
    found = graph_of(fields=f"kind,name,type\nperson,about,{type}\n", people=f"id,name,about\nana,Ana,{text}\n")
    assert values(found, "Person") == {"ana": {"about": value}}


@pytest.mark.parametrize(
    ("type", "text", "sort"),
    [
        ("number", "many", "bad number"),
        ("number", "nan", "bad number"),
        ("date", "soon", "bad date"),
        ("yes/no", "perhaps", "bad yes or no"),
    ],
)
def test_a_value_that_is_none_of_its_type_is_a_problem_of_its_cell(type: str, text: str, sort: str) -> None:
    sheets = {"fields": f"kind,name,type\nperson,about,{type}\n", "people": f"id,name,about\nana,Ana,{text}\n"}
    problem = problem_of(**sheets)
    assert (problem.file, problem.row, problem.column, problem.value, problem.sort) == (
        "people.csv",
        2,
        "about",
        text,
        sort,
    )


def test_a_value_out_of_the_choices_says_which_there_are() -> None:
    problem = problem_of(fields=SECTOR, schools="name,sector\nHill,primery\n")
    assert problem.fix == "Did you mean ‘primary’? It is one of: early years, primary, secondary."


def test_an_empty_cell_is_no_value() -> None:
    assert values(graph_of(fields=SECTOR, schools="name,sector\nHill,\n")) == {"hill": {}}


def test_a_column_of_an_undeclared_field_is_refused_and_the_fix_declares_it() -> None:
    problem = problem_of(schools="name,phase of moon\nHill,new\n")
    assert (problem.row, problem.sort, problem.value) == (1, "unknown heading", "phase of moon")
    assert problem.fix.endswith("put the row school, phase of moon under kind, name in a sheet fields.")


def test_a_sheet_of_relationships_has_no_fields() -> None:
    problem = problem_of(memberships="member,network,phase of moon\n")
    assert problem.fix == "Headings here are: member, network, since, until. Take the column away."


def test_a_wrong_declaration_is_not_reported_again_by_its_column() -> None:
    problem = problem_of(fields="kind,name,type\nschool,sector,list\n", schools="name,sector\nHill,a\n")
    assert problem.file == "fields.csv"


def test_a_field_of_one_kind_is_no_column_of_another() -> None:
    assert problem_of(fields=SECTOR, people="id,name,sector\nana,Ana,primary\n").sort == "unknown heading"


def test_two_columns_of_one_field_are_refused() -> None:
    assert problem_of(fields=SECTOR, schools="name,sector,Sector\nHill,primary,primary\n").sort == "heading twice"


def test_two_hundred_fields_are_read() -> None:
    names = [f"field {number}" for number in range(200)]
    found = graph_of(
        fields=[{"kind": "school", "name": name, "type": "number"} for name in names],
        schools=[{"name": "Hill", **{name: str(number) for number, name in enumerate(names)}}],
    )
    assert values(found)["hill"] == {name: str(number) for number, name in enumerate(names)}


# ------------------------------------------------------------------------------- changing a declaration


def test_a_type_that_stored_values_do_not_fit_is_refused() -> None:
    store = graph_of(fields="kind,name\nschool,decile\n", schools="name,decile\nHill,high\nFlat,3\n")
    problem = problem_of(store, fields="kind,name,type\nschool,decile,number\n")
    assert (problem.file, problem.row, problem.sort) == ("fields.csv", 2, "values that don’t fit")
    assert problem.why == "has stored values that are no number: ‘high’ (school:hill)"


def test_a_type_may_change_in_the_load_that_changes_the_values() -> None:
    store = graph_of(fields="kind,name\nschool,decile\n", schools="name,decile\nHill,high\n")
    assert problems_of(store, fields="kind,name,type\nschool,decile,number\n", schools="name,decile\nHill,9\n") == []


def test_a_choice_that_is_in_use_stays() -> None:
    store = graph_of(fields=SECTOR, schools="name,sector\nHill,primary\n")
    problem = problem_of(store, fields="kind,name,type,choices\nschool,Sector,choice,secondary\n")
    assert "‘primary’ (school:hill)" in problem.why
