"""The invented people of a sample: where each works, year by year, and in which role."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from graphmap.sample.clusters import MARK, Amounts, Clusters, Numbers, numbered, words

YEARS = (2024, 2025, 2026)
"""The years that a sample covers."""

_AWAY = -1
_MOVES = (0.03, 0.10)  # the share of leaders, and of others, who move to another school at the turn of a year
_LEAVES = 0.03
_ROLES = (
    ("Principal", "leader", "Leads the school and its part in the network"),
    ("Deputy principal", "leader", "Leads teaching across the school"),
    ("Within-school lead", "leader", "Brings the network's inquiry into classrooms"),
    ("Teacher, junior classes", "teacher", "Teaches"),
    ("Teacher, middle classes", "teacher", "Teaches"),
    ("Teacher, senior classes", "teacher", "Teaches"),
    ("Learning support coordinator", "support", "Finds help for learners who need it"),
    ("Whānau representative", "whanau", "Speaks for whānau"),
    ("Teacher aide", "support", "Helps in classrooms"),
    ("Iwi representative", "iwi", "Speaks for the iwi"),
    ("Knowledge holder", "iwi", "Guides what is taught of local histories"),
    ("Coordinator", "partner", "Arranges work with schools"),
    ("Facilitator", "facilitator", "Helps groups to inquire"),
)
"""Name, group and purpose. A place's people take up the roles of its kind in this order."""

_LEADERS = 3  # the first so many roles
_AT_SCHOOL = np.array([0, 1, 2, 3, 4, 5, 3, 4, 5, 6, 3, 4, 5, 7, 8])
_TEACHERS = np.array([3, 4, 5])
_AT_IWI, _AT_PARTNER = np.array([9, 10]), np.array([11, 12])
_ALWAYS_THERE = (0, 1)  # roles that every school has, held or vacant


@dataclass(frozen=True)
class Careers:
    """The people of a sample, as sheets and as numbers.

    ``place`` has a row for each year and a column for each person: the number of the place where they work, -1 where
    they are away. ``activity`` is how likely each is to start something, in proportion: most hardly ever, a few often.
    """

    sheets: dict[str, pl.DataFrame]
    ids: pl.Series
    place: Numbers
    activity: Amounts


def invent_careers(people: int, clusters: Clusters, chance: np.random.Generator) -> Careers:
    """Invent `people` people who work in the places of `clusters`."""
    share = clusters.roll / clusters.roll.sum()
    home = np.sort(chance.choice(len(share), size=people, p=share))
    position = np.arange(people) - np.searchsorted(home, home)
    place, role = _year_by_year(home, _first_role(home, position, clusters), clusters, chance)
    leads = role[0] < _LEADERS
    activity = chance.lognormal(0, 1.3, people) * np.where(leads, 3.0, 1.0)
    ids = numbered("p", people)
    code = np.where(place == _AWAY, _AWAY, place * len(_ROLES) + role)
    roles = _roles(code, clusters, chance)
    held = _held(code, ids, roles, chance)
    sheets = {
        "people": _people(ids, chance),
        "roles": pl.concat([_with_days(roles, held, chance), _network_roles(clusters.network_ids)]),
        "roles_held": pl.concat([held, _network_roles_held(_across_school_leads(place, clusters, ids, chance))]),
    }
    return Careers(sheets, ids, place, activity)


def _first_role(home: Numbers, position: Numbers, clusters: Clusters) -> Numbers:
    """Return each person's role, by their position among a place's people."""
    later = 3 + (position - 3) % (len(_AT_SCHOOL) - 3)
    at_school = _AT_SCHOOL[np.where(position < 3, position, later)]
    is_iwi = (home >= clusters.schools) & (home < clusters.schools + clusters.iwi)
    is_partner = home >= clusters.schools + clusters.iwi
    return np.select([is_iwi, is_partner], [_AT_IWI[position % 2], _AT_PARTNER[position % 2]], at_school)


def _year_by_year(
    home: Numbers, first_role: Numbers, clusters: Clusters, chance: np.random.Generator
) -> tuple[Numbers, Numbers]:
    """Return where each person works each year, and in which role; the first two people are always there."""
    people = len(home)
    school_cluster = clusters.cluster[: clusters.schools]
    first_school = np.searchsorted(school_cluster, np.arange(school_cluster[-1] + 1))
    schools = np.bincount(school_cluster)
    arrives = np.where(chance.random(people) < 0.06, chance.integers(1, len(YEARS), size=people), 0)
    arrives[:2] = 0
    gone = np.zeros(people, dtype=bool)
    place, role = home.copy(), first_role.copy()
    places, roles = [np.where(arrives == 0, place, _AWAY)], [role]
    for year in range(1, len(YEARS)):
        here = (arrives < year) & ~gone
        gone |= here & (chance.random(people) < _LEAVES) & (np.arange(people) >= 2)
        rate = np.where(role < _LEADERS, *_MOVES)
        moves = here & ~gone & (place < clusters.schools) & (chance.random(people) < rate)
        cluster = clusters.cluster[place]
        near = first_school[cluster] + (chance.random(people) * schools[cluster]).astype(np.int64)
        far = chance.integers(clusters.schools, size=people)
        place = np.where(moves, np.where(chance.random(people) < 0.7, near, far), place)
        role = np.where(moves, chance.choice(_TEACHERS, people), role)
        places.append(np.where((arrives <= year) & ~gone, place, _AWAY))
        roles.append(role)
    return np.stack(places), np.stack(roles)


