"""Show a table of the store's own records on a terminal, or write it as CSV."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    import polars as pl


def show_or_write_csv(table: "pl.DataFrame", output: Path | None, plural: str) -> None:
    """Show `table`, or write it to `output` as CSV and say how many rows, which are called `plural`, it has."""
    from graphmap.cli.terminal import show
    from graphmap.export.tables import csv_of
    from graphmap.files import write_whole

    if output is None:
        show(table)
        return
    write_whole(output, lambda file: file.writelines([csv_of(table).encode()]))
    typer.echo(f"{output}: {len(table):,} {plural}.", err=True)
