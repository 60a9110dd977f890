"""The command that lists likely doubles."""

from typing import Annotated

import typer

from graphmap.cli.options import OutputOption, StoreOption
from graphmap.cli.table_out import show_or_write


def doubles(
    least: Annotated[
        float | None,
        typer.Option(
            "--from", metavar="LIKENESS", min=0.7, max=1, help="The least likeness to list: 0.9 if not given."
        ),
    ] = None,
    output: OutputOption = None,
    store: StoreOption = None,
) -> None:
    """List the records that are likely of one school, person, role, iwi, partner or network, the likeliest first."""
    import polars as pl

    from graphmap.records import doubles as rules
    from graphmap.records.apart import pairs_apart
    from graphmap.store.location import read_location
    from graphmap.store.store import open_store

    with open_store(read_location(store)) as opened:
        tables, apart = opened.read()[1], pairs_apart(opened)
    found = rules.doubles(tables, rules.SHOWN_FIRST if least is None else least, apart=apart)
    names = dict(tables.entities(rules.KINDS).select("key", "name").iter_rows())
    listed = found.select(
        "key",
        "other",
        "score",
        "why",
        name=pl.col("key").replace_strict(names, return_dtype=pl.String),
        other_name=pl.col("other").replace_strict(names, return_dtype=pl.String),
    ).select("key", "name", "other", "other_name", "score", "why")
    show_or_write(listed, output, "likely doubles")
