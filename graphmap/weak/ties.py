"""The rules about ties."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import networkx as nx
import polars as pl

from graphmap.graph.choice import View
from graphmap.language.wording import listed
from graphmap.measures.cohesion import smaller_side
from graphmap.model import NodeKey
from graphmap.weak.finding import Finding, Rule, clipped, rule
from graphmap.weak.judged_network import JudgedNetwork

Tie = Mapping[str, Any]
"""A row of the table of ties."""

_YEAR = 365.25
_VIEWS: tuple[View, ...] = ("people", "organisations", "networks")


def only_sharing(case: JudgedNetwork) -> Iterator[Finding]:
    """A tie of two interactions or more whose deepest is no deeper than sharing.

    Severity: the years from its first interaction to the window's last day, over `long_shared_years`, at most 1.

    Source: Little 1990; Katz, Earl & Jaafar 2009: sharing alone leaves teaching as it was.
    """
    for tie in case.rows:
        if tie["only_sharing"] and tie["interactions"] > 1:
            years = (case.as_of - tie["first"]).days / _YEAR
            things = case.words.many("{number} thing", "{number} things", tie["interactions"])
            reason = case.words(
                "{both} have done {things} together since {day}, and none of them went beyond sharing.",
                both=_both(case, tie),
                things=things,
                day=case.words.day(tie["first"]),
            )
            long = case.thresholds.long_shared_years
            yield _of_tie(case, tie, years / long if long else 1.0, reason)


def single_event(case: JudgedNetwork) -> Iterator[Finding]:
    """A tie that rests on one interaction only.

    Severity: half the share of a year that has gone by since, at most 0.5, times what that one interaction adds to the
    tie's strength, so that a pair who sat in one hui with eighty others is no alarm.

    Source: Granovetter 1973: a tie is time spent together; one event is an acquaintance.
    """
    for tie in case.rows:
        if tie["interactions"] == 1:
            reason = case.words(
                "{both} have been recorded together once, on {day}.",
                both=_both(case, tie),
                day=case.words.day(tie["first"]),
            )
            yield _of_tie(case, tie, 0.5 * min(1.0, (case.as_of - tie["last"]).days / _YEAR) * tie["weight"], reason)


def gone_stale(case: JudgedNetwork) -> Iterator[Finding]:
    """A tie of two interactions or more with none in the last `stale_days` days of the window.

    Severity: 1 less `stale_days` over the days gone by since its last interaction.

    Source: Burt 2000: ties that are not renewed decay.
    """
    for tie in case.rows:
        gap = (case.as_of - tie["last"]).days
        if tie["interactions"] > 1 and gap > case.thresholds.stale_days:
            reason = case.words(
                "{both} last did something together on {day}, after {interactions}.",
                both=_both(case, tie),
                day=case.words.day(tie["last"]),
                interactions=case.interactions_told(tie["interactions"]),
            )
            yield _of_tie(case, tie, 1 - case.thresholds.stale_days / gap, reason)


def one_pair(case: JudgedNetwork) -> Iterator[Finding]:
    """A tie between two organisations or networks, of two interactions or more, that one person on each side carries
    alone.

    Severity: 0.5, and 1 where the last role there of one of the two ends within `leaving_days` days of the window's
    last day.

    Source: Krackhardt & Porter 1986; Katz, Earl & Jaafar 2009: commitment beyond a few people.
    """
    for tie in case.rows:
        ends = (tie["source"], tie["target"])
        sides = case.carriers[ends]
        alone = all(len(side) == 1 for side in sides) and tie["people_source"] == tie["people_target"] == 1
        if alone and tie["interactions"] > 1:
            people = [next(iter(side)) for side in sides]
            leaving = [_leaves(case, person, end) for person, end in zip(people, ends, strict=True)]
            going = [_going(case, person, last) for person, last in zip(people, leaving, strict=True) if last]
            reason = case.words(
                "All {interactions} between {one} and {other} rest on {first} and {second}.",
                interactions=case.interactions_told(tie["interactions"]),
                one=case.name(ends[0]),
                other=case.name(ends[1]),
                first=case.name(people[0]),
                second=case.name(people[1]),
            )
            yield _of_tie(case, tie, 1.0 if going else 0.5, " ".join([reason, *going]))


def _going(case: JudgedNetwork, person: NodeKey, last: date) -> str:
    told = {"name": case.name(person), "day": case.words.day(last)}
    if last < case.as_of:
        return case.words("{name}’s role there ended on {day}.", **told)
    return case.words("{name}’s role there ends on {day}.", **told)


def _leaves(case: JudgedNetwork, person: NodeKey, place: NodeKey) -> date | None:
    """The last day of a person's last role at a place, where that is soon or past; nothing where they stay."""
    spells = case.held.filter((pl.col("person") == person) & (pl.col("place") == place))["until"]
    last = spells.max()
    if spells.is_empty() or spells.has_nulls() or not isinstance(last, date):
        return None
    return last if last <= case.as_of + timedelta(days=case.thresholds.leaving_days) else None


