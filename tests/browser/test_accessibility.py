"""Every page in te reo Māori: no serious fault by the rules of axe, light and wide, dark and narrow, and no English
that isn't marked."""

from map_screen import NARROW, NARROW_DARK, SLOW, WIDE, WIDE_DARK, MapScreen, faults
from playwright.sync_api import Page, expect
from running_app import App

from graphmap.app.pages import PAGES
from graphmap.language.words import Words, has
from graphmap.measures.measures import MEASURES
from tools.catalogue import marked, of_the_core

IN_TE_REO = Words("mi")
TITLES = {page.name: IN_TE_REO(page.title) for page in PAGES}
"""The pages to walk through."""

LOOKS = (NARROW, NARROW_DARK, WIDE_DARK, WIDE)
"""One after another on the same page, ending with the one that it opened with."""

_STREAMLITS_OWN = {"Open"}  # the arrow of a list, which knows only English

# Every text on the page that is not marked as English or within a grid, whose columns are those of the files, and every
# name that is heard.
_TEXTS = """main => {
  const found = [];
  const visit = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { parentElement, data } = walker.currentNode;
      if (!parentElement?.closest("[lang=en], canvas, style")) found.push(data.trim());
    }
    for (const each of root.querySelectorAll("*")) {
      for (const name of ["aria-label", "title", "placeholder"])
        if (each.hasAttribute(name)) found.push(each.getAttribute(name));
      if (each.shadowRoot) visit(each.shadowRoot);
    }
  };
  visit(main);
  return found;
}"""


def english() -> set[str]:
    """Find the English messages that have a translation. Names of measures are left out: they are columns of files."""
    said = {
        text for message in (*marked(), *of_the_core()) for text in ([message] if isinstance(message, str) else message)
    }
    return {text for text in said if has("mi", text)} - {measure.name for measure in MEASURES} - _STREAMLITS_OWN


def test_no_page_has_a_serious_fault_or_english_that_is_not_marked(app: App, page: Page) -> None:
    screen = MapScreen(page, app.url)
    screen.go_to(
        f"{app.url}/map?lang=mi&layout=radial&selected=school:tauira-hill&focus=school:tauira-hill"
        "&time=terms&since=2025-07-14&until=2025-10-05"
    )
    screen.wait_for_map()
    expect(screen.heading).to_have_text("Tauira Hill School")
    for name, title in TITLES.items():
        open_page(screen, name)
        expect(screen.main.get_by_role("heading", name=title, exact=True)).to_be_attached(timeout=SLOW)
        screen.settle()
        assert set(screen.main.evaluate(_TEXTS)) & english() == set(), name
        for look in LOOKS:
            screen.show(look)
            assert faults(page) == [], (name, str(look))


def open_page(screen: MapScreen, name: str) -> None:
    """Open a page by its link in the bar, or by its address if the bar has none."""
    page = next(page for page in PAGES if page.name == name)
    if page.in_bar:
        screen.go_to_page(IN_TE_REO(page.title))
    else:
        screen.go_to(f"{screen.url}/{name}?lang=mi")


def test_the_search_the_popovers_and_the_tour_have_no_serious_fault(app: App, page: Page) -> None:
    screen = MapScreen(page, app.url).open(network="kahui-ako-o-tauira", min_depth="sharing")
    for look in LOOKS:
        screen.show(look)
        for name in ("Period", "Filter", "More"):
            screen.bar.get_by_role("button", name=name).click()
            if name == "Period":
                custom = page.get_by_role("button", name="Custom")
                if custom.get_attribute("aria-expanded") != "true":  # it stays open until the page is left
                    custom.click()
                expect(page.get_by_role("button", name="Earlier month")).to_be_visible()
            assert faults(page) == [], (name, str(look))
            page.keyboard.press("Escape")
        screen.search("tauira")
        expect(page.get_by_role("option")).not_to_have_count(0)
        assert faults(page) == [], ("search", str(look))
        page.keyboard.press("Escape")
    screen.choose_in_bar("More", "Take the tour")
    expect(page.locator(".gm-card h2")).to_be_visible(timeout=SLOW)
    screen.settle()
    for look in LOOKS:
        screen.show(look)
        assert faults(page) == [], ("tour", str(look))
