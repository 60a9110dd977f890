"""What loading sheets changes in a graph: worked cases, and what holds for any sheets at all."""

from datetime import date
from random import Random

import polars as pl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal
from sheet_writing import graph_of, records_of

from graphmap import model
from graphmap.language.normalising import fold
from graphmap.sheets.fields import values_in
from graphmap.sheets.problems import BadSheets
from graphmap.store.comparison import edit_between
from graphmap.store.edit import Edit, Tally
from graphmap.tables import ENDS, GraphTables

SCHOOLS = "name,roll\nTauira Hill,100\nTauira Flats,200\n"
LCN = "name\nLCN\n"


def applied(existing: GraphTables, changes: Edit) -> GraphTables:
    """The graph that a store holds when it has carried out the changes: the plainest way to do so."""
    kinds, relationships = {}, {}
    for label, table in existing.kinds.items():
        rows = {row["id"]: row for row in table.to_dicts()}
        for row in _rows(changes.created, label):
            assert row["id"] not in rows
            rows[row["id"]] = row
        for row in _rows(changes.updated, label):
            rows[row["id"]].update(row)
        kinds[label] = pl.DataFrame(list(rows.values()), schema=table.schema).sort("id")
    for type, table in existing.relationships.items():
        over = {(row["start"], row["end"]) for row in _rows(changes.ended, type)}
        kept = [row for row in table.to_dicts() if (row["start"], row["end"]) not in over]
        relationships[type] = pl.DataFrame([*kept, *_rows(changes.begun, type)], schema=table.schema).sort(
            table.columns
        )
    return GraphTables(kinds, relationships)


def _rows(parts: object, name: str) -> list[dict[str, object]]:
    table = parts.get(name)  # type: ignore[attr-defined]
    return [] if table is None else table.to_dicts()


def loaded(existing: GraphTables, **sheets: object) -> GraphTables:
    return applied(existing, changes(existing, **sheets))


def changes(existing: GraphTables, **sheets: object) -> Edit:
    return edit_between(existing, records_of(existing, **sheets))  # type: ignore[arg-type]


def tallies(existing: GraphTables, **sheets: object) -> dict[str, Tally]:
    return dict(changes(existing, **sheets).tallies)


def assert_same_graph(one: GraphTables, other: GraphTables) -> None:
    for label in model.KIND:
        assert_frame_equal(one.kinds[label], other.kinds[label])
    for type in model.RELATIONSHIP:
        assert_frame_equal(one.relationships[type], other.relationships[type])


def memberships(tables: GraphTables) -> list[tuple[object, ...]]:
    return tables.relationships["MEMBER_OF"].drop("end").rows()


# --------------------------------------------------------------------------------------- worked cases


def test_everything_is_created_in_an_empty_graph() -> None:
    assert tallies(GraphTables.of(), schools=SCHOOLS) == {"School": Tally(created=2)}


def test_the_same_sheets_again_change_nothing() -> None:
    again = changes(graph_of(schools=SCHOOLS), schools=SCHOOLS)
    assert again.is_nothing
    assert again.tallies == {"School": Tally(unchanged=2)}


def test_a_changed_cell_is_one_update() -> None:
    assert tallies(graph_of(schools=SCHOOLS), schools=SCHOOLS.replace("200", "201")) == {
        "School": Tally(updated=1, unchanged=1)
    }


def test_a_new_row_is_created_and_a_row_that_is_gone_stays_in_the_graph() -> None:
    after = loaded(graph_of(schools=SCHOOLS), schools="name,roll\nTauira Bush,30\n")
    assert after.kinds["School"]["id"].to_list() == ["tauira-bush", "tauira-flats", "tauira-hill"]


def test_an_emptied_cell_takes_the_value_away() -> None:
    after = loaded(graph_of(schools=SCHOOLS), schools="name,roll\nTauira Hill,\n")
    assert after.kinds["School"]["roll"].to_list() == [200, None]


def test_a_column_that_the_sheet_does_not_have_stays_as_it_is() -> None:
    after = loaded(graph_of(schools=SCHOOLS), schools="name,region\nTauira Hill,North\n")
    assert after.kinds["School"].select("id", "region", "roll").rows() == [
        ("tauira-flats", None, 200),
        ("tauira-hill", "North", 100),
    ]


