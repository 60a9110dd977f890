"""How well each network works, term by term, by the conditions that research names.

Only interactions within the network count, and the ties that they make. No record doesn't mean that nothing
happened, so a share of nothing is undefined, not 0.
"""

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from graphmap import model
from graphmap.graph.actors import participations, roles_held, sizes
from graphmap.graph.choice import Choice
from graphmap.graph.date_ranges import has_any_day, has_day
from graphmap.graph.snapshot import Snapshot, chosen_interactions
from graphmap.graph.ties import pairs
from graphmap.health.condition_list import condition_about
from graphmap.health.deep_work import STARTING, described
from graphmap.health.measures import CONDITION_MEASURES, HEALTH_MEASURES, TERM_MEASURES, HealthMeasure, Table
from graphmap.health.organisations import settled_ties, structure
from graphmap.language.terms import terms_between
from graphmap.progress import Progress, silent

LEAST_INTERACTIONS = 3
"""A term with fewer has too little to judge."""

_TERM = ["network", "term"]


def _meaning(measure: HealthMeasure) -> str:
    about = condition_about(measure.name)
    return f"{measure.meaning} Condition: {about}." if about else measure.meaning


HEALTH_MEANINGS = {
    "network": "The node key of the network.",
    "name": "The network's name.",
    "term": "The school term.",
    "since": "The first day that counts: the term's or the period's, whichever is later.",
    "until": "The last day that counts: the term's or the period's, whichever is earlier.",
    **{measure.name: _meaning(measure) for measure in TERM_MEASURES},
    "judged": f"Whether the term has at least {LEAST_INTERACTIONS} interactions, enough to judge.",
    **{measure.name: _meaning(measure) for measure in CONDITION_MEASURES},
}
"""The meaning of each column of a table of health, with the condition that it is about."""


def health(snapshot: Snapshot, choice: Choice, progress: Progress = silent) -> pl.DataFrame:
    """Return the health of each chosen network (all where none is chosen) in each term, as in `HEALTH_MEANINGS`.

    The period runs from the first to the last recorded interaction unless `choice` says otherwise. A term without
    interactions has a row too. The view and weighting of `choice` make no difference: an interaction of n people adds
    1/(n - 1) to each tie (Newman 2001, see `graphmap.graph.ties`). ``settled_beyond`` and ``new_leaders`` look at
    records before the period too, so a value is the same in every period.
    """
    networks, terms = networks_measured(snapshot, choice), _terms(snapshot, choice)
    choice = replace(choice, view="organisations", weighting="newman")
    all_time = replace(choice, since=None)
    progress("Measuring health", 0, 3)
    ever = _interactions(snapshot, all_time, networks)
    interactions = _in_period(ever, terms)
    events = pairs(snapshot, all_time).join(ever.select("interaction", "network"), on="interaction")
    carried = events.join(interactions.select("interaction", *_TERM), on=["interaction", "network"])
    progress("Measuring health", 1, 3)
    took_part = _participations(snapshot, all_time, ever)
    in_period = took_part.join(interactions.select("interaction", *_TERM), on=["interaction", "network"])
    places, ties = _places(snapshot, networks), _ties(carried)
    tables: dict[Table, pl.DataFrame] = {
        "interactions": interactions,
        "participations": in_period,
        "people": _people(snapshot, places, terms, in_period),
        "roles": _roles(snapshot, places, terms),
        "ties": ties,
        "carriers": _carriers(carried, terms),
        "organisations": structure(_organisations(snapshot, choice, places, interactions, terms), ties),
        "settled": settled_ties(_once(events), terms),
        "starters": _starters(took_part, terms),
        "goals": _goals(snapshot, choice, interactions, terms),
    }
    progress("Measuring health", 2, 3)
    rows = networks.join(terms, how="cross", maintain_order="left_right").rename({"first": "since", "last": "until"})
    found = _measured(rows, tables)
    progress("Measuring health", 3, 3)
    return found.select(list(HEALTH_MEANINGS))


def all_terms(choice: Choice) -> Choice:
    """Return the choice that conditions are judged by: every term up to the end of the period or to the day that is
    judged from, whichever is earlier, because a trend is over all terms."""
    until = min(filter(None, (choice.until, choice.as_at)), default=None)
    return Choice(until=until, networks=choice.networks)


