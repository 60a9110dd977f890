"""CONTRIBUTING's recipe for a graph format: its one module is enough for the command, its help, the docs and the
tests."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from engines import RunningEngine

from graphmap.sample.demo import demo_sheets
from graphmap.store.loading import load
from graphmap.store.location import EmbeddedLocation
from graphmap.store.store import open_store

PROJECT = Path(__file__).parents[1]
TGF = '''
"""Trivial Graph Format, for yEd: names and ties."""

from typing import IO

from graphmap.export.graph_format import Exported, GraphFormat


def write_tgf(exported: Exported, file: IO[bytes]) -> None:
    """Write a line per actor, then a line per tie."""
    number = {key: position for position, key in enumerate(exported.graph, 1)}
    names = [f"{number[key]} {' '.join(name.split())}" for key, name in exported.graph.nodes(data="name")]
    ties = [f"{number[one]} {number[other]}" for one, other in exported.graph.edges]
    file.write("\\n".join([*names, "#", *ties, ""]).encode())


FORMATS = (GraphFormat(".tgf", "yEd", "names and ties", {".tgf": write_tgf}, holds_about=False),)
'''


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with one more module in it."""
    folder = tmp_path_factory.mktemp("copy")
    shutil.copytree(PROJECT / "graphmap", folder / "graphmap", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("queries", "seed", "tools", "docs", "tests", "streamlit_app.py"):
        (folder / name).symlink_to(PROJECT / name)
    (folder / "graphmap" / "export" / "formats" / "tgf.py").write_text(TGF)
    return folder


def run(copy: Path, *arguments: str, store: str | None = None) -> str:
    """Run Python in the copy, and return what it prints."""
    environment = {**os.environ, "PYTHONPATH": str(copy), **({"GRAPHMAP_STORE": store} if store else {})}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=copy, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_command_writes_it(copy: Path, embedded_engine: RunningEngine) -> None:
    embedded_engine.empty()
    assert isinstance(embedded_engine.location, EmbeddedLocation)
    with open_store(embedded_engine.location) as store:
        load(demo_sheets(), store)
    run(copy, "-m", "graphmap.cli", "graph", "-o", "x.tgf", store=f"embedded:{embedded_engine.location.folder}")
    assert (copy / "x.tgf").read_text("utf-8").startswith("1 ")
    assert (copy / "x.tgf.about.json").exists()


def test_the_help_names_it(copy: Path) -> None:
    assert ".tgf" in run(copy, "-m", "graphmap.cli", "graph", "--help")


def test_the_docs_name_it(copy: Path) -> None:
    made = run(copy, "-c", "from tools.docs import DOCS, pages; print(pages()[DOCS / 'files.md'])")
    assert "| .tgf | yEd | names and ties |" in made


def test_the_tests_of_any_format_test_it(copy: Path) -> None:
    tests, options = copy / "tests", ("-q", "-p", "no:cacheprovider", "-c", os.devnull, f"--rootdir={copy}")
    paths = ("-o", f"pythonpath={tests}", "-o", "markers=slow")
    told = run(copy, "-m", "pytest", *options, *paths, str(tests / "export" / "test_graph_formats.py"), "-k", "tgf")
    assert "passed" in told
