"""What a viewer sees of any network: nothing outside their own networks, and no name, note or private value that they
may not see, whatever column it is in."""

import subprocess
import sys
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from networks import ORGANISATIONS, demo_snapshot, snapshot_of
from polars.testing import assert_frame_equal

from graphmap.access.roles import ROLES
from graphmap.access.seen import seen_by, sight_of
from graphmap.access.viewer import ON_THIS_COMPUTER, Viewer
from graphmap.graph.snapshot import Snapshot
from graphmap.graph.ties import ties
from graphmap.health.health import health
from graphmap.sheets.fields import values_in
from graphmap.tables import GraphTables, kind_table, relationship_table

SECRET = b"k" * 32
DAY = date(2026, 3, 2)
VIEWERS = [Viewer("a@b.nz", "A", role.name) for role in ROLES]
NAMELESS = [viewer for viewer in VIEWERS if not viewer.may("names")]


def everything_in(snapshot: Snapshot) -> str:
    """All that is in the tables of a snapshot, as one text."""
    tables = {**snapshot.tables.kinds, **snapshot.tables.relationships}
    return "\n".join(table.write_csv() for table in tables.values()).casefold()


# ------------------------------------------------------------------------------------- random networks


@dataclass(frozen=True)
class Drawn:
    """A network, with the facts that it was made from."""

    snapshot: Snapshot = field(repr=False)
    members: frozenset[tuple[str, str]]
    places: dict[str, str]
    held: dict[str, list[tuple[str, date | None]]]
    events: dict[str, tuple[str, frozenset[str]]]


def person(number: int) -> str:
    return f"person:qid{number}"


@st.composite
def networks(draw: st.DrawFn) -> Drawn:
    """A network whose ids, role names, goals, notes and fields all name people."""
    numbers = [range(draw(st.integers(1, most))) for most in (3, 4, 5, 6)]
    nets, schools, people, happened = numbers
    name = {number: f"Āqf{number} Zōl{number}" for number in people}
    some = st.sets(
        st.sampled_from([person(each) for each in people] + [f"school:s{each}" for each in schools]), min_size=2
    )
    members = frozenset((f"school:s{s}", f"network:n{n}") for s in schools for n in nets if draw(st.booleans()))
    ends = [f"school:s{each}" for each in schools] + [f"network:n{each}" for each in nets]
    places = {f"role:r{each}-aqf{each}-zol{each}": draw(st.sampled_from(ends)) for each in people}
    until = st.sampled_from([None, DAY - timedelta(9), DAY + timedelta(9)])
    held = {
        person(each): [(role, draw(until)) for role in draw(st.sets(st.sampled_from(sorted(places)), max_size=2))]
        for each in people
    }
    events = {
        f"interaction:i{each}-aqf0": (
            draw(st.sampled_from(["", *(f"network:n{n}" for n in nets)])),
            draw(some.map(frozenset)),
        )
        for each in happened
    }
    whose = draw(st.sampled_from(people))
    extra = f'{{"secret":"Prv{whose}","open":"Ask {name[whose].upper()}","nick":"Nik{whose}"}}'
    tables = GraphTables.of(
        {
            "Network": kind_table(
                "Network", [{"id": f"n{n}", "name": f"Nwk{n} Cluster", "origin": "sport: Onote"} for n in nets]
            ),
            "School": kind_table(
                "School", [{"id": f"s{s}", "name": f"Sch{s} School", "extra": extra} for s in schools]
            ),
            "Person": kind_table("Person", [{"id": f"qid{p}", "name": name[p], "extra": extra} for p in people]),
            "Role": kind_table(
                "Role",
                [
                    {"id": f"r{p}-aqf{p}-zol{p}", "name": f"Acting for aqf{p}  ZOL{p}", "purpose": "Pnote"}
                    for p in people
                ],
            ),
            "Goal": kind_table(
                "Goal",
                [
                    {"id": f"g{n}", "name": f"As {name[whose]} of Nwk{n} Cluster asked", "evidence": "Enote"}
                    for n in nets
                ],
            ),
            "Interaction": kind_table(
                "Interaction",
                [
                    {
                        "id": key.partition(":")[2],
                        "date": DAY,
                        "practice": "school visit",
                        "depth": 1,
                        "note": f"Inote{key[13]} {name[whose]}",
                        "source": "from-aqf0.csv",
                    }
                    for key in events
                ],
            ),
            "Field": kind_table(
                "Field",
                [
                    {"id": f"{kind}-{field}", "kind": kind, "name": field, "type": "text", "private": private}
                    for kind in ("school", "person")
                    for field, private in (("secret", "yes"), ("open", "no"), ("nick", None))
                ],
            ),
        },
        {
            "MEMBER_OF": relationship_table("MEMBER_OF", [{"start": s, "end": n} for s, n in members]),
            "AT": relationship_table("AT", [{"start": role, "end": place} for role, place in places.items()]),
            "HOLDS": relationship_table(
                "HOLDS",
                [{"start": who, "end": role, "until": end} for who, rows in held.items() for role, end in rows],
            ),
            "PURSUES": relationship_table("PURSUES", [{"start": f"network:n{n}", "end": f"goal:g{n}"} for n in nets]),
            "TOOK_PART": relationship_table(
                "TOOK_PART", [{"start": who, "end": key} for key, (_, all) in events.items() for who in all]
            ),
            "WITHIN": relationship_table(
                "WITHIN", [{"start": key, "end": within} for key, (within, _) in events.items() if within]
            ),
        },
    )
    return Drawn(Snapshot(tables), members, places, held, events)


