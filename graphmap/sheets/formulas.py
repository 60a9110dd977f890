"""Texts that a spreadsheet would run as formulas: a quote before them on the way out, and away again on the way in."""

import re

import polars as pl

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A text cell that begins with one of these would be run as a formula by a spreadsheet."""

_FORMULA = re.compile("^'*[" + "".join(map(re.escape, FORMULA_STARTS)) + "]")
"""How such a text begins. A quote that is there already gets another, so that taking one away gives what there was."""


def neutralised(text: str) -> str:
    """`text` with a quote before it, if a spreadsheet would run it as a formula."""
    return "'" + text if _FORMULA.match(text) else text


def restored(text: str) -> str:
    """What `neutralised` made this of."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def without_formulas(table: pl.DataFrame) -> pl.DataFrame:
    """`table` with every text `neutralised`."""
    return table.with_columns(
        pl.when(pl.col(name).str.contains(_FORMULA.pattern))
        .then(pl.lit("'") + pl.col(name))
        .otherwise(pl.col(name))
        .alias(name)
        for name, type in table.schema.items()
        if type == pl.String
    )
