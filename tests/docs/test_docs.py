"""The docs are up to date and complete, and their links lead somewhere."""

import re
from pathlib import Path

import pytest
import typer
from networks import snapshot_of
from typer.main import get_command

from graphmap.cli import app
from graphmap.export.graphs import GRAPH_FORMATS
from graphmap.graph.choice import Choice
from graphmap.weak.judged_network import judged_network
from graphmap.weak.rules import RULES
from graphmap.weak.thresholds import Thresholds
from graphmap.weak.thresholds_file import NUMBERS, described, read_thresholds
from graphmap.weak.weak_links import findings
from tools.docs import DOCS, EXAMPLE, pages

PROJECT = Path(__file__).parents[2]
WRITTEN = [PROJECT / "README.md", PROJECT / "CONTRIBUTING.md", *DOCS.rglob("*.md")]
LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)(?:#[^)]*)?\)")


def page(name: str) -> str:
    return (DOCS / f"{name}.md").read_text(encoding="utf-8")


def commands() -> dict[str, typer.core.TyperCommand]:
    """Return every command by what one types."""
    found: dict[str, typer.core.TyperCommand] = {}

    def collect(command: typer.core.TyperCommand, name: str) -> None:
        for word, below in getattr(command, "commands", {}).items():
            collect(below, f"{name} {word}")
        if not hasattr(command, "commands"):
            found[name] = command

    collect(get_command(app), "graphmap")
    return found


COMMANDS = commands()


def test_making_the_docs_again_changes_nothing() -> None:
    assert [path.name for path, text in pages().items() if path.read_text(encoding="utf-8") != text] == []


def test_every_command_has_its_section() -> None:
    assert re.findall(r"^## (graphmap .*)$", page("commands"), re.MULTILINE) == list(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_and_its_options_have_help(name: str) -> None:
    assert COMMANDS[name].help
    assert [option.name for option in COMMANDS[name].params if not getattr(option, "help", None)] == []


def test_every_graph_format_has_its_row() -> None:
    rows = re.findall(r"^\| (\.\S+) \|", page("files"), re.MULTILINE)
    assert rows == list(GRAPH_FORMATS)


def test_the_numbers_are_written_as_a_file_that_can_be_read(tmp_path: Path) -> None:
    found = re.search("```toml\n(.*?)```", page("weak-links"), re.DOTALL)
    assert found
    (tmp_path / "rules.toml").write_text(found[1], encoding="utf-8")
    assert described(read_thresholds(tmp_path / "rules.toml")) == described(Thresholds())
    assert set(re.findall(r"^(\w+) = ", found[1], re.MULTILINE)) == {number.name for number in NUMBERS}


def test_the_worked_example_of_a_priority_comes_out_as_the_rules_work_it_out() -> None:
    teams = "".join(f"s{number},School {number}\n" for number in range(1, 9))
    case = judged_network(
        snapshot_of(
            schools="id,name\n" + teams,
            people="id,name\nana,Ana\nbo,Bo\ncy,Cy\n",
            roles="id,name,at\nr1,Teacher,s1\nr2,Teacher,s2\n",
            roles_held="person,role,until\nana,r1,2026-07-03\nbo,r2,\ncy,r2,\n",
            interactions="date,practice,participants\n"
            + "".join(f"2026-05-0{day},school visit,ana;{'bo' if day < 4 else 'cy'}\n" for day in range(1, 7)),
        ),
        Choice(),
    )
    [leaving] = [finding for rule, finding in findings(case) if rule.name == "one_pair"]
    assert leaving.priority == pytest.approx(1 * 0.5 * 1 * 0.75) == pytest.approx(EXAMPLE.value)
    assert "1 × 0.5 × 1 × 0.75 = 0.375" in page("judgement")
    assert f"the priority is {0.35 * 0.5 * 0.6 * 0.75:g}." in page("judgement")


def test_every_number_that_a_rule_names_is_one_of_the_numbers() -> None:
    named = {
        name for rule in RULES for name in re.findall(r"`(\w+)`", f"{rule.definition} {rule.severity}") if "_" in name
    }
    assert named - {"articulation_points"} <= {number.name for number in NUMBERS}


@pytest.mark.parametrize("file", WRITTEN, ids=lambda file: str(file.relative_to(PROJECT)))
def test_every_link_leads_to_a_file(file: Path) -> None:
    links = LINK.findall(file.read_text(encoding="utf-8"))
    assert [link for link in links if not (file.parent / link).exists()] == []


@pytest.mark.parametrize("file", WRITTEN, ids=lambda file: str(file.relative_to(PROJECT)))
def test_every_source_file_that_is_named_exists(file: Path) -> None:
    named = re.findall(r"`((?:[\w.]+/)*[\w]+\.(?:py|js|cypher))`", file.read_text(encoding="utf-8"))
    places = [PROJECT, PROJECT / "graphmap", *(PROJECT / "graphmap").glob("*/"), *(PROJECT / "graphmap").glob("*/*/")]
    assert [name for name in named if not any((place / name).exists() for place in places)] == []


def test_the_index_leads_to_every_page() -> None:
    linked = {(DOCS / link).resolve() for link in LINK.findall(page("README"))}
    assert {file for file in DOCS.rglob("*.md") if file.name != "README.md"} - linked == set()