def _measured(found: pl.DataFrame, tables: Mapping[Table, pl.DataFrame]) -> pl.DataFrame:
    """Return `found`, one row for each network and term, with every measure of it."""
    for over, rows in tables.items():
        computed = [measure.compute.alias(measure.name) for measure in HEALTH_MEASURES if measure.over == over]
        found = found.join(
            rows.group_by(_TERM, maintain_order=True).agg(computed), on=_TERM, how="left", maintain_order="left"
        )
    counts = [
        pl.col(measure.name).fill_null(0).cast(pl.Int64) for measure in HEALTH_MEASURES if measure.unit == "count"
    ]
    return found.with_columns(counts).with_columns(judged=pl.col("interactions") >= LEAST_INTERACTIONS)


def networks_measured(snapshot: Snapshot, choice: Choice) -> pl.DataFrame:
    """Return the networks to measure, in the order of their keys: ``network`` and ``name``."""
    everyone = snapshot.tables.entities(["Network"])
    if choice.networks:
        everyone = everyone.filter(pl.col("id").is_in(list(choice.networks)))
    return everyone.select(network="key", name="name").sort("network")


def _terms(snapshot: Snapshot, choice: Choice) -> pl.DataFrame:
    """Return the terms of the period in order: ``term``, and its ``first`` and ``last`` day in the period."""
    days = snapshot.first_and_last_day
    first, last = choice.since or (days and days[0]), snapshot.as_of(choice)
    rows = []
    if first and last:
        rows = [(term.name, max(term.since, first), min(term.until, last)) for term in terms_between(first, last)]
    return pl.DataFrame(rows, schema={"term": pl.String, "first": pl.Date, "last": pl.Date}, orient="row")


def _interactions(snapshot: Snapshot, choice: Choice, networks: pl.DataFrame) -> pl.DataFrame:
    """Return the interactions within each network: ``interaction``, ``date``, ``depth``, whether ``towards`` a goal,
    and what `graphmap.health.deep_work.described` adds."""
    within = (
        snapshot.tables.relationships["WITHIN"]
        .select(interaction="start", network="end")
        .join(networks, on="network", how="semi")
    )
    towards = snapshot.tables.relationships["TOWARDS"].select(interaction="start").unique().with_columns(towards=True)
    found = (
        chosen_interactions(snapshot, choice)
        .select("interaction", "date", "depth", "practice")
        .join(within, on="interaction")
        .join(towards, on="interaction", how="left")
        .with_columns(pl.col("towards").fill_null(False))
    )
    return described(snapshot, found).sort("date", "interaction", "network")


def _in_period(rows: pl.DataFrame, terms: pl.DataFrame) -> pl.DataFrame:
    """Return the rows whose ``date`` is in one of `terms`, with their ``term``."""
    found = rows.sort("date", maintain_order=True).join_asof(terms, left_on="date", right_on="first")
    return found.filter(pl.col("date") <= pl.col("last")).drop("first", "last")


def _participations(snapshot: Snapshot, choice: Choice, interactions: pl.DataFrame) -> pl.DataFrame:
    """Return who took part in each: ``person``, whether a ``leader`` that day, whether they ``started`` it, the
    ``depth``, and what the interaction ``adds`` to each tie."""
    took_part = (
        participations(snapshot, replace(choice, view="people"))
        .group_by("interaction", "date", person="actor")
        .agg(started=pl.col("part").is_in(STARTING).any())
    )
    roles = snapshot.tables.kinds["Role"].select(role=snapshot.tables.keys("Role"), group="group")
    held = snapshot.tables.relationships["HOLDS"].select(person="start", role="end", since="since", until="until")
    leading = held.join(roles.filter(pl.col("group") == "leader"), on="role")
    led = took_part.join(leading, on="person").filter(has_day(pl.col("date"))).select("interaction", "person").unique()
    return (
        took_part.join(led.with_columns(leader=True), on=["interaction", "person"], how="left")
        .join(sizes(snapshot, took_part.with_columns(actor="person", carrier="person")), on="interaction")
        .with_columns(pl.col("leader").fill_null(False), others=pl.col("n") - 1)
        .with_columns(adds=pl.when(pl.col("others") > 0).then(1 / pl.col("others")).otherwise(0.0))
        .join(interactions.select("network", "interaction", "depth"), on="interaction")
        .select("network", "interaction", "date", "person", "leader", "started", "depth", "adds")
        .sort("network", "interaction", "person")
    )