def test_a_changed_date_of_a_membership_is_an_update_of_it() -> None:
    sheets = {"schools": SCHOOLS, "networks": LCN, "memberships": "member,network,since\nTauira Hill,LCN,2024-02-05\n"}
    found = tallies(graph_of(**sheets), memberships="member,network,since\nTauira Hill,LCN,2024-02-06\n")
    assert found == {"MEMBER_OF": Tally(updated=1)}


def member(headings: str, *rows: str) -> str:
    return "\n".join([f"member,network{headings}", *(f"Tauira Hill,LCN{row}" for row in rows)]) + "\n"


def with_membership(headings: str, *rows: str) -> GraphTables:
    return graph_of(schools=SCHOOLS, networks=LCN, memberships=member(headings, *rows))


def test_dates_of_memberships_stay_when_a_sheet_without_dates_is_loaded() -> None:
    existing = with_membership(",since,until", ",2024-02-05,2025-12-19", ",2026-02-02,")
    again = changes(existing, memberships=member("", ""))
    assert again.is_nothing
    assert again.tallies == {"MEMBER_OF": Tally(unchanged=1)}


def test_an_until_stays_when_a_sheet_with_since_alone_is_loaded() -> None:
    existing = with_membership(",since,until", ",2024-02-05,2025-12-19")
    assert changes(existing, memberships=member(",since", ",2024-02-05")).is_nothing
    after = loaded(existing, memberships=member(",since", ",2024-02-06"))
    assert memberships(after) == [("school:tauira-hill", date(2024, 2, 6), date(2025, 12, 19))]


def test_of_several_spells_the_one_that_a_sheet_names_by_its_since_keeps_its_until() -> None:
    existing = with_membership(",since,until", ",2020-02-03,2021-12-17", ",2024-02-05,2025-12-19")
    after = loaded(existing, memberships=member(",since", ",2024-02-05"))
    assert memberships(after) == [("school:tauira-hill", date(2024, 2, 5), date(2025, 12, 19))]


def test_a_spell_that_a_sheet_leaves_out_is_over_and_a_new_one_begins() -> None:
    existing = with_membership(",since,until", ",2020-02-03,2021-12-17")
    after = loaded(existing, memberships=member(",since,until", ",2024-02-05,"))
    assert memberships(after) == [("school:tauira-hill", date(2024, 2, 5), None)]


def test_a_pair_that_a_sheet_does_not_name_keeps_its_relationship() -> None:
    existing = with_membership(",since", ",2020-02-03")
    after = loaded(existing, memberships="member,network,since\nTauira Flats,LCN,2026-02-02\n")
    assert [start for start, *_ in memberships(after)] == ["school:tauira-flats", "school:tauira-hill"]


def test_a_role_is_where_its_row_says_and_nowhere_else() -> None:
    existing = graph_of(schools=SCHOOLS, roles="id,name,at\nr1,Lead,Tauira Hill\n")
    moved = changes(existing, roles="id,name,at\nr1,Lead,Tauira Flats\n")
    assert moved.tallies == {"Role": Tally(updated=1), "AT": Tally(created=1, removed=1)}
    assert applied(existing, moved).relationships["AT"].rows() == [("role:r1", "school:tauira-flats")]


def test_a_role_whose_sheet_does_not_say_where_stays_where_it_is() -> None:
    existing = graph_of(schools=SCHOOLS, roles="id,name,at\nr1,Lead,Tauira Hill\n")
    assert loaded(existing, roles="id,name,group\nr1,Lead,leader\n").relationships["AT"].rows() == [
        ("role:r1", "school:tauira-hill")
    ]


def test_someone_taken_out_of_the_participants_did_not_take_part() -> None:
    sheets = {
        "people": "name\nAna\nBo\nCy\n",
        "interactions": "id,date,practice,participants\nv1,2026-03-12,school visit,Ana;Bo;Cy\n",
    }
    found = changes(
        graph_of(**sheets), interactions="id,date,practice,participants\nv1,2026-03-12,school visit,Ana;Bo\n"
    )
    assert found.tallies["Interaction"] == Tally(updated=1)
    assert found.tallies["TOOK_PART"] == Tally(unchanged=2, removed=1)


