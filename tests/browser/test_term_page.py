"""This term, on the demo cluster: a lead reads what is worth an hour, takes it on, and sees what became of it."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from urllib.parse import urlencode

import pytest
from map_screen import NARROW_DARK, SLOW, WIDE, MapScreen, faults
from playwright.sync_api import Browser, Locator, Page, expect
from running_app import App, serve

from graphmap.graph.choice import Choice
from graphmap.graph.taking import take_snapshot
from graphmap.store.location import read_location
from graphmap.store.store import open_store
from graphmap.weak.cards import Card, cards, on_screen
from graphmap.weak.judged_network import JudgedNetwork, judged_network
from graphmap.weak.judging_period import judging_choice
from graphmap.weak.rules import RULE

DAY = date(2026, 11, 20)
AS_AT = {"as_at": DAY.isoformat()}
AREA, COLLEGE = "school:tauira-area-school", "school:tauira-college"


class TermScreen(MapScreen):
    """This term."""

    def __init__(self, page: Page, url: str) -> None:
        super().__init__(page, url)
        self.cards = page.locator("[class*='st-key-term-card-']")
        self.titles = page.locator(".gm-card-title")
        self.tiles = page.locator(".gm-tile")
        self.lead = page.locator(".gm-lead")
        self.actions = page.locator("[class*='st-key-term-action-']")
        self.beside = page.locator(".gm-beside")

    def open_term(self, path: str = "term", **address: str | list[str]) -> "TermScreen":
        parameters = {name.replace("_", "-"): value for name, value in {**AS_AT, **address}.items()}
        self.go_to(f"{self.url}/{path}?{urlencode(parameters, doseq=True)}")
        expect(self.main.get_by_role("heading", name="This term", exact=True)).to_be_visible(timeout=SLOW)
        expect(self.lead).to_be_visible(timeout=SLOW)
        self.settle()
        return self

    def card(self, title: str) -> Locator:
        """The card with a title, without its place."""
        return self.cards.filter(has=self.page.get_by_role("heading", name=title))

    def click(self, where: Locator, name: str) -> None:
        where.get_by_role("button", name=name, exact=True).click()
        self.settle()

    def take(self, where: Locator, who: str) -> None:
        """Take a card on, until the end of the term."""
        self.write_who(where, who)
        self.click(where, "Keep")

    def write_who(self, where: Locator, who: str) -> None:
        """Write in the form who takes a card."""
        self.click(where, "Someone takes it")
        where.get_by_role("combobox", name="Who").click()
        self.page.keyboard.type(who)
        self.page.keyboard.press("Enter")
        self.settle()

    def choose_of(self, label: str, name: str) -> None:
        box = self.main.get_by_role("combobox", name=label, exact=True)
        box.click()
        box.fill(name)
        self.page.get_by_role("option", name=name).first.click()
        if label == "Rules":
            box.press("Escape")  # closes the list, which stays open for a second rule
        self.settle()


@pytest.fixture(scope="module")
def own_app(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The app with a demo of its own, as cards are taken on in it."""
    with serve(tmp_path_factory.mktemp("term") / "store", demo=True) as running:
        yield running


@pytest.fixture
def screen(page: Page, own_app: App) -> TermScreen:
    return TermScreen(page, own_app.url)


@pytest.fixture(scope="module")
def judged(own_app: App) -> JudgedNetwork:
    with open_store(read_location(own_app.store)) as store:
        return judged_network(take_snapshot(store), judging_choice(Choice(), DAY), as_at=DAY)


@pytest.fixture(scope="module")
def dealt(judged: JudgedNetwork) -> Sequence[Card]:
    """What the library deals on that day."""
    return cards(judged)


# ------------------------------------------------------------------------------------------------- what a lead reads


def test_a_lead_reads_a_sentence_four_numbers_a_network_and_five_cards_with_their_evidence_folded(
    screen: TermScreen, judged: JudgedNetwork, dealt: Sequence[Card]
) -> None:
    screen.open_term()
    expect(screen.lead).to_have_text(
        "Term 4 2026: work beyond sharing is growing in Kāhui Ako o Tauira and steady in Tauira Rural Schools "
        "Network. 5 things are worth an hour of your time."
    )
    expect(screen.tiles).to_have_count(8)
    expect(screen.tiles.first).to_contain_text("Beyond sharing")
    expect(screen.tiles.first).to_contain_text("getting better")
    expect(screen.titles).to_have_text([f"{number}. {card.title}" for number, card in enumerate(dealt[:5], 1)])
    for card in dealt[:5]:
        shown = screen.card(card.title)
        expect(shown).to_contain_text(card.why)
        expect(shown.locator(".gm-step")).to_contain_text(card.step)
        if card.takers:
            expect(shown).to_contain_text(f"{judged.name(card.takers[-1])} could take it.")

    card = next(card for card in dealt[:5] if len(card.evidence) > 8)
    shown = screen.card(card.title)
    expect(shown.locator(".gm-events")).to_have_count(0)
    shown.get_by_text(f"What it rests on: {len(card.evidence)} records").click()
    expect(shown.locator(".gm-events li")).to_have_count(8)
    expect(shown).to_contain_text(card.rule.definition)


