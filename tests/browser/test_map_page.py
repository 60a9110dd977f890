"""The Map page of the demo cluster, driven in Chromium by mouse and keyboard."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import networkx as nx
import pytest
from map_screen import NARROW_DARK, WIDE, Look, MapScreen
from playwright.sync_api import Page, expect
from running_app import App

from graphmap import model
from graphmap.graph.choice import Choice
from graphmap.graph.network_graph import graph_of
from graphmap.graph.snapshot import Snapshot
from graphmap.graph.taking import take_snapshot
from graphmap.map import visual_language
from graphmap.store.location import read_location
from graphmap.store.store import open_store

COLLEGE, AREA, FORKS, LAKESIDE = (f"school:tauira-{name}" for name in ("college", "area-school", "forks", "lakeside"))
BRIDGE = f"{AREA}~{COLLEGE}"
MEMBERSHIP = "network:kahui-ako-o-tauira~school:tauira-college"
SINCE, UNTIL = date(2025, 11, 21), date(2026, 11, 20)


@pytest.fixture(scope="module")
def snapshot(app: App) -> Iterator[Snapshot]:
    with open_store(read_location(app.store)) as store:
        yield take_snapshot(store)


@pytest.fixture
def expected(snapshot: Snapshot) -> Callable[..., nx.Graph]:
    """The graph of a choice, as the library has it."""
    return lambda **choice: graph_of(snapshot, Choice(**choice))


def sentence_of(graph: nx.Graph) -> re.Pattern[str]:
    actors, ties = len(graph), graph.number_of_edges()
    return re.compile(f"{actors} actors? and {ties} ties? from")


# ------------------------------------------------------------------------------------ what is on the page


def test_opens_with_the_demo_says_that_it_is_invented_and_what_is_on_it(
    screen: MapScreen, expected: Callable[..., nx.Graph]
) -> None:
    screen.open(as_at="last")
    expect(screen.page).to_have_title("graphmap")
    expect(screen.bar).to_contain_text(
        "This is the invented demo cluster: no school, person, iwi or event in it is real."
    )
    expect(screen.main).to_contain_text(sentence_of(expected()))
    screen.wait_for_view(nodes=len(expected()), ties=expected().number_of_edges(), chosen=None)
    expect(screen.heading).to_have_count(0)

    screen.page.mouse.move(*screen.node(FORKS))
    expect(screen.tooltip).to_contain_text("Tauira Forks School")
    expect(screen.tooltip).to_contain_text("1 tie, strength 6.0")
    screen.page.mouse.move(*screen.tie(BRIDGE))
    expect(screen.tooltip).to_contain_text("Tauira Area School – Tauira College")
    expect(screen.tooltip).to_contain_text("Settled at challenge: ")
    expect(screen.tooltip).to_contain_text("A bridge: without it the network falls apart here")

    kinds = [kind for _, kind in expected().nodes(data="kind")]
    counted = {model.KIND[kind].plural.capitalize(): kinds.count(kind) for kind in kinds}
    ties = [tie for *_, tie in expected().edges(data=True)]
    depths = Counter(model.DEPTHS[tie["settled"]].capitalize() for tie in ties if "settled" in tie)
    standings = Counter(tie["standing"] for tie in ties)
    marks = {
        "Diamond: beginning to go beyond sharing": standings["beginning"],
        "Pale band: lapsed, nothing beyond sharing for a year": standings["lapsed"],
        "Thin and dotted: one event, in the colour of its depth": standings["one event"],
    }
    assert all(marks.values())
    assert screen.legend_counts() == counted | depths | marks


@pytest.mark.parametrize("page", [WIDE, NARROW_DARK], indirect=True, ids=str)
def test_on_any_screen_the_map_has_the_colours_of_the_theme_and_its_filters_and_nothing_is_too_wide(
    screen: MapScreen, request: pytest.FixtureRequest, expected: Callable[..., nx.Graph]
) -> None:
    theme: visual_language.Theme = request.node.callspec.params["page"].scheme
    other: visual_language.Theme = "dark" if theme == "light" else "light"
    screen.open()
    assert screen.painted(visual_language.KINDS["School"].colour) > 500
    assert screen.painted(visual_language.DEPTHS[4].colours[theme]) > 100
    assert screen.painted(visual_language.DEPTHS[4].colours[other]) < 50
    screen.click_node(AREA)
    expect(screen.heading).to_have_text("Tauira Area School")
    screen.settle().expect_no_sideways_scrolling()
    screen.choose_view("Networks")
    screen.wait_for_view(nodes=len(expected(view="networks")))
    expect(screen.heading).to_have_count(0)
    expect(screen.page.get_by_role("button", name="Show everything")).to_be_in_viewport()
    screen.expect_no_sideways_scrolling()


# ---------------------------------------------------------------------------------------------- choosing


def test_another_view_changes_the_map_the_sentence_and_the_legend(
    screen: MapScreen, expected: Callable[..., nx.Graph]
) -> None:
    screen.open(view="structure", selected=MEMBERSHIP)
    expect(screen.heading).to_have_text("Tauira College belongs to Kāhui Ako o Tauira")
    for view in ("structure", "people", "networks"):
        if view != "structure":
            screen.choose_view(view.capitalize())
        graph = expected(view=view)
        expect(screen.page).to_have_url(re.compile(f"view={view}"))
        expect(screen.page.get_by_role("application", name=f"Map of the {view}")).to_be_visible()
        screen.wait_for_view(nodes=len(graph), ties=graph.number_of_edges())
        lines = f"{len(graph)} entities and {graph.number_of_edges()} lines"
        expect(screen.main).to_contain_text(lines if view == "structure" else sentence_of(graph))
        kinds = {model.KIND[kind].plural.capitalize() for _, kind in graph.nodes(data="kind")}
        assert kinds <= screen.settle().legend_counts().keys()


def test_filters_leave_only_what_they_say_and_a_link_opens_the_same_view_again(
    screen: MapScreen, expected: Callable[..., nx.Graph], new_page: Callable[..., Page]
) -> None:
    screen.open(as_at="last")
    chosen: dict[str, Any] = {}

    def narrowed(**choice: Any) -> None:
        chosen.update(choice)
        graph = expected(**chosen)
        screen.wait_for_view(nodes=len(graph), ties=graph.number_of_edges())
        expect(screen.main).to_contain_text(sentence_of(graph))

    screen.choose_view("People")
    narrowed(view="people")
    screen.choose_smallest_depth("Challenge")
    expect(screen.page).to_have_url(re.compile("min-depth=challenge"))
    narrowed(min_depth=2)
    assert not {"Contact", "Sharing"} & screen.settle().legend_counts().keys()
    screen.choose_network("Kāhui Ako o Tauira")
    expect(screen.page).to_have_url(re.compile("network=kahui-ako-o-tauira"))
    narrowed(networks=("kahui-ako-o-tauira",))
    screen.type_period(f"{SINCE} to {UNTIL}")
    expect(screen.page).to_have_url(re.compile("since=2025-11-21.*until=2026-11-20"))
    narrowed(since=SINCE, until=UNTIL)
    screen.settle().click_node("person:kiri-matene")
    expect(screen.heading).to_have_text("Kiri Matene")
    screen.settle()

    again = MapScreen(new_page(Look(width=1280)), screen.url)
    again.go_to(screen.page.url)
    again.wait_for_map()
    expect(again.heading).to_have_text("Kiri Matene")
    expect(again.bar.get_by_role("button", name="Period: 21 November 2025 to 20 November 2026")).to_be_visible()
    expect(again.page.locator(".gm-chip")).to_have_text(
        [re.compile(each) for each in ("People", "Within Kāhui Ako o Tauira", "Challenge or deeper")]
    )
    again.wait_for_view(**{name: screen.view()[name] for name in ("chosen", "nodes", "ties")})
    assert again.facts.all_inner_texts() == screen.facts.all_inner_texts()
    assert again.page.url == screen.page.url

    again.page.get_by_role("button", name="Clear all").click()
    graph = expected(since=SINCE, until=UNTIL)
    again.wait_for_view(nodes=len(graph), ties=graph.number_of_edges())
    expect(again.page).to_have_url(re.compile(r"/map\?as-at=last&since=2025-11-21&until=2026-11-20$"))
    assert graph.degree(LAKESIDE) == 0


# --------------------------------------------------------------------------------------------- selecting


def test_a_click_tells_of_a_school_its_ties_lead_on_and_the_way_back_leads_back(
    screen: MapScreen, expected: Callable[..., nx.Graph]
) -> None:
    screen.open()
    screen.click_node(AREA)
    expect(screen.heading).to_have_text("Tauira Area School")
    expect(screen.fact("Ties")).to_have_text(str(expected().degree(AREA)))
    expect(screen.fact("Region")).to_have_text("Tauira (invented)")
    expect(screen.page.get_by_role("button", name="Tauira College · challenge · 12×")).to_be_visible()
    expect(screen.interactions.last).to_contain_text("observation with feedback · challenge")
    expect(screen.interactions.last).to_contain_text("Hoani Walker, Stephen Ballard")
    assert screen.view()["chosen"] == AREA

    screen.page.get_by_role("button", name="Tauira Forks School · sharing · 6×").click()
    expect(screen.heading).to_have_text("Tauira Area School – Tauira Forks School")
    expect(screen.main).to_contain_text("Settled at sharing: 6 interactions since")
    expect(screen.main).to_contain_text("none beyond sharing")
    screen.wait_for_view(chosen=f"{AREA}~{FORKS}")
    screen.page.get_by_role("button", name="Tauira Forks School", exact=True).click()
    expect(screen.heading).to_have_text("Tauira Forks School")
    screen.wait_for_view(chosen=FORKS)

    screen.settle().page.go_back()
    expect(screen.heading).to_have_text("Tauira Area School – Tauira Forks School")
    screen.settle().page.go_back()
    expect(screen.heading).to_have_text("Tauira Area School")
    screen.wait_for_view(chosen=AREA)


def test_a_click_on_a_tie_tells_of_both_ends_and_what_lies_behind_and_one_beside_everything_lets_go(
    screen: MapScreen, expected: Callable[..., nx.Graph]
) -> None:
    screen.open(as_at="last")
    screen.click_tie(BRIDGE)
    tie = expected().edges[AREA, COLLEGE]
    expect(screen.heading).to_have_text("Tauira Area School – Tauira College")
    expect(screen.main).to_contain_text(
        f"Settled at challenge: {tie['challenge']} of 12 interactions since March 2024 went beyond sharing "
        "(last: 28 October 2026)."
    )
    expect(screen.fact("Standing")).to_have_text("Beyond sharing")
    expect(screen.fact("Settled depth")).to_have_text("Challenge")
    expect(screen.fact("Deepest")).to_have_text("Challenge")
    expect(screen.fact("Interactions")).to_have_text(f"{tie['sharing']} sharing, {tie['challenge']} challenge")
    expect(screen.fact("Carried by")).to_have_text(re.compile("Tauira Area School.*Tauira College"))
    expect(screen.main).to_contain_text("12 interactions")
    expect(screen.page.get_by_role("button", name="Tauira Area School")).to_be_visible()
    expect(screen.page.get_by_role("button", name="Tauira College")).to_be_visible()
    expect(screen.interactions.get_by_role("listitem").first).to_contain_text(
        "28 October 2026 · observation with feedback · challenge"
    )
    screen.page.get_by_text("Show all 12").click()
    expect(screen.interactions.get_by_role("listitem")).to_have_count(12)

    box = screen.settle().map.bounding_box()
    assert box
    screen.page.mouse.click(box["x"] + 6, box["y"] + 6)
    expect(screen.heading).to_have_count(0)
    expect(screen.page).to_have_url(f"{screen.url}/map?as-at=last")
    assert screen.view()["chosen"] is None


def test_another_view_lets_go_of_the_selection_and_the_way_back_leads_to_the_view_before(screen: MapScreen) -> None:
    screen.open(selected=COLLEGE)
    screen.wait_for_view(chosen=COLLEGE)
    screen.choose_view("Networks")
    screen.wait_for_view(nodes=2, chosen=None)
    screen.settle().choose_view("Organisations")
    screen.wait_for_view(nodes=20, chosen=None)
    expect(screen.heading).to_have_count(0)
    screen.settle().page.go_back()
    screen.wait_for_view(nodes=2)
    expect(screen.page.locator(".gm-chip")).to_have_text([re.compile("Networks")])


def test_the_map_can_be_used_without_a_mouse(screen: MapScreen) -> None:
    screen.open()
    screen.map.focus()
    screen.page.keyboard.press("Shift+ArrowDown")
    expect(screen.tooltip).to_be_visible()
    reached = screen.tooltip.locator("p").first.inner_text()
    screen.page.keyboard.press("Enter")
    expect(screen.heading).to_have_text(reached)
    screen.page.keyboard.press("Escape")
    expect(screen.heading).to_have_count(0)
    assert screen.view()["chosen"] is None


# ----------------------------------------------------------------------------------------- a steady map


def test_a_click_does_not_redraw_the_map(screen: MapScreen) -> None:
    screen.open()
    for name in ("Zoom in", "Zoom in"):
        screen.page.get_by_role("button", name=name).click()
    screen.node(COLLEGE)  # waits until the zoom has come to rest
    before = screen.view()
    screen.map.locator("canvas").first.evaluate("canvas => { canvas.seen = true }")
    screen.click_node(COLLEGE)
    expect(screen.heading).to_have_text("Tauira College")
    screen.settle()
    assert screen.map.locator("canvas").first.evaluate("canvas => canvas.seen") is True
    assert screen.view() == before | {"chosen": COLLEGE}


def test_a_filter_keeps_the_zoom_and_where_things_were_put(
    screen: MapScreen, expected: Callable[..., nx.Graph]
) -> None:
    screen.open()
    screen.page.get_by_role("button", name="Zoom out").click()
    before = screen.node(FORKS)
    screen.drag_node(FORKS, right=60, down=-40)
    moved = screen.node(FORKS)
    assert moved == pytest.approx((before[0] + 60, before[1] - 40), abs=3)
    places, view = [from_the_middle(screen, key) for key in (FORKS, COLLEGE)], screen.view()
    screen.choose_smallest_depth("Challenge")
    screen.wait_for_view(ties=expected(min_depth=2).number_of_edges())
    for key, place in zip((FORKS, COLLEGE), places, strict=True):
        assert from_the_middle(screen, key) == pytest.approx(place, abs=1)
    assert [screen.view()[name] for name in ("scale", "x", "y")] == pytest.approx(
        [view[name] for name in ("scale", "x", "y")]
    )


def from_the_middle(screen: MapScreen, key: str) -> tuple[float, float]:
    """Return where a node is from the middle of the map, whose height the row of chips changes."""
    x, y = screen.node(key)
    box = screen.map.bounding_box()
    assert box
    return x - box["x"] - box["width"] / 2, y - box["y"] - box["height"] / 2


# ----------------------------------------------------------------------------------------- the address


def test_an_address_that_means_nothing_says_so_and_still_shows_the_map(
    screen: MapScreen, expected: Callable[..., nx.Graph]
) -> None:
    addresses: list[tuple[dict[str, str | list[str]], str]] = [
        ({"view": "foo", "selected": "nothing", "network": "nope"}, "There is no view ‘foo’"),
        ({"network": "nope"}, "There is no network ‘nope’"),
        ({"since": "2026-05-05", "until": "2024-01-01"}, "before it begins"),
        ({"selected": "<img src=x>"}, "Your selection isn’t in this view and period."),
    ]
    for address, why in addresses:
        screen.open(**address)
        expect(screen.main).to_contain_text(why)
        screen.wait_for_view(nodes=len(expected()), chosen=None)
        screen.click_node(COLLEGE)
        expect(screen.heading).to_have_text("Tauira College")

    screen.open(since="2030-01-01", until="2030-12-31")
    expect(screen.main).to_contain_text("No interactions recorded")
    screen.wait_for_view(nodes=len(expected()), ties=0)