def test_the_tally_counts_pairs_and_not_spells() -> None:
    existing = with_membership(",since,until", ",2020-02-03,2021-12-17", ",2024-02-05,2025-12-19")
    assert tallies(GraphTables.of(), schools=SCHOOLS, networks=LCN, memberships=member("", ""))["MEMBER_OF"] == Tally(
        created=1
    )
    assert tallies(existing, memberships=member(",since,until", ",2020-02-03,2021-12-17"))["MEMBER_OF"] == Tally(
        updated=1
    )


# ------------------------------------------------------------------------------------ any sheets at all

NAMES = ["Ana", "āna", "Bo", "Kāhu", "O'Neil", "<b>Di</b>", "Fa 🌱", "例"]
PLACES = ["Tauira Hill", "Tauira Flats", "Tauira Bush"]
NETWORKS = ["LCN", "Kāhui Ako"]
DATES = ["", "2024-02-05", "2025-03-06", "2026-04-07"]


World = dict[str, list[dict[str, str]]]


def rows(by: tuple[str, ...], **cells: st.SearchStrategy[str]) -> st.SearchStrategy[list[dict[str, str]]]:
    """Rows of a sheet, no two of them alike in what they are told apart ``by``."""
    row = st.fixed_dictionaries(cells).filter(lambda row: not row.get("until") or row["until"] >= row["since"])
    return st.lists(row, min_size=1, max_size=5, unique_by=lambda row: tuple(fold(row[heading]) for heading in by))


