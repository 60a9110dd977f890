"""Where each entity belongs in a window."""

import pytest
from networks import snapshot_of

from graphmap.graph.affiliations import coordinates_of, networks_of, regions_of
from graphmap.graph.choice import Choice, read_choice
from graphmap.graph.snapshot import Snapshot


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    return snapshot_of(
        schools=(
            "id,name,region,latitude,longitude\n"
            "north,North,Upper,-36,174\nsouth,South,Lower,-46,170\nisland,Island,Chathams,-44,-176\nunplaced,Unplaced,,,\n"
        ),
        iwi="id,name\nte-iwi,Te Iwi\n",
        networks="id,name\nlong,Long\nsmall,Small\n",
        memberships="member,network,since,until\nnorth,long,,\nsouth,long,,2024-12-31\nte-iwi,long,,\nisland,small,,\nsouth,small,,\n",
        people="id,name\nana,Ana\nbo,Bo\n",
        roles="id,name,at\nlead,Lead,north\nguide,Guide,small\n",
        roles_held="person,role\nana,lead\nbo,guide\n",
        goals="id,network,name\nwriting,long,Writing\n",
    )


def test_a_school_belongs_to_the_networks_of_the_window(snapshot: Snapshot) -> None:
    assert networks_of(snapshot, Choice())["school:south"] == ("network:long", "network:small")
    assert networks_of(snapshot, read_choice(since="2025-01-01"))["school:south"] == ("network:small",)


def test_a_person_belongs_where_the_role_is(snapshot: Snapshot) -> None:
    networks = networks_of(snapshot, Choice())
    assert networks["person:ana"] == networks["role:lead"] == ("network:long",)
    assert networks["person:bo"] == ("network:small",)


def test_a_network_belongs_to_itself_and_a_goal_to_its_network(snapshot: Snapshot) -> None:
    networks = networks_of(snapshot, Choice())
    assert networks["network:long"] == networks["goal:writing"] == ("network:long",)


def test_a_network_is_in_the_regions_of_its_members(snapshot: Snapshot) -> None:
    regions = regions_of(snapshot, Choice())
    assert regions["network:long"] == ("Lower", "Upper")
    assert regions["person:ana"] == ("Upper",)


def test_what_nothing_places_has_no_entry(snapshot: Snapshot) -> None:
    assert "school:unplaced" not in regions_of(snapshot, Choice())
    assert not {"school:unplaced", "iwi:te-iwi"} & coordinates_of(snapshot, Choice()).keys()
    assert "school:unplaced" not in networks_of(snapshot, Choice())


def test_a_network_lies_in_the_middle_of_its_members(snapshot: Snapshot) -> None:
    assert coordinates_of(snapshot, Choice())["network:long"] == (-41.0, 172.0)


def test_the_middle_across_the_180th_meridian_is_not_on_the_other_side_of_the_world(snapshot: Snapshot) -> None:
    assert coordinates_of(snapshot, Choice())["network:small"] == (-45.0, 177.0)
