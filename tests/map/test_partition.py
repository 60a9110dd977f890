"""A graph that is too large to be drawn is divided into parts that open until they are small enough."""

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmap.language.words import ENGLISH
from graphmap.map.partition import MOST_PARTS, Part, divided, opened, part_told

NETWORKS = {f"person:{n}": (f"network:{n % 3}",) for n in range(24)}


def people(*groups: range, tied: bool = True) -> nx.Graph:
    """Groups of people, everybody in a group tied to everybody else in it, or nobody to anybody."""
    graph = nx.Graph()
    for group in groups:
        keys = [f"person:{n}" for n in group]
        graph.add_nodes_from((key, {"name": f"Name {int(key.split(':')[1]):03}"}) for key in keys)
        if tied:
            graph.add_edges_from(((a, b) for a in keys for b in keys if a < b), weight=1.0)
    return graph


def test_a_graph_that_is_small_enough_has_no_parts() -> None:
    graph = people(range(5))
    found = opened(graph, "network", {}, (), limit=5)
    assert (set(found.members), found.parts) == (set(graph), ())


def test_parts_are_networks_and_those_of_none() -> None:
    parts = divided(people(range(24), range(24, 26)), [f"person:{n}" for n in range(26)], "network", NETWORKS, limit=10)
    assert {part.key: len(part.members) for part in parts} == {
        "network:0": 8,
        "network:1": 8,
        "network:2": 8,
        "none": 2,
    }


def test_who_is_in_two_networks_is_in_both_parts() -> None:
    graph = people(range(4))
    networks = {
        "person:0": ("network:a", "network:b"),
        "person:1": ("network:a",),
        "person:2": ("network:b",),
        "person:3": ("network:b",),
    }
    parts = divided(graph, list(graph), "network", networks)
    assert [part.key for part in parts if "person:0" in part.members] == ["network:b", "network:a"]


def test_a_network_that_is_too_large_divides_into_communities() -> None:
    graph = people(range(8), range(8, 16), range(16, 18))
    networks = {f"person:{n}": ("network:a",) for n in range(16)}
    found = opened(graph, "network", networks, ("network:a",), limit=10)
    assert [len(part.members) for part in found.parts] == [8, 8]
    assert not opened(graph, "network", networks, ("network:a", found.parts[0].key), limit=10).parts


def test_a_community_is_found_by_any_of_its_actors() -> None:
    graph = people(range(8), range(8, 16))
    found = opened(graph, "community", {}, ("around:person:11",), limit=10)
    assert set(found.members) == {f"person:{n}" for n in range(8, 16)}


def test_those_without_a_tie_are_divided_by_name() -> None:
    graph = people(range(9), range(9, 34), tied=False)
    parts = opened(graph, "community", {}, (), limit=10).parts
    assert [(part.sort, len(part.members)) for part in parts] == [
        ("names", 9),
        ("names", 9),
        ("names", 9),
        ("names", 7),
    ]
    assert part_told(parts[0], dict(graph.nodes(data="name"))) == "Name 000 to Name 008"


def test_a_way_that_leads_nowhere_ends_where_it_can() -> None:
    graph = people(range(8), range(8, 16))
    found = opened(graph, "community", {}, ("network:gone", "around:person:1"), limit=10)
    assert found.is_lost
    assert found.trail == ()


def test_the_smallest_of_very_many_are_one_part() -> None:
    graph = people(*(range(2 * n, 2 * n + 2) for n in range(MOST_PARTS + 50)))
    parts = divided(graph, list(graph), "community", {}, limit=10)
    assert len(parts) == MOST_PARTS
    assert [len(part.members) for part in parts if part.sort == "rest"] == [102]


@given(st.lists(st.integers(1, 6), min_size=1, max_size=6), st.sampled_from(["network", "community"]), st.booleans())
def test_everybody_is_in_a_part_and_can_be_reached(sizes: list[int], by: str, tied: bool) -> None:
    starts = [sum(sizes[:n]) for n in range(len(sizes))]
    graph = people(*(range(start, start + size) for start, size in zip(starts, sizes, strict=True)), tied=tied)
    limit = 3
    reached: set[str] = set()
    ways: list[tuple[str, ...]] = [()]
    while ways:
        way = ways.pop()
        found = opened(graph, by, NETWORKS, way, limit)  # type: ignore[arg-type]
        assert not found.is_lost
        ways += [(*way, part.key) for part in found.parts]
        reached |= set() if found.parts else set(found.members)
        assert found.parts or len(found.members) <= limit
    assert reached == set(graph)


@pytest.mark.parametrize(
    ("part", "told"),
    [
        (Part("network", (), "network:1"), "Te Awa"),
        (Part("around", (), "person:1"), "Around Ana"),
        (Part("none", ()), "In no network"),
        (Part("alone", ()), "Without a tie"),
        (Part("rest", ()), "In smaller groups"),
    ],
)
def test_every_part_has_a_name(part: Part, told: str) -> None:
    assert part_told(part, {"network:1": "Te Awa", "person:1": "Ana"}, ENGLISH) == told
