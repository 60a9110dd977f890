"""What the colour of each mark stands for."""

import networkx as nx
import pytest
from networks import ORGANISATIONS, demo_graph

from graphmap.map import visual_language
from graphmap.map.actor_facts import ActorFacts
from graphmap.map.colouring import Colouring, colouring
from graphmap.map.display import NONE, SEVERAL, Display


def actors(*ids: str) -> nx.Graph:
    graph = nx.Graph(view="people")
    graph.add_nodes_from((f"person:{id}", {"name": id.capitalize(), "kind": "Person"}) for id in ids)
    return graph


def told(found: Colouring) -> list[tuple[str, str, int]]:
    return [(entry.key, entry.label, entry.count) for entry in found.entries]


def by(measure: str, values: dict[str, object], *more: str) -> Colouring:
    graph = actors(*values, *more)
    return colouring(
        graph,
        "light",
        Display(colour_by=measure),
        ActorFacts(values={measure: {f"person:{id}": value for id, value in values.items()}}),
    )


def test_kinds_have_their_colours_and_are_counted() -> None:
    found = colouring(demo_graph(ORGANISATIONS), "light")
    assert told(found) == [
        ("kind:School", "Schools", 12),
        ("kind:Iwi", "Iwi", 2),
        ("kind:CommunityPartner", "Partners", 6),
    ]
    assert [entry.colour for entry in found.entries] == [
        visual_language.KINDS[kind].colour for kind in ("School", "Iwi", "CommunityPartner")
    ]


def test_few_values_of_a_measure_are_an_entry_each_from_the_most_down() -> None:
    found = by("core", {"ana": 1, "bo": 3, "cy": 3})
    assert told(found) == [("core:3", "3", 2), ("core:1", "1", 1)]
    assert found.entry_of["person:bo"].colour == visual_language.AMOUNTS["light"][-1]
    assert found.entry_of["person:ana"].colour == visual_language.AMOUNTS["light"][0]


def test_many_values_are_put_into_classes_of_about_as_many_actors_each() -> None:
    found = by("degree", {f"p{number:02}": number for number in range(20)})
    assert told(found) == [
        ("degree:16..19", "16 to 19", 4),
        ("degree:12..15", "12 to 15", 4),
        ("degree:8..11", "8 to 11", 4),
        ("degree:4..7", "4 to 7", 4),
        ("degree:0..3", "0 to 3", 4),
    ]
    assert len({entry.colour for entry in found.entries}) == 5


def test_who_has_no_value_is_counted_and_looks_like_no_value() -> None:
    found = by("constraint", {"ana": 0.5}, "bo", "cy")
    assert told(found)[-1] == (f"constraint:{NONE}", "No value", 2)
    assert found.entries[-1].rim == visual_language.REST["light"]


def test_yes_and_no_are_words() -> None:
    assert [label for _, label, _ in told(by("cut", {"ana": True, "bo": False}))] == ["Yes", "No"]


def test_someone_in_two_networks_counts_for_both_and_looks_like_more_than_one() -> None:
    graph = actors("ana", "bo", "cy")
    networks = {"person:ana": ["network:hills"], "person:bo": ["network:hills", "network:flats"]}
    known = ActorFacts(networks=networks, names={"network:hills": "Hills", "network:flats": "Flats"})
    found = colouring(graph, "light", Display(colour_by="network"), known)
    assert told(found) == [
        ("network:hills", "Hills", 2),
        ("network:flats", "Flats", 1),
        (f"network:{SEVERAL}", "More than one network", 1),
        (f"network:{NONE}", "No network", 1),
    ]
    assert found.entry_of["person:bo"].key == f"network:{SEVERAL}"


def test_a_community_is_called_by_whoever_in_it_has_the_strongest_ties() -> None:
    graph = actors("ana", "bo", "cy")
    graph.add_edge("person:bo", "person:cy", weight=2.0)
    graph.add_edge("person:ana", "person:bo", weight=1.0)
    known = ActorFacts(values={"community": dict.fromkeys(graph, 1)})
    assert told(colouring(graph, "light", Display(colour_by="community"), known)) == [
        ("community:1", "Community 1, around Bo", 3)
    ]


def test_all_groups_are_listed_though_colours_end() -> None:
    ids = [f"p{number:02}" for number in range(30)]
    found = colouring(
        actors(*ids),
        "dark",
        Display(colour_by="region"),
        ActorFacts(regions={f"person:{id}": [f"Region {id}"] for id in ids}),
    )
    assert len(found.entries) == 30
    assert [entry.colour for entry in found.entries[:8]] == list(visual_language.GROUPS["dark"])
    assert {entry.rim for entry in found.entries[8:]} == {visual_language.REST["dark"]}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_an_entry_has_the_colour_that_was_chosen_for_it(theme: visual_language.Theme) -> None:
    display = Display(recoloured=(("kind:Iwi", "#123456"),))
    assert {entry.key: entry.colour for entry in colouring(demo_graph(ORGANISATIONS), theme, display).entries}[
        "kind:Iwi"
    ] == "#123456"


def test_nobody_has_no_entries() -> None:
    assert colouring(nx.Graph(), "light").entries == ()
