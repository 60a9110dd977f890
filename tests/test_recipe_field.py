"""The recipe for a new field: one declaration in ``graphmap/model.py``, and everything that should know of it does.

A copy of the package gets the field ``years_teaching`` of a person. The copy is made of links to all but the model.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from graphmap import model

PROJECT = Path(__file__).parents[1]
BEFORE = '_name("The name they go by.", "Ngaio Tauira"),'
MEANING = "How many years they have taught."
AFTER = f"""{BEFORE}
            Property(
                "years_teaching", "{MEANING}", "12", Type.WHOLE, lowest=0, added={model.VERSION + 1}
            ),"""


def link_all(folder: Path, into: Path, but: str) -> None:
    into.mkdir()
    for path in folder.iterdir():
        if path.name not in {but, "__pycache__"} and not path.name.startswith("."):
            (into / path.name).symlink_to(path)


class Copy:
    """A copy of the project, a folder of sheets and a store."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "project"
        link_all(PROJECT, self.folder, but="graphmap")
        link_all(PROJECT / "graphmap", self.folder / "graphmap", but="model.py")
        source = (PROJECT / "graphmap" / "model.py").read_text("utf-8")
        changed = source.replace(BEFORE.rstrip(","), AFTER.rstrip(","))
        assert changed != source
        (self.folder / "graphmap" / "model.py").write_text(changed, "utf-8")
        self.store = f"embedded:{folder / 'store'}"
        self.sheets = folder / "sheets"
        self.sheets.mkdir()

    def python(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONPATH": str(self.folder), "GRAPHMAP_STORE": self.store}
        command = [sys.executable, *map(str, arguments)]
        return subprocess.run(command, cwd=self.folder, env=environment, text=True, capture_output=True, check=False)

    def graphmap(self, *arguments: str | Path) -> str:
        done = self.python("-m", "graphmap.cli", *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Copy]:
    made = Copy(tmp_path_factory.mktemp("recipe"))
    made.graphmap("db", "restore", PROJECT / "tests" / "store" / "samples" / "version-1.graphmap")
    (made.sheets / "people.csv").write_text("id,name,years_teaching\nana,Ana Tauira,12\n")
    made.graphmap("load", made.sheets)
    yield made
    made.graphmap("db", "stop")


def people(copy: Copy, *options: str) -> list[dict[str, object]]:
    file = copy.folder.parent / "people.json"
    copy.graphmap("graph", "-o", file, "--view", "people", *options)
    nodes: list[dict[str, object]] = json.loads(file.read_text())["nodes"]
    return nodes


def test_the_empty_sheet_has_the_field_with_its_meaning(copy: Copy, tmp_path: Path) -> None:
    copy.graphmap("template", tmp_path)
    headings, meanings, examples = (tmp_path / "people.csv").read_text("utf-8-sig").splitlines()
    assert (headings, examples) == ("id,name,years_teaching", "# ngaio-tauira,Ngaio Tauira,12")
    assert meanings.endswith(f",{MEANING}")


def test_a_value_that_cannot_be_right_is_refused_where_it_is(copy: Copy, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("id,name,years_teaching\nana,Ana Tauira,-3\n")
    done = copy.python("-m", "graphmap.cli", "check", tmp_path)
    assert done.returncode == 1
    assert "years_teaching" in done.stdout + done.stderr


def test_a_store_from_before_gets_the_field_and_keeps_its_values(copy: Copy) -> None:
    assert {node["name"]: node.get("years_teaching") for node in people(copy)} == {"Ana Tauira": 12, "Bo Tauira": None}


def test_the_field_stays_home_when_a_file_is_anonymised(copy: Copy) -> None:
    assert [node.get("years_teaching") for node in people(copy, "--anonymise")] == [None, None]


def test_the_data_dictionary_and_the_docs_say_what_it_means(copy: Copy, tmp_path: Path) -> None:
    copy.graphmap("package", tmp_path / "package", "--view", "people")
    assert f"Of a person: {MEANING[0].lower()}{MEANING[1:]}" in (tmp_path / "package" / "datapackage.json").read_text()
    pages = copy.python("-c", "from tools.docs import pages; print(*pages().values())").stdout
    assert f"| years_teaching | whole number | nothing | {MEANING} |" in pages
    assert f"| years_teaching |  | {MEANING} (whole number) | 12 |" in pages
