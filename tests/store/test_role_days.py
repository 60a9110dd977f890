"""What a check says of days on which somebody took part outside all of their recorded roles."""

import pytest
from sheet_writing import graph_of, raw_sheets

from graphmap.store.loading import Source, check_source
from graphmap.tables import GraphTables

SHEETS = {
    "schools": "id,name\nhill,Hill\nflats,Flats\n",
    "people": "id,name\nana,Ana\nbo,Bo\ncy,Cy\n",
    "roles": "id,name,at\nr1,Teacher,hill\nr2,Teacher,flats\n",
}
INTERACTIONS = "date,practice,participants\n2026-03-01,school visit,ana; bo\n2026-05-01,school visit,ana; bo; cy\n"


def notes(held: str, existing: GraphTables | None = None, **sheets: str) -> tuple[str, ...]:
    held_sheet = {"roles_held": f"person,role,since,until\n{held}"} if held else {}
    source = Source(raw_sheets(**(sheets or SHEETS | {"interactions": INTERACTIONS}), **held_sheet))
    return check_source(source, existing or GraphTables.of())[1]


def test_days_outside_all_roles_are_counted_with_names() -> None:
    assert notes("ana,r1,2026-06-01,\nbo,r2,2026-04-01,\n") == (
        "On 3 days somebody took part outside all of their recorded roles, so it counts for no school or partner: "
        "Ana (2) and Bo (1). Check since and until in roles_held.",
    )


@pytest.mark.parametrize(
    "held", ["", "ana,r1,,\nbo,r2,,\n", "ana,r1,,2026-03-31\nana,r2,2026-04-01,\nbo,r2,2026-03-01,2026-05-01\n"]
)
def test_where_everybody_is_within_a_role_or_has_none_nothing_is_counted(held: str) -> None:
    assert notes(held) == ()


def test_roles_that_the_store_has_count_too() -> None:
    existing = graph_of(**SHEETS, roles_held="person,role,since,until\nana,r1,2026-04-01,\nbo,r2,,\n")
    [note] = notes("", existing, interactions=INTERACTIONS)
    assert note.startswith("On 1 day somebody")
