"""The roles to judge, and what to call them: what the rules about roles share."""

from collections.abc import Sequence

import polars as pl

from graphmap.model import NodeKey
from graphmap.weak.judged_network import JudgedNetwork

RoleRow = tuple[NodeKey, str, NodeKey | None, str | None, str | None]
"""A role's node key, name, place, group and purpose."""


def roles_to_judge(judged: JudgedNetwork) -> Sequence[RoleRow]:
    """Return every role; where networks are chosen, only the roles at them and at their members."""
    tables = judged.snapshot.tables
    roles = tables.kinds["Role"].with_columns(tables.keys("Role").alias("role"))
    placed = roles.join(tables.relationships["AT"], left_on="role", right_on="start", how="left")
    if judged.choice.networks:
        places = {place for network in judged.networks for place in (network, *judged.members(network))}
        placed = placed.filter(pl.col("end").is_in(list(places)))
    return placed.sort("role").select("role", "name", "end", "group", "purpose").rows()


def role_title(judged: JudgedNetwork, name: str, place: NodeKey | None) -> str:
    """Return a role's name with its place."""
    return judged.words("‘{name}’ at {place}", name=name, place=judged.name(place)) if place else f"‘{name}’"
