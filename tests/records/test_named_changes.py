"""What an edit changes, name by name."""

from sheet_writing import graph_of, records_of

from graphmap.records.deleting import delete
from graphmap.records.named_changes import count_changes, named_changes, names_in
from graphmap.store.comparison import edit_between
from graphmap.tables import GraphTables

TABLES = graph_of(
    schools="id,name,roll\na,Alpha,100\nb,Beta,\n",
    networks="id,name\nn,Network\n",
    memberships="member,network,since,until\na,n,2024-01-01,\nb,n,,\n",
    roles="id,name,at\nt,Teacher,a\n",
)


def changes(existing: GraphTables = TABLES, **sheets: str) -> list[tuple[str | None, ...]]:
    return named_changes(edit_between(existing, records_of(existing, **sheets)), existing).rows()


def test_a_property_is_shown_before_and_after() -> None:
    assert changes(schools="id,name,roll\na,Alpha Kura,120\nb,Beta,\n") == [
        ("changed", "School", "school:a", None, "name", "Alpha", "Alpha Kura"),
        ("changed", "School", "school:a", None, "roll", "100", "120"),
    ]


def test_something_new_is_one_row() -> None:
    assert changes(schools="name,roll\nGamma,5\n") == [("new", "School", "school:gamma", None, None, None, None)]


def test_days_are_shown_before_and_after_for_all_between_two() -> None:
    assert changes(memberships="member,network,since,until\na,n,2024-01-01,2025-01-01\na,n,2026-01-01,\n") == [
        (
            *("changed", "MEMBER_OF", "school:a", "network:n", None),
            *("2024-01-01 – …", "2024-01-01 – 2025-01-01; 2026-01-01 – …"),
        )
    ]


def test_a_link_that_moves_is_gone_and_new() -> None:
    assert changes(roles="id,name,at\nt,Teacher,b\n") == [
        ("gone", "AT", "role:t", "school:a", None, "", None),
        ("new", "AT", "role:t", "school:b", None, None, ""),
    ]


def test_what_is_deleted_is_named() -> None:
    edit = delete(TABLES, ["school:b"]).edit
    found = named_changes(edit, TABLES)
    assert found.rows() == [("gone", "School", "school:b", None, None, None, None)]
    assert names_in(edit, TABLES)({"school:b", "school:gone"}) == {"school:b": "Beta"}
    assert count_changes(found) == {"School": 1}


def test_nothing_changed_is_an_empty_table() -> None:
    assert changes(schools="id,name,roll\na,Alpha,100\n") == []