def seen_people(drawn: Drawn, own: set[str]) -> set[str]:
    """The people in these networks, one by one: those with a role in them, and those who took part."""
    inside = own | {school for school, network in drawn.members if network in own}
    staff = {who for who, rows in drawn.held.items() if any(drawn.places[role] in inside for role, _ in rows)}
    there = inside | staff
    return staff | {
        who
        for within, all in drawn.events.values()
        if within in own or (not within and all <= there)
        for who in all
        if who.startswith("person:")
    }


@st.composite
def looks(draw: st.DrawFn, least: int = 0) -> tuple[Drawn, Viewer]:
    """A network, and somebody of any role who looks at all of it or at some of its networks."""
    drawn = draw(networks())
    ids = drawn.snapshot.tables.kinds["Network"]["id"].to_list()
    return drawn, Viewer(
        "", "", draw(st.sampled_from(ROLES)).name, tuple(draw(st.sets(st.sampled_from(ids), min_size=least)))
    )


# ---------------------------------------------------------------------------------------- nothing leaks


@given(looks())
def test_nothing_that_a_viewer_may_not_see_is_anywhere_in_what_they_see(look: tuple[Drawn, Viewer]) -> None:
    drawn, viewer = look
    text = everything_in(seen_by(drawn.snapshot, viewer, SECRET))
    everybody = {f"person:{id}" for id in drawn.snapshot.tables.kinds["Person"]["id"]}
    own = {f"network:{id}" for id in viewer.networks}
    shown = (seen_people(drawn, own) if own else everybody) if viewer.may("names") else set()
    for number in (key.removeprefix("person:qid") for key in everybody - shown):
        assert f"āqf{number} " not in text
        assert f"aqf{number} " not in text
        assert f"qid{number}" not in text
    if not viewer.may("names"):
        assert "aqf" not in text
    if viewer.networks:
        shown_networks = {id for id in drawn.snapshot.tables.kinds["Network"]["id"] if f"nwk{id[1:]} " in text}
        assert shown_networks == set(viewer.networks)
    if not viewer.may("notes"):
        assert not any(note in text for note in ("pnote", "enote", "inote", "onote", "from-"))
    if not viewer.may("private"):
        assert "prv" not in text
        assert "secret" not in text


