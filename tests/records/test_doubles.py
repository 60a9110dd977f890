import polars as pl
import pytest
from sheet_writing import graph_of

from graphmap.records.doubles import doubles, near
from graphmap.tables import GraphTables


def _schools(*names: str, **columns: list[str]) -> GraphTables:
    rows = [{"id": f"s{number}", "name": name} for number, name in enumerate(names)]
    for heading, values in columns.items():
        rows = [{**row, heading: value} for row, value in zip(rows, values, strict=True)]
    return graph_of(schools=rows)


def _staff(*staff: str) -> GraphTables:
    """People as ``Wiremu Pene at Hill``, each with a role there."""
    listed = [text.partition(" at ")[::2] for text in staff]
    places = sorted({place for _name, place in listed if place})
    return graph_of(
        schools=[{"id": place.lower(), "name": f"{place} School"} for place in places] or [{"id": "x", "name": "X"}],
        people=[{"id": f"p{number}", "name": name} for number, (name, _place) in enumerate(listed)],
        roles=[{"id": f"r{n}", "name": f"Role {n}", "at": place.lower()} for n, (_name, place) in enumerate(listed)],
        roles_held=[
            {"person": f"p{number}", "role": f"r{number}"} for number, (_name, place) in enumerate(listed) if place
        ],
    )


def _found(tables: GraphTables) -> set[tuple[str, str]]:
    return set(doubles(tables).select("key", "other").iter_rows())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ōtūmoetai Primary School", "Otumoetai School"),
        ("St Mary's School", "Saint Marys Sch."),
        ("Mt Tauira Intermediate", "Mount Tauira Int"),
        ("TKKM o Tauira", "Te Kura Kaupapa Māori o Tauira"),
        ("Tauira High School", "Tauira HS"),
        ("Whakatauira School", "Whakatuaira Shcool"),
        ("Tauira Bay School", "Tauiira Bay Kura"),
        ("KingsGate School", "Kings Gate School"),
        ("Te Puru School (Thames)", "Te Puru School Thames"),
    ],
)
def test_two_spellings_of_one_school_are_doubles(one: str, other: str) -> None:
    assert _found(_schools(one, other, "Somewhere Else School")) == {("school:s0", "school:s1")}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tauira Primary School", "Tauira Intermediate"),
        ("Tauira School", "Tauira College"),
        ("Tauira School", "TKKM o Tauira"),
        ("Tauira North School", "Tauira South School"),
        ("Upper Tauira School", "Tauira School"),
        ("Tauira Boys' High School", "Tauira Girls' High School"),
        ("St Mary's School (Gore)", "St Mary's School (Levin)"),
        ("Tauira Hill School", "Tauira Flats School"),
    ],
)
def test_two_schools_with_names_alike_are_no_doubles(one: str, other: str) -> None:
    assert not _found(_schools(one, other, "Somewhere Else School"))


def test_schools_of_one_name_in_two_regions_are_no_doubles() -> None:
    assert _found(_schools("St Mary's School", "Saint Marys School", region=["Otago Region", "Otago Region"]))
    assert not _found(_schools("St Mary's School", "Saint Marys School", region=["Otago Region", "Waikato Region"]))


def test_schools_of_one_name_far_apart_are_no_doubles() -> None:
    places = {"latitude": ["-36.85", "-46.41"], "longitude": ["174.76", "168.35"]}
    assert not _found(_schools("Waihopai School", "Waihopai School", **places))


@pytest.mark.parametrize(
    "other",
    [
        *("Wiremu Pēne", "Pene, Wiremu", "W. Pene", "Bill Pene", "Mr Wiremu Pene", "Wiremu T Pene", "Wirmeu Pene"),
        "Pene Wiremu",
    ],
)
def test_two_spellings_of_somebody_at_one_school_are_doubles(other: str) -> None:
    tables = _staff("Wiremu Pene at Hill", f"{other} at Hill", "Aroha Ngata at Hill", "Ana Walker at Flats")
    assert _found(tables) == {("person:p0", "person:p1")}


def test_relatives_at_one_school_are_no_doubles() -> None:
    assert not _found(_staff("Wiremu Pene at Hill", "Aroha Pene at Hill", "Anahera Pene at Hill"))


def test_an_initial_at_another_school_is_somebody_else() -> None:
    assert not _found(_staff("Wiremu Pene at Hill", "W Pene at Flats"))


