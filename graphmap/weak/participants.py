"""Who took part in each interaction, and in which roles that day: worked out once for the networks of a whole view."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from graphmap import model
from graphmap.graph.date_ranges import has_day
from graphmap.model import NodeKey
from graphmap.tables import GraphTables

LEADING = ("initiated", "hosted", "gave")
"""The parts of those who lead an interaction."""

_THEMSELVES = {"Iwi": "iwi", "CommunityPartner": "partner"}
"""The kinds that take part as themselves, each with the group of roles that speaks for it."""


@dataclass(frozen=True)
class Participants:
    """The participants of each interaction that counts, by its node key.

    ``took_part`` has the rows of ``TOOK_PART`` about those interactions, each with the ``date``.
    """

    tables: GraphTables
    took_part: pl.DataFrame

    @cached_property
    def _in_roles(self) -> pl.DataFrame:
        """Return ``took_part`` with the ``group`` of each role that the person held that day, one row a role."""
        roles = self.tables.kinds["Role"].select("group").with_columns(self.tables.keys("Role").alias("role"))
        holds = (
            self.tables.relationships["HOLDS"]
            .select(start="start", role="end", since="since", until="until")
            .join(roles, on="role")
        )
        return (
            self.took_part.join(holds, on="start")
            .filter(has_day(pl.col("date")))
            .select("start", "end", "part", "group")
        )

    @cached_property
    def groups(self) -> Mapping[NodeKey, frozenset[str]]:
        """The groups of roles that took part in each interaction; iwi and partners also where they came themselves."""
        themselves = [
            self.took_part.filter(pl.col("start").str.starts_with(model.node_key(label, ""))).select(
                "end", group=pl.lit(group)
            )
            for label, group in _THEMSELVES.items()
        ]
        return _by_interaction(pl.concat([self._in_roles.select("end", "group"), *themselves]), "group")

    @cached_property
    def people(self) -> Mapping[NodeKey, int]:
        """How many people took part in each interaction."""
        people = self.took_part.filter(pl.col("start").str.starts_with(model.node_key("Person", "")))
        return dict(people.group_by("end").agg(pl.col("start").n_unique()).iter_rows())

    @cached_property
    def leaders(self) -> Mapping[NodeKey, int]:
        """How many of them had a role as a leader that day."""
        leaders = self._in_roles.filter(
            (pl.col("group") == "leader") & pl.col("start").str.starts_with(model.node_key("Person", ""))
        )
        return dict(leaders.group_by("end").agg(pl.col("start").n_unique()).iter_rows())

    @cached_property
    def facilitators_leading(self) -> Mapping[NodeKey, frozenset[NodeKey]]:
        """The facilitators who led each interaction that one led.

        Where no part is recorded in an interaction, a facilitator who was there led it.
        """
        leads = pl.col("part").is_in(LEADING).fill_null(value=False)
        unknown = self._in_roles.join(self.took_part.filter(leads).select("end").unique(), on="end", how="anti")
        led = pl.concat([self._in_roles.filter(leads), unknown]).filter(pl.col("group") == "facilitator")
        return _by_interaction(led, "start")


def _by_interaction(rows: pl.DataFrame, column: str) -> Mapping[NodeKey, frozenset[str]]:
    grouped = rows.drop_nulls(column).group_by("end").agg(pl.col(column).unique())
    return {interaction: frozenset(values) for interaction, values in grouped.iter_rows()}