@pytest.mark.parametrize("viewer", NAMELESS, ids=lambda viewer: viewer.role)
def test_what_people_write_about_people_is_a_name_too(viewer: Viewer) -> None:
    fields = "kind,name,type,safe\nperson,nickname,text,no\nperson,years,number,no\nperson,phase,text,yes"
    people = "id,name,nickname,years,phase\nana,Ana Tama,Nan,7,primary"
    seen = seen_by(snapshot_of(fields=fields, people=people), viewer, SECRET)
    assert values_in(seen.tables.kinds["Person"]["extra"][0]) == {"phase": "primary", "years": "7"}


@given(looks(least=1))
@settings(max_examples=50)
def test_a_viewer_of_some_networks_sees_who_and_what_is_in_them(look: tuple[Drawn, Viewer]) -> None:
    drawn, viewer = look
    seen = seen_by(drawn.snapshot, replace(viewer, role="steward"), SECRET).tables
    own = {f"network:{id}" for id in viewer.networks}
    assert set(seen.keys("Person")) == seen_people(drawn, own)
    assert {(school, network) for school, network, *_ in seen.relationships["MEMBER_OF"].iter_rows()} == {
        (school, network) for school, network in drawn.members if network in own
    }
    assert {key for key, (network, _) in drawn.events.items() if network in own} <= set(seen.keys("Interaction"))
    assert {network for _, network in seen.relationships["WITHIN"].iter_rows()} <= own


@given(looks())
def test_what_is_seen_holds_together(look: tuple[Drawn, Viewer]) -> None:
    drawn, viewer = look
    seen = seen_by(drawn.snapshot, viewer, SECRET).tables
    keys = set().union(*(seen.keys(label) for label in seen.kinds))
    for table in seen.relationships.values():
        assert keys.issuperset(table["start"])
        assert keys.issuperset(table["end"])
    for label, table in seen.kinds.items():
        assert table.schema == drawn.snapshot.tables.kinds[label].schema
        assert table["id"].is_unique().all()


@given(networks())
@settings(max_examples=25)
def test_ties_between_organisations_are_the_same_without_names(drawn: Drawn) -> None:
    seen = seen_by(drawn.snapshot, NAMELESS[0], SECRET)
    assert_frame_equal(ties(seen, ORGANISATIONS), ties(drawn.snapshot, ORGANISATIONS))


@pytest.mark.parametrize("viewer", NAMELESS, ids=lambda viewer: viewer.role)
def test_ties_health_and_totals_of_the_demo_are_the_same_without_names(viewer: Viewer) -> None:
    whole = demo_snapshot()
    seen = seen_by(whole, viewer, SECRET)
    assert_frame_equal(ties(seen, ORGANISATIONS), ties(whole, ORGANISATIONS))
    assert {label: len(table) for label, table in seen.tables.kinds.items()} == {
        label: len(table) for label, table in whole.tables.kinds.items()
    }
    numbers = pl.selectors.numeric()
    assert_frame_equal(health(seen, ORGANISATIONS).select(numbers), health(whole, ORGANISATIONS).select(numbers))


RIGHTS = "person,why,told how,answer\nana,Because Ana agreed,letter,agreed"
AUTHORITY = "iwi,holder,uses,exports\ntauira,Te Rūnanga,Planning,no"


@pytest.mark.parametrize("viewer", [VIEWERS[0], VIEWERS[2]], ids=lambda viewer: viewer.role)
def test_what_people_agreed_is_private_and_what_an_iwi_allows_still_counts(viewer: Viewer) -> None:
    whole = snapshot_of(
        people="id,name\nana,Ana Tama", iwi="id,name\ntauira,Te Iwi", rights=RIGHTS, authority=AUTHORITY
    )
    seen = seen_by(whole, viewer, SECRET).tables
    assert seen.kinds["Rights"].is_empty()
    assert seen.relationships["RIGHTS_OF"].is_empty()
    assert seen.kinds["Authority"].select("holder", "uses", "exports").rows() == [(None, None, "no")]
    assert seen.relationships["AUTHORITY_OVER"]["end"].to_list() == ["iwi:tauira"]