def _people(ids: pl.Series, chance: np.random.Generator) -> pl.DataFrame:
    known = words()
    drawn = {name: known.gather(chance.integers(len(known), size=len(ids))) for name in ("given", "family")}
    return pl.DataFrame({"id": ids, **drawn}).select("id", name=pl.format("{} {} {}", "given", "family", pl.lit(MARK)))


def _roles(code: Numbers, clusters: Clusters, chance: np.random.Generator) -> pl.DataFrame:
    """Return every role that somebody ever holds and those that every school has; some have no purpose."""
    always = [np.arange(clusters.schools) * len(_ROLES) + role for role in _ALWAYS_THERE]
    codes = np.unique(np.concatenate([code[code != _AWAY], *always]))
    known = pl.DataFrame(_ROLES, schema=["name", "group", "purpose"], orient="row")[codes % len(_ROLES)]
    purpose = known["purpose"].zip_with(pl.Series(chance.random(len(codes)) < 0.92), pl.Series([None], dtype=pl.String))
    at = clusters.ids.gather(codes // len(_ROLES))
    return pl.DataFrame(
        {"id": numbered("r", len(codes)), "name": known["name"], "at": at, "group": known["group"]}
    ).with_columns(purpose=purpose, code=pl.Series(codes))


def _held(code: Numbers, ids: pl.Series, roles: pl.DataFrame, chance: np.random.Generator) -> pl.DataFrame:
    """Return one row for every run of years in which a person holds a role; runs from the first year started
    earlier."""
    people = len(ids)
    year = np.repeat(np.arange(len(YEARS)), people)
    table = pl.DataFrame({"person": np.tile(np.arange(people), len(YEARS)), "year": year, "code": code.ravel()})
    new = (pl.col("person") != pl.col("person").shift()) | (pl.col("code") != pl.col("code").shift())
    runs = (
        table.sort("person", "year")
        .with_columns(run=new.fill_null(value=True).cum_sum())
        .filter(pl.col("code") != _AWAY)
        .group_by("run", maintain_order=True)
        .agg(pl.col("person").first(), pl.col("code").first(), first=pl.col("year").min(), last=pl.col("year").max())
    )
    began = YEARS[0] + runs["first"] - pl.Series(chance.integers(1, 12, size=len(runs))) * (runs["first"] == 0)
    return runs.join(roles.select("code", role="id"), on="code", maintain_order="left").select(
        person=ids.gather(runs["person"]),
        role="role",
        since=pl.format("{}-01-29", began),
        until=pl.when(pl.col("last") < len(YEARS) - 1).then(pl.format("{}-12-18", YEARS[0] + pl.col("last"))),
    )


def _with_days(roles: pl.DataFrame, held: pl.DataFrame, chance: np.random.Generator) -> pl.DataFrame:
    """Return `roles` with their own days: half of those that nobody holds any more were closed with their last
    holder."""
    last = held.group_by("role").agg(until=pl.when(~pl.col("until").has_nulls()).then(pl.col("until").max()))
    closes = pl.Series(chance.random(len(roles)) < 0.5) & ~(pl.col("code") % len(_ROLES)).is_in(_ALWAYS_THERE)
    dated = roles.join(last, left_on="id", right_on="role", how="left", maintain_order="left")
    until = pl.when(closes).then("until")
    return dated.select("id", "name", "at", "group", "purpose", since=pl.lit(None, pl.String), until=until)


def _across_school_leads(
    place: Numbers, clusters: Clusters, ids: pl.Series, chance: np.random.Generator
) -> pl.DataFrame:
    """Return who leads each network, from the people who are there all the time: ``person`` and ``network`` ids."""
    steady = chance.permutation(np.flatnonzero((place != _AWAY).all(axis=0)))
    network = clusters.network[clusters.cluster[place[0, steady]]]
    leads, position = np.unique(network, return_index=True)
    some = leads >= 0
    return pl.DataFrame(
        {"person": ids.gather(steady[position[some]]), "network": clusters.network_ids.gather(leads[some])}
    )


def _network_roles(network_ids: pl.Series) -> pl.DataFrame:
    table = network_ids.alias("at").to_frame()
    return table.select(
        id=_lead("at"),
        name=pl.lit("Across-school lead"),
        at="at",
        group=pl.lit("leader"),
        purpose=pl.lit("Leads the inquiry across schools"),
        since=pl.lit("2023-01-29"),
        until=pl.lit(None, pl.String),
    )


def _network_roles_held(leads: pl.DataFrame) -> pl.DataFrame:
    return leads.select("person", role=_lead("network"), since=pl.lit("2023-01-29"), until=pl.lit(None, pl.String))


def _lead(network: str) -> pl.Expr:
    """Return the id of the leader's role in the network of this column."""
    return "a" + pl.col(network).str.slice(1)
