"""A tie whose two ends have no partner in common."""

from collections.abc import Iterator

import networkx as nx

from graphmap.weak.finding import Finding, both_ends, tie_finding
from graphmap.weak.judged_network import JudgedNetwork
from graphmap.weak.next_steps import deepen
from graphmap.weak.rule import TIED_VIEWS, Rule


def find(judged: JudgedNetwork) -> Iterator[Finding]:
    """Yield the ties outside every triangle."""
    for tie in judged.rows:
        ends = (tie["source"], tie["target"])
        if not next(iter(nx.common_neighbors(judged.graph, *ends)), None):
            end = min(ends, key=judged.graph.degree)
            fewest = judged.graph.degree(end)
            if all(judged.graph.degree(end) == 1 for end in ends):
                reason = judged.words(
                    "{both} have a tie with each other and with nobody else.", both=both_ends(judged, tie)
                )
            else:
                reason = judged.words(
                    "{both} have no partner in common. {name} has {ties}.",
                    both=both_ends(judged, tie),
                    name=judged.name(end),
                    ties=judged.words.many("{number} tie", "{number} ties", fewest),
                )
            yield tie_finding(judged, tie, 1 / fewest, reason)


RULE = Rule(
    name="no_third_partner",
    title="No partners in common",
    about="tie",
    views=TIED_VIEWS,
    definition="The two have no partner in common.",
    severity="1 / the number of ties of the one with fewer, so 1 where one of them has no other tie.",
    source="Simmel 1908; Krackhardt 1999: a tie within a triad is steadier than one outside any.",
    find=find,
    next_step=deepen,
    place=7,
)
