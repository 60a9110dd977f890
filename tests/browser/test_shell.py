"""The shell on the demo: one search, one period, the filters, the theme, the keyboard, paper and a phone."""

import re
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from map_screen import NARROW, SLOW, MapScreen
from playwright.sync_api import Page, expect

from graphmap.language.periods import preset
from graphmap.language.terms import term_of

PERIOD_3 = {"since": ["2026-07-20"], "until": ["2026-10-11"]}
PERIOD_2 = "2026-04-20..2026-07-19"


@pytest.fixture
def opened(screen: MapScreen) -> MapScreen:
    screen.go_to(f"{screen.url}/records")
    expect(screen.main.get_by_role("heading", name="Records", exact=True)).to_be_visible(timeout=SLOW)
    expect(screen.bar).to_be_visible(timeout=SLOW)
    return screen.settle()


def address(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


# ---------------------------------------------------------------------------------------- the search


def test_a_school_is_found_from_any_page_by_the_keyboard_alone(opened: MapScreen, page: Page) -> None:
    opened.search("HILL")
    expect(page.get_by_role("option").first).to_contain_text("Tauira Hill School")
    page.keyboard.press("Enter")
    opened.wait_for_map()
    expect(opened.heading).to_have_text("Tauira Hill School", timeout=SLOW)
    assert address(page)["selected"] == ["school:tauira-hill"]


def test_the_search_is_walked_with_arrows_says_when_nothing_matches_and_has_practices_and_pages(
    opened: MapScreen, page: Page
) -> None:
    opened.search("kahui ako")
    field = page.get_by_role("combobox", name="Search")
    expect(page.get_by_role("option").first).to_contain_text("Kāhui Ako o Tauira")
    first = field.get_attribute("aria-activedescendant")
    field.press("ArrowUp")
    assert field.get_attribute("aria-activedescendant") is not None
    field.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == first
    expect(page.locator(f"#{first}")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(field).not_to_be_visible()
    assert page.url.endswith("/records")

    opened.search("no such thing")
    expect(page.get_by_role("option")).to_have_count(0)
    expect(page.locator(".gm-none")).to_have_text("No matching names")
    page.keyboard.press("Escape")

    opened.search("moderation")
    page.get_by_role("option").filter(has_text="Practice").first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("12 interactions", timeout=SLOW)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)

    opened.search("health")
    page.keyboard.press("Enter")
    expect(opened.main.get_by_role("heading", name="Health", exact=True)).to_be_visible(timeout=SLOW)


# ---------------------------------------------------------------------------------------- the period


def test_a_period_that_is_typed_goes_along_to_every_page_beside_the_one_it_is_compared_with(
    opened: MapScreen, page: Page
) -> None:
    opened.type_period("Term 3 2026")
    expect(opened.bar.get_by_role("button", name="Period: Term 3 2026")).to_be_visible(timeout=SLOW)
    opened.type_period("Term 2 2026", "Compare with: Type a period")
    expect(opened.bar.get_by_role("button", name="Period: Term 3 2026 and Term 2 2026")).to_be_visible(timeout=SLOW)
    for name in ("Map", "Health"):
        opened.go_to_page(name)
        page.wait_for_url(re.compile(f"/{name.lower()}\\?.*compare-with"))
        assert address(page) == {**PERIOD_3, "compare-with": [PERIOD_2]}
    opened.type_period("2026-03")
    expect(opened.bar.get_by_role("button", name="Period: March 2026 and Term 2 2026")).to_be_visible(timeout=SLOW)
    expect(page.locator("p[aria-live=polite].gm-unseen")).to_contain_text("March 2026. Compared with Term 2 2026")
    opened.choose_in_bar("Period", "Nothing")
    expect(opened.bar.get_by_role("button", name="Period: March 2026", exact=True)).to_be_visible(timeout=SLOW)
    assert "compare-with" not in address(page)


def test_a_period_is_typed_or_a_preset_or_picked_in_weeks_that_begin_on_monday(opened: MapScreen, page: Page) -> None:
    period = opened.bar.get_by_role("button", name="Period")
    period.click()
    field = page.get_by_role("textbox", name="Type a period", exact=True)
    field.press("/")
    expect(field).to_have_value("/")  # a slash in a field doesn't open the search
    page.keyboard.press("Escape")

    opened.type_period("soonish")
    expect(page.locator(".gm-pop .gm-problem")).to_contain_text("‘soonish’ is not a date. Write a day", timeout=SLOW)
    page.keyboard.press("Escape")

    period.click()
    page.get_by_role("button", name="This year").click()
    page.wait_for_url(f"**since={preset('this-year', date.today()).since}*")

    opened.type_period("Term 3 2026")
    expect(opened.bar.get_by_role("button", name="Period: Term 3 2026")).to_be_visible(timeout=SLOW)
    period.click()
    page.get_by_role("button", name="Custom").click()
    page.get_by_role("button", name="Earlier month").click()
    first = page.locator(".gm-day").first
    assert date.fromisoformat(first.get_attribute("data-is") or "").weekday() == 0
    page.get_by_role("button", name="7 September 2026", exact=True).click()
    page.get_by_role("button", name="11 September 2026").click()
    expect(opened.bar.get_by_role("button", name="Period: 7 September 2026 to 11 September 2026")).to_be_visible(
        timeout=SLOW
    )


def test_an_old_address_of_two_periods_is_a_period_and_one_to_compare_with(screen: MapScreen, page: Page) -> None:
    screen.go_to(f"{screen.url}/?since=2026-07-20&until=2026-10-11&beside=2026-04-20&beside=2026-07-19")
    expect(screen.bar.get_by_role("button", name="Period: Term 3 2026 and Term 2 2026")).to_be_visible(timeout=SLOW)


# --------------------------------------------------------------------------------------- the filters


def test_each_filter_is_a_chip_that_can_be_removed_and_so_is_a_kind_alone(screen: MapScreen, page: Page) -> None:
    screen.open(network="kahui-ako-o-tauira")
    screen.choose_in_bar("Filter", "People", "Challenge")
    screen.bar.get_by_role("button", name="Filter").click()
    page.get_by_text("Advanced", exact=True).click()
    page.get_by_role("button", name="Each interaction counts 1").click()
    page.keyboard.press("Escape")
    chips = page.locator(".gm-chip")
    expect(chips).to_have_text(
        [
            re.compile(each)
            for each in ("People", "Within Kāhui Ako o Tauira", "Challenge or deeper", "Each interaction")
        ],
        timeout=SLOW,
    )
    chips.filter(has_text="Challenge").click()
    expect(chips).to_have_count(3, timeout=SLOW)
    page.get_by_role("button", name="Clear all").click()
    expect(chips).to_have_count(0, timeout=SLOW)
    assert address(page) == {}
    screen.choose_in_bar("Filter", "Iwi")
    expect(chips).to_have_count(1, timeout=SLOW)
    assert address(page) == {"only": ["kind:Iwi"]}


# ------------------------------------------------------------------- the theme, the keyboard and paper


def test_the_theme_is_chosen_in_the_app_at_once_and_for_good(opened: MapScreen, page: Page) -> None:
    def background() -> str:
        found: str = page.get_by_test_id("stApp").evaluate("app => getComputedStyle(app).backgroundColor")
        return found

    light = background()
    opened.choose_in_bar("More", "Dark")
    page.wait_for_function(
        "light => getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor !== light", arg=light
    )
    page.reload(timeout=SLOW)
    expect(opened.main.get_by_role("heading", name="Records", exact=True)).to_be_visible(timeout=SLOW)
    dark = background()
    assert dark != light
    opened.go_to_page("Map")
    opened.wait_for_map()
    assert background() == dark
    opened.choose_in_bar("More", "As the computer")
    page.wait_for_function(
        "dark => getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor !== dark", arg=dark
    )


_NOW = """() => {
  const { activeElement: now } = document;
  return now.getAttribute("aria-label") || now.innerText;
}"""


def test_all_of_the_shell_is_within_six_tabs_of_the_start_and_skip_leads_past_it(opened: MapScreen, page: Page) -> None:
    stops = []
    for _ in range(6):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(_NOW))
    wanted = ("Skip to content", "Records", "Search", "Period", "Add visit")  # after the page itself, which scrolls
    assert [name for name, stop in zip(wanted, stops[1:], strict=True) if name not in stop] == []
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(_NOW) == "More"
    page.get_by_role("button", name="Skip to content").press("Enter")
    assert page.evaluate("document.activeElement.matches('.st-key-reading')")

    page.emulate_media(media="print")  # paper has the page and not the shell
    expect(opened.bar).not_to_be_visible()
    expect(opened.main.get_by_role("heading", name="Records", exact=True)).to_be_visible()
    page.emulate_media(media="screen")


