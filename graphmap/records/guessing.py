"""What a visit most likely was: its practices, its network and goal, and who was there last time."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from graphmap import model
from graphmap.graph.date_ranges import has_day
from graphmap.language.normalising import fold
from graphmap.model import NodeKey
from graphmap.sheets.codebook import shipped_codebook
from graphmap.tables import GraphTables

_ORGANISATIONS = tuple(model.node_key(label, "") for label in model.ORGANISATIONS)


def practices(tables: GraphTables, network: NodeKey | None = None) -> pl.DataFrame:
    """Return the practices, those used most in `network` first, then those used most anywhere.

    Columns: ``name``, ``depth``, ``definition``, ``here`` and ``used`` (how often).
    """
    known = tables.kinds["Practice"]
    if known.is_empty():
        known = shipped_codebook().kinds["Practice"]
    each = tables.kinds["Interaction"].select(name="practice", key=tables.keys("Interaction"))
    used = each.group_by("name").agg(used=pl.len())
    within = tables.relationships["WITHIN"].filter(pl.col("end") == (network or "")).select(key="start")
    here = each.join(within, on="key", how="semi").group_by("name").agg(here=pl.len())
    return (
        known.select("name", "depth", "definition")
        .join(here, on="name", how="left")
        .join(used, on="name", how="left")
        .with_columns(pl.col("here", "used").fill_null(0).cast(pl.Int64))
        .sort(["here", "used", "depth", "name"], descending=[True, True, False, False])
    )


@dataclass(frozen=True)
class LastTime:
    """An earlier interaction, and everybody who took part in it, in the order of their names."""

    date: date
    dated: str | None
    practice: str
    who: tuple[NodeKey, ...]


def last_time(
    tables: GraphTables, practice: str = "", network: NodeKey | None = None, who: Collection[NodeKey] = ()
) -> LastTime | None:
    """Return the latest interaction that is most like this one: of its practice, in its network, with all of `who`.

    Where there is none like it in all of these, the network is left out, then the practice, then who was there.
    """
    tries = ((practice, network, who), (practice, None, who), ("", None, who), (practice, network, ()))
    for some in dict.fromkeys((one, other, frozenset(people)) for one, other, people in tries):
        if any(some) and (found := _latest(tables, *some)) is not None:
            return found
    return None


def _latest(tables: GraphTables, practice: str, network: NodeKey | None, who: Collection[NodeKey]) -> LastTime | None:
    found = tables.kinds["Interaction"].select("date", "dated", "practice", key=tables.keys("Interaction"))
    if practice:
        found = found.filter(pl.col("practice") == practice)
    if network:
        within = tables.relationships["WITHIN"].filter(pl.col("end") == network)
        found = found.join(within, left_on="key", right_on="start", how="semi")
    took_part = tables.relationships["TOOK_PART"]
    if who:
        mine = took_part.filter(pl.col("start").is_in(list(who))).group_by("end").agg(pl.col("start").n_unique())
        found = found.join(mine.filter(pl.col("start") == len(who)), left_on="key", right_on="end", how="semi")
    if found.is_empty():
        return None
    row = found.sort("date", "key").row(-1, named=True)
    names = tables.entities(model.ACTORS).select("key", "name")
    there = took_part.filter(pl.col("end") == row["key"]).select(key="start").unique().join(names, on="key")
    return LastTime(row["date"], row["dated"], row["practice"], tuple(there.sort("name", "key")["key"]))


def places_of(tables: GraphTables, who: Collection[NodeKey], day: date) -> pl.DataFrame:
    """Return where each of `who` belongs on a day: ``who`` and ``place``, an organisation or a network."""
    wanted = list(who)
    held = tables.relationships["HOLDS"].filter(pl.col("start").is_in(wanted) & has_day(pl.lit(day)))
    through = held.select(who="start", role="end").join(
        tables.relationships["AT"].select(role="start", place="end"), on="role"
    )
    themselves = pl.DataFrame({"who": [each for each in wanted if each.startswith(_ORGANISATIONS)]}, {"who": pl.String})
    return pl.concat([through.select("who", "place"), themselves.with_columns(place="who")]).unique()


def guess_network(tables: GraphTables, who: Collection[NodeKey], day: date) -> NodeKey | None:
    """Return the network that most of `who` belonged to on that `day`; of several, the one they last worked in.

    It has to have at least half of them.
    """
    places = places_of(tables, who, day)
    members = tables.relationships["MEMBER_OF"].filter(has_day(pl.lit(day))).select(place="start", network="end")
    network = model.node_key("Network", "")
    themselves = places.filter(pl.col("place").str.starts_with(network)).select("who", network="place")
    belong = pl.concat([places.join(members, on="place").select("who", "network"), themselves]).unique()
    counts = belong.group_by("network").agg(count=pl.len()).filter(pl.col("count") * 2 >= len(who))
    if counts.is_empty():
        return None
    best = counts.filter(pl.col("count") == counts["count"].max())
    used = _last_used(tables, "WITHIN", who)
    best = best.join(used, left_on="network", right_on="key", how="left")
    found: NodeKey = best.sort(["last", "network"], descending=[True, False], nulls_last=True)["network"][0]
    return found


def goals_on(tables: GraphTables, network: NodeKey, day: date) -> Sequence[NodeKey]:
    """Return the goals that `network` pursued on that `day`, in the order of their names."""
    pursued = tables.relationships["PURSUES"].filter((pl.col("start") == network) & has_day(pl.lit(day)))
    names = tables.entities(["Goal"]).select("key", "name")
    return pursued.select(key="end").unique().join(names, on="key").sort("name", "key")["key"].to_list()


def guess_goal(
    tables: GraphTables, network: NodeKey | None, who: Collection[NodeKey], practice: str, day: date
) -> NodeKey | None:
    """Return the only goal of `network` on that `day`, or the one that `who` did this practice for last."""
    goals = goals_on(tables, network, day) if network else ()
    if len(goals) == 1:
        return goals[0]
    used = _last_used(tables, "TOWARDS", who, practice).filter(pl.col("key").is_in(list(goals)))
    found: NodeKey | None = used.sort("last", "key")["key"][-1] if len(used) else None
    return found


def _last_used(tables: GraphTables, type: str, who: Collection[NodeKey], practice: str = "") -> pl.DataFrame:
    """Return what interactions with at least two of `who` (or with the only one) were part of or worked towards:
    ``key`` and ``last``, the latest day."""
    took_part = tables.relationships["TOOK_PART"].filter(pl.col("start").is_in(list(who)))
    shared = took_part.group_by("end").agg(count=pl.col("start").n_unique())
    shared = shared.filter(pl.col("count") >= min(2, len(who))).select(interaction="end")
    days = tables.kinds["Interaction"].select("date", "practice", interaction=tables.keys("Interaction"))
    if practice:
        days = days.filter(pl.col("practice") == practice)
    of = tables.relationships[type].select(interaction="start", key="end")
    return days.join(shared, on="interaction").join(of, on="interaction").group_by("key").agg(last=pl.col("date").max())


def roles_at(tables: GraphTables, place: NodeKey, day: date) -> pl.DataFrame:
    """Return the roles at `place` that there are on that `day`: ``key``, ``name``, ``group``; vacant ones first."""
    at = tables.relationships["AT"].filter(pl.col("end") == place).select(key="start")
    roles = tables.kinds["Role"].with_columns(key=tables.keys("Role")).filter(has_day(pl.lit(day)))
    held = tables.relationships["HOLDS"].filter(has_day(pl.lit(day))).select(key="end").unique()
    each = roles.join(at, on="key", how="semi").with_columns(is_held=pl.col("key").is_in(held["key"].implode()))
    return each.sort("is_held", "name", "key").select("key", "name", "group")


def usual_group(tables: GraphTables, role: str) -> str:
    """Return the group that roles of this name mostly have; else that of roles whose name begins with the same word,
    and an empty text where there is none."""
    roles = tables.kinds["Role"].select("name", "group").drop_nulls()
    named = [(fold(name), group) for name, group in roles.iter_rows()]
    wanted = fold(role)
    same = [group for name, group in named if name == wanted]
    first = wanted.replace(",", " ").split()[:1]
    alike = same or [group for name, group in named if name.replace(",", " ").split()[:1] == first]
    return max(sorted(set(alike)), key=alike.count, default="")