def _starters(took_part: pl.DataFrame, terms: pl.DataFrame) -> pl.DataFrame:
    """Return everyone who started work beyond sharing in a network, in the term when they first did."""
    started = took_part.filter(pl.col("started") & (pl.col("depth") >= model.BEYOND_SHARING))
    return _in_period(started.sort("date", "person").unique(["network", "person"], keep="first"), terms)


def _places(snapshot: Snapshot, networks: pl.DataFrame) -> pl.DataFrame:
    """Return the places of each network with their dates: its members, and the network itself."""
    members = snapshot.tables.relationships["MEMBER_OF"].select(
        network="end", place="start", since="since", until="until"
    )
    itself = networks.select("network", place="network")
    return pl.concat([members.join(networks, on="network", how="semi"), itself], how="diagonal")


def _people(snapshot: Snapshot, places: pl.DataFrame, terms: pl.DataFrame, took_part: pl.DataFrame) -> pl.DataFrame:
    """Return everyone with a role in the network in the term, and how many interactions they took part in."""
    here = places.join(roles_held(snapshot).rename({"since": "held_since", "until": "held_until"}), on="place")
    here = here.with_columns(
        since=pl.max_horizontal("since", "held_since"), until=pl.min_horizontal("until", "held_until")
    )
    counts = took_part.group_by(*_TERM, "person").agg(participations=pl.len().cast(pl.Int64))
    return (
        _in_terms(here, terms)
        .select(*_TERM, "person")
        .unique()
        .join(counts, on=[*_TERM, "person"], how="left")
        .with_columns(pl.col("participations").fill_null(0))
    )


def _roles(snapshot: Snapshot, places: pl.DataFrame, terms: pl.DataFrame) -> pl.DataFrame:
    """Return the roles at the network and its members in the term: ``vacant``, ``unclear`` or ``shared``.

    A role is there from its own first day, or from that of its first holder, until it is closed. It is not vacant
    before its first holder began.
    """
    held = snapshot.tables.relationships["HOLDS"].select(person="start", role="end", since="since", until="until")
    began = held.group_by("role").agg(began=pl.when(~pl.col("since").has_nulls()).then(pl.col("since").min()))
    roles = snapshot.tables.kinds["Role"].select(
        "since", "until", role=snapshot.tables.keys("Role"), unclear=pl.col("purpose").is_null()
    )
    roles = roles.join(began, on="role", how="left").with_columns(since=pl.coalesce("since", "began"))
    at = snapshot.tables.relationships["AT"].select(role="start", place="end").join(roles, on="role")
    open_roles = _in_terms(at, terms).select(
        "term", "place", "role", "unclear", awaited=(pl.col("began") > pl.col("last")).fill_null(False)
    )
    together = held.join(held, on="role", suffix="_other").filter(pl.col("person") < pl.col("person_other"))
    together = together.with_columns(
        since=pl.max_horizontal("since", "since_other"), until=pl.min_horizontal("until", "until_other")
    )
    filled = _in_terms(held, terms).select("term", "role").unique().with_columns(vacant=False)
    shared = _in_terms(together, terms).select("term", "role").unique().with_columns(shared=True)
    return (
        _in_terms(places, terms)
        .select(*_TERM, "place")
        .join(open_roles, on=["term", "place"])
        .unique([*_TERM, "role"])
        .join(filled, on=["term", "role"], how="left")
        .join(shared, on=["term", "role"], how="left")
        .select(
            *_TERM,
            "role",
            "unclear",
            pl.col("vacant").fill_null(True) & ~pl.col("awaited"),
            pl.col("shared").fill_null(False),
        )
    )


