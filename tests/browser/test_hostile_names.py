"""Names, notes and addresses that try to be more than text: everywhere on the Map page they are text."""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from map_screen import MapScreen, take
from playwright.sync_api import Browser, Page, expect
from running_app import App, Watch, serve
from sheet_writing import write_sheets

NAMES: Mapping[str, str] = {
    "html": "<img src=x onerror=window.hacked=1>",
    "script": "</p><script>window.hacked=1</script>",
    "markdown": "**bold** [x](http://evil.example)",
    "image": "![](http://evil.example/x.png)",
    "address": "http://evil.example www.evil.example a@evil.example",
    "streamlit": "# 1. :red[red] $x^2$ :material/home: :smile: `code` ~~gone~~ &lt;b&gt;",
    "quotes": "\"Quoted\" 'single' \\back\\",
    "lines": "First line\nsecond line",
    "macrons": "Kura ā-rohe o Ōtautahi 😀 👩🏽‍🏫",
}
"""By the id of the school that is called so. The first is tied to all the others."""

HUB, OTHERS = "html", [id for id in NAMES if id != "html"]


def expect_button(screen: MapScreen, label: str) -> None:
    """There is a button with this label on it, as one line, letter by letter."""
    letters = "\u2060?".join(re.escape(letter) for letter in " ".join(label.split()))
    expect(screen.page.get_by_role("button").filter(has_text=re.compile(letters))).to_have_count(1)


@pytest.fixture(scope="module")
def hostile_app(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    folder = tmp_path_factory.mktemp("hostile")
    sheets = write_sheets(
        folder / "sheets",
        schools=[{"id": id, "name": name} for id, name in NAMES.items()],
        people=[{"id": f"p-{id}", "name": f"{name} (person)"} for id, name in NAMES.items()],
        roles=[{"id": f"r-{id}", "name": name, "at": f"school:{id}", "purpose": name} for id, name in NAMES.items()],
        roles_held=[{"person": f"p-{id}", "role": f"r-{id}"} for id in NAMES],
        networks=[{"id": "net", "name": NAMES["image"]}],
        memberships=[{"member": f"school:{id}", "network": "net"} for id in NAMES],
        interactions=[
            {
                "id": f"with-{id}",
                "date": "2026-03-12",
                "practice": "school visit",
                "network": "net",
                "note": NAMES[id],
                "participants": f"person:p-{HUB};person:p-{id}",
            }
            for id in OTHERS
        ],
    )
    with serve(folder / "store", sheets=sheets) as running:
        yield running


@pytest.fixture
def screen(page: Page, hostile_app: App) -> MapScreen:
    return MapScreen(page, hostile_app.url)


@pytest.fixture(autouse=True)
def _nothing_got_out(page: Page, watch: Watch) -> Iterator[None]:
    """After every test: nothing ran, nothing was fetched, and no name became a link, a picture or formatted text."""
    yield
    MapScreen(page, "").settle()
    assert page.evaluate("window.hacked") is None
    assert not [url for url in watch.requests if "evil" in url.partition("?")[0]]
    for selector in (
        "a[href*=evil]",
        "img[src*=evil]",
        "img[src=x]",
        ".stMain em",
        ".stMain code",
        ".stMain del",
        ".katex",
    ):
        expect(page.locator(selector)).to_have_count(0)


def test_names_are_text_in_the_panel(screen: MapScreen) -> None:
    screen.open(selected=f"school:{HUB}")
    expect(screen.heading).to_have_text(NAMES[HUB])
    for id in OTHERS:
        expect_button(screen, f"{NAMES[id]} · sharing · one event · 1×")
    notes = screen.interactions.last
    for id in OTHERS:
        expect(notes).to_contain_text(NAMES[id])
        expect(notes).to_contain_text(f"{NAMES[id]} (person)")


def test_roles_are_text_in_the_panel(screen: MapScreen) -> None:
    screen.open(selected="school:image")
    screen.page.get_by_text("Roles (1)").click()
    expect(screen.interactions.first).to_contain_text(f"{NAMES['image']} {NAMES['image']} (person)")


def test_names_are_text_in_tooltips_and_the_search(screen: MapScreen) -> None:
    screen.open()
    for id, name in NAMES.items():
        screen.page.mouse.move(*screen.node(f"school:{id}"))
        expect(screen.tooltip.locator("p").first).to_have_text(name)
    for id in ("html", "image"):
        screen.search(NAMES[id])
        expect(screen.page.get_by_role("option").first).to_contain_text(NAMES[id])
        screen.page.keyboard.press("Escape")


@pytest.mark.parametrize("id", ["markdown", "lines"])
def test_names_are_text_as_the_ends_of_a_tie(screen: MapScreen, id: str) -> None:
    screen.open(selected="~".join(sorted((f"school:{HUB}", f"school:{id}"))))
    expect(screen.heading).to_contain_text(NAMES[HUB])
    expect(screen.heading).to_contain_text(NAMES[id])
    expect_button(screen, NAMES[id])


def test_names_are_text_in_the_structure_and_among_the_choices(screen: MapScreen) -> None:
    screen.open(view="structure", selected="network:net", network="net")
    expect(screen.heading).to_have_text(NAMES["image"])
    expect(screen.page.get_by_role("button", name="Remove this filter: Within")).to_contain_text(NAMES["image"])
    screen.bar.get_by_role("button", name="Filter").click()
    expect(screen.page.locator(".gm-pop:popover-open")).to_contain_text(NAMES["image"])
    screen.page.keyboard.press("Escape")
    for id in NAMES:
        expect_button(screen, f"{NAMES[id]} belongs to this")


def test_names_are_text_in_the_legend_the_drawing_and_the_page(
    screen: MapScreen, tmp_path: Path, new_page: Callable[..., Page], watch: Watch
) -> None:
    screen.open(colour="network", selected=f"school:{HUB}")
    expect(screen.legend).to_contain_text(NAMES["image"])

    drawing = ElementTree.parse(take(screen, "Drawing (SVG)", tmp_path))
    assert {element.tag.rpartition("}")[2] for element in drawing.iter()} <= {"svg", "path", "text", "clipPath"}
    texts = " ".join(element.text or "" for element in drawing.iter() if element.tag.endswith("text"))
    assert "<img" in texts

    file = take(screen, "Web page", tmp_path)
    opened = MapScreen(new_page(), "")
    opened.go_to(file.as_uri())
    expect(opened.map.locator("canvas").first).to_be_visible()
    for id in ("script", "image"):
        opened.page.mouse.move(*opened.node(f"school:{id}"))
        expect(opened.tooltip.locator("p").first).to_have_text(NAMES[id])
    expect(opened.legend).to_contain_text(NAMES["image"])
    assert opened.page.evaluate("window.hacked") is None
    watch.requests[:] = [url for url in watch.requests if not url.startswith("file:")]


@pytest.mark.parametrize("name", ["view", "network"])
def test_a_crafted_address_is_text(screen: MapScreen, name: str) -> None:
    crafted = " ".join(NAMES[id] for id in ("html", "markdown", "image", "address"))
    screen.go_to(f"{screen.url}/map?{name}={quote(crafted)}&selected={quote(crafted)}")
    screen.wait_for_map()
    alert = screen.page.get_by_role("alert")
    expect(alert).to_contain_text(NAMES["html"])
    assert crafted in (alert.text_content() or "").replace("\u2060", "")
