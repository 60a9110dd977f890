"""A role that nobody holds."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

import polars as pl

from graphmap import model
from graphmap.graph.date_ranges import has_day
from graphmap.model import NodeKey
from graphmap.weak.finding import Finding
from graphmap.weak.judged_network import JudgedNetwork
from graphmap.weak.next_steps import NEWCOMER
from graphmap.weak.roles import role_title, roles_to_judge
from graphmap.weak.rule import NETWORK_VIEWS, Rule
from graphmap.weak.step import Holds, Step
from graphmap.weak.within_networks import members_concerned


def find(judged: JudgedNetwork) -> Iterator[Finding]:
    """Yield the roles that are open on the day judged from and held by nobody, once their first holder began."""
    open_roles = judged.snapshot.tables.kinds["Role"].filter(has_day(pl.lit(judged.as_of)))
    open_keys = {model.node_key("Role", id) for id in open_roles["id"]}
    held = judged.snapshot.tables.relationships["HOLDS"].select("end", "since", "until").rows_by_key("end")
    for role, name, place, _, _ in roles_to_judge(judged):
        spells = held.get(role, [])
        if role not in open_keys or any(_has(spell, judged.as_of) for spell in spells):
            continue
        last = max((until for _, until in spells if until and until < judged.as_of), default=None)
        following = min((since for since, _ in spells if since and since > judged.as_of), default=None)
        if last is None and following is not None:
            continue  # it waits for its first holder
        reason = _reason(judged, name, place, last, following)
        concerned = members_concerned(judged, place)
        yield Finding(role, place, _severity(judged, last, following), reason, (role,), concerned=concerned)


def _severity(judged: JudgedNetwork, last: date | None, following: date | None) -> float:
    if following is not None:
        return 0.2
    since = judged.choice.since
    return 0.5 if last is not None and (since is None or last >= since) else 1.0


def _reason(judged: JudgedNetwork, name: str, place: NodeKey | None, last: date | None, following: date | None) -> str:
    title = role_title(judged, name, place)
    if last is None:
        return judged.words("The role {role} is vacant. No holder is recorded.", role=title)
    since = judged.words.day(last)
    if following is not None:
        day = judged.words.day(following)
        return judged.words(
            "The role {role} has been vacant since {since}. It is filled from {day}.", role=title, since=since, day=day
        )
    return judged.words("The role {role} has been vacant since {day}.", role=title, day=since)


def _has(spell: tuple[date | None, date | None], day: date) -> bool:
    since, until = spell
    return (since is None or since <= day) and (until is None or day <= until)


def step(judged: JudgedNetwork, finding: Finding, _: Counter[str]) -> Step:
    """Fill the role, share its work or close it."""
    somebody = f"{NEWCOMER}{model.split_key(finding.subject)[1]}"
    text = judged.words(
        "Decide this term about {role}: fill the role, share its work among named people, or close it. Tell the people "
        "who rely on it which you chose.",
        role=f"‘{judged.name(finding.subject)}’",
    )
    return Step(text, (Holds(somebody, finding.subject),))


RULE = Rule(
    name="vacant",
    title="Vacant role",
    about="role",
    views=NETWORK_VIEWS,
    definition="Nobody holds the role on the day judged from. A role that was closed, has yet to begin or waits for "
    "its first holder is not vacant.",
    severity="1 where nobody held it in the period, 0.5 where somebody did, 0.2 where a new holder is appointed.",
    source="Katz, Earl & Jaafar 2009; Head 2003: clear roles, and people in them.",
    find=find,
    step=step,
    place=1,
)
