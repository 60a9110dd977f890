"""What changed from one window to another, on networks small enough to work out by hand."""

from dataclasses import replace

import networkx as nx
from networks import PEOPLE, working_together

from graphmap.graph.actors import participations
from graphmap.graph.choice import read_choice
from graphmap.graph.network_graph import graph_of
from graphmap.map.period_changes import WindowChanges, sentences, told_briefly, window_changes

BEFORE, AFTER = read_choice("people", "2025-01-01", "2025-06-30"), read_choice("people", "2025-07-01", "2025-12-31")


def changes_of(*events: str, min_depth: int = 0) -> tuple[WindowChanges, nx.Graph]:
    """What changed from the first half of 2025 to the second, and who there is."""
    snapshot = working_together(*events)
    before, after = (graph_of(snapshot, replace(window, min_depth=min_depth)) for window in (BEFORE, AFTER))
    return window_changes(before, after, frozenset(participations(snapshot, AFTER)["actor"])), graph_of(
        snapshot, PEOPLE
    )


def test_who_came_and_who_went_are_those_with_a_tie_on_one_side_only() -> None:
    changes, _ = changes_of("2025-03-01 school visit: ana bo", "2025-08-01 school visit: bo cy")
    assert (changes.came, changes.went, changes.unrecorded) == (("person:cy",), ("person:ana",), ("person:ana",))
    assert (changes.new, changes.ended) == ((("person:bo", "person:cy"),), (("person:ana", "person:bo"),))


def test_who_did_something_less_deep_and_of_whom_nothing_is_recorded_are_told_apart() -> None:
    changes, everyone = changes_of("2025-03-01 co-teaching: ana bo", "2025-08-02 school visit: ana cy", min_depth=4)
    assert changes.went == ("person:ana", "person:bo")
    assert changes.unrecorded == ("person:bo",)
    told = " ".join(sentences(changes, everyone, "Term 1", "Term 3"))
    assert "ana left: a tie in Term 1, none in Term 3." in told
    assert "No Term 3 records for 1 actor active in Term 1: bo." in told


def test_ties_deepen_become_shallower_and_stay() -> None:
    changes, _ = changes_of(
        "2025-03-01 school visit: ana bo",
        "2025-08-01 co-teaching: ana bo",
        "2025-03-01 co-teaching: bo cy",
        "2025-08-01 school visit: bo cy",
        "2025-03-01 school visit: cy di",
        "2025-08-01 school visit: cy di",
    )
    assert (changes.deepened, changes.shallower, changes.stayed) == (
        (("person:ana", "person:bo"),),
        (("person:bo", "person:cy"),),
        1,
    )
    assert told_briefly(changes) == "1 deeper, 1 shallower"


def test_one_deep_event_among_many_does_not_deepen_a_tie() -> None:
    changes, _ = changes_of(
        *["2025-03-01 school visit: ana bo"] * 9,
        *["2025-08-01 school visit: ana bo"] * 9,
        "2025-08-02 co-teaching: ana bo",
    )
    assert (changes.deepened, changes.stayed) == ((), 1)


def test_two_windows_with_nothing_in_them_are_said_to_have_nothing() -> None:
    changes, everyone = changes_of("2024-03-01 school visit: ana bo")
    assert sentences(changes, everyone, "Term 1", "Term 3") == ["No ties are recorded in Term 1 or Term 3."]