def people() -> st.SearchStrategy[list[dict[str, str]]]:
    row = st.fixed_dictionaries({"id": st.sampled_from(["", "", "p1", "p2", "ana"]), "name": st.sampled_from(NAMES)})
    return st.lists(
        row, min_size=1, max_size=5, unique_by=(lambda row: fold(row["name"]), lambda row: row["id"] or row["name"])
    )


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Sheets that refer to nothing that is not in them; now and then a column is not there."""
    day, network, place = st.sampled_from(DATES), st.sampled_from(["", *NETWORKS]), st.sampled_from(PLACES)
    participants = st.sets(place, min_size=2).map(lambda places: "; ".join(sorted(places)))
    world = {
        "people": draw(people()),
        "schools": [{"name": name, "region": draw(st.sampled_from(["", "North", "South"]))} for name in PLACES],
        "networks": [{"name": name} for name in NETWORKS],
        "memberships": draw(
            rows(("member", "network"), member=place, network=st.sampled_from(NETWORKS), since=day, until=day)
        ),
        "goals": draw(
            rows(("name", "network"), name=st.sampled_from(["Writing", "Maths"]), network=network, since=day)
        ),
        "roles": draw(
            rows(
                ("name", "at"),
                name=st.sampled_from(["Lead", "Principal"]),
                at=place,
                purpose=st.sampled_from(["", "x"]),
            )
        ),
        "interactions": draw(
            rows(
                ("date", "practice", "network", "participants"),
                date=st.sampled_from(DATES[1:]),
                practice=st.sampled_from(["school visit", "co-teaching"]),
                network=network,
                note=st.sampled_from(["", "a note"]),
                participants=participants,
            )
        ),
    }
    for sheet, column in [
        ("memberships", "since"),
        ("memberships", "until"),
        ("goals", "since"),
        ("roles", "purpose"),
        ("schools", "region"),
    ]:
        if draw(st.integers(0, 3)) == 0:
            world[sheet] = [
                {heading: cell for heading, cell in row.items() if heading != column} for row in world[sheet]
            ]
    return world


def loaded_or_none(existing: GraphTables, world: World) -> GraphTables | None:
    try:
        return loaded(existing, **world)
    except BadSheets:
        return None


def some_graph(world: World) -> GraphTables:
    return loaded_or_none(GraphTables.of(), world) or GraphTables.of()


@pytest.mark.slow
@settings(max_examples=60)
@given(worlds(), worlds())
def test_any_sheets_again_change_nothing(before: World, world: World) -> None:
    after = loaded_or_none(some_graph(before), world)
    assume(after is not None)
    assert after is not None
    again = changes(after, **world)
    assert again.is_nothing
    assert all(tally == Tally(unchanged=tally.unchanged) for tally in again.tallies.values())


@pytest.mark.slow
@settings(max_examples=60)
@given(worlds(), worlds(), st.integers())
def test_the_order_of_rows_changes_nothing(before: World, world: World, seed: int) -> None:
    existing = some_graph(before)
    shuffled = {name: Random(seed).sample(sheet, len(sheet)) for name, sheet in world.items()}
    one, other = loaded_or_none(existing, world), loaded_or_none(existing, shuffled)
    assert (one is None) == (other is None)
    if one is not None and other is not None:
        assert_same_graph(one, other)


@pytest.mark.slow
@settings(max_examples=60)
@given(worlds(), worlds())
def test_the_graph_says_what_the_sheets_say_and_nothing_else_changes(before: World, world: World) -> None:
    existing = some_graph(before)
    after = loaded_or_none(existing, world)
    assume(after is not None)
    assert after is not None
    records = records_of(existing, **world)
    for label, told in records.tables.kinds.items():
        columns = ["id", *records.columns.get(label, ())]
        assert_frame_equal(after.kinds[label].join(told, on="id", how="semi").select(columns), told.select(columns))
        unsaid = ["id", *(column for column in told.columns if column not in columns)]
        both = existing.kinds[label].join(told, on="id", how="semi").select(unsaid)
        assert_frame_equal(after.kinds[label].join(both, on="id", how="semi").select(unsaid), both)
        assert_frame_equal(
            after.kinds[label].join(told, on="id", how="anti"), existing.kinds[label].join(told, on="id", how="anti")
        )
    for type, told in records.tables.relationships.items():
        owned = {(owner,) for owner in records.owners.get(type, ())} | set(told.select(ENDS).rows())
        said = [*ENDS, *records.columns.get(type, ())]

        def is_owned(row: dict[str, str], owned: set[tuple[str, ...]] = owned) -> bool:
            return not owned.isdisjoint({(row["start"], row["end"]), (row["start"],), (row["end"],)})

        now = [row for row in after.relationships[type].to_dicts() if is_owned(row)]
        assert {tuple(row[c] for c in said) for row in now} == set(told.select(said).rows())
        rest = [row for row in after.relationships[type].to_dicts() if not is_owned(row)]
        assert rest == [row for row in existing.relationships[type].to_dicts() if not is_owned(row)]


# ------------------------------------------------------------------------------- fields of a cluster's own

FIELDS = "kind,name,type\nschool,sector,text\nschool,decile,number\n"


def fields_of_schools(tables: GraphTables) -> dict[str, dict[str, str]]:
    return {id: values_in(extra) for id, extra in tables.kinds["School"].select("id", "extra").iter_rows()}


def test_a_field_that_the_sheet_does_not_have_keeps_its_values() -> None:
    before = graph_of(fields=FIELDS, schools="name,sector,decile\nHill,state,3\nFlats,private,4\n")
    after = loaded(before, schools="name,Decile\nHill,5\nFlats,\n")
    assert fields_of_schools(after) == {"hill": {"sector": "state", "decile": "5"}, "flats": {"sector": "private"}}


def test_a_sheet_without_columns_of_fields_leaves_them_alone() -> None:
    before = graph_of(fields=FIELDS, schools="name,sector\nHill,state\n")
    assert fields_of_schools(loaded(before, schools="name,roll\nHill,12\n")) == {"hill": {"sector": "state"}}


def test_the_same_values_again_change_nothing() -> None:
    sheets = {"fields": FIELDS, "schools": "name,sector,decile\nHill,state,3\n"}
    before = graph_of(**sheets)
    assert changes(before, **sheets).is_nothing
    assert changes(before, schools="name,decile\nHill,3.0\n").is_nothing


def test_a_new_value_of_a_field_is_one_update() -> None:
    before = graph_of(fields=FIELDS, schools="name,sector\nHill,state\nFlats,state\n")
    assert tallies(before, schools="name,sector\nHill,private\nFlats,state\n") == {
        "School": Tally(updated=1, unchanged=1)
    }
