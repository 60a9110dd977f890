"""A role that nobody holds."""

from collections.abc import Iterator
from datetime import date

from graphmap.language.words import later
from graphmap.weak.finding import Finding
from graphmap.weak.judged_network import JudgedNetwork
from graphmap.weak.next_steps import fixed
from graphmap.weak.roles import role_title, roles_to_judge
from graphmap.weak.rule import NETWORK_VIEWS, Rule


def find(judged: JudgedNetwork) -> Iterator[Finding]:
    """Yield the roles that nobody holds on the period's last day."""
    held = judged.snapshot.tables.relationships["HOLDS"].select("end", "since", "until").rows_by_key("end")
    since = judged.choice.since
    for role, name, place, _, _ in roles_to_judge(judged):
        spells = held.get(role, [])
        if any(_has(spell, judged.as_of) for spell in spells):
            continue
        last = max((until for _, until in spells if until and until < judged.as_of), default=None)
        in_period = last is not None and (since is None or last >= since)
        title = role_title(judged, name, place)
        if last:
            reason = judged.words(
                "The role {role} has been vacant since {day}.", role=title, day=judged.words.day(last)
            )
        else:
            reason = judged.words("The role {role} is vacant. No holder is recorded.", role=title)
        yield Finding(role, place, 0.5 if in_period else 1.0, reason, (role,))


def _has(spell: tuple[date | None, date | None], day: date) -> bool:
    since, until = spell
    return (since is None or since <= day) and (until is None or day <= until)


RULE = Rule(
    name="vacant",
    title="Vacant role",
    about="role",
    views=NETWORK_VIEWS,
    definition="Nobody holds the role on the period's last day.",
    severity="1 where nobody held it in the period; 0.5 where somebody did.",
    source="Katz, Earl & Jaafar 2009; Head 2003: clear roles, and people in them.",
    find=find,
    next_step=fixed(
        later(
            "Fill the role, share its work among named people, or close it. Tell the people who rely on it "
            "which you chose."
        )
    ),
    place=1,
)
