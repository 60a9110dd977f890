"""The tables behind the panel beside the map, about one actor or one tie."""

from collections.abc import Iterable, Mapping

import polars as pl

from graphmap import model
from graphmap.graph.actors import participations
from graphmap.graph.choice import Choice
from graphmap.graph.date_ranges import overlaps
from graphmap.graph.fields import fields_of
from graphmap.graph.settling import usual_depths
from graphmap.graph.snapshot import Snapshot
from graphmap.graph.standing_in_words import Event
from graphmap.graph.ties import pairs
from graphmap.language.loose_dates import put_into_words
from graphmap.language.words import ENGLISH, Words
from graphmap.model import NodeKey
from graphmap.sheets.fields import Field, values_in
from graphmap.tables import GraphTables


def own_facts(tables: GraphTables, key: NodeKey) -> Mapping[Field, str]:
    """The fields of an entity that have a value, private ones too, with their values as a sheet has them."""
    kind, id = model.split_key(key)
    if kind.word not in model.FIELD_KINDS:
        return {}
    extra = tables.kinds[kind.label].filter(pl.col("id") == id)["extra"]
    values = values_in(extra[0]) if len(extra) else {}
    return {field: values[field.name] for field in fields_of(tables, kind.label) if field.name in values}


def ties_of(ties: pl.DataFrame, key: NodeKey) -> pl.DataFrame:
    """The rows of `ties` with the actor at one end, settled deepest and strongest first, with the other end as
    ``other``."""
    mine = ties.filter((pl.col("source") == key) | (pl.col("target") == key))
    other = pl.when(pl.col("source") == key).then("target").otherwise("source")
    return mine.with_columns(other=other).sort([usual_depths(ties), "weight", "other"], descending=[True, True, False])


def interactions_of(snapshot: Snapshot, choice: Choice, key: NodeKey) -> pl.DataFrame:
    """The interactions that the actor took part in under `choice`; see `interactions_behind` for the columns."""
    took_part = participations(snapshot, choice).filter(pl.col("actor") == key)
    return _described(snapshot, took_part["interaction"])


def interactions_behind(snapshot: Snapshot, choice: Choice, source: NodeKey, target: NodeKey) -> pl.DataFrame:
    """The interactions of the tie between two actors, latest first.

    Columns: ``interaction`` (node key), ``date``, ``dated``, ``practice``, ``depth``, ``note``, ``network``, ``goal``
    (names) and ``participants`` (a list of names).
    """
    first, second = sorted((source, target))
    behind = pairs(snapshot, choice).filter((pl.col("source") == first) & (pl.col("target") == second))
    return _described(snapshot, behind["interaction"])


def telling_event(snapshot: Snapshot, interactions: pl.DataFrame, words: Words = ENGLISH) -> Event | None:
    """The only one of the `interactions` behind a tie, or else the latest beyond sharing; None if there is none.

    How many were there is the recorded attendance, or the number of participants if that is larger.
    """
    deep = interactions.filter(pl.col("depth") >= model.BEYOND_SHARING)
    found = interactions if len(interactions) == 1 else deep
    if found.is_empty():
        return None
    row = found.row(0, named=True)
    attendance = snapshot.interactions.filter(pl.col("interaction") == row["interaction"])["attendance"].item() or 0
    there = max(attendance, len(row["participants"] or ()))
    return Event(row["practice"], put_into_words(row["date"], row["dated"], words), there)


def interactions_with(snapshot: Snapshot, ids: Iterable[str]) -> pl.DataFrame:
    """The interactions with these ids; see `interactions_behind` for the columns. Unknown ids are skipped."""
    return _described(snapshot, pl.Series([model.node_key("Interaction", id) for id in ids], dtype=pl.String))


def _described(snapshot: Snapshot, keys: pl.Series) -> pl.DataFrame:
    relationships = snapshot.tables.relationships
    names = pl.DataFrame(
        {"key": list(snapshot.names), "name": list(snapshot.names.values())},
        schema={"key": pl.String, "name": pl.String},
    )
    took_part = (
        relationships["TOOK_PART"]
        .join(names, left_on="start", right_on="key")
        .group_by("end")
        .agg(participants=pl.col("name").sort())
    )
    within = relationships["WITHIN"].join(names, left_on="end", right_on="key").select("start", network="name")
    towards = relationships["TOWARDS"].join(names, left_on="end", right_on="key").select("start", goal="name")
    return (
        snapshot.interactions.filter(pl.col("interaction").is_in(keys.unique().to_list()))
        .join(took_part, left_on="interaction", right_on="end", how="left")
        .join(within, left_on="interaction", right_on="start", how="left")
        .join(towards, left_on="interaction", right_on="start", how="left")
        .select("interaction", "date", "dated", "practice", "depth", "note", "network", "goal", "participants")
        .sort(["date", "interaction"], descending=[True, False])
    )


def roles_of(snapshot: Snapshot, choice: Choice, key: NodeKey) -> pl.DataFrame:
    """The roles that a person held, or that exist at an organisation or network, during the period.

    Columns: ``role``, ``group``, ``purpose``, ``person`` and ``place`` (names; no person if the role was always
    vacant), ``since`` and ``until``.
    """
    tables = snapshot.tables
    roles = tables.kinds["Role"].with_columns(tables.keys("Role").alias("role_key")).drop("since", "until")
    held = (
        tables.relationships["HOLDS"]
        .filter(overlaps(choice))
        .select(person_key="start", role_key="end", since="since", until="until")
    )
    at = tables.relationships["AT"].select(role_key="start", place_key="end")
    joined = roles.join(held, on="role_key", how="left").join(at, on="role_key", how="left")
    mine = joined.filter((pl.col("person_key") == key) | (pl.col("place_key") == key))
    named = pl.col("person_key").replace_strict(snapshot.names, default=None, return_dtype=pl.String)
    place = pl.col("place_key").replace_strict(snapshot.names, default=None, return_dtype=pl.String)
    return mine.select(
        role="name", group="group", purpose="purpose", person=named, place=place, since="since", until="until"
    ).sort("role", "since", nulls_last=True)
