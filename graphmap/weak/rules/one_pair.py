"""A tie that depends on one person, on one side or on each."""

from collections.abc import Iterator, Sequence

from graphmap.language.words import later
from graphmap.model import NodeKey
from graphmap.weak.finding import FAINT, LEAVES, Finding, Tie, tie_finding
from graphmap.weak.judged_network import JudgedNetwork
from graphmap.weak.next_steps import add_carriers
from graphmap.weak.priority import urgency
from graphmap.weak.rule import TIED_VIEWS, Rule
from graphmap.weak.thresholds import LEAVING_DAYS


def find(judged: JudgedNetwork) -> Iterator[Finding]:
    """Yield the ties of two interactions or more that one person alone carries on one side, or on both."""
    for tie in judged.rows:
        ends = (tie["source"], tie["target"])
        sides = judged.carriers[ends]
        counts = (tie["people_source"], tie["people_target"])
        alone = [
            (end, next(iter(side)))
            for end, side, people in zip(ends, sides, counts, strict=True)
            if len(side) == people == 1
        ]
        if alone and tie["interactions"] > 1 and tie["weight"] >= FAINT:
            yield _finding(judged, tie, alone)


def _finding(judged: JudgedNetwork, tie: Tie, alone: Sequence[tuple[NodeKey, NodeKey]]) -> Finding:
    """Return the finding about a tie that these people, each `alone` at their end, carry."""
    leaving = {person: why for end, person in alone if (why := _leaving(judged, person, end))}
    facts = {
        "interactions": judged.interactions_told(tie["interactions"]),
        "one": judged.name(tie["source"]),
        "other": judged.name(tie["target"]),
        "first": judged.name(alone[0][1]),
    }
    if len(alone) == 2:
        reason = judged.words(
            "All {interactions} between {one} and {other} depend on {first} and {second}.",
            **facts,
            second=judged.name(alone[1][1]),
        )
    else:
        reason = judged.words(
            "All {interactions} between {one} and {other} depend on {first} at {place}.",
            **facts,
            place=judged.name(alone[0][0]),
        )
    if leaving:
        cause = LEAVES + min(leaving)
        urgent = max(urgency(judged.last_days[person, end], judged.as_of) for end, person in alone if person in leaving)
        return tie_finding(judged, tie, 1.0, " ".join([reason, *leaving.values()]), urgency=urgent, cause=cause)
    return tie_finding(judged, tie, 0.5 if len(alone) == 2 else 0.35, reason)


def _leaving(judged: JudgedNetwork, person: NodeKey, place: NodeKey) -> str | None:
    """Say when a person's last role at a place ends, where that is soon or past."""
    last = judged.last_days.get((person, place))
    if last is None or not judged.leaves(person, place):
        return None
    facts = {"name": judged.name(person), "day": judged.words.day(last)}
    if last < judged.as_of:
        return judged.words("{name}’s role there ended on {day}.", **facts)
    return judged.words("{name}’s role there ends on {day}.", **facts)


RULE = Rule(
    name="one_pair",
    title="Depends on one person",
    about="tie",
    views=TIED_VIEWS[1:],
    definition="The tie joins two organisations or networks through two interactions or more, with a strength of two "
    "among six actors or more, and on one side or both one person carries all of it.",
    severity="0.35 on one side, 0.5 on both; 1 where the last role there of one of the two ends within "
    "`leaving_days` days of the period's "
    "last day, or has ended.",
    source="Krackhardt & Porter 1986; Katz, Earl & Jaafar 2009: commitment beyond a few people.",
    find=find,
    step=add_carriers,
    numbers=(LEAVING_DAYS,),
    place=4,
    together=later("{ties} among {actors} depend on one person each."),
)
