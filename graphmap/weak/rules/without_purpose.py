"""A role without a recorded purpose."""

from collections import Counter
from collections.abc import Iterator

import polars as pl

from graphmap import model
from graphmap.weak.finding import Finding
from graphmap.weak.judged_network import JudgedNetwork
from graphmap.weak.roles import role_title, roles_to_judge
from graphmap.weak.rule import NETWORK_VIEWS, Rule
from graphmap.weak.step import Purpose, Step
from graphmap.weak.within_networks import members_concerned

_LEADING = ("leader", "facilitator")


def find(judged: JudgedNetwork) -> Iterator[Finding]:
    """Yield the roles whose purpose is empty, but for those that were closed."""
    roles = judged.snapshot.tables.kinds["Role"]
    closed = {model.node_key("Role", id) for id in roles.filter(pl.col("until") < judged.as_of)["id"]}
    for role, name, place, group, purpose in roles_to_judge(judged):
        if not purpose and role not in closed:
            reason = judged.words("The role {role} has no recorded purpose.", role=role_title(judged, name, place))
            severity = 0.6 if group in _LEADING else 0.3
            yield Finding(role, place, severity, reason, (role,), concerned=members_concerned(judged, place))


def step(judged: JudgedNetwork, finding: Finding, _: Counter[str]) -> Step:
    """Write the role's purpose."""
    text = judged.words(
        "With the person in the role of {role}, write in one sentence what it does across schools.",
        role=f"‘{judged.name(finding.subject)}’",
    )
    return Step(text, (Purpose(finding.subject),))


RULE = Rule(
    name="without_purpose",
    title="Role without a purpose",
    about="role",
    views=NETWORK_VIEWS,
    definition="No purpose is recorded for the role, and it has not been closed.",
    severity="0.6 for the role of a leader or facilitator, on whom others rely; 0.3 for any other.",
    source="Katz, Earl & Jaafar 2009; Head 2003: clear roles.",
    find=find,
    step=step,
    place=2,
)
