"""Tables as files that other tools read, with where they come from and what their columns mean."""

import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

import polars as pl

from graphmap.errors import WrongCommand
from graphmap.export.dictionary import Column
from graphmap.export.provenance import FIELD_MEANINGS, Provenance
from graphmap.files import Write, text_writer, write_files
from graphmap.sheets.formulas import without_formulas

_CREATED = datetime(
    2000, 1, 1
)  # a workbook holds its date of creation, and the same table must be the same bytes on any day
_LONGEST_CELL = 32_767  # characters, in a workbook
_MOST_ROWS = 1_048_575  # in a worksheet, under its headings
_WIDEST_COLUMN = 420  # pixels

# --------------------------------------------------------------------------------------------- tables


@dataclass(frozen=True)
class DescribedTable:
    """A table with where it comes from and what its columns mean."""

    table: pl.DataFrame
    about: Provenance | None = None
    columns: Sequence[Column] = ()

    @property
    def json(self) -> str:
        """Where the table comes from and what its columns mean, as `about_json` writes it."""
        return about_json(self.about, {self.about.table: self.columns}) if self.about else ""


def csv_of(table: pl.DataFrame) -> str:
    """Return `table` as CSV text in which a spreadsheet finds no formula."""
    return without_formulas(table).write_csv()


def _write_csv(described: DescribedTable, file: IO[bytes]) -> None:
    file.write(csv_of(described.table).encode())


def _write_json(described: DescribedTable, file: IO[bytes]) -> None:
    file.write(described.table.write_json().encode())


def _write_parquet(described: DescribedTable, file: IO[bytes]) -> None:
    described.table.write_parquet(file, metadata={"graphmap": described.json} if described.about else None)


def _write_xlsx(described: DescribedTable, file: IO[bytes]) -> None:
    sheets = {described.about.table if described.about else "Sheet1": described.table}
    if described.about:
        sheets["Definitions"] = pl.DataFrame(
            [asdict(column) for column in described.columns], schema=["name", "type", "meaning"]
        )
        sheets["About"] = pl.DataFrame(
            [(name, value, FIELD_MEANINGS.get(name, "")) for name, value in described.about.fields.items()],
            schema=["field", "value", "meaning"],
            orient="row",
        )
    write_workbook(sheets, file)


def write_workbook(sheets: Mapping[str, pl.DataFrame], file: IO[bytes]) -> None:
    """Fill `file` with a workbook of these worksheets: typed cells, frozen headings, columns wide enough.

    No text becomes a formula or a link. Text too long for a cell is cut. Raises `WrongCommand` for more rows than a
    worksheet holds."""
    import xlsxwriter

    content = io.BytesIO()
    with xlsxwriter.Workbook(
        content, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    ) as workbook:
        workbook.set_properties({"created": _CREATED})
        for name, table in sheets.items():
            if len(table) > _MOST_ROWS:
                raise WrongCommand(
                    f"A worksheet holds {_MOST_ROWS:,} rows, but there are {len(table):,}. Write .csv or .parquet "
                    "instead."
                )
            _short_enough(table).write_excel(workbook, name, freeze_panes=(1, 0), dtype_formats={pl.Date: "yyyy-mm-dd"})
            workbook.get_worksheet_by_name(name).autofit(_WIDEST_COLUMN)
    file.write(content.getvalue())


def _short_enough(table: pl.DataFrame) -> pl.DataFrame:
    return table.with_columns(
        pl.when(pl.col(name).str.len_chars() > _LONGEST_CELL)
        .then(pl.col(name).str.head(_LONGEST_CELL - 1) + "…")
        .otherwise(pl.col(name))
        .alias(name)
        for name, type in table.schema.items()
        if type == pl.String
    )


@dataclass(frozen=True)
class TableFormat:
    """A format that a table can be written in. Where it cannot hold where the table comes from (``holds_about``), a
    file beside it does."""

    ending: str
    media_type: str
    write: Callable[[DescribedTable, IO[bytes]], None]
    holds_about: bool


TABLE_FORMATS: Mapping[str, TableFormat] = {
    format.ending: format
    for format in (
        TableFormat(".csv", "text/csv", _write_csv, holds_about=False),
        TableFormat(".json", "application/json", _write_json, holds_about=False),
        TableFormat(".parquet", "application/vnd.apache.parquet", _write_parquet, holds_about=True),
        TableFormat(
            ".xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            _write_xlsx,
            holds_about=True,
        ),
    )
}
"""Every format of tables by the ending of the file's name. The command line, the app and the docs list these."""


def table_format(path: Path) -> TableFormat:
    """Return the format that the ending of `path` names; raise `WrongCommand` if there is none."""
    ending = path.suffix.lower()
    if ending not in TABLE_FORMATS:
        raise unknown_format(path, TABLE_FORMATS)
    return TABLE_FORMATS[ending]


def write_table(
    table: pl.DataFrame, path: Path, about: Provenance | None = None, columns: Sequence[Column] = ()
) -> None:
    """Write `table` to `path` in the format that its ending names, with where it comes from and what its columns mean.

    CSV and JSON have no place for that, so it goes into a file beside them. Raises `WrongCommand` for an unknown
    ending, `BadData` where `path` cannot be written, and `NoStore` where the disk is full."""
    write_files(_files_of(table, path, about, columns))


def write_tables(tables: Mapping[Path, DescribedTable]) -> None:
    """Write several tables as `write_table` does one: none takes its place before all are complete."""
    files: dict[Path, Write] = {}
    for path, described in tables.items():
        files |= _files_of(described.table, path, described.about, described.columns)
    write_files(files)


def table_bytes(table: pl.DataFrame, name: str, about: Provenance, columns: Sequence[Column]) -> dict[str, bytes]:
    """Return the files that `write_table` would write for the path `name`, by name: the table's, and any beside
    it."""
    filled: dict[str, bytes] = {}
    for path, write in _files_of(table, Path(name), about, columns).items():
        content = io.BytesIO()
        write(content)
        filled[path.name] = content.getvalue()
    return filled


def _files_of(
    table: pl.DataFrame, path: Path, about: Provenance | None, columns: Sequence[Column]
) -> dict[Path, Write]:
    format, described = table_format(path), DescribedTable(table, about, columns)
    files: dict[Path, Write] = {path: lambda file: format.write(described, file)}
    if about and not format.holds_about:
        files |= beside(path, described.json)
    return files


def unknown_format(path: Path, endings: Iterable[str]) -> WrongCommand:
    """Return the error that `path` has none of these endings."""
    return WrongCommand(f"graphmap cannot write ‘{path.name}’. Use a name that ends in one of: {', '.join(endings)}.")


# ---------------------------------------------------------------------------------- where it comes from


def about_json(
    about: Provenance, tables: Mapping[str, Sequence[Column]] | None = None, labels: Mapping[str, str] | None = None
) -> str:
    """Describe a file as JSON text: where it comes from, and what the columns of its `tables` mean.

    `labels` are the node keys behind the labels in a file whose format cannot hold node keys.
    """
    columns = {name: [asdict(column) for column in listed] for name, listed in (tables or {}).items()}
    parts = {"about": about.fields, "tables": columns, "labels": labels}
    return json.dumps({name: value for name, value in parts.items() if value}, ensure_ascii=False, indent=1) + "\n"


def beside(path: Path, text: str) -> dict[Path, Write]:
    """Return the file beside `path` that holds `text`; none beside a device or a pipe."""
    if path.exists() and not path.is_file():
        return {}
    return {path.with_name(f"{path.name}.about.json"): text_writer(text)}
