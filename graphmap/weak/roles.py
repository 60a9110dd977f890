"""The rules about roles: vacant, or without a stated purpose."""

from collections.abc import Iterator, Sequence
from datetime import date

import polars as pl

from graphmap.graph.choice import View
from graphmap.model import NodeKey
from graphmap.weak.finding import Finding, Rule, rule
from graphmap.weak.judged_network import JudgedNetwork

_VIEWS: tuple[View, ...] = ("organisations", "networks", "structure")
_LEADING = ("leader", "facilitator")


def vacant(case: JudgedNetwork) -> Iterator[Finding]:
    """A role that nobody holds on the window's last day.

    Severity: 1 where nobody held it on any day of the window, and 0.5 where somebody did.

    Source: Katz, Earl & Jaafar 2009; Head 2003: clear roles, and people in them.
    """
    held = case.snapshot.tables.relationships["HOLDS"].select("end", "since", "until").rows_by_key("end")
    for role, name, place, _, _ in _roles(case):
        spells = held.get(role, [])
        if any(_has(spell, case.as_of) for spell in spells):
            continue
        last = max((until for _, until in spells if until and until < case.as_of), default=None)
        since = case.choice.since
        within = last is not None and (since is None or last >= since)
        titled = _titled(case, name, place)
        if last:
            reason = case.words(
                "The role {role} is vacant: nobody has held it since {day}.", role=titled, day=case.words.day(last)
            )
        else:
            reason = case.words("The role {role} is vacant: nobody is recorded as having held it.", role=titled)
        yield Finding(role, place, 0.5 if within else 1.0, reason, (role,))


def without_purpose(case: JudgedNetwork) -> Iterator[Finding]:
    """A role whose purpose is not stated.

    Severity: 0.6 for a role of a leader or facilitator, on whom others wait; 0.3 for any other.

    Source: Katz, Earl & Jaafar 2009; Head 2003: clear roles.
    """
    for role, name, place, group, purpose in _roles(case):
        if not purpose:
            reason = case.words("What the role {role} is there to do is not stated.", role=_titled(case, name, place))
            yield Finding(role, place, 0.6 if group in _LEADING else 0.3, reason, (role,))


def _roles(case: JudgedNetwork) -> Sequence[tuple[NodeKey, str, NodeKey | None, str | None, str | None]]:
    """The roles to judge: all of them, or with networks chosen, those at the networks and at their members.

    Each as its node key, name, place, group and purpose.
    """
    tables = case.snapshot.tables
    roles = tables.kinds["Role"].with_columns(tables.keys("Role").alias("role"))
    placed = roles.join(tables.relationships["AT"], left_on="role", right_on="start", how="left")
    if case.choice.networks:
        places = {place for network in case.judged_networks for place in (network, *case.members(network))}
        placed = placed.filter(pl.col("end").is_in(list(places)))
    return placed.sort("role").select("role", "name", "end", "group", "purpose").rows()


def _has(spell: tuple[date | None, date | None], when: date) -> bool:
    since, until = spell
    return (since is None or since <= when) and (until is None or when <= until)


def _titled(case: JudgedNetwork, name: str, place: NodeKey | None) -> str:
    return case.words("‘{name}’ at {place}", name=name, place=case.name(place)) if place else f"‘{name}’"


ROLE_RULES: tuple[Rule, ...] = (
    rule("A vacant role", "role", _VIEWS, vacant),
    rule("A role without a stated purpose", "role", _VIEWS, without_purpose),
)