# ------------------------------------------------------------------------------------ identity and codes


def test_a_steward_of_everything_and_whoever_is_at_this_computer_see_the_snapshot_itself() -> None:
    whole = demo_snapshot()
    assert seen_by(whole, Viewer("a@b.nz", "A", "steward"), SECRET) is whole
    assert seen_by(whole, Viewer("a@b.nz", "A", "coordinator"), SECRET) is whole
    assert seen_by(whole, ON_THIS_COMPUTER, b"") is whole


def test_what_is_cached_by_identity_is_shared_by_those_who_see_the_same_and_nobody_else() -> None:
    whole = demo_snapshot()
    network = whole.tables.kinds["Network"]["id"][0]
    viewers = [
        *(Viewer(login, "", role.name, some) for role in ROLES for some in ((), (network,)) for login in ("a", "b"))
    ]
    of_scope: dict[tuple[object, ...], set[str]] = {}
    for viewer in viewers:
        of_scope.setdefault(viewer.scope, set()).add(seen_by(whole, viewer, SECRET).identity)
    identities = [identity for found in of_scope.values() for identity in found]
    assert all(len(found) == 1 for found in of_scope.values())
    assert len(set(identities)) == len(of_scope)
    assert sum(identity == whole.identity for identity in identities) == 1


_PRINT_NAMES = """
import sys
sys.path.insert(0, "tests")
from networks import demo_snapshot
from graphmap.access.seen import seen_by
from graphmap.access.viewer import Viewer
print("\\n".join(sorted(seen_by(demo_snapshot(), Viewer("", "", "viewer"), b"k" * 32).tables.kinds["Person"]["name"])))
"""


def test_codes_are_the_same_in_another_process_and_other_with_another_secret() -> None:
    viewer = Viewer("", "", "viewer")
    here = sorted(seen_by(demo_snapshot(), viewer, SECRET).tables.kinds["Person"]["name"])
    there = subprocess.run([sys.executable, "-c", _PRINT_NAMES], capture_output=True, text=True, check=True).stdout
    assert there.splitlines() == here
    assert not set(here) & set(seen_by(demo_snapshot(), viewer, b"other" * 8).tables.kinds["Person"]["name"])


def test_people_are_their_last_role_the_place_and_a_code() -> None:
    names = seen_by(demo_snapshot(), Viewer("", "", "viewer"), SECRET).tables.kinds["Person"]["name"]
    assert names.is_unique().all()
    assert names.str.contains(r"^.+, .+ · [0-9A-F]{6}$").all()
    assert any(name.startswith("Principal, ") for name in names)


# ------------------------------------------------------------------------------------------ free text


def test_texts_lose_names_in_any_writing_and_parts_of_them() -> None:
    sight = sight_of(demo_snapshot(), Viewer("", "", "viewer"), SECRET)
    name = demo_snapshot().tables.kinds["Person"]["name"][1]
    first, last = name.split()
    code = sight.snapshot.names[sight.codes[demo_snapshot().tables.keys("Person")[1]]]
    assert sight.prose(f"{name.upper()} rang {first}\n{last}.") == f"{code} rang {code}."
    assert (
        sight.prose(f"{first} and Ms {last} came to Tauira Primary.") == "[name] and Ms [name] came to Tauira Primary."
    )
    assert sight.prose("") == ""


def test_texts_keep_the_names_of_those_who_are_seen() -> None:
    whole = demo_snapshot()
    assert sight_of(whole, Viewer("", "", "lead"), SECRET).prose("Ana Tama and Alison McCrane") == (
        "Ana Tama and Alison McCrane"
    )
