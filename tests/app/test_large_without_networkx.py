"""A large network that is drawn as groups or columns never becomes a networkx graph as a whole."""

import gc
from pathlib import Path

import networkx as nx
import pytest

from graphmap.app.shell.mapped import everybody, known_of_display, mapped
from graphmap.graph.choice import Choice
from graphmap.graph.network_graph import graph_of
from graphmap.graph.snapshot import Snapshot
from graphmap.map.display import Display
from graphmap.map.emphasis import explore
from graphmap.map.legend import legend_of_everybody
from graphmap.map.partition import MOST_DRAWN, opened
from graphmap.sample.sheets import SampleSize, write_sample
from graphmap.sheets.codebook import shipped_codebook
from graphmap.sheets.reading import read_sheets
from graphmap.sheets.records import read_records
from graphmap.tables import GraphTables

PEOPLE = Choice(view="people")
JOINT_WORK = ("depth:4", "kind:Person")


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    sheets = tmp_path_factory.mktemp("sheets")
    write_sample(SampleSize(schools=50, people=1_400, interactions=3_000), sheets)
    return Snapshot(read_records(read_sheets(sheets), GraphTables.of(), shipped_codebook()).tables)


@pytest.fixture(autouse=True)
def _a_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Layouts are remembered for each store."""
    monkeypatch.setenv("GRAPHMAP_STORE", f"embedded:{tmp_path}")


def large_graphs() -> set[int]:
    """The networkx graphs of more actors than are drawn, by their identity."""
    return {id(each) for each in gc.get_objects() if isinstance(each, nx.Graph) and len(each) > MOST_DRAWN}


@pytest.mark.parametrize(
    "display",
    [Display(), Display(groups="community"), Display(only=JOINT_WORK), Display(hidden=("person:p0001",))],
    ids=["networks", "communities", "narrowed", "hidden"],
)
def test_groups_and_everybody_need_no_networkx_graph_of_the_whole(snapshot: Snapshot, display: Display) -> None:
    before = large_graphs()
    shown = mapped(snapshot, PEOPLE, display)
    drawing, _ = everybody(snapshot, PEOPLE, display, "light")
    assert shown.overview is not None
    assert len(drawing.keys) == len(shown.explored.graph) > MOST_DRAWN
    assert shown.around("person:p0007").degree("person:p0007") > 0
    assert large_graphs() <= before


def test_communities_are_those_of_the_networkx_graph(snapshot: Snapshot) -> None:
    shown = mapped(snapshot, PEOPLE, Display(groups="community"))
    assert shown.opened == opened(graph_of(snapshot, PEOPLE), "community", {}, ())


def test_what_stands_out_is_the_same_as_in_the_networkx_graph(snapshot: Snapshot) -> None:
    display = Display(only=JOINT_WORK)
    shown, expected = (
        mapped(snapshot, PEOPLE, display),
        explore(snapshot, PEOPLE, graph_of(snapshot, PEOPLE), display),
    )
    assert shown.standing is not None
    assert shown.explored.shown == expected.shown
    assert {tuple(sorted(ends)) for ends in shown.standing.select("source", "target").iter_rows()} == expected.ties


def test_the_legend_counts_the_same(snapshot: Snapshot) -> None:
    _, legend = everybody(snapshot, PEOPLE, Display(), "light")
    known = known_of_display(snapshot, PEOPLE, Display())
    assert legend == legend_of_everybody(graph_of(snapshot, PEOPLE), "light", Display(), known)


def test_an_opened_group_is_a_graph_of_its_members_alone(snapshot: Snapshot) -> None:
    largest = mapped(snapshot, PEOPLE).opened
    assert largest is not None
    part = largest.parts[0]
    shown = mapped(snapshot, PEOPLE, Display(opened=(part.key,)))
    assert nx.utils.graphs_equal(shown.drawn, graph_of(snapshot, PEOPLE).subgraph(part.members))
