"""What stands out under a display, what is context and what is left out, on a chain with a side branch.

a ── b ── c ── d      e alone;  a–b shares, b–c inquires, c–d shares; x hangs on b by joint work
     └ x
"""

from dataclasses import replace
from datetime import date

import networkx as nx
import pytest
from networks import demo_graph, demo_snapshot, working_together

from graphmap.graph.choice import Choice, read_choice
from graphmap.graph.network_graph import graph_of
from graphmap.graph.snapshot import Snapshot
from graphmap.map.actor_facts import actor_facts_of
from graphmap.map.colouring import colouring
from graphmap.map.display import COLOUR_BY, Display
from graphmap.map.emphasis import Explored, explore, path_between, without_value
from graphmap.map.side_by_side import COMPARED, side_by_side
from graphmap.measures.measures import values_of

PEOPLE = read_choice("people")


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    return working_together(
        "2026-03-02 school visit: a b",
        "2026-03-03 evidence review: b c",
        "2026-03-04 school visit: c d",
        "2026-03-05 co-teaching: b x",
        staff={"a": "hill", "b": "hill", "c": "vale", "d": "vale", "x": "vale", "e": "vale"},
    )


@pytest.fixture(scope="module")
def graph(snapshot: Snapshot) -> nx.Graph:
    return graph_of(snapshot, PEOPLE)


def names(keys: object) -> str:
    return "".join(sorted(str(key).removeprefix("person:") for key in keys))  # type: ignore[attr-defined]


def ties(explored: Explored) -> set[str]:
    return {names(tie) for tie in explored.ties}


def person(name: str) -> str:
    return f"person:{name}"


def test_by_default_everything_stands_out(snapshot: Snapshot, graph: nx.Graph) -> None:
    explored = explore(snapshot, PEOPLE, graph, Display())
    assert (names(explored.shown), ties(explored)) == ("abcdex", {"ab", "bc", "cd", "bx"})
    assert not explored.has_context


@pytest.mark.parametrize(("steps", "shown"), [(1, "ab"), (2, "abcx"), (3, "abcdx")])
def test_the_focus_stands_out_with_those_so_many_steps_around(
    snapshot: Snapshot, graph: nx.Graph, steps: int, shown: str
) -> None:
    explored = explore(snapshot, PEOPLE, graph, Display(focus=person("a"), steps=steps))
    assert names(explored.shown) == shown
    assert explored.has_context
    assert set(explored.graph) == set(graph)


def test_a_path_stands_out_with_its_ties_alone(snapshot: Snapshot, graph: nx.Graph) -> None:
    explored = explore(snapshot, PEOPLE, graph, Display(path=(person("d"), person("a"))))
    assert [names([key]) for key in explored.path] == ["d", "c", "b", "a"]
    assert ties(explored) == {"ab", "bc", "cd"}


def test_where_there_is_no_path_both_ends_stand_out(snapshot: Snapshot, graph: nx.Graph) -> None:
    explored = explore(snapshot, PEOPLE, graph, Display(path=(person("a"), person("e"))))
    assert (explored.path, names(explored.shown), ties(explored)) == ((), "ae", set())


def test_the_path_is_the_shortest_by_distance_not_by_steps() -> None:
    graph = nx.Graph()
    graph.add_edge("a", "b", distance=5.0)
    graph.add_edge("a", "c", distance=1.0)
    graph.add_edge("c", "b", distance=1.0)
    assert path_between(graph, "a", "b") == ("a", "c", "b")


def test_two_who_are_compared_stand_out_with_everyone_tied_to_either(snapshot: Snapshot, graph: nx.Graph) -> None:
    explored = explore(snapshot, PEOPLE, graph, Display(compare=(person("b"), person("d"))))
    assert (names(explored.shown), ties(explored)) == ("abcdx", {"ab", "bc", "bx", "cd"})


def test_who_is_hidden_is_gone_and_nothing_leads_through_them(snapshot: Snapshot, graph: nx.Graph) -> None:
    explored = explore(
        snapshot, PEOPLE, graph, Display(hidden=(person("b"), person("nobody")), path=(person("a"), person("d")))
    )
    assert explored.hidden == (person("b"),)
    assert names(explored.graph) == "acdex"
    assert explored.path == ()
    assert "person:b" in graph


def test_whom_the_display_names_and_the_window_lacks_is_missing_and_fades_nothing(
    snapshot: Snapshot, graph: nx.Graph
) -> None:
    explored = explore(snapshot, PEOPLE, graph, Display(focus=person("nobody")))
    assert explored.missing == (person("nobody"),)
    assert not explored.has_context


# ------------------------------------------------------------------------------------------ the legend


