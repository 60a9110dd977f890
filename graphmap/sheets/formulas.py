"""Keep spreadsheets from running texts as formulas: a quote before them is written, and taken off when read."""

import re

import polars as pl

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A text cell that begins with one of these would be run as a formula by a spreadsheet."""

_FORMULA = re.compile("^'*[" + "".join(map(re.escape, FORMULA_STARTS)) + "]")
"""How such a text begins. A text that already has a quote gets another, so that taking one off restores it."""


def neutralised(text: str) -> str:
    """Return `text`, with a quote before it if a spreadsheet would run it as a formula."""
    return "'" + text if _FORMULA.match(text) else text


def restored(text: str) -> str:
    """Return the text that `neutralised` made this from."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def without_formulas(table: pl.DataFrame) -> pl.DataFrame:
    """Return `table` with every text `neutralised`."""
    return table.with_columns(
        pl.when(pl.col(name).str.contains(_FORMULA.pattern))
        .then(pl.lit("'") + pl.col(name))
        .otherwise(pl.col(name))
        .alias(name)
        for name, type in table.schema.items()
        if type == pl.String
    )
