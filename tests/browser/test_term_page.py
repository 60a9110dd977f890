"""The Weak links page of the demo cluster: a lead goes from the list to the map to the evidence, and shares it by its
link."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any
from urllib.parse import urlencode

import pytest
from map_screen import NARROW_DARK, SLOW, WIDE, MapScreen
from playwright.sync_api import Locator, Page, expect
from running_app import App

from graphmap.graph.choice import read_choice
from graphmap.graph.snapshot import Snapshot, take_snapshot
from graphmap.store.location import read_location
from graphmap.store.store import open_store
from graphmap.weak.finding import Finding
from graphmap.weak.judged_network import JudgedNetwork, judged_network
from graphmap.weak.judging_period import LAST, judging_choice, read_as_at
from graphmap.weak.rule import Rule
from graphmap.weak.weak_links import findings

AREA, COLLEGE, FORKS, LAKESIDE = (f"school:tauira-{name}" for name in ("area-school", "college", "forks", "lakeside"))
BRIDGE = f"one_pair|{AREA}|{COLLEGE}"
LAST_YEAR = {"since": "2025-11-21", "until": "2026-11-20"}

Found = tuple[Rule, Finding]


class WeakScreen(MapScreen):
    """The Weak links page."""

    def __init__(self, page: Page, url: str) -> None:
        super().__init__(page, url)
        self.listed = page.locator(".st-key-list-weak").get_by_role("button")
        self.kind = page.locator(".gm-kind")
        self.step = page.locator(".gm-step")

    def open_weak(self, **address: str | list[str]) -> "WeakScreen":
        parameters = {"as-at": LAST, **{name.replace("_", "-"): value for name, value in address.items()}}
        self.go_to(f"{self.url}/weak-links?{urlencode(parameters, doseq=True)}")
        expect(self.main.get_by_role("heading", name="Weak links")).to_be_visible(timeout=SLOW)
        self.settle()
        return self

    def item(self, rule: str, *names: str) -> Locator:
        """A weak link in the list."""
        return self.listed.filter(has_text=rule).filter(has_text=" – ".join(names))

    def choose(self, label: str, name: str) -> None:
        box = self.main.get_by_role("combobox", name=label, exact=True)
        box.click()
        box.fill(name)
        self.page.get_by_role("option", name=name).first.click()
        if label == "Rules":
            box.press("Escape")  # closes the list, which stays open for a second rule
        self.settle()


@pytest.fixture
def screen(page: Page, app: App) -> WeakScreen:
    return WeakScreen(page, app.url)


@pytest.fixture(scope="module")
def snapshot(app: App) -> Snapshot:
    with open_store(read_location(app.store)) as store:
        return take_snapshot(store)


def case_of(snapshot: Snapshot, **choice: Any) -> JudgedNetwork:
    """What the page judges when it is opened with ``as-at=last``."""
    chosen = read_choice(**choice)
    as_at = read_as_at(LAST, snapshot, chosen, date.max)
    return judged_network(snapshot, judging_choice(chosen, as_at), as_at=as_at)


@pytest.fixture(scope="module")
def expected(snapshot: Snapshot) -> Callable[..., list[Found]]:
    """What the library finds under a choice."""
    return cache(lambda **choice: list(findings(case_of(snapshot, **choice))))


# ------------------------------------------------------------------------------- list, map, evidence, link


def test_a_lead_goes_from_the_list_to_the_map_to_the_evidence(
    screen: WeakScreen, snapshot: Snapshot, expected: Callable[..., list[Found]]
) -> None:
    screen.open_weak()
    expect(screen.main).to_contain_text(f"{len(expected())} weak links in this view and period.")
    expect(screen.heading).to_have_text("Nothing chosen")
    expect(screen.listed).to_have_count(8)

    screen.choose("Rules", "Depends on one person")
    expect(screen.main).to_contain_text(f"Show all {sum(rule.name == 'one_pair' for rule, _ in expected())}")
    screen.item("Depends on one person", "Tauira Area School", "Tauira College").click()
    rule, finding = next(found for found in expected() if found[0].name == "one_pair" and found[1].subject == AREA)
    expect(screen.heading).to_have_text("Tauira Area School – Tauira College")
    expect(screen.kind).to_have_text("Depends on one person · severity 1.00")
    expect(screen.main).to_contain_text(finding.reason)
    expect(screen.step).to_contain_text(rule.next_step(case_of(snapshot), finding, Counter()))
    screen.wait_for_map().wait_for_view(chosen=f"{AREA}~{COLLEGE}")

    expect(screen.main).to_contain_text(f"{len(finding.evidence)} interactions")
    expect(screen.interactions.get_by_role("listitem")).to_have_count(8)
    screen.page.get_by_text(f"Show all {len(finding.evidence)}", exact=True).click()
    expect(screen.interactions.get_by_role("listitem")).to_have_count(len(finding.evidence))
    expect(screen.interactions.get_by_role("listitem").first).to_contain_text(
        "28 October 2026 · observation with feedback · challenge"
    )

    screen.page.get_by_text("Why this counts as a weak link").click()
    expect(screen.main).to_contain_text(rule.definition)
    expect(screen.main).to_contain_text(f"Severity: {rule.severity}")
    expect(screen.main).to_contain_text(f"Source: {rule.source}")

    screen.page.goto(screen.page.url, timeout=SLOW)
    expect(screen.heading).to_have_text("Tauira Area School – Tauira College", timeout=SLOW)
    expect(screen.main).to_contain_text(f"Show all {sum(rule.name == 'one_pair' for rule, _ in expected())}")
    screen.wait_for_map().wait_for_view(chosen=f"{AREA}~{COLLEGE}")


def test_the_first_few_are_of_many_sorts_and_the_list_is_filtered_by_whom_it_is_about(
    screen: WeakScreen, expected: Callable[..., list[Found]]
) -> None:
    screen.open_weak()
    expect(screen.listed).to_have_count(8)
    titles = [text.split("●")[0].strip() for text in screen.listed.all_inner_texts()]
    assert len(set(titles)) > 3
    assert max(map(titles.count, titles)) <= 2
    screen.choose("About", "Tauira Forks School")
    about = [rule.title for rule, finding in expected() if FORKS in (finding.subject, finding.other)]
    expect(screen.listed).to_have_count(len(about))
    expect(screen.listed).to_contain_text(about)
    expect(screen.listed).to_contain_text(["Tauira Forks School"] * len(about))


def test_a_network_at_the_side_leaves_what_was_done_within_it(
    screen: WeakScreen, expected: Callable[..., list[Found]]
) -> None:
    screen.open_weak()
    screen.choose_network("Tauira Rural Schools Network")
    expect(screen.page).to_have_url(re.compile("network=tauira-rural-schools"))
    found = expected(networks=("tauira-rural-schools",))
    expect(screen.main).to_contain_text(f"{len(found)} weak links in this view and period.")
    screen.page.get_by_text(f"Show all {len(found)}", exact=True).click()
    for title in ("Little or no challenge", "Only leaders take part", "Work without a goal"):
        screen.item(title, "Tauira Rural Schools Network").first.wait_for()
    expect(screen.item("Whānau, iwi or community not involved yet", "Kāhui Ako o Tauira")).to_have_count(0)


def test_all_are_listed_on_request_the_most_severe_first(
    screen: WeakScreen, expected: Callable[..., list[Found]]
) -> None:
    screen.open_weak(**LAST_YEAR)
    found = expected(**LAST_YEAR)
    screen.page.get_by_text(f"Show all {len(found)}", exact=True).click()
    expect(screen.listed).to_have_count(len(found))
    assert [text.split("●")[0].strip() for text in screen.listed.all_inner_texts()] == [rule.title for rule, _ in found]


def test_a_lead_goes_on_to_what_would_happen_and_back(screen: WeakScreen) -> None:
    screen.open_weak(weak="bridge|school:tauira-area-school|school:tauira-college", since="2025-11-21")
    expect(screen.heading).to_have_text("Tauira Area School – Tauira College")
    screen.main.get_by_role("link", name="What if: The tie between Tauira Area School and Tauira College ends?").click()
    expect(screen.main.get_by_role("heading", name="What if")).to_be_visible(timeout=SLOW)
    expect(screen.main).to_contain_text("Tauira Area School and Tauira Forks School are cut off")
    expect(screen.page).to_have_url(re.compile("since=2025-11-21"))
    screen.page.go_back()
    expect(screen.heading).to_have_text("Tauira Area School – Tauira College", timeout=SLOW)


@pytest.mark.parametrize(
    ("view", "chosen", "name"),
    [
        ("people", "cut_vertex|person:hoani-walker", "Hoani Walker"),
        ("networks", "nobody_challenges|network:tauira-rural-schools", "Tauira Rural Schools Network"),
    ],
)
def test_every_view_shows_the_chosen_on_its_map(screen: WeakScreen, view: str, chosen: str, name: str) -> None:
    screen.open_weak(view=view)
    screen.choose("About", name)
    screen.item(
        {"cut_vertex": "Holds the network together", "nobody_challenges": "Little or no challenge"}[
            chosen.partition("|")[0]
        ],
        name,
    ).click()
    expect(screen.heading).to_have_text(name)
    screen.wait_for_map().wait_for_view(chosen=chosen.partition("|")[2])


# --------------------------------------------------------------------------------------- honest where it is thin


def test_a_thin_window_and_one_without_anything_say_so_with_the_number(screen: WeakScreen) -> None:
    screen.open_weak(since="2024-02-09", until="2024-02-14")
    expect(screen.main.get_by_test_id("stAlert")).to_contain_text("3 interactions in this period")
    screen.open_weak(since="2023-01-01", until="2023-12-31")
    expect(screen.main.get_by_test_id("stAlert")).to_contain_text(
        "0 interactions in this period are too few to judge anything but roles (at least 5 are needed)."
    )
    for text in screen.listed.all_inner_texts():
        assert "role" in text.lower()


def test_a_weak_link_that_is_gone_or_made_up_says_so(screen: WeakScreen) -> None:
    for address in (f"isolated|{LAKESIDE}", "<img src=x onerror=window.hacked=1>", "one_pair|x|y|z"):
        screen.open_weak(weak=address)
        expect(screen.main.get_by_test_id("stAlert")).to_contain_text("That weak link isn’t in this view and period")
        expect(screen.heading).to_have_text("Nothing chosen")
    assert screen.page.evaluate("window.hacked") is None


def test_a_weak_link_without_an_interaction_says_so(screen: WeakScreen) -> None:
    screen.open_weak(view="people", weak="isolated|person:sandra-hoani")
    expect(screen.heading).to_have_text("Sandra Hoani")
    expect(screen.main).to_contain_text("Sandra Hoani has no tie in this period, and nothing recorded.")
    expect(screen.main).to_contain_text("No interactions are recorded here")


# ------------------------------------------------------------------------------------------------------ looks


@pytest.mark.parametrize("page", [WIDE, NARROW_DARK], indirect=True, ids=str)
def test_nothing_is_wider_than_the_window(screen: WeakScreen) -> None:
    screen.open_weak(weak=BRIDGE, selected=f"{AREA}~{COLLEGE}")
    expect(screen.heading).to_have_text("Tauira Area School – Tauira College")
    screen.wait_for_map()
    assert screen.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert screen.main.evaluate("main => main.scrollWidth - main.clientWidth") <= 0
