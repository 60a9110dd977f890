"""Weak links: all the rules, and what they find in a case, the most severe first."""

import math
from collections.abc import Mapping, Sequence

import polars as pl

from graphmap.model import split_key
from graphmap.progress import Progress, silent
from graphmap.weak.actors import ACTOR_RULES
from graphmap.weak.finding import Finding, Rule
from graphmap.weak.judged_network import JudgedNetwork
from graphmap.weak.networks import NETWORK_RULES
from graphmap.weak.next_steps import next_step
from graphmap.weak.roles import ROLE_RULES
from graphmap.weak.ties import TIE_RULES

RULES: tuple[Rule, ...] = (*NETWORK_RULES, *ACTOR_RULES, *TIE_RULES, *ROLE_RULES)
"""Every rule, in the order in which equally severe weak links are listed."""

RULE: Mapping[str, Rule] = {rule.name: rule for rule in RULES}

WEAK_MEANINGS = {
    "rule": "Which rule names it.",
    "subject": "The node key of the actor, the role, the network, or one end of the tie.",
    "subject_kind": "What kind of entity that is.",
    "other": "The other end of the tie; of a role, where it is; of a pendant, what it hangs by.",
    "severity": "From 0 to 1, by the rule's own formula.",
    "reason": "Why, in plain words.",
    "evidence": "The ids of the interactions that it rests on, separated by ;. Of a role, or where nothing is "
    "recorded, its own node key.",
    "next_step": "What somebody could do about it.",
}
"""What each column of a table of weak links means."""


def findings(case: JudgedNetwork, progress: Progress = silent) -> Sequence[tuple[Rule, Finding]]:
    """Everything that the rules find in `case`, the most severe first; of equals, by rule and by subject.

    Where there is `too_little` to judge, only what does not rest on interactions: the roles.
    """
    thin = too_little(case) is not None
    found: list[tuple[Rule, Finding]] = []
    for done, rule in enumerate(RULES):
        progress("Looking for weak links", done, len(RULES))
        if case.choice.view in rule.views and not (thin and rule.about != "role"):
            found += [(rule, finding) for finding in rule.find(case)]
    progress("Looking for weak links", len(RULES), len(RULES))
    order = {rule.name: position for position, rule in enumerate(RULES)}
    return sorted(
        found, key=lambda each: (-each[1].severity, order[each[0].name], each[1].subject, each[1].other or "")
    )


def too_little(case: JudgedNetwork) -> str | None:
    """A sentence that there is too little in the window to judge, with the number, or nothing where there is enough."""
    recorded = len(case.interactions)
    least = math.ceil(case.thresholds.least_interactions)
    if recorded >= least:
        return None
    return case.words.many(
        "{number} interaction in this window: too few to judge ties, actors or networks by (it takes {least}).",
        "{number} interactions in this window: too few to judge ties, actors or networks by (it takes {least}).",
        recorded,
        least=least,
    )


def weak_links(case: JudgedNetwork, progress: Progress = silent) -> pl.DataFrame:
    """What `findings` are, as a table with the columns of `WEAK_MEANINGS`."""
    rows = [
        (
            rule.name,
            finding.subject,
            split_key(finding.subject)[0].label,
            finding.other,
            finding.severity,
            finding.reason,
            ";".join(finding.evidence),
            next_step(case, rule, finding),
        )
        for rule, finding in findings(case, progress)
    ]
    types = {name: pl.Float64() if name == "severity" else pl.String() for name in WEAK_MEANINGS}
    return pl.DataFrame(rows, schema=types, orient="row")
