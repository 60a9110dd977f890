"""The values of fields of a cluster's own as typed columns, and in the graph of a view."""

from datetime import date

import polars as pl
from networks import ORGANISATIONS, STRUCTURE, snapshot_of
from sheet_writing import graph_of

from graphmap.graph.fields import columns_of_fields, field_columns, field_values, fields_of
from graphmap.graph.network_graph import graph_of as networkx_graph_of

FIELDS = """
    kind,name,type,choices
    school,sector,choice,early years; primary
    school,decile,number,
    school,joined,date,
    school,full,yes/no,
    school,motto,text,
"""
SCHOOLS = "id,name,sector,decile,joined,full,motto\nhill,Hill,primary,3,2026-03-12,no,Kia kaha\nflats,Flats,,,,,\n"


def test_the_fields_of_a_kind_are_listed_by_name() -> None:
    tables = graph_of(fields=FIELDS)
    assert [field.name for field in fields_of(tables, "School")] == ["decile", "full", "joined", "motto", "sector"]
    assert fields_of(tables, "Person") == []


def test_every_field_is_a_typed_column_and_what_is_not_recorded_is_null() -> None:
    found = field_columns(graph_of(fields=FIELDS, schools=SCHOOLS), "School")
    assert found.columns == ["id", "decile", "full", "joined", "motto", "sector"]
    assert found.rows() == [
        ("flats", None, None, None, None, None),
        ("hill", 3.0, False, date(2026, 3, 12), "Kia kaha", "primary"),
    ]


def test_a_kind_without_fields_has_only_its_ids() -> None:
    assert field_columns(graph_of(schools="id,name\nhill,Hill\n"), "School").rows() == [("hill",)]


def test_what_another_program_wrote_into_extra_is_no_value() -> None:
    tables = graph_of(fields=FIELDS, schools=SCHOOLS)
    for extra in ("not JSON", "[1]", '{"decile":"many","joined":"soon","full":"?","sector":"x"}'):
        tables.kinds["School"] = tables.kinds["School"].with_columns(extra=pl.lit(extra))  # type: ignore[index]
        assert set(field_columns(tables, "School").drop("id").row(0)) == {None}


def test_fields_of_one_name_and_type_share_a_column() -> None:
    tables = graph_of(
        fields="kind,name,type\nschool,sector,text\niwi,Sector,text\npartner,sector,number\nschool,size,number\niwi,size,number\n",
        schools="id,name,sector,size\nhill,Hill,state,1\n",
        iwi="id,name,size\nte-iwi,Te Iwi,2\n",
    )
    columns = columns_of_fields(tables, ["School", "Iwi", "CommunityPartner"])
    assert [column.name for column in columns] == ["school sector", "iwi Sector", "partner sector", "size"]
    sizes = field_values(tables, [column for column in columns if column.name == "size"])
    assert sizes.rows() == [("school:hill", 1.0), ("iwi:te-iwi", 2.0)]


def test_a_field_with_the_name_of_another_kind_s_property_gets_the_word_for_its_kind() -> None:
    tables = graph_of(fields="kind,name\npartner,region\n", partners="id,name,region\nlib,Library,North\n")
    assert [column.name for column in columns_of_fields(tables, ["CommunityPartner"])] == ["region"]
    both = columns_of_fields(tables, ["School", "CommunityPartner"])
    assert [column.name for column in both] == ["partner region"]


def test_a_private_field_is_in_no_table() -> None:
    assert columns_of_fields(graph_of(fields="kind,name,private\nschool,trust,yes\n"), ["School"]) == []


def test_nodes_have_the_values_of_their_fields_and_no_json() -> None:
    graph = networkx_graph_of(snapshot_of(fields=FIELDS, schools=SCHOOLS), ORGANISATIONS)
    assert graph.nodes["school:hill"] == {
        "name": "Hill",
        "kind": "School",
        "decile": 3.0,
        "full": False,
        "joined": "2026-03-12",
        "motto": "Kia kaha",
        "sector": "primary",
    }
    assert graph.nodes["school:flats"] == {"name": "Flats", "kind": "School"}


def test_a_field_is_no_entity_of_any_view() -> None:
    assert set(networkx_graph_of(snapshot_of(fields=FIELDS, schools=SCHOOLS), STRUCTURE)) == {
        "school:hill",
        "school:flats",
    }
