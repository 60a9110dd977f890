"""A tie that the same side always starts."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from graphmap.language.words import later
from graphmap.weak.finding import Finding, tie_finding
from graphmap.weak.judged_network import JudgedNetwork
from graphmap.weak.next_steps import deepened
from graphmap.weak.rule import TIED_VIEWS, Rule
from graphmap.weak.step import Step, Work
from graphmap.weak.thresholds import Number

KNOWN_STARTS = Number(
    "known_starts", 4, "One-sidedness is judged only where it is known who started at least this many interactions …"
)
KNOWN_SHARE = Number("known_share", 0.3, "… and at least this share of the tie's interactions.")


def find(judged: JudgedNetwork) -> Iterator[Finding]:
    """Yield the ties whose every known start is on one side, where enough starts are known."""
    for tie in judged.rows:
        ends = (tie["source"], tie["target"])
        by_source, by_target = judged.starts.get(ends, (0, 0))
        if by_source and by_target:
            continue
        known = by_source + by_target
        least = max(judged.thresholds[KNOWN_STARTS], judged.thresholds[KNOWN_SHARE] * tie["interactions"])
        if known < least:
            continue
        starter, other = ends if by_source else ends[::-1]
        reason = judged.words(
            "{name} started all {known} of the interactions with {passive} where the start is known. "
            "{passive} started none.",
            name=judged.name(starter),
            known=known,
            passive=judged.name(other),
        )
        yield tie_finding(judged, tie, 1 - 2 * 0.5**known, reason)


def step(judged: JudgedNetwork, finding: Finding, tried: Counter[str]) -> Step:
    """Let the side that started nothing ask next."""
    assert finding.other is not None
    by_source, _ = judged.starts[finding.subject, finding.other]
    quiet = finding.other if by_source else finding.subject
    deeper = deepened(judged, [finding.subject, finding.other], tried)
    text = judged.words(
        "Let {name} ask next: what do they want to get better at, and who here could help?", name=judged.name(quiet)
    )
    acts = tuple(replace(act, started_by=quiet) for act in deeper.acts if isinstance(act, Work))
    return Step(f"{text} {deeper.text}", acts)


RULE = Rule(
    name="one_sided",
    title="Always started by one side",
    about="tie",
    views=TIED_VIEWS,
    definition="Every known start among six actors or fewer is on the same side. Calling three or more to a meeting "
    "of contact is no start. Judged only where it is known who started `known_starts` interactions or more, and the "
    "share `known_share` of them all.",
    severity="1 - 2 (1/2)^n for n known starts: 1 less the chance of this if both sides were as likely to start.",
    source="Gouldner 1960, on reciprocity; the chance is that of the sign test.",
    find=find,
    step=step,
    numbers=(KNOWN_STARTS, KNOWN_SHARE),
    place=5,
    together=later("{ties} among {actors} are always started by the same side."),
)
