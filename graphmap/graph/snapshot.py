"""The whole graph, read once from a store. Measures, judgements, maps and exports are functions of it."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import polars as pl

from graphmap import model
from graphmap.errors import WrongCommand
from graphmap.graph.choice import Choice
from graphmap.model import NodeKey
from graphmap.sheets.problems import nearest
from graphmap.tables import GraphTables

_MOST_KEPT = 6
"""Judging a view needs the participations and the pairs of its period and of all time, and some of before the period.
"""


def _new_identity() -> str:
    return uuid.uuid4().hex


@dataclass(frozen=True)
class Snapshot:
    """The graph in a store as it was at one ``revision``, which the change ``seq`` left.

    ``identity`` is different for every snapshot that is taken: cache by it whatever is made of a snapshot. The revision
    won't do: a server that graphmap has never written to has none.
    """

    tables: GraphTables
    revision: str | None = None
    seq: int = field(default=0, kw_only=True)
    identity: str = field(default_factory=_new_identity, compare=False, kw_only=True)

    @cached_property
    def names(self) -> Mapping[NodeKey, str]:
        """The name of each entity. An interaction's name is its practice."""
        return dict(self.tables.entities(model.KIND).select("key", "name").iter_rows())

    @cached_property
    def interactions(self) -> pl.DataFrame:
        """All interactions, with their properties and ``interaction``, the node key."""
        return self.tables.kinds["Interaction"].with_columns(self.tables.keys("Interaction").alias("interaction"))

    @cached_property
    def first_and_last_day(self) -> tuple[date, date] | None:
        """The days of the earliest and the latest interaction, or None where there is none."""
        days = self.tables.kinds["Interaction"]["date"]
        first, last = days.min(), days.max()
        return (first, last) if isinstance(first, date) and isinstance(last, date) else None

    def keep(self, key: object, make: Callable[[], pl.DataFrame]) -> pl.DataFrame:
        """Return the table of `key`, made by `make` unless it is among the last few that were kept."""
        table = self._kept.get(key)
        if table is None:
            table = self._kept[key] = make()
            for earlier in list(self._kept)[:-_MOST_KEPT]:
                self._kept.pop(earlier, None)
        return table

    @cached_property
    def _kept(self) -> dict[object, pl.DataFrame]:
        return {}

    def as_of(self, choice: Choice) -> date | None:
        """Return the day to judge `choice` from: its own, or the last of its period, or that of the latest interaction
        if there is one."""
        return choice.as_at or choice.until or (self.first_and_last_day[1] if self.first_and_last_day else None)

    def find_networks(self, texts: tuple[str, ...]) -> tuple[str, ...]:
        """Return the ids of the networks that `texts` (ids or names) refer to.

        Raises `WrongCommand` where one doesn't exist.
        """
        if not texts:
            return ()
        by_text = {id: id for id in self.tables.kinds["Network"]["id"]}
        by_name = {name.casefold(): id for id, name in self.tables.kinds["Network"].select("id", "name").iter_rows()}
        found = []
        for text in texts:
            id = by_text.get(text) or by_name.get(text.casefold())
            if id is None:
                guess = nearest(text, [*by_text, *self.tables.kinds["Network"]["name"]])
                hint = (
                    f"did you mean ‘{guess}’?" if guess else f"the store has {', '.join(list(by_text)[:5]) or 'none'}."
                )
                raise WrongCommand(f"There is no network ‘{text}’; {hint}")
            found.append(id)
        return tuple(dict.fromkeys(found))


def chosen_interactions(snapshot: Snapshot, choice: Choice) -> pl.DataFrame:
    """Return the interactions that count under `choice`: in its period, within its networks, and deep enough."""
    interactions = snapshot.interactions.filter(pl.col("depth") >= choice.min_depth)
    if choice.since:
        interactions = interactions.filter(pl.col("date") >= choice.since)
    if choice.until:
        interactions = interactions.filter(pl.col("date") <= choice.until)
    if choice.networks:
        within = snapshot.tables.relationships["WITHIN"]
        chosen = within.filter(pl.col("end").is_in([model.node_key("Network", id) for id in choice.networks]))
        interactions = interactions.join(chosen, left_on="interaction", right_on="start", how="semi")
    return interactions