def test_all_other_cards_are_grouped_by_rule_and_filtered(
    screen: TermScreen, judged: JudgedNetwork, dealt: Sequence[Card]
) -> None:
    screen.open_term()
    screen.click(screen.main, f"All {len(dealt)} cards")
    others = [card for card in on_screen(dealt) if card not in dealt[:5]]
    rules = list(dict.fromkeys(RULE[card.rule.family].title for card in others))
    expect(screen.page.locator(".gm-rule")).to_have_text(rules)
    rows = screen.page.locator("[class*='st-key-list-term-']")
    expect(rows).to_have_count(len(others))
    below = len(dealt) - len(on_screen(dealt))
    if below:
        expect(screen.main).to_contain_text(f"{below} more")
    expect(screen.main.get_by_role("button", name="Download all cards (cards.csv)")).to_be_visible()

    actor = others[0].actors[0]
    screen.choose_of("About", judged.name(actor))
    expect(rows).to_have_count(sum(actor in card.actors for card in others))
    screen.choose_of("Rules", RULE[others[0].rule.family].title)
    alike = [card for card in others if actor in card.actors and card.rule.family == others[0].rule.family]
    expect(rows).to_have_count(len(alike))
    rows.first.get_by_role("button").click()
    expect(screen.titles.filter(has_text=others[0].title)).to_be_visible()


# ---------------------------------------------------------------------------------------------- taking a card on


def test_somebody_takes_a_card_and_everybody_sees_it(
    screen: TermScreen, new_page: Callable[..., Page], own_app: App, dealt: Sequence[Card]
) -> None:
    title = dealt[0].title
    screen.open_term()
    other = TermScreen(new_page(), own_app.url).open_term()
    screen.take(screen.card(title), "Aunty Mere")
    expect(screen.card(title)).to_contain_text("Aunty Mere takes it, by ")
    expect(screen.main).to_contain_text("1 of 5 is taken on.")
    expect(screen.actions.filter(has_text=title)).to_contain_text("It is as pressing as it was.")

    other.click(other.card(title), "Someone takes it")
    expect(other.main.get_by_test_id("stAlert")).to_contain_text("Meanwhile: Aunty Mere takes it, by ")
    expect(other.card(title).get_by_role("button", name="Keep")).to_have_count(0)

    screen.open_term()
    expect(screen.card(title)).to_contain_text("Aunty Mere takes it, by ")
    screen.click(screen.actions.filter(has_text=title), "Undo")
    expect(screen.card(title)).not_to_contain_text("Aunty Mere")


def test_of_two_who_fill_in_the_form_at_once_the_later_is_told_who_was_first(
    screen: TermScreen, new_page: Callable[..., Page], own_app: App, dealt: Sequence[Card]
) -> None:
    title = dealt[3].title
    screen.open_term()
    other = TermScreen(new_page(), own_app.url).open_term()
    other.write_who(other.card(title), "Uncle Bob")
    screen.take(screen.card(title), "Aunty Mere")
    expect(screen.actions.filter(has_text=title)).to_contain_text("Aunty Mere takes it, by ")
    other.click(other.card(title), "Keep")
    expect(other.main).to_contain_text("Aunty Mere has taken this on meanwhile.")
    expect(other.card(title)).to_contain_text("Aunty Mere takes it, by ")
    screen.click(screen.actions.filter(has_text=title), "Undo")


def test_what_is_done_or_not_for_them_makes_room_for_the_next_and_can_be_undone(
    screen: TermScreen, dealt: Sequence[Card]
) -> None:
    done, refused = dealt[1].title, dealt[2].title
    screen.open_term()
    screen.click(screen.card(done), "Done")
    expect(screen.titles).to_have_count(5)
    expect(screen.card(done)).to_have_count(0)
    expect(screen.actions.filter(has_text=done)).to_contain_text("Done on ")
    screen.click(screen.actions.filter(has_text=done), "Undo")
    expect(screen.card(done)).to_be_visible()

    shown = screen.card(refused)
    screen.click(shown, "Not for us")
    expect(shown.get_by_role("button", name="Keep")).to_be_disabled()
    reason = shown.get_by_role("textbox", name="Why is it not for you?")
    reason.fill("The two <b>schools</b> merge.")
    reason.press("Tab")
    screen.click(shown, "Keep")
    expect(screen.card(refused)).to_have_count(0)
    expect(screen.actions.filter(has_text=refused)).to_contain_text("The two <b>schools</b> merge.")
    screen.click(screen.actions.filter(has_text=refused), "Undo")
    expect(screen.card(refused)).to_be_visible()