def _ties(carried: pl.DataFrame) -> pl.DataFrame:
    """Return the ties of each network and term: ``depth``, strength and that ``beyond`` sharing, whether it
    ``reaches`` iwi or community, and which end initiated."""
    outside = tuple(model.node_key(label, "") for label in ("Iwi", "CommunityPartner"))
    shares = (
        _once(carried)
        .group_by(*_TERM, "source", "target")
        .agg(
            strength=pl.col("share").sum(),
            strength_beyond=pl.col("share").filter(pl.col("depth") >= model.BEYOND_SHARING).sum(),
        )
    )
    found = carried.group_by(*_TERM, "source", "target").agg(
        depth=pl.col("depth").max(),
        reaches=pl.any_horizontal(
            pl.col(end).first().str.starts_with(word) for end in ("source", "target") for word in outside
        ),
        by_source=pl.col("part_source").eq_missing("initiated").any(),
        by_target=pl.col("part_target").eq_missing("initiated").any(),
    )
    return found.join(shares, on=[*_TERM, "source", "target"]).sort(*_TERM, "source", "target")


def _once(carried: pl.DataFrame) -> pl.DataFrame:
    """Return each interaction of each tie once, however many people carried it."""
    once = carried.unique(["network", "source", "target", "interaction"], keep="first", maintain_order=True)
    return once.sort("network", "source", "target", "date", "interaction")


def _organisations(
    snapshot: Snapshot, choice: Choice, places: pl.DataFrame, interactions: pl.DataFrame, terms: pl.DataFrame
) -> pl.DataFrame:
    """Return the organisations of each network in each term with interactions: its members and those who took part."""
    members = _in_terms(places.filter(pl.col("place") != pl.col("network")), terms).select(*_TERM, key="place")
    took_part = participations(snapshot, choice).join(interactions.select("interaction", *_TERM), on="interaction")
    present = pl.concat([members, took_part.select(*_TERM, key="actor")]).unique()
    return present.join(interactions, on=_TERM, how="semi").sort(*_TERM, "key")


def _goals(snapshot: Snapshot, choice: Choice, interactions: pl.DataFrame, terms: pl.DataFrame) -> pl.DataFrame:
    """Return the goals that each network pursued in each term: whether it has ``evidence``, the ``interactions``
    towards it within the network, and the ``schools`` that took part in them."""
    tables = snapshot.tables
    pursued = tables.relationships["PURSUES"].select(network="start", goal="end", since="since", until="until")
    evidence = tables.kinds["Goal"].select(goal=tables.keys("Goal"), evidence=pl.col("evidence").is_not_null())
    towards = interactions.select("interaction", *_TERM).join(
        tables.relationships["TOWARDS"].select(interaction="start", goal="end"), on="interaction"
    )
    schools = participations(snapshot, choice).filter(pl.col("actor").str.starts_with(model.node_key("School", "")))
    work = towards.join(schools.select("interaction", "actor"), on="interaction", how="left")
    done = work.group_by(*_TERM, "goal").agg(
        interactions=pl.col("interaction").n_unique(), schools=pl.col("actor").drop_nulls().n_unique()
    )
    return (
        _in_terms(pursued, terms)
        .select(*_TERM, "goal")
        .unique()
        .join(evidence, on="goal")
        .join(done, on=[*_TERM, "goal"], how="left")
        .with_columns(pl.col("interactions", "schools").fill_null(0))
        .sort(*_TERM, "goal")
    )


def _carriers(carried: pl.DataFrame, terms: pl.DataFrame) -> pl.DataFrame:
    """Return who carried ties in the term before, and whether each ``stays``: carries one in this term too."""
    sides = [carried.select(*_TERM, person=carrier) for carrier in ("carrier_source", "carrier_target")]
    now = pl.concat(sides).filter(pl.col("person").str.starts_with(model.node_key("Person", ""))).unique()
    following = terms.select("term", following=pl.col("term").shift(-1)).drop_nulls()
    return (
        now.join(following, on="term")
        .select("network", "person", term="following")
        .join(now, on=_TERM, how="semi")
        .join(now.with_columns(stays=True), on=[*_TERM, "person"], how="left")
        .with_columns(pl.col("stays").fill_null(False))
    )


def _in_terms(spells: pl.DataFrame, terms: pl.DataFrame) -> pl.DataFrame:
    """Return each row of `spells` once for every term that it has a day in."""
    lasting = pl.col("since").is_null() | pl.col("until").is_null() | (pl.col("since") <= pl.col("until"))
    return spells.filter(lasting).join(terms, how="cross").filter(has_any_day(pl.col("first"), pl.col("last")))
