"""Small networks for the tests of weak links, and what one rule finds in them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from networks import snapshot_of, working_together
from sheet_writing import SheetText

from graphmap.graph.choice import Choice, read_choice
from graphmap.graph.snapshot import Snapshot
from graphmap.sheets.codebook import shipped_codebook
from graphmap.tables import GraphTables
from graphmap.weak.cards import Card
from graphmap.weak.finding import Finding
from graphmap.weak.judged_network import JudgedNetwork, judged_network
from graphmap.weak.rules import RULE
from graphmap.weak.thresholds import Thresholds


def with_codebook(snapshot: Snapshot) -> Snapshot:
    """The same graph as a store has it: with the practices of the codebook that graphmap brings."""
    kinds = {**snapshot.tables.kinds, "Practice": shipped_codebook().kinds["Practice"]}
    return Snapshot(GraphTables(kinds, snapshot.tables.relationships))


def people_who(*events: str, until: str | None = None, **thresholds: float) -> JudgedNetwork:
    """The people of these events (see `networks.working_together`), and their ties."""
    return judged_network(working_together(*events), read_choice("people", until=until), Thresholds(thresholds))


def schools_where(
    staff: Mapping[str, str], *events: str, until: str | None = None, **thresholds: float
) -> JudgedNetwork:
    """The schools of `staff`, and the ties that these events make between them."""
    return judged_network(working_together(*events, staff=staff), read_choice(until=until), Thresholds(thresholds))


def case_in(choice: Choice | None = None, thresholds: Thresholds | None = None, **sheets: SheetText) -> JudgedNetwork:
    """The network that these sheets hold."""
    return judged_network(snapshot_of(**sheets), choice or Choice(), thresholds)


def found(case: JudgedNetwork, rule: str) -> list[Finding]:
    """What a rule finds, in its own order."""
    return list(RULE[rule].find(case))


def only(case: JudgedNetwork, rule: str) -> Finding:
    """The one thing that a rule finds."""
    findings = found(case, rule)
    assert len(findings) == 1, findings
    return findings[0]


def about(case: JudgedNetwork, rule: str) -> set[tuple[str, ...]]:
    """The ids that a rule names: the subject, or both ends of a tie."""
    ends = [
        (finding.subject, finding.other) if RULE[rule].about == "tie" else (finding.subject,)
        for finding in found(case, rule)
    ]
    return {tuple(sorted(str(end).partition(":")[2] for end in both)) for both in ends}


def has_rule(card: Card, name: str) -> bool:
    """Whether the rule called `name` found anything on a card."""
    return any(rule.name == name for rule, _ in card.findings)


def days_between(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


# ------------------------------------------------------------------------------- what happens in a network

GROUPS = {"lea": "leader", "tom": "teacher", "una": "teacher", "wai": "whanau", "ivi": "iwi", "pat": "partner"}
"""The people of the network ``ours``, each with a role at a school that belongs to it, and of which group that is."""


def within_ours(
    *events: str, thresholds: Thresholds | None = None, choice: Choice | None = None, **network: Any
) -> JudgedNetwork:
    """The network ``ours`` and what was done in it, by the people of `GROUPS`, the iwi ``te-iwi`` and the partner
    ``library``.

    An event is written ``school visit: lea tom > writing``, with a ``>`` before the goal that it works towards;
    the first is on 1 March 2026, the next on the 2nd, and so on.
    """
    told = []
    for number, event in enumerate(events, 1):
        practice, _, rest = event.partition(": ")
        participants, _, goal = rest.partition(" > ")
        told.append(
            {
                "id": f"{number}",
                "date": f"2026-03-{number:02}",
                "practice": practice,
                "network": "ours",
                "goal": goal.strip(),
                "participants": ";".join(participants.split()),
            }
        )
    sheets: dict[str, SheetText] = {
        "schools": "id,name\nhill,Hill\n",
        "iwi": "id,name\nte-iwi,Te Iwi\n",
        "partners": "id,name\nlibrary,Library\n",
        "networks": [{"id": "ours", "name": "Ours", "origin": network.pop("origin", "")}],
        "memberships": "member,network\nhill,ours\n",
        "goals": "id,network,name\nwriting,ours,Writing\n",
        "people": [{"id": id, "name": id.capitalize()} for id in GROUPS],
        "roles": [
            {"id": f"r-{id}", "name": "Role", "at": "hill", "group": group, "purpose": "It"}
            for id, group in GROUPS.items()
        ],
        "roles_held": [{"person": id, "role": f"r-{id}"} for id in GROUPS],
        "interactions": told,
        **network,
    }
    return case_in(choice, thresholds, **sheets)
