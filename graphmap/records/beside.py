"""Two records beside each other, for somebody to decide whether they are of one and the same."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from graphmap import model
from graphmap.model import NodeKey
from graphmap.records.merging import EXTRA, values_of
from graphmap.sheets.fields import values_in
from graphmap.tables import ENDS, GraphTables


@dataclass(frozen=True)
class Side:
    """One of the two: its ``values`` by property, whom and what it is tied to by kind, and what it took part in."""

    key: NodeKey
    values: Mapping[str, Any]
    ties: Mapping[str, Sequence[NodeKey]]
    interactions: int
    last_seen: date | None

    @property
    def fields(self) -> Mapping[str, str]:
        """Its values of the cluster's own fields, by the name of the field."""
        return values_in(self.values.get(EXTRA))

    @property
    def size(self) -> int:
        """How much there is of it: its values, its ties and what it took part in."""
        values = sum(value is not None for value in self.values.values())
        return values + sum(map(len, self.ties.values())) + self.interactions


def side_of(tables: GraphTables, key: NodeKey) -> Side:
    """Return what to show of the entity `key`. Raises `BadData` where there is none."""
    took_part = tables.relationships["TOOK_PART"].filter(pl.col("start") == key)
    days = (
        tables.kinds["Interaction"].select("date", end=tables.keys("Interaction")).join(took_part, on="end", how="semi")
    )
    last = days["date"].max()
    ties: dict[str, list[NodeKey]] = {}
    for far in _tied_to(tables, key):
        ties.setdefault(model.split_key(far)[0].label, []).append(far)
    return Side(key, values_of(tables, key), ties, len(days), last if isinstance(last, date) else None)


def _tied_to(tables: GraphTables, key: NodeKey) -> Iterator[NodeKey]:
    """Yield what `key` has a relationship with, and after a person's roles the places of these."""
    at = dict(tables.relationships["AT"].select(ENDS).iter_rows())
    found: dict[NodeKey, None] = {}
    for type, table in tables.relationships.items():
        if type != "TOOK_PART":
            for near, far in (ENDS, ENDS[::-1]):
                found.update(dict.fromkeys(table.filter(pl.col(near) == key)[far].to_list()))
    yield from found
    if model.split_key(key)[0].label == "Person":
        yield from dict.fromkeys(at[role] for role in found if role in at)
