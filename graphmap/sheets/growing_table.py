"""Gather rows into a table a part at a time, so that a million rows are never held as Python objects."""

from collections.abc import Mapping
from typing import Any

import polars as pl

_AT_ONCE = 20_000


class GrowingTable:
    """A table with the columns of ``schema`` that grows by rows."""

    def __init__(self, schema: Mapping[str, pl.DataType]) -> None:
        self._schema = pl.Schema(schema)
        self._parts = [pl.DataFrame(schema=self._schema)]
        self._rows: list[tuple[Any, ...]] = []

    def add(self, values: Mapping[str, Any]) -> None:
        """Add a row; a column that `values` lacks is empty in it."""
        self._rows.append(tuple([values.get(name) for name in self._schema]))
        if len(self._rows) == _AT_ONCE:
            self._take()

    def table(self) -> pl.DataFrame:
        """Return all the rows so far, in the order in which they were added."""
        self._take()
        self._parts = [pl.concat(self._parts, rechunk=True)]
        return self._parts[0]

    def _take(self) -> None:
        self._parts.append(pl.DataFrame(self._rows, schema=self._schema, orient="row"))
        self._rows = []
