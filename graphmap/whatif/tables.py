"""Copies of the graph's tables in which somebody left, or two did one thing more. Records never change."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

import polars as pl

from graphmap import model
from graphmap.graph.choice import Choice
from graphmap.graph.date_ranges import has_day, overlaps
from graphmap.model import NodeKey
from graphmap.tables import GraphTables, kind_table, relationship_table

_SMALLEST = 2
"""An interaction takes at least this many."""


def without_entities(tables: GraphTables, choice: Choice, first: date, keys: Collection[NodeKey]) -> GraphTables:
    """Return `tables` without the people, organisations and roles `keys`, from the day `first` on.

    An organisation's roles end with it. A person who held no other role on a day took no part on that day. A person
    left with no role in the period and no part in anything leaves too. An interaction with fewer than two participants
    left did not happen.
    """
    at = tables.relationships["AT"]
    gone = set(keys) | set(at.filter(pl.col("end").is_in(list(keys)))["start"])
    took_part = _took_part(tables, first, gone)
    without_anybody = _no_longer_done(tables, took_part)
    held = _held_until(tables.relationships["HOLDS"], first, gone)
    gone |= _leavers(tables.relationships["HOLDS"].filter(pl.col("end").is_in(list(gone))), held, took_part, choice)
    relationships = dict(tables.relationships) | {
        "HOLDS": held,
        "TOOK_PART": took_part.filter(~pl.col("end").is_in(list(without_anybody))).select(
            tables.relationships["TOOK_PART"].columns
        ),
        "MEMBER_OF": tables.relationships["MEMBER_OF"].filter(~pl.col("start").is_in(list(gone))),
        **{
            type: tables.relationships[type].filter(~pl.col("start").is_in(list(without_anybody)))
            for type in ("WITHIN", "TOWARDS")
        },
    }
    kinds = {label: _without_keys(tables, label, gone | without_anybody) for label in tables.kinds}
    return GraphTables(kinds, relationships)


def _took_part(tables: GraphTables, first: date, gone: Collection[NodeKey]) -> pl.DataFrame:
    """Return who still took part in which interaction, with its ``date``."""
    days = tables.kinds["Interaction"].select("date").with_columns(end=tables.keys("Interaction"))
    dated = tables.relationships["TOOK_PART"].join(days, on="end")
    roles = tables.relationships["HOLDS"].rename({"start": "person", "end": "role"})
    on_the_day = dated.join(roles, left_on="start", right_on="person").filter(has_day(pl.col("date")))
    only_through_gone = (
        on_the_day.group_by("start", "end").agg(lost=pl.col("role").is_in(list(gone)).all()).filter("lost")
    )
    later = pl.col("date") >= first
    kept = dated.filter(~(later & pl.col("start").is_in(list(gone))))
    lost = kept.filter(later).join(only_through_gone, on=["start", "end"], how="semi")
    return kept.join(lost, on=["start", "end"], how="anti")


def _no_longer_done(tables: GraphTables, took_part: pl.DataFrame) -> set[NodeKey]:
    """Return the interactions that had enough participants and in `took_part` no longer have."""
    before = tables.relationships["TOOK_PART"].group_by("end").len(name="before")
    after = took_part.group_by("end").len(name="after")
    both = before.join(after, on="end", how="left").with_columns(pl.col("after").fill_null(0))
    return set(both.filter((pl.col("before") >= _SMALLEST) & (pl.col("after") < _SMALLEST))["end"])


def _held_until(holds: pl.DataFrame, first: date, gone: Collection[NodeKey]) -> pl.DataFrame:
    """Return who held which role; what is `gone` ended on the day before `first`."""
    ends = pl.col("start").is_in(list(gone)) | pl.col("end").is_in(list(gone))
    last = first - timedelta(days=1)
    started = pl.col("since").is_null() | (pl.col("since") <= last)
    ended = pl.when(ends & (pl.col("until").is_null() | (pl.col("until") > last))).then(pl.lit(last)).otherwise("until")
    return holds.filter(~ends | started).with_columns(until=ended)


def _leavers(lost: pl.DataFrame, held: pl.DataFrame, took_part: pl.DataFrame, choice: Choice) -> set[NodeKey]:
    """Return the people whose roles in the period all ended with `lost` and who took part in nothing since."""
    people = set(lost.filter(overlaps(choice))["start"])
    ended = lost.select("start", "end")
    still = held.filter(overlaps(choice)).join(ended, on=["start", "end"], how="anti")["start"]
    busy = took_part if choice.since is None else took_part.filter(pl.col("date") >= choice.since)
    return people.difference(still, busy["start"])


def _without_keys(tables: GraphTables, label: str, keys: Collection[NodeKey]) -> pl.DataFrame:
    return tables.kinds[label].filter(~tables.keys(label).is_in(list(keys)))


# -------------------------------------------------------------------------------------------- adding


def with_interaction(
    tables: GraphTables,
    number: int,
    practice: Mapping[str, Any],
    day: date,
    actors: tuple[NodeKey, NodeKey],
    network: NodeKey | None,
) -> GraphTables:
    """Return `tables` with one more interaction, within `network` if given.

    A network takes part through a new person.
    """
    id = unused(tables, "Interaction", f"what-if-{number}")
    interaction = model.node_key("Interaction", id)
    did = {
        "id": id,
        "date": day,
        "practice": practice["name"],
        "depth": practice["depth"],
        "note": None,
        "source": None,
    }
    tables = adding(tables, kinds={"Interaction": [did]})
    for side, actor in enumerate(actors, 1):
        carrier = actor
        if model.split_key(actor)[0].label == "Network":
            tables, carrier = with_somebody_at(tables, f"what-if-{number}-{side}", actor)
        tables = adding(tables, relationships={"TOOK_PART": [{"start": carrier, "end": interaction, "part": None}]})
    return adding(tables, relationships={"WITHIN": [{"start": interaction, "end": network}]}) if network else tables


def with_somebody_at(tables: GraphTables, wanted: str, network: NodeKey) -> tuple[GraphTables, NodeKey]:
    """Return `tables` with somebody new at `network`, and that person."""
    person, role = unused(tables, "Person", wanted), unused(tables, "Role", wanted)
    person_key, role_key = model.node_key("Person", person), model.node_key("Role", role)
    tables = adding(
        tables,
        kinds={
            "Person": [{"id": person, "name": "somebody new"}],
            "Role": [{"id": role, "name": "somebody new", "group": None, "purpose": "To work with the other network."}],
        },
        relationships={
            "HOLDS": [{"start": person_key, "end": role_key, "since": None, "until": None}],
            "AT": [{"start": role_key, "end": network}],
        },
    )
    return tables, person_key


def unused(tables: GraphTables, label: str, wanted: str) -> str:
    """Return `wanted`, or something like it that no entity of this kind has as its id."""
    taken = set(tables.kinds[label]["id"])
    while wanted in taken:
        wanted += "-"
    return wanted


def adding(
    tables: GraphTables,
    kinds: Mapping[str, list[Mapping[str, Any]]] | None = None,
    relationships: Mapping[str, list[Mapping[str, Any]]] | None = None,
) -> GraphTables:
    """Return `tables` with these rows added."""
    more_kinds = {
        label: pl.concat([tables.kinds[label], kind_table(label, rows)]).sort("id")
        for label, rows in (kinds or {}).items()
    }
    more = {
        type: pl.concat([tables.relationships[type], relationship_table(type, rows)]).sort("start", "end")
        for type, rows in (relationships or {}).items()
    }
    return GraphTables({**tables.kinds, **more_kinds}, {**tables.relationships, **more})