def one_sided(case: JudgedNetwork) -> Iterator[Finding]:
    """A tie whose every known start was on the same side.

    It is judged only where the start is known of `known_starts` or more of its interactions, and of the share
    `known_share`.

    Severity: 1 less the chance of that if either side were as likely to start: 1 - 2 (1/2)^n for n known starts.

    Source: Gouldner 1960, on reciprocity; the chance is that of the sign test.
    """
    for tie in case.rows:
        share = tie["started_by_source"]
        if share not in (0.0, 1.0):
            continue
        ends = (tie["source"], tie["target"])
        known = case.known_starts.get(ends, 0)
        if known < case.thresholds.known_starts or known < case.thresholds.known_share * tie["interactions"]:
            continue
        starter, other = ends if share == 1.0 else ends[::-1]
        reason = case.words(
            "{name} started all {known} of the interactions with {passive} whose start is known; "
            "{passive} started none.",
            name=case.name(starter),
            known=known,
            passive=case.name(other),
        )
        yield _of_tie(case, tie, 1 - 2 * 0.5**known, reason)


def bridge(case: JudgedNetwork) -> Iterator[Finding]:
    """A tie without which the part of the network that it is in, of three actors or more, falls in two.

    Severity: twice the share of that part's actors who stand on the smaller side, so 1 where it falls in halves.

    Source: Harary 1969; Granovetter 1973.
    """
    for source, target in case.ties.filter("bridge").select("source", "target").iter_rows():
        if case.together[source] < 3:
            continue
        smaller = smaller_side(case.graph, source, target)
        reason = case.words(
            "Without the tie between {one} and {other}, {names} would be cut off from {rest}.",
            one=case.name(source),
            other=case.name(target),
            names=listed(sorted(map(case.name, smaller)), 3, case.words),
            rest=case.words.many("{number} other", "{number} others", case.together[source] - len(smaller)),
        )
        severity = 2 * len(smaller) / case.together[source]
        yield Finding(source, target, clipped(severity), reason, case.behind[source, target])


def no_third_partner(case: JudgedNetwork) -> Iterator[Finding]:
    """A tie whose two ends have no partner in common.

    Severity: 1 over the smaller of the two ends' numbers of ties: 1 where one of them has nothing else.

    Source: Simmel 1908; Krackhardt 1999: a tie within a triad is steadier than one outside any.
    """
    for tie in case.rows:
        ends = (tie["source"], tie["target"])
        if not next(iter(nx.common_neighbors(case.graph, *ends)), None):
            fewest = min(case.graph.degree(end) for end in ends)
            alone = case.graph.degree(ends[0]) == case.graph.degree(ends[1]) == 1
            if alone:
                reason = case.words("{both} are tied to each other and to nobody else.", both=_both(case, tie))
            else:
                reason = case.words("{both} are tied to each other, but to nobody in common.", both=_both(case, tie))
            yield _of_tie(case, tie, 1 / fewest, reason)


def _of_tie(case: JudgedNetwork, tie: Tie, severity: float, reason: str) -> Finding:
    source, target = tie["source"], tie["target"]
    return Finding(source, target, clipped(severity), reason, case.behind[source, target])


def _both(case: JudgedNetwork, tie: Tie) -> str:
    return listed([case.name(tie["source"]), case.name(tie["target"])], 2, case.words)


TIE_RULES: tuple[Rule, ...] = (
    rule("Only sharing", "tie", _VIEWS, only_sharing),
    rule("A single event", "tie", _VIEWS, single_event),
    rule("Gone stale", "tie", _VIEWS, gone_stale),
    rule("Carried by one pair", "tie", _VIEWS[1:], one_pair),
    rule("Always started from one side", "tie", _VIEWS, one_sided),
    rule("A bridge", "tie", _VIEWS, bridge),
    rule("No third partner in common", "tie", _VIEWS, no_third_partner),
)