def test_an_entry_of_depth_keeps_the_ties_settled_there_and_their_ends() -> None:
    snapshot = working_together(
        *["2026-03-02 school visit: a b"] * 9, "2026-03-02 co-teaching: a b", *["2026-03-02 co-teaching: b c"] * 2
    )
    graph = graph_of(snapshot, PEOPLE)
    assert ties(explore(snapshot, PEOPLE, graph, Display(only=("depth:4",)))) == {"bc"}
    explored = explore(snapshot, PEOPLE, graph, Display(only=("depth:1",)))
    assert (names(explored.shown), ties(explored)) == ("ab", {"ab"})


def test_a_tie_of_one_event_is_kept_as_one_event_and_not_by_a_depth(snapshot: Snapshot, graph: nx.Graph) -> None:
    assert ties(explore(snapshot, PEOPLE, graph, Display(only=("depth:3", "depth:4")))) == set()
    assert len(ties(explore(snapshot, PEOPLE, graph, Display(only=("standing:one event",))))) == 4


def test_depths_and_standings_narrow_each_other() -> None:
    deep = ["2026-03-02 co-teaching: b c"] * 2
    snapshot = working_together(
        *["2026-03-02 school visit: a b"] * 9,
        "2026-03-02 co-teaching: a b",
        *["2026-03-02 school visit: c d"] * 2,
        *deep,
    )
    graph = graph_of(snapshot, PEOPLE)
    assert ties(explore(snapshot, PEOPLE, graph, Display(only=("depth:1", "standing:beginning")))) == {"ab"}
    assert ties(explore(snapshot, PEOPLE, graph, Display(only=("depth:4", "standing:beginning")))) == set()


def test_entries_of_one_sort_add_up_and_each_sort_narrows_the_others(snapshot: Snapshot) -> None:
    graph = demo_graph(Choice())
    demo = demo_snapshot()
    kinds = explore(demo, Choice(), graph, Display(only=("kind:Iwi", "kind:CommunityPartner")))
    assert {key.partition(":")[0] for key in kinds.shown} == {"iwi", "partner"}
    both = explore(demo, Choice(), graph, Display(only=("kind:School", "network:tauira-rural-schools")))
    assert both.shown
    assert both.shown < explore(demo, Choice(), graph, Display(only=("kind:School",))).shown
    assert all(one in both.shown and other in both.shown for one, other in both.ties)


@pytest.mark.parametrize(
    ("entry", "shown"), [("degree:3", "b"), ("degree:2..3", "bc"), ("degree:0", "e"), ("degree:x..y", "")]
)
def test_an_entry_of_a_measure_is_a_value_or_a_range(
    snapshot: Snapshot, graph: nx.Graph, entry: str, shown: str
) -> None:
    assert names(explore(snapshot, PEOPLE, graph, Display(only=(entry,))).shown) == shown


def test_an_entry_keeps_whom_the_legend_counts_even_where_somebody_is_hidden(
    snapshot: Snapshot, graph: nx.Graph
) -> None:
    explored = explore(snapshot, PEOPLE, graph, Display(only=("degree:3", "degree:2"), hidden=(person("b"),)))
    assert names(explored.shown) == "c", "c has two ties in the network, whatever of them is hidden."


@pytest.mark.parametrize("by", COLOUR_BY)
def test_every_entry_of_the_legend_keeps_as_many_as_it_counts(by: str) -> None:
    demo, choice, graph = demo_snapshot(), Choice(since=date(2026, 7, 1)), demo_graph(Choice(since=date(2026, 7, 1)))
    display = Display(colour_by=by)
    entries = colouring(graph, "light", display, actor_facts_of(demo, choice, graph, display)).entries
    kept = {
        entry.key: len(explore(demo, choice, graph, replace(display, only=(entry.key,))).shown) for entry in entries
    }
    assert kept == {entry.key: entry.count for entry in entries}


def test_who_has_no_value_is_counted(graph: nx.Graph) -> None:
    assert without_value(graph, values_of(graph, "deepest")) == (person("e"),)
    assert without_value(graph, values_of(graph, "constraint")) == (person("e"),)
    assert without_value(graph, values_of(graph, "degree")) == ()


# ---------------------------------------------------------------------------------------- side by side


def test_two_actors_side_by_side(graph: nx.Graph) -> None:
    compared = side_by_side(graph, person("a"), person("c"))
    assert names(compared.both) == "b"
    assert [names(only) for only in compared.only] == ["", "d"]
    assert not compared.tied
    assert compared.depths == {1: (1, 1), 3: (0, 1)}
    assert compared.measures["degree"] == (1, 2)
    assert set(compared.measures) == set(COMPARED)


def test_each_other_is_not_whom_two_share(graph: nx.Graph) -> None:
    compared = side_by_side(graph, person("a"), person("b"))
    assert compared.tied
    assert (names(compared.both), [names(only) for only in compared.only]) == ("", ["", "cx"])
