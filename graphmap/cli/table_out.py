"""Show a table of the store's own records on a terminal, or write it in the format that a file's ending names."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    import polars as pl


def show_or_write(table: "pl.DataFrame", output: Path | None, plural: str) -> None:
    """Show `table`, or write it to `output` and say how many rows, which are called `plural`, it has."""
    from graphmap.cli.terminal import show
    from graphmap.export.tables import write_table

    if output is None:
        show(table)
        return
    write_table(table, output)
    typer.echo(f"{output}: {len(table):,} {plural}.", err=True)
