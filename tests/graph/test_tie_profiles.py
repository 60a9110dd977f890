"""The profile of a tie, on a few interactions that can be halved and counted by hand."""

import pytest
from networks import ORGANISATIONS, PEOPLE, PRACTICES, demo_snapshot, shuffled, snapshot_of, working_together

from graphmap.graph.choice import Choice, read_choice
from graphmap.graph.tie_profiles import Profile, profile_of, profiles

ANA, BO = "person:ana", "person:bo"
YEAR = read_choice(
    "people", since="2026-01-01", until="2026-12-31"
)  # its later half begins on 3 July, after 183 of its 365 days


def depths(earlier: str, later: str, choice: Choice = YEAR) -> Profile:
    """The profile of ana and bo, who did something of each of these depths in each half of the year."""
    events = [f"2026-07-02 {PRACTICES[int(depth)]}: ana bo" for depth in earlier]
    events += [f"2026-07-03 {PRACTICES[int(depth)]}: ana bo" for depth in later]
    return profile_of(working_together(*events), choice, ANA, BO)


@pytest.mark.parametrize(
    ("earlier", "later", "trend"),
    [
        ("11", "22", "deepening"),
        ("11", "12", "deepening"),  # by just a half
        ("111", "1112", "steady"),
        ("11", "1111", "steady"),
        ("1111", "11", "fading"),  # half as many
        ("1111", "44", "fading"),  # though deeper
        ("11111", "111", "steady"),
        ("22", "12", "fading"),
        ("1111", "", "fading"),
        ("12", "1", None),
        ("", "11111", None),
        ("0", "444", "deepening"),
    ],
)
def test_the_trend_compares_the_halves_of_the_window(earlier: str, later: str, trend: str | None) -> None:
    assert depths(earlier, later).trend == trend


@pytest.mark.parametrize(
    ("earlier", "later", "how"),
    [
        ("112", "12", "3 interactions of mean depth 1.3 before 3 July 2026, 2 of 1.5 since."),
        ("1111", "", "4 interactions of mean depth 1.0 before 3 July 2026, none since."),
        ("1", "", "Too few to show a trend: 1 interaction in this period."),
        ("", "1111", "New: all 4 interactions are from 3 July 2026 or later."),
    ],
)
def test_the_profile_says_how(earlier: str, later: str, how: str) -> None:
    assert depths(earlier, later).how == how


@pytest.mark.parametrize(
    ("last", "begins"),
    [
        ("2026-01-01", "2 January"),
        ("2026-01-02", "2 January"),
        ("2026-01-03", "3 January"),
        ("2026-01-04", "3 January"),
    ],
)
def test_the_middle_day_belongs_to_the_earlier_half(last: str, begins: str) -> None:
    window = read_choice("people", since="2026-01-01", until=last)
    snapshot = working_together(*["2026-01-01 school visit: ana bo"] * 4)
    assert f"before {begins} 2026" in profile_of(snapshot, window, ANA, BO).how


def test_an_open_window_is_halved_between_all_that_is_recorded() -> None:
    snapshot = working_together(
        *["2026-03-02 critical friend: ana bo"] * 4,
        "2025-03-02 school visit: ana cy",
        "2026-03-02 school visit: cy dee",
    )
    assert profile_of(snapshot, PEOPLE, ANA, BO).how == "New: all 4 interactions are from 1 September 2025 or later."


def test_who_carries_it_who_starts_and_at_what_it_aims() -> None:
    snapshot = snapshot_of(
        schools="id,name\nhill,Hill\nflats,Flats\n",
        networks="id,name\nours,Ours\n",
        goals="id,network,name\nwriting,ours,Writing\nmaths,ours,Maths\n",
        people="id,name\nana,Ana\namy,Amy\nbo,Bo\n",
        roles="id,name,at\nr-hill,Teacher,hill\nr-flats,Teacher,flats\n",
        roles_held="person,role\nana,r-hill\namy,r-hill\nbo,r-flats\n",
        interactions="""
            id,date,practice,goal,network
            1,2026-03-02,school visit,maths,ours
            2,2026-03-03,school visit,writing,ours
            3,2026-03-04,school visit,writing,ours
            4,2026-03-05,school visit,,ours
        """,
        took_part="""
            interaction,actor,part
            1,person:ana,initiated
            1,person:bo,took part
            2,person:amy,took part
            2,person:ana,initiated
            2,person:bo,initiated
            3,person:amy,initiated
            3,person:bo,took part
            4,person:amy,took part
            4,school:flats,took part
        """,
    )
    profile = profile_of(snapshot, ORGANISATIONS, "school:hill", "school:flats")
    assert profile.carriers == ((BO, "school:flats"), ("person:amy", ANA))  # flats is the source: its key comes first
    assert profile.started == (1, 3)
    assert profile.goals == ("goal:writing", "goal:maths")
    assert profiles(snapshot, ORGANISATIONS) == {("school:flats", "school:hill"): profile}


def test_all_profiles_are_those_of_each_tie() -> None:
    every = profiles(demo_snapshot(), ORGANISATIONS)
    for ends in list(every)[::10]:
        assert (
            profile_of(demo_snapshot(), ORGANISATIONS, *ends)
            == profile_of(demo_snapshot(), ORGANISATIONS, *ends[::-1])
            == every[ends]
        )


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_rows_changes_nothing(seed: int) -> None:
    assert profiles(shuffled(demo_snapshot(), seed), ORGANISATIONS) == profiles(demo_snapshot(), ORGANISATIONS)


def test_the_demos_core_deepens_and_its_stale_tie_fades() -> None:
    every = profiles(demo_snapshot(), ORGANISATIONS)
    assert every["iwi:te-iwi-tauira", "school:tauira-college"].trend == "deepening"
    assert every["school:tauira-college", "school:tauira-intermediate"].trend == "deepening"
    assert every["school:tauira-bush", "school:tauira-junction"].trend == "fading"
    assert every["school:tauira-flats", "school:tauira-hill"].trend == "steady"
