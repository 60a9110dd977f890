"""A tie whose two ends have no partner in common."""

from collections.abc import Iterator

from graphmap.language.words import later
from graphmap.weak.finding import Finding, both_ends, tie_finding
from graphmap.weak.judged_network import JudgedNetwork
from graphmap.weak.next_steps import bring_a_third
from graphmap.weak.rule import TIED_VIEWS, Rule

_MOST = 0.05
"""Any single event matters more than this."""


def find(judged: JudgedNetwork) -> Iterator[Finding]:
    """Yield the ties outside every triangle."""
    adjacent = dict(judged.graph.adjacency())
    for tie in judged.rows:
        ends = (tie["source"], tie["target"])
        if adjacent[ends[0]].keys().isdisjoint(adjacent[ends[1]]):
            end, other = sorted(ends, key=judged.graph.degree)
            if judged.graph.degree(other) == 1:
                continue  # nobody here knows either of them, so no third partner was possible
            reason = judged.words("{both} have no partner in common.", both=both_ends(judged, tie))
            yield tie_finding(judged, tie, _MOST / judged.graph.degree(end), reason)


RULE = Rule(
    name="no_third_partner",
    title="No partners in common",
    about="tie",
    views=TIED_VIEWS,
    definition="The two have no partner in common, though at least one of them has others.",
    severity="0.05 / the number of ties of the one with fewer: a thin place, but never the first to act on.",
    source="Simmel 1908; Krackhardt 1999: a tie within a triad is steadier than one outside any.",
    find=find,
    step=bring_a_third,
    place=7,
    together=later("{ties} among {actors} have no partner in common."),
)
