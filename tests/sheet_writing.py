"""Small sheets written down in a test, as CSV text or as rows of dicts, on disk or in memory."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from textwrap import dedent

from graphmap.sheets.codebook import shipped_codebook
from graphmap.sheets.problems import BadSheets, Problem
from graphmap.sheets.reading import RawSheets, take_sheet
from graphmap.sheets.records import Records, read_records
from graphmap.sheets.text_files import rows_of
from graphmap.tables import GraphTables

SheetText = str | Sequence[Mapping[str, str]]


def csv_of(sheet: SheetText) -> str:
    """The CSV text of a sheet; a text is only freed of its indentation."""
    if isinstance(sheet, str):
        return dedent(sheet).strip("\n") + "\n"
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(sheet[0]))
    writer.writeheader()
    writer.writerows(sheet)
    return out.getvalue()


def write_sheets(folder: Path, **sheets: SheetText) -> Path:
    """A folder with one CSV file a sheet."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, sheet in sheets.items():
        (folder / f"{name}.csv").write_text(csv_of(sheet), encoding="utf-8", newline="")
    return folder


def raw_sheets(**sheets: SheetText) -> RawSheets:
    """The same sheets, read without a disk."""
    found = RawSheets()
    for name, sheet in sheets.items():
        file = f"{name}.csv"
        take_sheet(name, file, rows_of(io.StringIO(csv_of(sheet), newline=""), file), found)
    return found


def records_of(existing: GraphTables | None = None, **sheets: SheetText) -> Records:
    """What the sheets say, over an existing graph."""
    return read_records(raw_sheets(**sheets), existing or GraphTables.of(), shipped_codebook())


def graph_of(**sheets: SheetText) -> GraphTables:
    """The graph that the sheets alone describe."""
    return records_of(**sheets).tables


def problems_of(existing: GraphTables | None = None, **sheets: SheetText) -> Sequence[Problem]:
    """Everything that is wrong with the sheets."""
    try:
        records_of(existing, **sheets)
    except BadSheets as error:
        return error.problems
    return []


def problem_of(existing: GraphTables | None = None, **sheets: SheetText) -> Problem:
    """The one thing that is wrong with the sheets."""
    problems = problems_of(existing, **sheets)
    assert len(problems) == 1, [str(problem) for problem in problems]
    return problems[0]
