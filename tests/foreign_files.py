"""Files of other tools, written down in a test, and what they become."""

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent

import openpyxl

from graphmap.intake.mapping import mapping_of
from graphmap.intake.recognise import read_foreign
from graphmap.intake.turning import Turned, turn
from graphmap.sheets.codebook import shipped_codebook
from graphmap.sheets.problems import BadSheets, Problem
from graphmap.sheets.records import read_records
from graphmap.store.loading import practice_names
from graphmap.tables import GraphTables

PRACTICES = practice_names(GraphTables.of())
ADVICE_OF_PEOPLE = {"date": "2026-05-01", "practice": "advice seeking", "kind": "person"}


def workbook(path: Path, **sheets: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def written(path: Path, text: str) -> Path:
    path.write_text(dedent(text).lstrip("\n"), encoding="utf-8")
    return path


def turned(path: Path, **sections: Mapping[str, str]) -> Turned:
    mapping = mapping_of(**sections)
    return turn(read_foreign(path, mapping), mapping, PRACTICES)


def tables(path: Path, **sections: Mapping[str, str]) -> GraphTables:
    return read_records(turned(path, **sections).raw, GraphTables.of(), shipped_codebook()).tables


def problems(path: Path, **sections: Mapping[str, str]) -> list[Problem]:
    try:
        tables(path, **sections)
    except BadSheets as error:
        return list(error.problems)
    return []


def who_with_whom(graph: GraphTables) -> set[tuple[str, str, str]]:
    """The names of the two in every interaction, in order, and its practice."""
    names = dict(graph.entities(["Person", "School", "CommunityPartner", "Iwi"]).select("key", "name").iter_rows())
    took: dict[str, list[str]] = {}
    for start, end, _ in graph.relationships["TOOK_PART"].iter_rows():
        took.setdefault(end, []).append(names[start])
    practices = dict(graph.kinds["Interaction"].select("id", "practice").iter_rows())
    return {(*sorted(pair), practices[end.removeprefix("interaction:")]) for end, pair in took.items()}  # type: ignore[misc]
