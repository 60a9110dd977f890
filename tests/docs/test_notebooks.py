"""What `import graphmap` gives a notebook."""

import csv
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import nbformat
import networkx as nx
import polars as pl
import pytest
from nbclient import NotebookClient
from networks import PEOPLE, demo_snapshot
from polars.testing import assert_frame_equal

import graphmap
from graphmap.sample.demo import demo_sheets
from graphmap.store.loading import load
from graphmap.store.location import EmbeddedLocation
from graphmap.store.store import open_store

PAGE = (Path(__file__).parents[2] / "docs" / "notebooks.md").read_text()


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
    assert (
        subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True).stdout.strip()
        == "[]"
    )


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


# ------------------------------------------------------------------------------------ the worked notebooks

NOTEBOOKS = Path(__file__).parents[2] / "docs" / "notebooks"
ADVICE = Path(__file__).parents[3] / "shared" / "data" / "school-advice" / "advice.csv"


def said_by(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """All that the cells of a notebook print, once they have run in order. Raises where one fails."""
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    notebook = nbformat.read(NOTEBOOKS / name, as_version=4)
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(NOTEBOOKS)}}).execute()
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    assert not [output for output in outputs if output.get("name") == "stderr"]
    return "".join(output["text"] for output in outputs if output.get("name") == "stdout")


@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("*.ipynb")), ids=lambda path: path.name)
def test_a_notebook_is_kept_without_outputs_that_would_go_stale(path: Path) -> None:
    cells = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    assert cells
    assert not [cell for cell in cells if cell.outputs or cell.execution_count]


@pytest.mark.slow
def test_the_notebook_on_the_demo_runs_and_says_what_it_finds(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    said = said_by("demo.ipynb", monkeypatch, tmp_path)
    ties = graphmap.tie_table(demo_snapshot(), graphmap.Choice())
    assert f"of {len(ties)} ties only share" in said
    assert "20 draws of 285 interactions with replacement" in said


@pytest.mark.slow
@pytest.mark.skipif(not ADVICE.exists(), reason="the teacher-advice data are not here")
def test_the_notebook_on_teachers_advice_runs_and_says_what_it_finds(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("ADVICE", str(ADVICE.resolve()))
    said = said_by("advice.ipynb", monkeypatch, tmp_path)
    with ADVICE.open(encoding="utf-8", newline="") as file:
        plain = nx.DiGraph(
            [tuple(f"{row['school']} {row[end]}" for end in ("sought_by", "given_by")) for row in csv.DictReader(file)]
        )
    assert f"{plain.size():,} arcs, of which {nx.overall_reciprocity(plain):.0%} are returned" in said