def test_an_initial_that_two_share_is_no_double_of_either() -> None:
    assert not _found(_staff("Wiremu Pene at Hill", "Whetu Pene at Hill", "W Pene at Hill"))


def test_two_who_took_part_in_one_interaction_are_no_doubles() -> None:
    people = [{"id": "a", "name": "Ana Walker"}, {"id": "b", "name": "Ana Walker"}]
    visit = [{"id": "1", "date": "2026-03-02", "practice": "school visit", "participants": "a; b"}]
    assert _found(graph_of(people=people))
    assert not _found(graph_of(people=people, interactions=visit))


def test_roles_of_one_name_are_doubles_at_one_place_only() -> None:
    roles = [
        {"id": "a", "name": "Deputy principal", "at": "hill"},
        {"id": "b", "name": "Deputy Princpal", "at": "hill"},
    ]
    schools = [{"id": "hill", "name": "Hill School"}, {"id": "flats", "name": "Flats School"}]
    assert _found(graph_of(schools=schools, roles=roles)) == {("role:a", "role:b")}
    assert not _found(graph_of(schools=schools, roles=[roles[0], {**roles[1], "at": "flats"}]))
    teachers = [{**role, "name": f"Teacher, Year {n}"} for n, role in enumerate(roles, 4)]
    assert not _found(graph_of(schools=schools, roles=teachers))
    classes = [{**roles[0], "name": "Teacher"}, {**roles[1], "name": "Teacher (second class)"}]
    assert not _found(graph_of(schools=schools, roles=classes))


def test_partners_iwi_and_networks_are_searched_too() -> None:
    tables = graph_of(
        partners=[{"id": "a", "name": "Tauira District Library"}, {"id": "b", "name": "Tauira District Libary"}],
        iwi=[{"id": "a", "name": "Ngāti Tauira"}, {"id": "b", "name": "Ngati Tauira"}],
        networks=[{"id": "a", "name": "Kāhui Ako o Tauira"}, {"id": "b", "name": "Kahui Ako o Tauria"}],
    )
    assert {key.partition(":")[0] for key, _other in _found(tables)} == {"partner", "iwi", "network"}


def test_a_pair_that_somebody_keeps_apart_is_not_listed() -> None:
    tables = _schools("Whakatauira School", "Whakatuaira School")
    assert doubles(tables, apart=[("school:s1", "school:s0")]).is_empty()


def test_why_is_in_words() -> None:
    tables = _staff("Wiremu Pene at Hill", "W Pene at Hill")
    assert doubles(tables)["why"].to_list() == ["one has only an initial; both at Hill School"]


def test_the_likeliest_comes_first_whatever_the_order_of_the_rows() -> None:
    tables = _schools("Whakatauira School", "Whakatuaira School", "Ōpārara School", "Oparara School")
    found = doubles(tables)
    assert found["score"].is_sorted(descending=True)
    turned = GraphTables.of({"School": tables.kinds["School"].reverse()})
    pairs = {frozenset(pair) for pair in doubles(turned).select("key", "other").iter_rows()}
    assert pairs == {frozenset(pair) for pair in found.select("key", "other").iter_rows()}


@pytest.mark.parametrize("name", ["", "   ", "()", "🙂", "=1+1", "<script>", "ʻ", "x" * 3000, "St", "A", "小学校"])
def test_strange_names_are_compared_like_others(name: str) -> None:
    tables = GraphTables.of({"School": pl.concat([_schools("Hill School", "Flats School").kinds["School"]])})
    assert near(name, "School", tables).is_empty()
    people = _staff("Ana Walker at Hill")
    assert near(name, "Person", people).is_empty()


def test_a_typed_name_is_found_likeliest_first_with_where_it_is() -> None:
    tables = _staff("Wiremu Pene at Hill", "Wiremu Penee at Flats", "Ana Walker at Hill")
    assert near("Wirimu Pene", "Person", tables, at="school:hill")["key"].to_list() == ["person:p0"]
    assert near("wiremu pene", "Person", tables)["key"][0] == "person:p0"
    assert near("Somebody Else", "Person", tables).is_empty()


def test_nothing_is_found_in_an_empty_graph() -> None:
    assert doubles(GraphTables.of()).is_empty()
    assert near("Hill School", "School", GraphTables.of()).is_empty()
