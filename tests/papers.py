"""Board papers for the tests: of the demo, and of small networks."""

from collections.abc import Sequence
from datetime import date
from functools import cache

from networks import demo_snapshot, snapshot_of

from graphmap.export.anonymise import WHAT_WAS_DONE, anonymise
from graphmap.export.provenance import provenance_of
from graphmap.graph.choice import Choice
from graphmap.graph.snapshot import Snapshot
from graphmap.report import paper_of
from graphmap.report.paper import Paper
from graphmap.weak.judging_period import judging_choice

AS_AT = date(2026, 11, 28)
KAHUI_AKO = Choice(networks=("kahui-ako-o-tauira",))

HOSTILE = (
    "<script>alert(1)</script> & \"quotes\" 'and' </p>",
    '#import "x": * $x^2$ *b* _i_ `r` @foo <lab> \\ // no comment',
    "Te Kura Kaupapa Māori o Āēīōū āēīōū {braces} %s",
    "🦉 Ruru 中文 School",
    "Wharekahika " * 10,
    "Q" * 120,
)
"""Names that a format could take for its own markup, or find no room or no letters for."""


def paper(snapshot: Snapshot, choice: Choice = Choice(), codes: bool = False) -> Paper:  # noqa: B008 — frozen
    """The paper of `choice` over the four terms up to `AS_AT`, with names or codes."""
    chosen = judging_choice(choice, AS_AT)
    if codes:
        found = anonymise(snapshot, chosen, b"salt" * 8)
        snapshot, chosen = found.snapshot, found.choice
    about = provenance_of(snapshot, chosen, "report", AS_AT, 1, WHAT_WAS_DONE if codes else None)
    return paper_of(snapshot, chosen, AS_AT, about)


@cache
def demo_paper() -> Paper:
    return paper(demo_snapshot())


def schools_called(names: Sequence[str]) -> Snapshot:
    """Schools with these names in a network of the first name, each of which works with the next at every depth."""
    practices = ("network meeting", "school visit", "critical friend", "evidence review", "co-teaching")
    return snapshot_of(
        schools=[{"id": f"s{number}", "name": name} for number, name in enumerate(names)],
        networks=[{"id": "n", "name": names[0]}],
        memberships=[{"member": f"s{number}", "network": "n"} for number in range(len(names))],
        interactions=[
            {
                "id": f"{number}-{depth}",
                "date": f"2026-0{2 + depth}-1{number}",
                "practice": practice,
                "network": "n",
                "participants": f"s{number};s{(number + 1) % len(names)}",
            }
            for number in range(len(names))
            for depth, practice in enumerate(practices)
        ],
    )


@cache
def hostile_paper() -> Paper:
    return paper(schools_called(HOSTILE))
