"""The measures and the weak links of a choice, kept between reruns."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import polars as pl
import streamlit as st

from graphmap.app.shell.language import words
from graphmap.app.shell.waiting import Waited, wait_for
from graphmap.graph.choice import Choice
from graphmap.graph.snapshot import Snapshot
from graphmap.language.words import Words
from graphmap.measures.measures import metrics
from graphmap.measures.workers import cluster_address
from graphmap.progress import Progress
from graphmap.weak.finding import Finding
from graphmap.weak.judged_network import JudgedNetwork, judged_network
from graphmap.weak.rule import Rule
from graphmap.weak.weak_links import findings


def measures_of(snapshot: Snapshot, choice: Choice) -> pl.DataFrame:
    """Return every measure of every actor under `choice`, and show the progress while they are worked out."""
    waited: Waited[pl.DataFrame] = _measured(snapshot.identity, choice)
    return wait_for(waited, lambda progress: metrics(snapshot, choice, progress, cluster_address(None)))


@st.cache_resource(max_entries=16, show_spinner=False)
def _measured(identity: str, choice: Choice) -> Waited[pl.DataFrame]:  # noqa: ARG001 — the cache's key
    return Waited()


@dataclass(frozen=True)
class Judged:
    """The weak links under a choice, the first to act on first, and the network that the rules judged."""

    case: JudgedNetwork
    found: Sequence[tuple[Rule, Finding]]
    tried: Counter[str] = field(default_factory=Counter)
    steps: dict[tuple[Rule, Finding], str] = field(default_factory=dict)

    def next_step(self, rule: Rule, finding: Finding) -> str:
        """Return what someone could do about a weak link: the same each time it is asked for."""
        if (rule, finding) not in self.steps:
            self.steps[rule, finding] = rule.next_step(self.case, finding, self.tried)
        return self.steps[rule, finding]


def judged(snapshot: Snapshot, choice: Choice, as_at: date) -> Judged:
    """Return the weak links of `choice` judged from the day `as_at`, and show the progress while they are looked
    for."""
    reader = words()
    waited: Waited[Judged] = _judged(snapshot.identity, choice, as_at, reader)
    return wait_for(
        waited, lambda progress: _judge(judged_network(snapshot, choice, words=reader, as_at=as_at), progress)
    )


@st.cache_resource(max_entries=16, show_spinner=False)
def _judged(identity: str, choice: Choice, as_at: date, words: Words) -> Waited[Judged]:  # noqa: ARG001 — the cache's key
    return Waited()


def _judge(case: JudgedNetwork, progress: Progress) -> Judged:
    return Judged(case, findings(case, progress))
