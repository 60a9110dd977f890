"""Find the weak links: run every rule and put what they find in order, the first to act on first."""

import math
from collections.abc import Sequence

from graphmap.model import split_key
from graphmap.progress import Progress, silent
from graphmap.weak.finding import Finding
from graphmap.weak.judged_network import JudgedNetwork
from graphmap.weak.judging_period import SILENT
from graphmap.weak.priority import Priority, reach, surety
from graphmap.weak.rule import Rule
from graphmap.weak.rules import RULES
from graphmap.weak.thresholds import LEAST_INTERACTIONS

_PLACE = {rule.name: place for place, rule in enumerate(RULES)}


def findings(judged: JudgedNetwork, progress: Progress = silent) -> Sequence[tuple[Rule, Finding]]:
    """Return everything that the rules find with its priority, the highest first; equals by rule, then by subject.

    Where there is `too_little` to judge, only the rules about roles run: they need no interactions.
    """
    thin = too_little(judged) is not None
    found: list[tuple[Rule, Finding]] = []
    for position, rule in enumerate(RULES):
        progress("Looking for weak links", position, len(RULES))
        if judged.choice.view in rule.views and not (thin and rule.about != "role"):
            found += [(rule, prioritised(judged, finding)) for finding in rule.find(judged)]
    progress("Looking for weak links", len(RULES), len(RULES))
    return sorted(found, key=lambda each: in_order(*each))


def in_order(rule: Rule, finding: Finding) -> tuple[object, ...]:
    """Return what puts a weak link in order: its priority, then its rule, then what it is about."""
    return -finding.priority, _PLACE[rule.name], finding.subject, finding.other or "", finding.part


def too_little(judged: JudgedNetwork) -> str | None:
    """Return a sentence that there is too little to judge, or `None` where there is enough.

    Where nothing is recorded in the year before the day that a shell judges from, the record has stopped: that says
    nothing about any tie.
    """
    if stopped := _stopped(judged):
        return stopped
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


def _stopped(judged: JudgedNetwork) -> str | None:
    """Return a sentence that nothing is recorded in the year before the day judged from, or `None`."""
    recorded = judged.snapshot.tables.kinds["Interaction"]["date"]
    if judged.as_at is None or recorded.is_empty():
        return None
    year = recorded.is_between(judged.as_at - SILENT, judged.as_at)
    if year.any():
        return None
    return judged.words(
        "Nothing is recorded in the year before {day}, so only roles are judged.", day=judged.words.day(judged.as_at)
    )


def prioritised(judged: JudgedNetwork, finding: Finding) -> Finding:
    """Return `finding` with its priority in the network."""
    concerned = max(finding.concerned, _ends(judged, finding))
    records = len(finding.evidence) if finding.records is None else finding.records
    factors = Priority(finding.severity, reach(concerned, judged.population), finding.urgency, surety(records))
    return Finding(  # `replace` takes several times as long, and a nation has 200,000 findings
        finding.subject,
        finding.other,
        finding.severity,
        finding.reason,
        finding.evidence,
        concerned,
        finding.urgency,
        finding.records,
        finding.cause,
        finding.part,
        factors.value,
    )


def _ends(judged: JudgedNetwork, finding: Finding) -> int:
    """Return how many actors a finding is about: one, or both ends of a tie. A role is no actor beside its place."""
    is_role = split_key(finding.subject)[0].label == "Role"
    return 1 if is_role else 1 + (finding.other in judged.graph)
