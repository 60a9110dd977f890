"""The stored graph as lines, in a window."""

from datetime import date

import pytest
from networks import STRUCTURE, snapshot_of, working_together

from graphmap.graph.choice import Choice
from graphmap.graph.structure import lines

STORED = snapshot_of(
    people="id,name\nana,Ana\n",
    schools="id,name\nhill,Hill\n",
    roles="id,name,at\nteacher,Teacher,hill\n",
    roles_held="person,role,since,until\nana,teacher,2024-01-29,2025-12-19\n",
    networks="id,name\nkahui,Kāhui\n",
    memberships="member,network,since,until\nhill,kahui,2025-01-01,2025-12-31\nhill,kahui,2027-01-01,\n",
    programmes="id,name\nfund,Tauira Fund\n",
    funding="network,programme,since\nkahui,fund,2026-01-01\n",
    goals="id,network,name,until\nwriting,kahui,Writing,2026-06-30\n",
)


def test_every_structural_relationship_is_a_line() -> None:
    assert lines(STORED, STRUCTURE).rows() == [
        ("network:kahui", "goal:writing", "PURSUES"),
        ("network:kahui", "programme:fund", "FUNDED_BY"),
        ("person:ana", "role:teacher", "HOLDS"),
        ("role:teacher", "school:hill", "AT"),
        ("school:hill", "network:kahui", "MEMBER_OF"),
    ]


@pytest.mark.parametrize(
    ("since", "until", "there"),
    [
        ("2024-06-01", "2024-06-30", {"HOLDS", "PURSUES"}),
        ("2025-06-01", "2025-06-30", {"HOLDS", "PURSUES", "MEMBER_OF"}),
        ("2025-12-31", "2026-01-01", {"PURSUES", "MEMBER_OF", "FUNDED_BY"}),
        ("2026-03-01", "2026-06-30", {"PURSUES", "FUNDED_BY"}),
        ("2026-07-01", "2026-12-31", {"FUNDED_BY"}),
        ("2027-06-01", "2027-06-30", {"FUNDED_BY", "MEMBER_OF"}),
    ],
)
def test_a_line_is_there_if_it_held_on_any_day_of_the_window(since: str, until: str, there: set[str]) -> None:
    window = Choice("structure", date.fromisoformat(since), date.fromisoformat(until))
    assert set(lines(STORED, window)["relationship"]) == there | {"AT"}


def test_what_people_did_together_is_no_line() -> None:
    assert lines(working_together("2026-03-02 school visit: ana bo"), STRUCTURE).is_empty()
