"""The actors of a view, and which of them each interaction brings together.

A person counts for an organisation where they held a role there on the day of the interaction. Someone who changes
schools changes on that day, and not before. An organisation may also take part as itself.
"""

from dataclasses import replace

import numpy as np
import polars as pl
from scipy.sparse import coo_array
from scipy.sparse.csgraph import maximum_bipartite_matching

from graphmap import model
from graphmap.graph.choice import Choice, View
from graphmap.graph.date_ranges import has_day, overlaps
from graphmap.graph.snapshot import Snapshot, chosen_interactions
from graphmap.model import NodeKey

LABELS: dict[View, tuple[str, ...]] = {
    "people": ("Person",),
    "organisations": model.ORGANISATIONS,
    "networks": ("Network",),
    "structure": ("School", "Person", "Role", "Iwi", "CommunityPartner", "Network", "Programme", "Goal"),
}
"""The kinds of entity that are the actors of each view."""


def participations(snapshot: Snapshot, choice: Choice) -> pl.DataFrame:
    """The actors that took part in each chosen interaction, and who carried it for them.

    Columns: ``interaction``, ``date``, ``depth``, ``actor``, ``carrier`` (the person, or the organisation itself) and
    ``part``. A person with roles at two organisations on that day counts for both.
    """
    same = replace(choice, weighting=Choice.weighting, as_at=None)
    return snapshot.keep(("participations", same), lambda: _participations(snapshot, choice))


def _participations(snapshot: Snapshot, choice: Choice) -> pl.DataFrame:
    took_part = snapshot.tables.relationships["TOOK_PART"].select(interaction="end", carrier="start", part="part")
    took_part = (
        chosen_interactions(snapshot, choice).select("interaction", "date", "depth").join(took_part, on="interaction")
    )
    match choice.view:
        case "people":
            rows = took_part.filter(_is_a("carrier", "Person")).with_columns(actor="carrier")
        case "organisations":
            rows = _for_organisations(snapshot, took_part)
        case "networks":
            rows = _for_networks(snapshot, took_part)
        case "structure":
            rows = took_part.clear().with_columns(actor="carrier")
    columns = ["interaction", "date", "depth", "actor", "carrier", "part"]
    return rows.select(columns).unique().sort(columns)


def sizes(snapshot: Snapshot, rows: pl.DataFrame) -> pl.DataFrame:
    """Return how many took part in each interaction of the `participations` in ``rows``: ``interaction`` and ``n``.

    n is the recorded attendance where that is larger than the number of actors: the others were there, unnamed.
    """
    attendance = snapshot.interactions.select(
        pl.col("interaction").cast(rows.schema["interaction"], strict=False), "attendance"
    )
    named = _named(rows).join(attendance.drop_nulls(), on="interaction", how="left", maintain_order="left")
    return named.select("interaction", n=pl.max_horizontal("n", "attendance"))


def _named(rows: pl.DataFrame) -> pl.DataFrame:
    """Return how many of those named took part in each interaction.

    Nobody counts twice: n is the number of actors that can each be given a carrier of their own, so someone with a role
    at two schools does not make every tie of that interaction weaker.
    """
    counted = rows.group_by("interaction").agg(n=pl.col("actor").n_unique().cast(pl.Int64))
    hats = rows.group_by("interaction", "carrier").agg(pl.col("actor").n_unique())
    several = rows.join(hats.filter(pl.col("actor") > 1).select("interaction").unique(), on="interaction", how="semi")
    if several.is_empty():
        return counted
    return counted.update(_matched(several), on="interaction", how="left")


