"""The rules about networks. Each judges a network by the interactions within it, where there are enough to judge."""

from collections.abc import Iterator
from datetime import timedelta

import polars as pl

from graphmap import model
from graphmap.graph.choice import View
from graphmap.graph.date_ranges import has_day
from graphmap.language.normalising import fold
from graphmap.language.wording import listed
from graphmap.language.words import later
from graphmap.model import NodeKey
from graphmap.weak.finding import Finding, Rule, rule, shortfall
from graphmap.weak.judged_network import JudgedNetwork, ids_of

_VIEWS: tuple[View, ...] = ("organisations", "networks", "structure")

_COMMUNITY = (
    (later("whānau"), "whanau", None),
    (later("iwi"), "iwi", "Iwi"),
    (later("community partners"), "partner", "CommunityPartner"),
)
"""Who the community is: in words, as a group of roles, and as a kind of entity."""

_ORIGINS = {
    later("sporting"): (("sport",), ("sport",)),
    later("cultural"): (("cultur", "festival"), ("cultur", "festival")),
    later("a shared purchase"): (("purchas", "buying", "procure"), ("purchas", "buying", "procure")),
}
"""What a network may have begun as: how its origin and how a practice of that sort is known, by parts of words."""


def community_absent(case: JudgedNetwork) -> Iterator[Finding]:
    """A network in whose interactions whānau, iwi or community partners hardly take part.

    Whānau take part through people in a role of that group; iwi and partners through such a role, or as themselves.

    Severity: the mean, over the three, of how far their share of interactions falls short of `present_share`, of that
    share.

    Source: Katz, Earl & Jaafar 2009; Timperley & Parr 2010: accountability to whānau, iwi and community.
    """
    for network, interactions in _enough(case):
        present = _present(case, interactions)
        short = {
            who: shortfall(len(ids) / len(interactions), case.thresholds.present_share) for who, ids in present.items()
        }
        missing = [who for who in short if short[who] > 0]
        if missing:
            told = [
                case.words("{who} in {number}", who=case.words(who), number=len(ids)) for who, ids in present.items()
            ]
            reason = case.words(
                "Of {interactions} within {network}, there were {told}.",
                interactions=case.interactions_told(len(interactions)),
                network=case.name(network),
                told=listed(told, len(told), case.words),
            )
            evidence = tuple(id for who in missing for id in present[who]) or ids_of(interactions)
            yield Finding(network, None, sum(short.values()) / len(short), reason, tuple(dict.fromkeys(evidence)))


def _present(case: JudgedNetwork, interactions: pl.DataFrame) -> dict[str, tuple[str, ...]]:
    """The ids of the interactions in which whānau, iwi and community partners took part."""
    took_part = case.snapshot.tables.relationships["TOOK_PART"].join(
        interactions, left_on="end", right_on="interaction"
    )
    groups = _groups_that_day(case, took_part)
    found = {}
    for who, group, label in _COMMUNITY:
        through = groups.filter(pl.col("group") == group)["end"].to_list()
        itself = (
            []
            if label is None
            else took_part.filter(pl.col("start").str.starts_with(model.node_key(label, "")))["end"].to_list()
        )
        found[who] = ids_of(interactions.filter(pl.col("interaction").is_in([*through, *itself])))
    return found


def _groups_that_day(case: JudgedNetwork, took_part: pl.DataFrame) -> pl.DataFrame:
    """`took_part`, once for every ``group`` of the roles that the person held on the day."""
    tables = case.snapshot.tables
    roles = tables.kinds["Role"].select("group").with_columns(tables.keys("Role").alias("role"))
    holds = (
        tables.relationships["HOLDS"]
        .select(start="start", role="end", since="since", until="until")
        .join(roles, on="role")
    )
    return took_part.join(holds, on="start").filter(has_day(pl.col("date")))


def only_leaders(case: JudgedNetwork) -> Iterator[Finding]:
    """A network in which hardly anybody but leaders takes part.

    The share is that of people's participations by somebody who held a role of the group leader that day.

    Severity: the share of leaders, where it is at least `leaders_share`.

    Source: Katz, Earl & Jaafar 2009; Fullan & Hargreaves 1991: commitment beyond a core of leaders.
    """
    for network, interactions in _enough(case):
        took_part = case.snapshot.tables.relationships["TOOK_PART"].join(
            interactions, left_on="end", right_on="interaction"
        )
        people = took_part.filter(pl.col("start").str.starts_with(model.node_key("Person", ""))).unique(
            ["start", "end"]
        )
        leaders = _groups_that_day(case, people).filter(pl.col("group") == "leader").unique(["start", "end"])
        if len(people) and len(leaders) / len(people) >= case.thresholds.leaders_share:
            share = len(leaders) / len(people)
            reason = case.words(
                "Leaders are {share} of those who took part within {network} ({leaders} of {people} times).",
                share=f"{share:.0%}",
                network=case.name(network),
                leaders=f"{len(leaders):,}",
                people=f"{len(people):,}",
            )
            yield Finding(network, None, share, reason, ids_of(interactions))


def no_goal(case: JudgedNetwork) -> Iterator[Finding]:
    """A network most of whose work is not tied to a goal.

    Severity: the share of its interactions that work towards no goal, where it is at least `untied_share`.

    Source: Katz, Earl & Jaafar 2009; Robinson & Lai 2006: shared, needs-based goals.
    """
    towards = case.snapshot.tables.relationships["TOWARDS"]
    for network, interactions in _enough(case):
        untied = interactions.join(towards, left_on="interaction", right_on="start", how="anti")
        share = len(untied) / len(interactions)
        if share >= case.thresholds.untied_share:
            reason = case.words(
                "{untied} of {interactions} within {network} work towards no goal that is recorded.",
                untied=f"{len(untied):,}",
                interactions=case.interactions_told(len(interactions)),
                network=case.name(network),
            )
            yield Finding(network, None, share, reason, ids_of(untied))


