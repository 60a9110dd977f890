"""What besides their names says that two records are of one school, person or partner, or of two."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from math import asin, cos, radians, sin, sqrt
from typing import Any

import polars as pl

from graphmap.language.normalising import fold
from graphmap.language.words import ENGLISH, Words
from graphmap.model import NodeKey
from graphmap.tables import GraphTables

_NEAR, _FAR = 3.0, 20.0
"""Kilometres: two positions of one school differ by less than the one, and positions of two by more than the other."""

_EARTH = 6371.0
_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Around:
    """What is known of one entity besides its name.

    ``places`` are the organisations where a person held a role, the place of a role, or the networks of an
    organisation. ``events`` are the interactions it took part in, ``roles`` the names of a person's roles.
    """

    region: str = ""
    position: tuple[float, float] | None = None
    sort: str = ""
    places: frozenset[NodeKey] = _NOTHING
    roles: frozenset[str] = _NOTHING
    events: frozenset[NodeKey] = _NOTHING


NOTHING_KNOWN = Around()


@dataclass(frozen=True)
class Verdict:
    """By how much what is known makes a double more or less likely, and the reasons in words."""

    points: float = 0.0
    reasons: Sequence[str] = field(default=())


def around(tables: GraphTables, label: str, keys: Collection[NodeKey]) -> Mapping[NodeKey, Around]:
    """Return what is known of the entities `keys`, all of kind `label`."""
    wanted = pl.DataFrame({"key": list(keys)}, schema={"key": pl.String})
    rows = tables.kinds[label].with_columns(key=tables.keys(label)).join(wanted, on="key", how="semi")
    places, roles = _places(tables, label, wanted)
    events = _gathered(tables.relationships["TOOK_PART"], wanted, "end")
    return {
        row["key"]: Around(
            fold(row.get("region") or ""),
            _position(row),
            fold(row.get("kind") or ""),
            places.get(row["key"], _NOTHING),
            roles.get(row["key"], _NOTHING),
            events.get(row["key"], _NOTHING),
        )
        for row in rows.iter_rows(named=True)
    }


def _position(row: Mapping[str, Any]) -> tuple[float, float] | None:
    latitude, longitude = row.get("latitude"), row.get("longitude")
    return None if latitude is None or longitude is None else (latitude, longitude)


def _places(
    tables: GraphTables, label: str, wanted: pl.DataFrame
) -> tuple[Mapping[NodeKey, frozenset[NodeKey]], Mapping[NodeKey, frozenset[str]]]:
    at = tables.relationships["AT"]
    match label:
        case "Person":
            names = tables.kinds["Role"].select(role="name").with_columns(end=tables.keys("Role"))
            held = tables.relationships["HOLDS"].join(wanted, left_on="start", right_on="key", how="semi")
            held = held.join(names, on="end", how="left").join(at.rename({"start": "end", "end": "place"}), on="end")
            return _gathered(held, wanted, "place"), _gathered(held, wanted, "role")
        case "Role":
            return _gathered(at, wanted, "end"), {}
        case "Network":
            members = tables.relationships["MEMBER_OF"].rename({"start": "end", "end": "start"})
            return _gathered(members, wanted, "end"), {}
        case _:
            return _gathered(tables.relationships["MEMBER_OF"], wanted, "end"), {}


def _gathered(table: pl.DataFrame, wanted: pl.DataFrame, column: str) -> Mapping[NodeKey, frozenset[str]]:
    """Return the values of `column` for each of the starts that are `wanted`."""
    rows = table.join(wanted, left_on="start", right_on="key", how="semi").drop_nulls(column)
    return {key: frozenset(values) for key, values in rows.group_by("start").agg(pl.col(column)).iter_rows()}


def weigh(
    label: str, one: Around, other: Around, exact: bool, names: Mapping[NodeKey, str], words: Words = ENGLISH
) -> Verdict:
    """Return what is known for and against one entity of kind `label` having the two records.

    `exact` says whether they have the same name.
    """
    if shared := one.events & other.events:
        text = words.many(
            "both took part in {number} interaction", "both took part in {number} interactions", len(shared)
        )
        return Verdict(-0.3, (text,))
    match label:
        case "School":
            return _schools(one, other, words)
        case "Person":
            return _people(one, other, exact, names, words)
        case "Role":
            return _roles(one, other, names, words)
        case _:
            return _others(one, other, words)


def _schools(one: Around, other: Around, words: Words) -> Verdict:
    if one.position and other.position:
        apart = _kilometres(one.position, other.position)
        if apart <= _NEAR:
            return Verdict(0.06, (words("{number} km apart", number=f"{apart:.1f}"),))
        return Verdict(-0.4 if apart > _FAR else -0.12, (words("{number} km apart", number=f"{apart:,.0f}"),))
    if one.region and other.region:
        if one.region == other.region:
            return Verdict(0.03, (words("same region"),))
        return Verdict(-0.4, (words("different regions"),))
    return Verdict()


def _kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    south, west, north, east = map(radians, (*one, *other))
    half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin((east - west) / 2) ** 2
    return 2 * _EARTH * asin(sqrt(half))


def _people(one: Around, other: Around, exact: bool, names: Mapping[NodeKey, str], words: Words) -> Verdict:
    if shared := sorted(one.places & other.places):
        reasons = [words("both at {place}", place=names.get(shared[0], shared[0]))]
        roles = sorted(one.roles & other.roles)
        if roles:
            reasons.append(words("same role: {role}", role=roles[0]))
        return Verdict(0.09 if roles else 0.06, reasons)
    if one.places and other.places:
        return Verdict(-0.09 if exact else -0.2, (words("at different organisations"),))
    return Verdict()


def _roles(one: Around, other: Around, names: Mapping[NodeKey, str], words: Words) -> Verdict:
    if shared := sorted(one.places & other.places):
        return Verdict(0.0, (words("both at {place}", place=names.get(shared[0], shared[0])),))
    return Verdict(-0.5 if one.places and other.places else -0.08, (words("at different organisations"),))


def _others(one: Around, other: Around, words: Words) -> Verdict:
    if one.places and other.places and not one.places & other.places:
        return Verdict(-0.05, (words("nothing in common in the records"),))
    if one.sort and one.sort == other.sort:
        return Verdict(0.02, (words("same kind: {kind}", kind=one.sort),))
    return Verdict(-0.04 if one.sort and other.sort else 0.0)