def _matched(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the size of the largest matching of actors and carriers in each interaction."""
    numbered = (
        rows.select("interaction", "actor", "carrier")
        .unique()
        .with_columns(
            pl.struct("interaction", "actor").rank("dense").alias("row") - 1,
            pl.struct("interaction", "carrier").rank("dense").alias("column") - 1,
        )
    )
    cells = coo_array((np.ones(len(numbered)), (numbered["row"].to_numpy(), numbered["column"].to_numpy()))).tocsr()
    found = maximum_bipartite_matching(cells, perm_type="column") >= 0
    actors = numbered.select("interaction", "row").unique()
    matched = actors.with_columns(found=pl.Series(found[actors["row"].to_numpy()]))
    return matched.group_by("interaction").agg(n=pl.col("found").sum().cast(pl.Int64))


def _for_organisations(snapshot: Snapshot, took_part: pl.DataFrame) -> pl.DataFrame:
    as_itself = took_part.filter(~_is_a("carrier", "Person")).with_columns(actor="carrier")
    return pl.concat([as_itself, _at_roles(snapshot, took_part, model.ORGANISATIONS)])


def _for_networks(snapshot: Snapshot, took_part: pl.DataFrame) -> pl.DataFrame:
    members = snapshot.tables.relationships["MEMBER_OF"].select(
        member="start", network="end", since="since", until="until"
    )
    through_members = (
        _for_organisations(snapshot, took_part)
        .join(members, left_on="actor", right_on="member")
        .filter(has_day(pl.col("date")))
        .select(*took_part.columns, actor="network")
    )
    return pl.concat([through_members, _at_roles(snapshot, took_part, ("Network",))])


def _at_roles(snapshot: Snapshot, took_part: pl.DataFrame, labels: tuple[str, ...]) -> pl.DataFrame:
    """The rows of `took_part` by people, once for each place of these kinds where they held a role that day."""
    places = roles_held(snapshot).filter(pl.any_horizontal(_is_a("place", label) for label in labels))
    held = took_part.join(places, left_on="carrier", right_on="person").filter(has_day(pl.col("date")))
    return held.select(*took_part.columns, actor="place")


def roles_held(snapshot: Snapshot) -> pl.DataFrame:
    """Who held which role where and when: ``person``, ``role``, ``place``, ``since``, ``until``."""
    holds = snapshot.tables.relationships["HOLDS"].select(person="start", role="end", since="since", until="until")
    at = snapshot.tables.relationships["AT"].select(role="start", place="end")
    return holds.join(at, on="role")


def actors(snapshot: Snapshot, choice: Choice) -> pl.DataFrame:
    """Everyone and everything that could have a tie under `choice`, tied or not.

    Columns: ``key``, ``id``, ``name``, ``label``. With networks chosen, the actors are the networks' members, people
    with a role at a member or at the network, and everyone who took part in the chosen interactions. People who held no
    role during the period are included only if they took part.
    """
    everyone = snapshot.tables.entities(LABELS[choice.view])
    present = set(participations(snapshot, choice)["actor"].unique())
    match choice.view:
        case "people":
            present |= _people_in_roles(snapshot, choice)
        case "organisations":
            present |= _members(snapshot, choice) if choice.networks else set(everyone["key"])
        case "networks":
            present |= {model.node_key("Network", id) for id in choice.networks} or set(everyone["key"])
        case "structure":
            present = set(everyone["key"])
    return everyone.filter(pl.col("key").is_in(list(present))).sort("key")


def _people_in_roles(snapshot: Snapshot, choice: Choice) -> set[NodeKey]:
    everyone = set(snapshot.tables.keys("Person"))
    held = (
        roles_held(snapshot) if choice.networks else snapshot.tables.relationships["HOLDS"].rename({"start": "person"})
    )
    current = held.filter(overlaps(choice))
    if choice.networks:
        places = _members(snapshot, choice) | {model.node_key("Network", id) for id in choice.networks}
        return set(current.filter(pl.col("place").is_in(list(places)))["person"])
    return set(current["person"]) | (everyone - set(held["person"]))


def _members(snapshot: Snapshot, choice: Choice) -> set[NodeKey]:
    chosen = [model.node_key("Network", id) for id in choice.networks]
    return set(
        snapshot.tables.relationships["MEMBER_OF"].filter(pl.col("end").is_in(chosen) & overlaps(choice))["start"]
    )


def _is_a(column: str, label: str) -> pl.Expr:
    return pl.col(column).str.starts_with(model.node_key(label, ""))
