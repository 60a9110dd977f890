"""What the app has worked out for one store is never shown for another."""

import pytest
from sheet_writing import graph_of

from graphmap.app.map import drawn_map
from graphmap.app.map.drawn_map import drawn
from graphmap.app.shell import mapped
from graphmap.app.shell.mapped import how_many
from graphmap.app.shell.results import measures_of
from graphmap.graph.choice import Choice
from graphmap.graph.snapshot import Snapshot
from graphmap.map.display import Display

ALL = Choice(view="people")


@pytest.fixture
def snapshots() -> tuple[Snapshot, Snapshot]:
    """Snapshots of two servers that graphmap has never written to."""
    event = "date,practice,participants\n2026-03-12,school visit,"
    one = graph_of(people="name\nAna\nBo\n", interactions=f"{event}Ana;Bo\n")
    other = graph_of(people="name\nCy\nDee\nEli\n", interactions=f"{event}Cy;Dee;Eli\n")
    return Snapshot(one), Snapshot(other)


def test_two_stores_without_a_revision_are_told_apart(snapshots: tuple[Snapshot, Snapshot]) -> None:
    one, other = snapshots
    assert (how_many(one, ALL), how_many(other, ALL)) == (2, 3)
    assert measures_of(one, ALL)["id"].to_list() != measures_of(other, ALL)["id"].to_list()


def test_the_same_snapshot_is_worked_out_once(snapshots: tuple[Snapshot, Snapshot]) -> None:
    assert measures_of(snapshots[0], ALL) is measures_of(snapshots[0], ALL)


def test_the_same_map_is_drawn_once_for_each_theme(
    snapshots: tuple[Snapshot, Snapshot], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mapped, "store_as_seen", lambda: ("a store", ""))
    for theme in ("light", "dark"):
        monkeypatch.setattr(drawn_map, "current_theme", lambda theme=theme: theme)
        one, other = (
            drawn(snapshot, ALL, mapped.mapped(snapshot, ALL), "map", Display())
            for snapshot in (snapshots[0], snapshots[0])
        )
        assert one is other
        assert one.theme == theme
