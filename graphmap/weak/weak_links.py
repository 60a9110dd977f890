"""Find the weak links: run every rule and put what they find in order, the most severe first."""

import math
from collections.abc import Sequence

import polars as pl

from graphmap.model import split_key
from graphmap.progress import Progress, silent
from graphmap.weak.finding import Finding
from graphmap.weak.judged_network import JudgedNetwork
from graphmap.weak.rule import Rule
from graphmap.weak.rules import RULES
from graphmap.weak.thresholds import LEAST_INTERACTIONS

WEAK_MEANINGS = {
    "rule": "The rule that found it.",
    "subject": "The node key of the actor, the role, the network, or one end of the tie.",
    "subject_kind": "The subject's kind of entity.",
    "other": "The other end of the tie; a role's place; the partner of an actor with one tie.",
    "severity": "From 0 to 1, by the rule's own formula.",
    "reason": "Why, in plain words.",
    "evidence": "The ids of the interactions behind it, separated by ;. For a role, or where nothing is recorded, "
    "its node key.",
    "next_step": "What to do about it.",
}
"""The meaning of each column of a table of weak links."""


def findings(judged: JudgedNetwork, progress: Progress = silent) -> Sequence[tuple[Rule, Finding]]:
    """Return everything that the rules find, the most severe first; equals by rule, then by subject.

    Where there is `too_little` to judge, only the rules about roles run: they need no interactions.
    """
    thin = too_little(judged) is not None
    found: list[tuple[int, Rule, Finding]] = []
    for position, rule in enumerate(RULES):
        progress("Looking for weak links", position, len(RULES))
        if judged.choice.view in rule.views and not (thin and rule.about != "role"):
            found += [(position, rule, finding) for finding in rule.find(judged)]
    progress("Looking for weak links", len(RULES), len(RULES))
    found.sort(key=lambda each: (-each[2].severity, each[0], each[2].subject, each[2].other or ""))
    return [(rule, finding) for _, rule, finding in found]


def too_little(judged: JudgedNetwork) -> str | None:
    """Return a sentence that there is too little in the period to judge, or `None` where there is enough."""
    recorded = len(judged.interactions)
    least = math.ceil(judged.thresholds[LEAST_INTERACTIONS])
    if recorded >= least:
        return None
    return judged.words.many(
        "{number} interaction in this period is too few to judge anything but roles (at least {least} are needed).",
        "{number} interactions in this period are too few to judge anything but roles (at least {least} are needed).",
        recorded,
        least=least,
    )


def weak_links(judged: JudgedNetwork, progress: Progress = silent) -> pl.DataFrame:
    """Return the `findings` as a table with the columns of `WEAK_MEANINGS`."""
    rows = [
        (
            rule.name,
            finding.subject,
            split_key(finding.subject)[0].label,
            finding.other,
            finding.severity,
            finding.reason,
            ";".join(finding.evidence),
            rule.next_step(judged, finding),
        )
        for rule, finding in findings(judged, progress)
    ]
    types = {name: pl.Float64() if name == "severity" else pl.String() for name in WEAK_MEANINGS}
    return pl.DataFrame(rows, schema=types, orient="row")