# --------------------------------------------------------------------------------------------- beside the card


def test_what_if_opens_beside_the_card_and_leads_back(screen: TermScreen, dealt: Sequence[Card]) -> None:
    card = next(card for card in dealt if card.rule.name == "one_pair" and set(card.actors) == {AREA, COLLEGE})
    screen.open_term(card=card.id)
    shown = screen.card(card.title)
    screen.click(shown, "What if it went")
    expect(screen.beside).to_have_text("What if it went?")
    expect(shown).to_contain_text("Hoani Walker leaves")
    expect(shown).to_contain_text("Tauira Area School and Tauira Forks School are cut off")
    screen.click(shown, "What if we did it")
    expect(screen.beside).to_have_text("What if we did it?")
    screen.click(shown, "Back to the card")
    expect(screen.beside).to_have_count(0)

    screen.click(shown, "What if it went")
    shown.get_by_role("link", name="Try more on the What if page").click()
    expect(screen.main.get_by_role("heading", name="What if", exact=True)).to_be_visible(timeout=SLOW)
    expect(screen.main).to_contain_text("Hoani Walker leaves")
    screen.page.go_back()
    expect(screen.beside).to_have_text("What if it went?", timeout=SLOW)


def test_a_card_is_seen_on_the_map_beside_it(screen: TermScreen, dealt: Sequence[Card]) -> None:
    card = next(card for card in dealt if card.rule.name == "one_pair" and set(card.actors) == {AREA, COLLEGE})
    screen.open_term(card=card.id)
    screen.click(screen.card(card.title), "See it")
    screen.wait_for_map().wait_for_view(chosen=f"{AREA}~{COLLEGE}")
    screen.page.get_by_role("link", name="Open it on the Map page").click()
    screen.wait_for_map().wait_for_view(chosen=f"{AREA}~{COLLEGE}")
    expect(screen.page).to_have_url(re.compile("/map"))


# ------------------------------------------------------------------------------------------------------- states


def test_an_older_address_opens_the_card_of_its_weak_link_among_all(screen: TermScreen, dealt: Sequence[Card]) -> None:
    screen.open_term("weak-links", weak=f"one_pair|{AREA}|{COLLEGE}")
    expect(screen.page.locator(".gm-rule").first).to_be_visible()
    expect(screen.titles.filter(has_text="Tauira Area School and Tauira College").first).to_be_visible()
    screen.open_term(weak="<img src=x onerror=window.hacked=1>|x")
    expect(screen.main.get_by_test_id("stAlert")).to_contain_text("That weak link isn’t in this view and period")
    screen.open_term(card="nonsense")
    expect(screen.main.get_by_test_id("stAlert")).to_contain_text("That card isn’t here in this period")
    assert screen.page.evaluate("window.hacked") is None


def test_a_record_that_has_stopped_is_said_once_with_a_way_on(screen: TermScreen) -> None:
    screen.open_term(as_at="2029-03-01")
    expect(screen.main.get_by_test_id("stAlert")).to_have_count(1)
    expect(screen.tiles).to_have_count(0)
    screen.click(screen.main, "Judge from the last record")
    expect(screen.tiles).to_have_count(8)


def test_a_thin_period_and_one_before_everything_say_so(screen: TermScreen) -> None:
    screen.open_term(since="2024-02-09", until="2024-02-14", as_at="2024-02-14")
    expect(screen.main.get_by_test_id("stAlert")).to_contain_text("3 interactions in this period")
    screen.open_term(since="2023-01-01", until="2023-12-31", as_at="2023-12-31")
    expect(screen.main).to_contain_text("Nothing is recorded up to 31 December 2023")


def test_every_view_has_its_cards(screen: TermScreen) -> None:
    screen.open_term()
    for view in ("People", "Networks", "Structure"):
        screen.choose_in_bar("Filter", view)
        screen.page.wait_for_url(f"**view={view.lower()}*")
        expect(screen.titles.first).to_be_visible()
        expect(screen.page.get_by_test_id("stException")).to_have_count(0)


def test_the_page_is_accessible_and_nothing_is_wider_than_the_window(screen: TermScreen, dealt: Sequence[Card]) -> None:
    screen.open_term(cards="all")
    expect_no_fault_in_any_look(screen)
    shown = screen.card(dealt[0].title)
    screen.click(shown, "Someone takes it")
    screen.click(shown, "What if we did it")
    expect(screen.beside).to_be_visible()
    expect_no_fault_in_any_look(screen)


def expect_no_fault_in_any_look(screen: TermScreen) -> None:
    for look in (NARROW_DARK, WIDE):
        screen.show(look)
        assert faults(screen.page) == [], str(look)
        screen.expect_no_sideways_scrolling()
