"""The cards of a sample of 12 schools and 300 people: few enough to read, and each with a step that treats it."""

import pytest
from cases import with_codebook

from graphmap.graph.choice import Choice
from graphmap.graph.snapshot import Snapshot
from graphmap.sample.sheets import SampleSize, write_sample
from graphmap.sheets.codebook import shipped_codebook
from graphmap.sheets.reading import read_sheets
from graphmap.sheets.records import read_records
from graphmap.tables import GraphTables
from graphmap.weak.cards import LEAST_PRIORITY, Card, cards
from graphmap.weak.judged_network import JudgedNetwork, judged_network
from graphmap.weak.judging_period import judging_choice
from graphmap.whatif.suppose import apply, edits_of

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> JudgedNetwork:
    """The people of `graphmap sample --schools 12 --people 300`, judged from the last record."""
    folder = tmp_path_factory.mktemp("sample") / "sheets"
    write_sample(SampleSize(12, 300, 3_000), folder)
    tables = read_records(read_sheets(folder), GraphTables.of(), shipped_codebook()).tables
    snapshot = with_codebook(Snapshot(tables))
    assert snapshot.first_and_last_day
    day = snapshot.first_and_last_day[1]
    return judged_network(snapshot, judging_choice(Choice("people"), day), as_at=day)


@pytest.fixture(scope="module")
def shown(people: JudgedNetwork) -> list[Card]:
    return [card for card in cards(people) if card.priority >= LEAST_PRIORITY]


def test_at_most_sixty_cards_are_shown(shown: list[Card]) -> None:
    assert 0 < len(shown) <= 60


def test_no_step_speaks_of_whanau_or_iwi_to_colleagues(shown: list[Card]) -> None:
    assert not [card.step for card in shown if "iwi" in card.step or "whānau" in card.step]


def test_the_step_of_every_card_supposed_done_lowers_its_priority(people: JudgedNetwork, shown: list[Card]) -> None:
    for card in shown:
        after = {each.id: each.priority for each in cards(apply(people, edits_of(card)))}
        assert after.get(card.id, 0.0) < card.priority, (card.title, card.step)