def test_add_visit_opens_over_the_page_and_leaves_what_is_chosen(screen: MapScreen, page: Page) -> None:
    screen.open(network="kahui-ako-o-tauira")
    screen.bar.get_by_role("button", name="Add visit").click()
    form = page.get_by_role("dialog", name="Add visit")
    expect(form).to_be_visible()
    page.keyboard.press("Escape")
    expect(form).not_to_be_visible()
    assert address(page)["network"] == ["kahui-ako-o-tauira"]


def test_the_sheet_of_visits_is_on_the_records_page(screen: MapScreen, page: Page) -> None:
    screen.go_to(f"{screen.url}/records?tab=upload")
    with page.expect_download() as download:
        page.get_by_role("button", name="Sheet of visits to fill in").click(timeout=SLOW)
    assert download.value.suggested_filename == "interactions.csv"


@pytest.mark.parametrize("page", [NARROW], indirect=True, ids=str)
def test_a_phone_has_its_pages_at_the_bottom(opened: MapScreen, page: Page) -> None:
    tabs = page.locator(".gm-tabs")
    box = tabs.bounding_box()
    assert box
    assert box["y"] + box["height"] == pytest.approx(page.evaluate("innerHeight"), abs=1)
    tabs.get_by_role("link", name="Health").click()
    expect(opened.main.get_by_role("heading", name="Health", exact=True)).to_be_visible(timeout=SLOW)
    opened.expect_no_sideways_scrolling()
    opened.bar.get_by_role("button", name="Period").click()
    page.get_by_role("button", name="This term").click()
    expect(page).to_have_url(re.compile(term_of(date.today()).since.isoformat()), timeout=SLOW)
