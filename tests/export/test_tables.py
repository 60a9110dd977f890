"""Tables as files that other tools read: they hold what was in the table, and are written whole or not at all."""

import errno
import re
import stat
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import IO

import openpyxl
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from networks import ORGANISATIONS, PEOPLE, demo_snapshot
from polars.testing import assert_frame_equal

from graphmap.errors import BadData, NoStore, WrongCommand
from graphmap.export.tables import TABLE_FORMATS, csv_of, table_format, write_table
from graphmap.files import write_whole
from graphmap.graph.ties import ties
from graphmap.measures.measures import metrics

NAMES = [
    "Kāhui Ako o Tauira",
    "O’Neill \"Ted\" & 'Sons'",
    "<script>alert(1)</script>",
    "two\nlines",
    "emoji 🌿",
    "comma, semicolon; tab\there",
    " spaces ",
]
FORMULAS = [
    "=1+1",
    "+64 9 555",
    "-1",
    "@SUM(A1)",
    "\t=1+1",
    '=HYPERLINK("http://tauira.example","x")',
    "=cmd|' /C calc'!A0",
]


def table_of(*names: str) -> pl.DataFrame:
    return pl.DataFrame({"name": names}, schema={"name": pl.String})


TYPED = pl.DataFrame(
    {
        "text": ["Kāhui Ako", None],
        "whole": [1, None],
        "number": [0.1 + 0.2, None],
        "yes": [True, None],
        "day": [date(2026, 3, 2), None],
    }
)


# -------------------------------------------------------------------------------------------- tables


def read_back(file: Path, like: pl.DataFrame) -> pl.DataFrame:
    """What is in a file of a table."""
    match file.suffix:
        case ".csv":
            return pl.read_csv(file, schema=like.schema)
        case ".json":
            return pl.read_json(file, schema=like.schema)
        case ".parquet":
            return pl.read_parquet(file)
        case _:
            rows = list(openpyxl.load_workbook(file).active.iter_rows(values_only=True))
            days = [name for name, type in like.schema.items() if type == pl.Date]
            plain = [
                [cell.date() if name in days and cell else cell for name, cell in zip(rows[0], row, strict=True)]
                for row in rows[1:]
            ]
            return pl.DataFrame(plain, schema=dict(zip(rows[0], like.dtypes, strict=True)), orient="row")


@pytest.mark.parametrize("ending", TABLE_FORMATS)
@pytest.mark.parametrize(
    "table",
    [TYPED, ties(demo_snapshot(), ORGANISATIONS), metrics(demo_snapshot(), PEOPLE)],
    ids=["typed", "ties", "metrics"],
)
def test_a_table_is_read_back_as_it_was(table: pl.DataFrame, ending: str, tmp_path: Path) -> None:
    file = tmp_path / f"table{ending}"
    write_table(table, file)
    assert_frame_equal(read_back(file, table), table, rel_tol=1e-14)


@pytest.mark.parametrize("ending", [".csv", ".parquet", ".xlsx"])
def test_a_table_without_rows_keeps_its_headings(ending: str, tmp_path: Path) -> None:
    file = tmp_path / f"table{ending}"
    write_table(TYPED.clear(), file)
    assert read_back(file, TYPED.clear()).columns == TYPED.columns


@pytest.mark.parametrize("ending", TABLE_FORMATS)
def test_names_survive_in_every_format(ending: str, tmp_path: Path) -> None:
    file = tmp_path / f"table{ending}"
    write_table(table_of(*NAMES), file)
    assert read_back(file, table_of())["name"].to_list() == NAMES


@pytest.mark.parametrize("formula", FORMULAS)
def test_in_csv_a_formula_is_a_text(formula: str) -> None:
    assert pl.read_csv(csv_of(table_of(formula)).encode())["name"].to_list() == ["'" + formula]


@given(st.text())
def test_no_cell_of_a_csv_begins_as_a_formula_does(name: str) -> None:
    cell = csv_of(table_of(name)).partition("\n")[2].removeprefix('"')
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_in_csv_a_number_below_zero_stays_a_number() -> None:
    assert csv_of(pl.DataFrame({"latitude": [-35.5]})) == "latitude\n-35.5\n"


@pytest.mark.parametrize("formula", [*FORMULAS, "http://tauira.example", "{=1+1}"])
def test_in_a_workbook_a_formula_is_a_text(formula: str, tmp_path: Path) -> None:
    file = tmp_path / "table.xlsx"
    write_table(table_of(formula), file)
    cell = openpyxl.load_workbook(file).active["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (formula, "s", None)


def test_a_workbook_says_nothing_of_when_it_was_written(tmp_path: Path) -> None:
    write_table(TYPED, tmp_path / "table.xlsx")
    properties = openpyxl.load_workbook(tmp_path / "table.xlsx").properties
    assert {properties.created.year, properties.modified.year} == {2000}


# ----------------------------------------------------------------------------------------- any format


@pytest.mark.parametrize("ending", TABLE_FORMATS)
def test_the_same_table_is_the_same_bytes(ending: str, tmp_path: Path) -> None:
    for name in ("one", "other"):
        write_table(metrics(demo_snapshot(), ORGANISATIONS), tmp_path / f"{name}{ending}")
    assert (tmp_path / f"one{ending}").read_bytes() == (tmp_path / f"other{ending}").read_bytes()


@pytest.mark.parametrize("name", ["table", "table.txt", "table.csv.gz", ".csv", "table.exe"])
def test_an_unknown_ending_is_refused_with_the_known_ones(name: str) -> None:
    with pytest.raises(WrongCommand, match=re.escape(", ".join(TABLE_FORMATS))):
        table_format(Path(name))


def test_an_ending_may_be_in_capitals(tmp_path: Path) -> None:
    write_table(TYPED, tmp_path / "TABLE.CSV")
    assert (tmp_path / "TABLE.CSV").read_text().startswith("text,whole")


def failing(error: Exception) -> Callable[[IO[bytes]], None]:
    """Writes half of what it should, and then cannot."""

    def write(file: IO[bytes]) -> None:
        file.write(b"half")
        raise error

    return write


@pytest.mark.parametrize(
    ("error", "raised"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), NoStore),
        (OSError(errno.EIO, "Input/output error"), BadData),
        (ValueError("something else"), ValueError),
    ],
)
def test_a_failed_write_leaves_the_old_file_and_nothing_else(
    error: Exception, raised: type[Exception], tmp_path: Path
) -> None:
    file = tmp_path / "table.csv"
    file.write_text("as it was")
    with pytest.raises(raised):
        write_whole(file, failing(error))
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("table.csv", "as it was")]


def test_a_missing_folder_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadData, match=r"cannot be written \(No such file or directory\); choose another place\.$"):
        write_table(TYPED, tmp_path / "nowhere" / "table.csv")


def test_a_folder_in_the_place_of_the_file_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "table.csv").mkdir()
    with pytest.raises(BadData, match="cannot be written"):
        write_table(TYPED, tmp_path / "table.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["table.csv"]


def test_a_file_has_the_usual_permissions(tmp_path: Path) -> None:
    (tmp_path / "any").write_text("")
    write_table(TYPED, tmp_path / "table.csv")
    assert stat.S_IMODE((tmp_path / "table.csv").stat().st_mode) == stat.S_IMODE((tmp_path / "any").stat().st_mode)