def nobody_challenges(case: JudgedNetwork) -> Iterator[Finding]:
    """A network in which next to nothing goes beyond sharing: nobody challenges anybody.

    Severity: how far the share of interactions beyond sharing falls short of `challenge_share`, of that share; 1 where
    there is none.

    Source: Little 1990; Robinson & Lai 2006; Timperley & Parr 2010: without challenge, practice stays as it is.
    """
    for network, interactions in _enough(case):
        beyond = _beyond(interactions)
        short = shortfall(len(beyond) / len(interactions), case.thresholds.challenge_share)
        if short > 0:
            within = {"interactions": case.interactions_told(len(interactions)), "network": case.name(network)}
            if beyond.is_empty():
                reason = case.words("Of {interactions} within {network}, none went beyond sharing.", **within)
            else:
                told = case.interactions_told(len(beyond))
                reason = case.words(
                    "Of {interactions} within {network}, {beyond} went beyond sharing.", **within, beyond=told
                )
            yield Finding(network, None, short, reason, ids_of(beyond) or ids_of(interactions))


def still_what_it_began(case: JudgedNetwork) -> Iterator[Finding]:
    """A network that began with sport, culture or a shared purchase, still does that, and does little beyond sharing.

    Severity: the share of its interactions that are contact or sharing.

    Source: Katz, Earl & Jaafar 2009; Head 2003: what brings a network together is not yet what it is for.
    """
    origins = dict(case.snapshot.tables.kinds["Network"].select(case.snapshot.tables.keys("Network"), "origin").rows())
    for network, interactions in _enough(case):
        for sort, (begins, is_one) in _ORIGINS.items():
            if not any(part in fold(origins[network] or "") for part in begins):
                continue
            same = interactions.filter(
                pl.Series(
                    [any(p in fold(practice) for p in is_one) for practice in interactions["practice"]],
                    dtype=pl.Boolean,
                )
            )
            beyond = len(_beyond(interactions)) / len(interactions)
            if len(same) / len(interactions) >= case.thresholds.origin_share and beyond < case.thresholds.origin_beyond:
                reason = case.words(
                    "{network} began as {origin}: {same} of {interactions} are still {sort}, and "
                    "{beyond} go beyond sharing.",
                    network=case.name(network),
                    origin=origins[network],
                    same=f"{len(same):,}",
                    interactions=case.interactions_told(len(interactions)),
                    sort=case.words(sort),
                    beyond=f"{beyond:.0%}",
                )
                yield Finding(network, None, 1 - beyond, reason, ids_of(same))
                break


def funding_ends(case: JudgedNetwork) -> Iterator[Finding]:
    """A network whose funding ends, or has ended, with little beyond sharing to outlast it.

    Severity: 1 less the share of its interactions beyond sharing, over `outlast_share`.

    Source: Frey, Lohmeier, Lee & Tollefson 2006; Head 2003: partnerships that outlast the grant that made them.
    """
    funding = case.snapshot.tables.relationships["FUNDED_BY"]
    horizon = case.as_of + timedelta(days=case.thresholds.funded_days)
    for network, interactions in _enough(case):
        grants = funding.filter(pl.col("start") == network)
        if grants.is_empty() or grants["until"].has_nulls():
            continue
        last = grants.sort("until").row(-1, named=True)
        beyond = len(_beyond(interactions)) / len(interactions)
        if last["until"] <= horizon and beyond < case.thresholds.outlast_share:
            told = {
                "network": case.name(network),
                "funder": case.name(last["end"]),
                "day": case.words.day(last["until"]),
            }
            told["beyond"] = f"{beyond:.0%}"
            if last["until"] < case.as_of:
                reason = case.words(
                    "The funding of {network} by {funder} ended on {day}, and {beyond} of its "
                    "interactions go beyond sharing.",
                    **told,
                )
            else:
                reason = case.words(
                    "The funding of {network} by {funder} ends on {day}, and {beyond} of its "
                    "interactions go beyond sharing.",
                    **told,
                )
            yield Finding(network, None, shortfall(beyond, case.thresholds.outlast_share), reason, ids_of(interactions))


def _enough(case: JudgedNetwork) -> Iterator[tuple[NodeKey, pl.DataFrame]]:
    """The networks with enough interactions to judge, and those interactions."""
    for network in case.judged_networks:
        interactions = case.within(network)
        if len(interactions) >= max(1, case.thresholds.least_interactions):
            yield network, interactions


def _beyond(interactions: pl.DataFrame) -> pl.DataFrame:
    return interactions.filter(pl.col("depth") >= model.BEYOND_SHARING)


NETWORK_RULES: tuple[Rule, ...] = (
    rule("Whānau, iwi or community absent", "network", _VIEWS, community_absent),
    rule("Only leaders take part", "network", _VIEWS, only_leaders),
    rule("Work not tied to a goal", "network", _VIEWS, no_goal),
    rule("Nobody challenges anybody", "network", _VIEWS, nobody_challenges),
    rule("Still what it began as", "network", _VIEWS, still_what_it_began),
    rule("Held together by funding that ends", "network", _VIEWS, funding_ends),
)
