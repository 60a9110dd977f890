"""The cards of real advice among teachers: dozens, each with a step that suits two colleagues."""

import csv
from collections import Counter
from pathlib import Path

import pytest
from cases import with_codebook
from networks import snapshot_of

from graphmap.graph.choice import Choice
from graphmap.weak.cards import Card, cards, on_screen
from graphmap.weak.judged_network import JudgedNetwork, judged_network
from graphmap.whatif.suppose import apply, edits_of

ADVICE = Path(__file__).parents[3] / "shared" / "data" / "school-advice" / "advice.csv"

pytestmark = pytest.mark.skipif(not ADVICE.exists(), reason="The school-advice data are not here.")


@pytest.fixture(scope="module")
def judged() -> JudgedNetwork:
    with ADVICE.open(newline="") as file:
        rows = list(csv.DictReader(file))
    sides = (("sought_by", "received"), ("given_by", "gave"))
    people = sorted({f"{row['school']}-{row[side]}" for row in rows for side, _ in sides})
    snapshot = snapshot_of(
        people=[{"id": id, "name": f"Teacher {id}"} for id in people],
        interactions=[{"id": f"{n}", "date": "2026-03-02", "practice": "advice seeking"} for n in range(len(rows))],
        took_part=[
            {"interaction": f"{n}", "actor": f"{row['school']}-{row[side]}", "part": part}
            for n, row in enumerate(rows)
            for side, part in sides
        ],
    )
    return judged_network(with_codebook(snapshot), Choice("people"))


@pytest.fixture(scope="module")
def shown(judged: JudgedNetwork) -> list[Card]:
    return list(on_screen(cards(judged)))


def test_there_are_dozens_of_cards_and_not_hundreds(judged: JudgedNetwork, shown: list[Card]) -> None:
    assert 0 < len(shown) <= len(cards(judged)) <= 60


def test_no_step_speaks_of_whanau_or_iwi(judged: JudgedNetwork) -> None:
    assert not [card.step for card in cards(judged) if "iwi" in card.step or "whānau" in card.step.lower()]


def test_no_practice_comes_more_than_a_quarter_of_the_time(judged: JudgedNetwork, shown: list[Card]) -> None:
    names = judged.snapshot.tables.kinds["Practice"]["name"]
    found = Counter(name for card in shown for name in names if name in card.step)
    assert max(found.values()) <= len(shown) / 4 + 1


def test_no_step_brings_a_crowd_together(shown: list[Card]) -> None:
    assert not [card.step for card in shown if "more together" in card.step]


def test_the_step_of_every_card_supposed_done_lowers_its_priority(judged: JudgedNetwork, shown: list[Card]) -> None:
    for card in shown:
        after = {each.id: each.priority for each in cards(apply(judged, edits_of(card)))}
        assert after.get(card.id, 0.0) < card.priority, (card.title, card.step)
