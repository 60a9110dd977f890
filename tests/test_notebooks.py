"""What `import graphmap` gives a notebook."""

import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import networkx as nx
import polars as pl
import pytest
from networks import PEOPLE, demo_snapshot
from polars.testing import assert_frame_equal

import graphmap
from graphmap.demo import demo_sheets
from graphmap.loading import load
from graphmap.location import EmbeddedLocation
from graphmap.store import open_store

PAGE = (Path(__file__).parent.parent / "docs" / "notebooks.md").read_text()


@pytest.fixture
def demo_store(embedded_engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The demo in the store that ``GRAPHMAP_STORE`` names."""
    embedded_engine.empty()
    location = embedded_engine.location
    assert isinstance(location, EmbeddedLocation)
    monkeypatch.setenv("GRAPHMAP_STORE", f"embedded:{location.folder}")
    with open_store(location) as store:
        load(demo_sheets(), store)
    yield
    embedded_engine.empty()


def test_the_import_alone_brings_no_library_with_it() -> None:
    loaded = "import sys, graphmap; print(sorted({'polars', 'networkx', 'neo4j'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True).stdout.strip() == "[]"


@pytest.mark.parametrize("name", graphmap.__all__)
def test_every_public_name_is_there_and_documented(name: str) -> None:
    assert getattr(graphmap, name).__doc__
    assert name in dir(graphmap)


@pytest.mark.parametrize("name", graphmap.__all__)
def test_no_public_name_is_a_modules_which_would_take_its_place(name: str) -> None:
    assert find_spec(f"graphmap.{name}") is None


def test_a_name_that_there_is_not_is_refused_by_name() -> None:
    with pytest.raises(AttributeError, match="no attribute 'centrality'"):
        _ = graphmap.centrality


def test_the_example_of_the_page_runs(demo_store: None) -> None:
    example = PAGE.split("```python\n")[1].split("```")[0]
    made: dict[str, object] = {}
    exec(example, made)
    for table in ("ties", "measures", "weak", "health"):
        assert isinstance(made[table], pl.DataFrame)
        assert made[table].height
    assert isinstance(made["graph"], nx.Graph)
    assert made["measures"]["id"].to_list() == list(made["graph"])


def test_the_measures_of_the_graph_are_those_of_the_snapshot() -> None:
    snapshot = demo_snapshot()
    assert_frame_equal(graphmap.measured(graphmap.graph_of(snapshot, PEOPLE)), graphmap.metrics(snapshot, PEOPLE))


def test_a_table_goes_to_pandas() -> None:
    ties = graphmap.tie_table(demo_snapshot(), PEOPLE).select("source", "target", "weight")
    assert ties.to_pandas().shape == ties.shape
