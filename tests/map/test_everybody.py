"""Everybody at once, before anything they did together is recorded."""

from networks import ORGANISATIONS, snapshot_of

from graphmap.graph.network_graph import graph_of, tie_table
from graphmap.map.actor_facts import ActorFacts
from graphmap.map.display import Display
from graphmap.map.drawing.large import draw_large
from graphmap.map.emphasis import explore
from graphmap.map.layout.discs import on_discs
from graphmap.map.partition import MOST_DRAWN, opened
from graphmap.map.quotient_graph import overview

SCHOOLS = MOST_DRAWN + 500
DIRECTORY = snapshot_of(schools=[{"id": str(n), "name": f"School {n}"} for n in range(SCHOOLS)])
"""Schools alone, as after loading a directory."""


def test_without_any_tie_everybody_has_a_place_of_their_own_and_a_mark() -> None:
    graph, ties = graph_of(DIRECTORY, ORGANISATIONS), tie_table(DIRECTORY, ORGANISATIONS)
    parts = opened(graph, "community", {}, ()).parts
    places = on_discs(parts, overview(parts, ties), dict(graph.degree(weight="weight")))
    assert len(set(places.values())) == SCHOOLS
    explored = explore(DIRECTORY, ORGANISATIONS, graph, Display())
    drawing = draw_large(explored, ties, None, places, "light", Display(), ActorFacts(recorded=frozenset()))
    assert len(drawing.keys) == SCHOOLS
    assert drawing.size.min() >= 2  # pixels: a smaller ring cannot be seen
    assert set(drawing.alone.tolist()) == {2}
    assert (len(drawing.source), drawing.drawn) == (0, 0)


def test_of_nobody_there_is_no_place() -> None:
    assert on_discs((), overview((), tie_table(DIRECTORY, ORGANISATIONS)), {}) == {}
