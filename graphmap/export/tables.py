"""Tables as files that other tools read, with all that one must know of them."""

import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import polars as pl

from graphmap.errors import WrongCommand
from graphmap.export.dictionary import Column
from graphmap.export.provenance import FIELD_MEANINGS, Provenance
from graphmap.files import Write, text_writer, write_files
from graphmap.sheets.formulas import without_formulas

_CREATED = datetime(2000, 1, 1)  # a workbook says when it was made; the same table is to be the same bytes on any day
_LONGEST_CELL = 32_767  # characters, in a workbook
_MOST_ROWS = 1_048_575  # in a worksheet, under its headings
_WIDEST_COLUMN = 420  # pixels

# --------------------------------------------------------------------------------------------- tables


@dataclass(frozen=True)
class DescribedTable:
    """A table with all that one must know of it: where it comes from, and what its columns mean."""

    table: pl.DataFrame
    about: Provenance | None = None
    columns: Sequence[Column] = ()

    @property
    def json(self) -> str:
        """What one must know of the table, as `about_json` has it."""
        return about_json(self.about, {self.about.table: self.columns}) if self.about else ""


def csv_of(table: pl.DataFrame) -> str:
    """`table` as CSV text, in which no cell can be taken for a formula by a spreadsheet."""
    return without_formulas(table).write_csv()


def _write_csv(told: DescribedTable, file: IO[bytes]) -> None:
    file.write(csv_of(told.table).encode())


def _write_json(told: DescribedTable, file: IO[bytes]) -> None:
    file.write(told.table.write_json().encode())


def _write_parquet(told: DescribedTable, file: IO[bytes]) -> None:
    told.table.write_parquet(file, metadata={"graphmap": told.json} if told.about else None)


def _write_xlsx(told: DescribedTable, file: IO[bytes]) -> None:
    sheets = {told.about.table if told.about else "Sheet1": told.table}
    if told.about:
        sheets["Definitions"] = pl.DataFrame(
            [asdict(column) for column in told.columns], schema=["name", "type", "meaning"]
        )
        sheets["About"] = pl.DataFrame(
            [(name, value, FIELD_MEANINGS.get(name, "")) for name, value in told.about.fields.items()],
            schema=["field", "value", "meaning"],
            orient="row",
        )
    write_workbook(sheets, file)


def write_workbook(sheets: Mapping[str, pl.DataFrame], file: IO[bytes]) -> None:
    """Fill `file` with a workbook of these worksheets: typed cells, headings that stay in sight, widths that fit.

    No text is a formula or a link. A text too long for a cell is cut. Raises `WrongCommand` for more rows than a
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
                    f"A worksheet holds {_MOST_ROWS:,} rows, and there are {len(table):,}; write "
                    ".csv or .parquet instead."
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


TABLE_FORMATS: Mapping[str, Callable[[DescribedTable, IO[bytes]], None]] = {
    ".csv": _write_csv,
    ".json": _write_json,
    ".parquet": _write_parquet,
    ".xlsx": _write_xlsx,
}
"""How a table is written, by the ending of the file's name."""

_CANNOT_TELL = {".csv", ".json"}
"""The formats of tables that cannot hold where a table comes from: a file beside them does."""


def table_format(path: Path) -> Callable[[DescribedTable, IO[bytes]], None]:
    """How a table is written to `path`; raises `WrongCommand` for an ending that is no format of tables."""
    ending = path.suffix.lower()
    if ending not in TABLE_FORMATS:
        raise no_format(path, TABLE_FORMATS)
    return TABLE_FORMATS[ending]


def write_table(
    table: pl.DataFrame, path: Path, about: Provenance | None = None, columns: Sequence[Column] = ()
) -> None:
    """Write `table` to `path` in the format that its ending names, with where it comes from and what its columns mean.

    CSV and JSON cannot hold that: then it is in a file beside it. Raises `WrongCommand` for an ending that is no
    format, and `NoStore` where the disk does not take it."""
    write_files(_files_of(table, path, about, columns))


def write_tables(tables: Mapping[Path, DescribedTable]) -> None:
    """Write several tables as `write_table` does one: none takes its place before all are complete."""
    files: dict[Path, Write] = {}
    for path, told in tables.items():
        files |= _files_of(told.table, path, told.about, told.columns)
    write_files(files)


def table_bytes(table: pl.DataFrame, name: str, about: Provenance, columns: Sequence[Column]) -> dict[str, bytes]:
    """The files that `write_table` would write to a place called `name`, by their names: the table's, and what stands
    beside it."""
    filled: dict[str, bytes] = {}
    for path, write in _files_of(table, Path(name), about, columns).items():
        content = io.BytesIO()
        write(content)
        filled[path.name] = content.getvalue()
    return filled


def _files_of(
    table: pl.DataFrame, path: Path, about: Provenance | None, columns: Sequence[Column]
) -> dict[Path, Write]:
    write, told = table_format(path), DescribedTable(table, about, columns)
    files: dict[Path, Write] = {path: lambda file: write(told, file)}
    if about and path.suffix.lower() in _CANNOT_TELL:
        files |= beside(path, told.json)
    return files


def no_format(path: Path, endings: Mapping[str, Any]) -> WrongCommand:
    """That `path` ends in none of these endings."""
    return WrongCommand(
        f"‘{path.name}’ ends in no format that graphmap writes here; end it in one of: {', '.join(endings)}."
    )


# ---------------------------------------------------------------------------------- where it comes from


def about_json(
    about: Provenance, tables: Mapping[str, Sequence[Column]] | None = None, labels: Mapping[str, str] | None = None
) -> str:
    """What one must know of a file, as JSON text: where it comes from, and what the columns of its `tables` mean.

    `labels` are the node keys behind the labels of a file whose format could not hold them.
    """
    columns = {name: [asdict(column) for column in told] for name, told in (tables or {}).items()}
    told = {"about": about.fields, "tables": columns, "labels": labels}
    return json.dumps({name: value for name, value in told.items() if value}, ensure_ascii=False, indent=1) + "\n"


def beside(path: Path, text: str) -> dict[Path, Write]:
    """The file that stands beside `path` and holds `text`; none beside a device or a pipe."""
    if path.exists() and not path.is_file():
        return {}
    return {path.with_name(f"{path.name}.about.json"): text_writer(text)}
