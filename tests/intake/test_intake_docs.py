"""Every example of the page on other tools' files is tried as it stands there: its files, its mapping, and what comes
of them."""

import csv
import re
from pathlib import Path

import pytest
from foreign_files import tables, workbook

from graphmap.intake.mapping_file import mapping_from
from graphmap.tables import GraphTables

PAGE = (Path(__file__).parents[2] / "docs" / "other-sheets.md").read_text(encoding="utf-8")
EXAMPLES = dict(re.findall(r"^### (.+?)$(.*?)(?=^### |\Z)", PAGE.partition("## Examples")[2], re.MULTILINE | re.DOTALL))
_FILE = re.compile(r"^`([^`\n]+)`\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_RESULT = re.compile(r"^```text\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def given(example: str, folder: Path) -> tuple[Path, str]:
    """The file of an example, or the folder with its two, and its mapping; what has no ending is a worksheet."""
    files = dict(_FILE.findall(example))
    mapping = files.pop("mapping.toml")
    if all("." not in name for name in files):
        return workbook(
            folder / "book.xlsx", **{name: list(csv.reader(text.splitlines())) for name, text in files.items()}
        ), mapping
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return (folder / name if len(files) == 1 else folder), mapping


def interactions(graph: GraphTables) -> list[str]:
    """Every interaction as a line: its day, what was done, and who took part, with what they did unless they took part
    only."""
    names = dict(graph.entities(["Person", "School", "CommunityPartner", "Iwi"]).select("key", "name").iter_rows())
    took: dict[str, list[str]] = {}
    for actor, interaction, part in graph.relationships["TOOK_PART"].select("start", "end", "part").iter_rows():
        took.setdefault(interaction, []).append(names[actor] + ("" if part == "took part" else f" {part}"))
    rows = graph.kinds["Interaction"].select("id", "date", "practice").iter_rows()
    return sorted(f"{day} {practice}: {', '.join(sorted(took[f'interaction:{id}']))}" for id, day, practice in rows)


def test_every_tool_has_an_example() -> None:
    assert len(EXAMPLES) == 9


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_becomes_what_the_page_says(name: str, tmp_path: Path) -> None:
    path, mapping = given(EXAMPLES[name], tmp_path)
    sections = mapping_from(mapping, "mapping.toml").sections
    (told,) = _RESULT.findall(EXAMPLES[name])
    assert interactions(tables(path, **sections)) == sorted(told.splitlines())
