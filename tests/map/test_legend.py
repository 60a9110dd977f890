"""The legend: everything on the map, with its count."""

from collections import Counter

from networks import ORGANISATIONS, STRUCTURE, demo_graph, working_together

from graphmap.graph.choice import Choice
from graphmap.graph.network_graph import graph_of
from graphmap.map import visual_language
from graphmap.map.actor_facts import ActorFacts, actor_facts_of
from graphmap.map.display import Display
from graphmap.map.drawing import draw
from graphmap.map.legend import legend_of, legend_of_everybody


def test_every_tie_is_counted_under_the_depth_it_has_settled_at_the_deepest_first() -> None:
    snapshot = working_together(
        *["2026-03-02 school visit: ana bo"] * 9,
        "2026-03-02 co-teaching: ana bo",
        *["2026-03-02 co-teaching: cy dee eru"] * 2,
    )
    (title, lines), _ = legend_of(graph_of(snapshot, Choice(view="people")), "light").lines
    assert title == "Settled depth"
    assert [(line.key, line.label, line.count) for line in lines] == [
        ("depth:4", "Joint work", 3),
        ("depth:1", "Sharing", 1),
    ]


def test_what_is_beginning_has_lapsed_or_is_one_event_is_counted_with_a_mark_of_its_own() -> None:
    snapshot = working_together(
        *["2026-03-02 school visit: ana bo"] * 9,
        "2026-03-02 co-teaching: ana bo",
        *["2024-03-02 co-teaching: cy dee"] * 2,
        "2026-03-02 school visit: cy eru",
    )
    _, (title, lines) = legend_of(graph_of(snapshot, Choice(view="people")), "light").lines
    assert title == "Marks on lines"
    assert [(line.key, line.count) for line in lines] == [
        ("standing:beginning", 1),
        ("standing:lapsed", 1),
        ("standing:one event", 1),
    ]
    without_colour = {(line.dashes, line.width, line.bead, bool(line.band)) for line in lines}
    assert len(without_colour) == 3


def test_every_tie_has_a_settled_depth_or_is_one_event() -> None:
    graph = demo_graph(ORGANISATIONS)
    counts = {line.key: line.count for _, lines in legend_of(graph, "light").lines for line in lines}
    depths = sum(count for key, count in counts.items() if key.startswith("depth:"))
    assert depths + counts["standing:one event"] == graph.number_of_edges()


def test_every_line_of_the_structure_is_counted_under_what_it_says() -> None:
    graph = demo_graph(STRUCTURE)
    [(title, lines)] = legend_of(graph, "light").lines
    assert title == "Line"
    assert sum(line.count for line in lines) == graph.number_of_edges()
    assert {line.key.removeprefix("relationship:") for line in lines} == {
        type for _, _, type in graph.edges(data="relationship")
    }


def test_where_colour_stands_for_something_else_shapes_still_say_the_kind() -> None:
    graph = demo_graph(ORGANISATIONS)
    display = Display(colour_by="community")
    titles = [
        title
        for title, _ in legend_of(
            graph, "light", display, ActorFacts(values={"community": dict.fromkeys(graph, 1)})
        ).marks
    ]
    assert titles == ["Colour: community", "Shape: kind"]


def test_a_depth_is_drawn_and_listed_in_the_colour_that_was_chosen_for_it() -> None:
    graph = demo_graph(ORGANISATIONS)
    display = Display(recoloured=(("depth:1", "#123456"),))
    listed = {line.key: line.colour for line in legend_of(graph, "light", display).lines[0][1]}
    assert listed["depth:1"] == "#123456"
    drawn = Counter(edge["color"] for edge in draw(graph, dict.fromkeys(graph, (0.0, 0.0)), "light", display).edges)
    assert drawn["#123456"] == sum(tie.get("settled", tie["depth"]) == 1 for *_, tie in graph.edges(data=True))


def test_who_did_something_else_is_told_from_those_of_whom_nothing_is_recorded() -> None:
    snapshot = working_together(
        "2026-03-02 school visit: ana bo", "2026-03-03 co-teaching: cy dee", staff={"eru": "hill"}
    )
    choice = Choice(view="people", min_depth=4)
    graph = graph_of(snapshot, choice)
    known = actor_facts_of(snapshot, choice, graph, Display())
    notes = " ".join(legend_of(graph, "light", known=known).notes)
    assert "Hollow: no tie in this period (2)." in notes
    assert "Broken rim: no records in this period (1)." in notes
    drawn = {node["id"]: node for node in draw(graph, dict.fromkeys(graph, (0.0, 0.0)), "light", known=known).nodes}
    assert "shapeProperties" in drawn["person:eru"]
    assert "shapeProperties" not in drawn["person:ana"]
    assert drawn["person:ana"]["color"]["background"] == visual_language.BACKGROUNDS["light"]
    assert drawn["person:eru"]["tooltip"][2] == "No records in this period"


def test_of_everybody_the_legend_says_only_what_is_drawn_of_them() -> None:
    graph = demo_graph(ORGANISATIONS)
    graph.add_node("school:new", name="New School", kind="School")
    display = Display(colour_by="community", direction=True)
    known = ActorFacts(values={"community": dict.fromkeys(graph, 1)}, recorded=frozenset(graph) - {"school:new"})
    legend = legend_of_everybody(graph, "light", display, known)
    assert [title for title, _ in legend.marks] == ["Colour: community"]
    assert {entry.shape for _, entries in legend.marks for entry in entries} == {None}
    assert {line.width for _, lines in legend.lines for line in lines} == {1.5}
    assert legend.notes == (
        "Counts include faded items.",
        "Larger: stronger ties in total.",
        "Point at someone to see the pattern of their lines.",
        "Ring with a dot: no records in this period (1).",
    )


def test_who_has_no_value_to_size_by_is_counted() -> None:
    graph = demo_graph(ORGANISATIONS)
    known = ActorFacts(values={"constraint": {"school:tauira-hill": 0.4}})
    assert (
        "19 actors have no value for size and are drawn smallest."
        in legend_of(graph, "light", Display(size_by="constraint"), known).notes
    )
