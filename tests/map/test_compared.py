"""Two periods on one map: how each change looks, without colour too."""

import networkx as nx

from graphmap.map.drawing.compared import draw_compared, legend_compared

KEYS = ("school:a", "school:b", "school:c", "school:d", "school:e")


def network(ties: dict[tuple[str, str], int]) -> nx.Graph:
    graph = nx.Graph(view="organisations")
    for key in KEYS:
        graph.add_node(key, name=key.removeprefix("school:").upper(), kind="School")
    for (one, other), depth in ties.items():
        about = {"weight": 1.0, "depth": depth, "interactions": 2, "only_sharing": depth < 2, "bridge": False}
        graph.add_edge(f"school:{one}", f"school:{other}", first="2025-02-01", last="2025-03-01", **about)
    return graph


BEFORE = network({("a", "b"): 1, ("b", "c"): 3, ("c", "d"): 1, ("a", "d"): 2})
AFTER = network({("a", "b"): 3, ("b", "c"): 1, ("a", "d"): 2, ("a", "e"): 1})
PLACES = {key: (100.0 * number, 0.0) for number, key in enumerate(KEYS)}


def test_each_change_has_its_own_pattern_as_well_as_its_colour() -> None:
    drawn = draw_compared(BEFORE, AFTER, PLACES, "light")
    looks = {
        edge["id"]: (edge["color"], str(edge["dashes"]), str(edge["arrows"]), edge["width"]) for edge in drawn.edges
    }
    assert len(looks) == len(set(looks.values())) == 5
    assert len({look[1:] for look in looks.values()}) == 5


def test_an_actor_without_a_record_has_a_question_mark() -> None:
    drawn = draw_compared(BEFORE, AFTER, PLACES, "light", unrecorded={"school:c"})
    labels = {node["id"]: node["label"] for node in drawn.nodes}
    assert labels["school:c"] == "C ?"
    assert labels["school:a"] == "A"


def test_the_legend_counts_the_ties_by_change() -> None:
    ((_, lines),) = legend_compared(BEFORE, AFTER, "light").lines
    assert {line.label: line.count for line in lines} == {
        "New": 1,
        "Gone": 1,
        "Deeper": 1,
        "Shallower": 1,
        "As before": 1,
    }
