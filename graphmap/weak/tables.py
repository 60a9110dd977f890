"""Weak links and cards as tables, for files and for the command line."""

from collections import Counter

import polars as pl

from graphmap.model import NodeKey, split_key
from graphmap.progress import Progress, silent
from graphmap.weak.cards import FIRST, LEAST_PRIORITY, Card, cards
from graphmap.weak.judged_network import JudgedNetwork
from graphmap.weak.weak_links import in_order

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
    "priority": "From 0 to 1, comparable between rules: severity × reach × urgency × surety.",
    "settled": "For a tie, the depth it has settled at; see the table of ties.",
    "standing": "For a tie: beyond, lapsed, beginning, sharing, contact or one event; see the table of ties.",
    "card": "The id of the card that the weak link is on.",
}
"""The meaning of each column of a table of weak links."""

CARD_MEANINGS = {
    "rank": "The place of the card; 1 is the first to act on.",
    "card": "The id of the card, the same while it is about the same thing.",
    "priority": "From 0 to 1: severity × reach × urgency × surety of all its weak links together.",
    "title": "What it is about.",
    "why": "Why, in a sentence or two.",
    "step": "What to do, with names.",
    "takers": "Names of people who could take it on, separated by ;.",
    "rules": "The rules that found its weak links, separated by ;.",
    "about": "The node keys of the actors, networks and places it is about, separated by ;.",
    "weak_links": "The number of weak links on the card.",
    "evidence": "The ids of the interactions behind it, separated by ;.",
}
"""The meaning of each column of a table of cards."""


def weak_links(judged: JudgedNetwork, progress: Progress = silent) -> pl.DataFrame:
    """Return the weak links as a table with the columns of `WEAK_MEANINGS`, the first to act on first."""
    of_card = {
        id(finding): (card, rule, finding) for card in cards(judged, progress) for rule, finding in card.findings
    }
    ordered = sorted(of_card.values(), key=lambda each: in_order(each[1], each[2]))
    tried: Counter[str] = Counter()
    rows = []
    for card, rule, finding in ordered:
        tie = _tie(judged, finding.subject, finding.other) if rule.about == "tie" else {}
        rows.append(
            (
                rule.name,
                finding.subject,
                split_key(finding.subject)[0].label,
                finding.other,
                finding.severity,
                finding.reason,
                ";".join(finding.evidence),
                rule.next_step(judged, finding, tried),
                finding.priority,
                tie.get("settled"),
                tie.get("standing"),
                card.id,
            )
        )
    types = {"severity": pl.Float64(), "priority": pl.Float64(), "settled": pl.Int64()}
    return pl.DataFrame(rows, schema={name: types.get(name, pl.String()) for name in WEAK_MEANINGS}, orient="row")


def _tie(judged: JudgedNetwork, source: NodeKey, target: NodeKey | None) -> dict[str, object]:
    for network in (judged, judged.all_time):
        if target is not None and network.graph.has_edge(source, target):
            return dict(network.graph.edges[source, target])
    return {}


def card_table(judged: JudgedNetwork, progress: Progress = silent) -> pl.DataFrame:
    """Return the cards as a table with the columns of `CARD_MEANINGS`, the first to act on first."""
    rows = [_row(judged, rank, card) for rank, card in enumerate(cards(judged, progress), 1)]
    types = {"rank": pl.Int64(), "weak_links": pl.Int64(), "priority": pl.Float64()}
    return pl.DataFrame(rows, schema={name: types.get(name, pl.String()) for name in CARD_MEANINGS}, orient="row")


def cards_on_screen(table: pl.DataFrame) -> tuple[pl.DataFrame, str]:
    """Return the rows of a `card_table` that a screen shows, and a sentence that counts any others."""
    shown = table.filter((pl.col("rank") <= FIRST) | (pl.col("priority") >= LEAST_PRIORITY))
    left_out = len(table) - len(shown)
    if not left_out:
        return shown, ""
    return shown, f"{left_out:,} more below priority {LEAST_PRIORITY:g}; -o FILE has all."


def _row(judged: JudgedNetwork, rank: int, card: Card) -> tuple[object, ...]:
    return (
        rank,
        card.id,
        card.priority,
        card.title,
        card.why,
        card.step,
        ";".join(map(judged.name, card.takers)),
        ";".join(dict.fromkeys(rule.name for rule, _ in card.findings)),
        ";".join(card.actors),
        len(card.findings),
        ";".join(card.evidence),
    )
