"""The network as a whole, in a few numbers."""

from itertools import combinations

from cases import people_who

from graphmap.weak.whole_network import whole


def values(*events: str) -> dict[str, str]:
    return {number.name: number.value for number in whole(people_who(*events))}


def test_two_pairs_apart_are_fragmented_by_two_thirds_of_all_pairs() -> None:
    assert values("2026-03-02 school visit: ana bo", "2026-03-02 school visit: cy dee")["Fragmentation"] == "67%"


def test_three_who_work_together_with_one_each_at_their_edge_are_told_as_the_core_by_name() -> None:
    core = [f"2026-03-02 school visit: {one} {other}" for one, other in combinations(("ana", "bo", "cy"), 2)]
    edge = [f"2026-03-02 school visit: {pair}" for pair in ("ana dee", "bo eve", "cy flo")]
    assert values(*core, *edge)["Core and periphery"] == "1.00; the core is ana, bo and cy"


def test_what_nobody_recorded_the_start_of_has_no_reciprocity() -> None:
    assert values("2026-03-02 school visit: ana bo")["Reciprocity"] == "undefined"


def test_of_two_directions_that_are_each_other_all_is_returned() -> None:
    told = values("2026-03-02 school visit: ana! bo", "2026-03-03 school visit: bo! ana")["Reciprocity"]
    assert told == "100% of 2 directions of asking are returned"


def test_every_number_says_what_it_means() -> None:
    assert all(number.meaning.endswith((".", ").")) for number in whole(people_who("2026-03-02 school visit: ana bo")))
