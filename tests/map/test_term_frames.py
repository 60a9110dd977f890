"""A map at each term as one thing to send: unpacked, it is the very map of each."""

from typing import Any

from networks import PEOPLE, working_together

from graphmap.graph.network_graph import graph_of
from graphmap.language.terms import Term
from graphmap.map.drawing import Scale, draw, scale_of
from graphmap.map.term_frames import Frame, in_term, packed, terms_of

SNAPSHOT = working_together(
    "2025-03-01 school visit: ana bo", "2025-05-01 co-teaching: ana bo cy", "2025-08-01 school visit: bo cy"
)
PLACES = {f"person:{name}": (100.0 * number, 7.0) for number, name in enumerate(("ana", "bo", "cy"))}


def frames() -> list[Frame]:
    graphs = {term.name: graph_of(SNAPSHOT, in_term(PEOPLE, term, "terms")) for term in terms_of(SNAPSHOT)}
    return [Frame(name, "told", draw(graph, PLACES, "light")) for name, graph in graphs.items()]


def unpacked(sent: dict[str, Any], number: int, what: str) -> list[dict[str, Any]]:
    return [{**sent[what][item], **sent["styles"][style]} for item, style in sent["frames"][number][what]]


def test_the_terms_are_all_between_the_first_and_the_last_record() -> None:
    assert terms_of(SNAPSHOT) == [Term(2025, 1), Term(2025, 2), Term(2025, 3)]
    assert terms_of(working_together()) == []


def test_a_term_by_itself_and_all_up_to_it() -> None:
    alone, so_far = (in_term(PEOPLE, Term(2025, 2), time) for time in ("terms", "so-far"))
    assert (alone.since, alone.until) == (Term(2025, 2).since, Term(2025, 2).until)
    assert (so_far.since, so_far.until) == (None, Term(2025, 2).until)


def test_unpacked_each_frame_is_the_map_of_its_term_but_for_what_tooltips_say_of_the_time() -> None:
    made = frames()
    sent = packed(made)
    assert [frame["name"] for frame in sent["frames"]] == ["Term 1 2025", "Term 2 2025", "Term 3 2025"]
    for number, frame in enumerate(made):
        for what, items in (("nodes", frame.network.nodes), ("edges", frame.network.edges)):
            without = [{name: value for name, value in item.items() if name != "tooltip"} for item in items]
            assert [
                {k: v for k, v in item.items() if k != "tooltip"} for item in unpacked(sent, number, what)
            ] == without


def test_what_stays_the_same_is_sent_once() -> None:
    made = frames()
    once, twice = packed(made), packed([*made, *made])
    assert [len(twice[part]) for part in ("nodes", "edges", "styles")] == [
        len(once[part]) for part in ("nodes", "edges", "styles")
    ]


def test_on_one_scale_the_same_strength_is_as_wide_in_every_term() -> None:
    graphs = [graph_of(SNAPSHOT, in_term(PEOPLE, term, "terms")) for term in (Term(2025, 1), Term(2025, 3))]
    scale = scale_of(graphs[0]).over(Scale(9.0, 9.0))
    widths = [draw(graph, PLACES, "light", scale=scale).edges[0]["width"] for graph in graphs]
    assert widths[0] == widths[1]
    assert widths[0] < draw(graphs[0], PLACES, "light").edges[0]["width"]
