"""The docs say everything that there is: a thing that is added and not told makes a test here fail."""

import re
from pathlib import Path

import pytest
import typer
from typer.main import get_command

from graphmap import model
from graphmap.cli import app
from graphmap.export.graphs import GRAPH_FORMATS
from graphmap.graph.ties import TIE_MEANINGS
from graphmap.health.health import HEALTH_MEANINGS
from graphmap.health.measures import HEALTH_MEASURES
from graphmap.measures.measures import MEASURES
from graphmap.weak.rule import Rule
from graphmap.weak.rules import RULES
from graphmap.weak.thresholds import Thresholds
from graphmap.weak.thresholds_file import NUMBERS, described, read_thresholds
from graphmap.weak.weak_links import WEAK_MEANINGS
from tools.docs import pages

DOCS = Path(__file__).parents[2] / "docs"


def page(name: str) -> str:
    return (DOCS / f"{name}.md").read_text(encoding="utf-8")


def section(text: str, heading: str) -> str:
    """What stands under a heading of a page, up to the next."""
    found = re.search(rf"^#+ {re.escape(heading)}$(.*?)(?=^#|\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, f"no heading {heading!r}"
    return found[1]


def table(text: str) -> dict[str, list[str]]:
    """The rows of a table in Markdown, by their first cell."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("|")]
    return {first: rest for first, *rest in rows[2:]}


def commands() -> dict[str, typer.core.TyperCommand]:
    """Every command of the command line, by what one types."""
    found: dict[str, typer.core.TyperCommand] = {}

    def collect(command: typer.core.TyperCommand, name: str) -> None:
        for word, below in getattr(command, "commands", {}).items():
            collect(below, f"{name} {word}")
        if not hasattr(command, "commands"):
            found[name] = command

    collect(get_command(app), "graphmap")
    return found


COMMANDS = commands()


def test_the_commands_are_found() -> None:
    assert set(COMMANDS) >= {"graphmap demo", "graphmap metrics", "graphmap db start"}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_told_with_what_it_does_and_all_its_options(name: str) -> None:
    told = section(page("commands"), name)
    command = COMMANDS[name]
    options = [
        option
        for parameter in command.params
        for option in (*parameter.opts, *parameter.secondary_opts)
        if option.startswith("-")
    ]
    assert [option for option in options if not re.search(rf"(?<!\S){re.escape(option)}(?![\w-])", told)] == []
    assert (command.help or "").split(".")[0].split() == told[told.index((command.help or "").split()[0]) :].split(".")[
        0
    ].split()


@pytest.mark.parametrize("sheet", model.SHEETS, ids=lambda sheet: sheet.name)
def test_every_heading_of_every_sheet_is_told(sheet: model.Sheet) -> None:
    assert tuple(table(section(page("sheets"), sheet.name))) == sheet.headings


@pytest.mark.parametrize("kind", model.KINDS, ids=lambda kind: kind.label)
def test_every_property_of_every_kind_is_told_with_its_meaning(kind: model.Kind) -> None:
    told = {name: cells[-1] for name, cells in table(section(page("graph"), kind.label)).items()}
    assert told == {property.name: property.meaning for property in kind.properties}


def test_every_relationship_is_told_with_its_ends() -> None:
    rows = [line.split("|") for line in section(page("graph"), "Relationships").splitlines() if line.startswith("|")]
    told = {row[2].strip(): (row[1].strip(), row[3].strip()) for row in rows[2:]}
    assert told == {r.type: (", ".join(r.starts), ", ".join(r.ends)) for r in model.RELATIONSHIPS}


def test_every_measure_is_told_with_its_meaning_and_its_source() -> None:
    assert table(section(page("measures"), "graphmap metrics")) == {m.name: [m.meaning, m.source] for m in MEASURES}


def test_every_column_of_ties_is_told_with_its_meaning() -> None:
    assert table(section(page("measures"), "graphmap ties")) == {
        name: [meaning] for name, meaning in TIE_MEANINGS.items()
    }


def test_making_the_docs_again_changes_nothing() -> None:
    assert [path.name for path, text in pages().items() if path.read_text(encoding="utf-8") != text] == []
    assert {path.stem for path in pages()} >= {"commands", "sheets", "graph", "measures", "weak-links", "health"}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_is_told_with_its_views_its_formula_and_its_source(rule: Rule) -> None:
    told = section(page("weak-links"), f"{rule.title} (`{rule.name}`)").splitlines()
    assert rule.definition in told
    assert f"- In the views: {', '.join(rule.views)}." in told
    assert f"- Severity: {rule.severity}" in told
    assert f"- Source: {rule.source}" in told


def test_the_numbers_are_told_as_a_file_that_can_be_read(tmp_path: Path) -> None:
    found = re.search("```toml\n(.*?)```", page("weak-links"), re.DOTALL)
    assert found
    (tmp_path / "rules.toml").write_text(found[1], encoding="utf-8")
    assert described(read_thresholds(tmp_path / "rules.toml")) == described(Thresholds())
    assert set(re.findall(r"^(\w+) = ", found[1], re.MULTILINE)) == {number.name for number in NUMBERS}


def test_every_number_that_a_rule_names_is_one_of_the_numbers() -> None:
    told = {
        name for rule in RULES for name in re.findall(r"`(\w+)`", f"{rule.definition} {rule.severity}") if "_" in name
    }
    assert told - {"articulation_points"} <= {number.name for number in NUMBERS}


def test_every_column_of_weak_is_told_with_its_meaning() -> None:
    assert table(section(page("weak-links"), "graphmap weak")) == {
        name: [meaning] for name, meaning in WEAK_MEANINGS.items()
    }


def test_every_column_of_health_is_told_with_its_meaning_and_its_source() -> None:
    sources = {measure.name: measure.source for measure in HEALTH_MEASURES}
    assert table(section(page("health"), "graphmap health")) == {
        n: [m, sources.get(n, "")] for n, m in HEALTH_MEANINGS.items()
    }


def test_every_ending_of_a_graph_is_in_the_help_and_in_the_docs() -> None:
    told = {option.name: option.help for option in COMMANDS["graphmap graph"].params}["output"]
    assert set(told.partition(": ")[2].split()) == set(GRAPH_FORMATS)
    assert set(table(section(page("files"), "Files that leave"))) == set(GRAPH_FORMATS)
