"""Where each entity belongs during a period: its networks, its regions and its coordinates.

A person or a role belongs where the role is, a goal or a programme where its networks are, and a network lies where its
members do. An entity that belongs nowhere has no entry.
"""

from collections.abc import Mapping, Sequence
from statistics import fmean

import polars as pl

from graphmap import model
from graphmap.graph.actors import roles_held
from graphmap.graph.choice import Choice
from graphmap.graph.date_ranges import overlaps
from graphmap.graph.snapshot import Snapshot
from graphmap.model import NodeKey

Coordinates = tuple[float, float]
"""Latitude and longitude, in degrees."""

_NETWORK = model.node_key("Network", "")


def networks_of(snapshot: Snapshot, choice: Choice) -> Mapping[NodeKey, tuple[NodeKey, ...]]:
    """The networks that each entity belongs to in the period of `choice`, sorted by key.

    A network belongs to itself.
    """
    members = snapshot.tables.relationships["MEMBER_OF"].filter(overlaps(choice)).select(base="start", network="end")
    based = _based(snapshot, choice)
    through_members = based.join(members, on="base").select("key", "network")
    themselves = based.filter(pl.col("base").str.starts_with(_NETWORK)).select("key", network="base")
    found = pl.concat([through_members, themselves]).unique().sort("key", "network")
    return {
        key: tuple(networks) for key, networks in found.group_by("key", maintain_order=True).agg("network").iter_rows()
    }


def regions_of(snapshot: Snapshot, choice: Choice) -> Mapping[NodeKey, tuple[str, ...]]:
    """The regions that each entity is in during the period of `choice`, in alphabetical order."""
    regions = _schools(snapshot).select(base="key", region="region").drop_nulls()
    found = _located(snapshot, choice).join(regions, on="base").select("key", "region").unique().sort("key", "region")
    return {key: tuple(names) for key, names in found.group_by("key", maintain_order=True).agg("region").iter_rows()}


def coordinates_of(snapshot: Snapshot, choice: Choice) -> Mapping[NodeKey, Coordinates]:
    """The coordinates of each entity: of a school its own, of others the middle of the schools that they belong to."""
    around = (
        pl.col("longitude") % 360
    )  # the Chathams lie beyond the 180th meridian, and close to New Zealand all the same
    places = _schools(snapshot).select("latitude", base="key", longitude=around).drop_nulls()
    middles = (
        _located(snapshot, choice)
        .join(places, on="base")
        .unique(["key", "base"], maintain_order=True)
        .sort("key", "base")
        .group_by("key", maintain_order=True)
        .agg(pl.col("latitude").mean(), pl.col("longitude").mean())
    )
    return {key: (latitude, (longitude + 180) % 360 - 180) for key, latitude, longitude in middles.iter_rows()}


def middle(places: Sequence[Coordinates]) -> Coordinates:
    """The middle of `places`, which may lie on both sides of the 180th meridian. There must be at least one."""
    latitudes, longitudes = zip(*places, strict=True)
    return fmean(latitudes), (fmean(longitude % 360 for longitude in longitudes) + 180) % 360 - 180


def _schools(snapshot: Snapshot) -> pl.DataFrame:
    return snapshot.tables.kinds["School"].with_columns(snapshot.tables.keys("School").alias("key"))


def _based(snapshot: Snapshot, choice: Choice) -> pl.DataFrame:
    """The organisations and networks that each entity is, or has a role at: ``key`` and ``base``."""
    relationships = snapshot.tables.relationships
    held = roles_held(snapshot).filter(overlaps(choice))
    themselves = snapshot.tables.entities((*model.ORGANISATIONS, "Network"))
    return pl.concat(
        [
            themselves.select("key", base="key"),
            held.select(key="person", base="place"),
            relationships["AT"].select(key="start", base="end"),
            relationships["FUNDED_BY"].filter(overlaps(choice)).select(key="end", base="start"),
            relationships["PURSUES"].select(key="end", base="start"),
        ]
    ).unique()


def _located(snapshot: Snapshot, choice: Choice) -> pl.DataFrame:
    """As `_based`, with the members of a network instead of the network."""
    based = _based(snapshot, choice)
    members = snapshot.tables.relationships["MEMBER_OF"].filter(overlaps(choice)).select(base="end", member="start")
    through_networks = based.join(members, on="base").select("key", base="member")
    return pl.concat([based.filter(~pl.col("base").str.starts_with(_NETWORK)), through_networks]).unique()
