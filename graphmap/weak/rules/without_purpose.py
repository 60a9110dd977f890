"""A role without a recorded purpose."""

from collections.abc import Iterator

from graphmap.language.words import later
from graphmap.weak.finding import Finding
from graphmap.weak.judged_network import JudgedNetwork
from graphmap.weak.next_steps import fixed
from graphmap.weak.roles import role_title, roles_to_judge
from graphmap.weak.rule import NETWORK_VIEWS, Rule

_LEADING = ("leader", "facilitator")


def find(judged: JudgedNetwork) -> Iterator[Finding]:
    """Yield the roles whose purpose is empty."""
    for role, name, place, group, purpose in roles_to_judge(judged):
        if not purpose:
            reason = judged.words("The role {role} has no recorded purpose.", role=role_title(judged, name, place))
            yield Finding(role, place, 0.6 if group in _LEADING else 0.3, reason, (role,))


RULE = Rule(
    name="without_purpose",
    title="Role without a purpose",
    about="role",
    views=NETWORK_VIEWS,
    definition="No purpose is recorded for the role.",
    severity="0.6 for the role of a leader or facilitator, on whom others rely; 0.3 for any other.",
    source="Katz, Earl & Jaafar 2009; Head 2003: clear roles.",
    find=find,
    next_step=fixed(later("With the person who holds the role, write in one sentence what it does across schools.")),
    place=2,
)
