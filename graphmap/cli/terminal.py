"""Tables and progress for a person at a terminal, or for a program that reads a pipe."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import polars as pl
from rich.cells import cell_len
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar
from rich.table import Table
from rich.text import Text

from graphmap.export.tables import csv_of
from graphmap.progress import Progress

_QUICK = 0.7  # seconds without a sign of progress that nobody minds
_WIDEST_CELL = 40
_BETWEEN_COLUMNS = 2


def show(table: pl.DataFrame) -> None:
    """Print `table`, laid out on a terminal and as CSV on a pipe."""
    if not sys.stdout.isatty():
        sys.stdout.write(csv_of(table))
        return
    console = Console()
    columns = {name: [_cell(value) for value in table[name]] for name in table.columns}
    fitting = _columns_that_fit(columns, console.width)
    shown = Table(box=None, pad_edge=False, padding=(0, _BETWEEN_COLUMNS, 0, 0), header_style="bold")
    for name in fitting:
        numeric = table[name].dtype.is_numeric()
        shown.add_column(
            name, justify="right" if numeric else "left", no_wrap=True, overflow="ellipsis", max_width=_WIDEST_CELL
        )
    for row in zip(*(columns[name] for name in fitting), strict=True):
        shown.add_row(*map(Text, row))
    console.print(shown)
    left_out = len(columns) - len(fitting)
    if left_out:
        console.print(f"… and {left_out} more columns; -o FILE writes them all.", style="dim")


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:.3f}"
        case date():
            return value.isoformat()
        case _:
            return "".join(c if c.isprintable() else " " for c in str(value))


def _columns_that_fit(columns: dict[str, list[str]], width: int) -> list[str]:
    """Return the first columns that fit side by side, at least three."""
    fitting: list[str] = []
    for name, cells in columns.items():
        width -= min(max(map(cell_len, [name, *cells])), _WIDEST_CELL) + _BETWEEN_COLUMNS
        if width < 0 and len(fitting) >= 3:
            break
        fitting.append(name)
    return fitting


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """Yield a progress to hand to the library; it shows as a bar once the work takes a while."""
    if not sys.stderr.isatty():
        yield _ignore
        return
    bar = Bar(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    task = bar.add_task("", total=None)
    began = time.monotonic()

    def report(doing: str, done: int, total: int) -> None:
        bar.update(task, description=doing, completed=done, total=total)
        if not bar.live.is_started and time.monotonic() - began > _QUICK:
            bar.start()

    try:
        yield report
    finally:
        bar.stop()


def _ignore(doing: str, done: int, total: int) -> None:
    """Show nothing: nobody is watching."""
