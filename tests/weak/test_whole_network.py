"""The network as a whole, in a few numbers."""

from itertools import combinations

from cases import people_who

from graphmap.weak.whole_network import whole


def values(*events: str) -> dict[str, str]:
    return {number.name: number.value for number in whole(people_who(*events))}


def test_two_pairs_apart_are_fragmented_by_two_thirds_of_all_pairs() -> None:
    assert values("2026-03-02 school visit: ana bo", "2026-03-02 school visit: cy dee")["Fragmentation"] == "67%"


CORE = [f"2026-03-02 co-teaching: {one} {other}" for one, other in combinations(("ana", "bo", "cy"), 2)]
EDGE = [f"2026-03-02 co-teaching: {pair}" for pair in ("ana dee", "bo eve", "cy flo")]


def test_three_who_work_together_with_one_each_at_their_edge_are_a_clear_core_by_name() -> None:
    found = values(*CORE, *EDGE)["Core and periphery"]
    assert found == "1.00, a clear core: ana (35%), bo (35%) and cy (35%)"


def test_a_core_rests_on_work_beyond_sharing_alone() -> None:
    shared = [event.replace("co-teaching", "school visit") for event in (*CORE, *EDGE)]
    assert values(*shared)["Core and periphery"] == "undefined"


def test_what_nobody_recorded_the_start_of_has_no_reciprocity() -> None:
    assert values("2026-03-02 school visit: ana bo")["Reciprocity"] == "undefined"


def test_of_two_directions_that_are_each_other_all_is_returned() -> None:
    told = values("2026-03-02 school visit: ana! bo", "2026-03-03 school visit: bo! ana")["Reciprocity"]
    assert told == "100% of 2 directions of asking are returned"


def test_every_number_says_what_it_means() -> None:
    assert all(number.meaning.endswith((".", ").")) for number in whole(people_who("2026-03-02 school visit: ana bo")))
