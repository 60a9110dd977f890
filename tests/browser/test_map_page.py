"""The Map page of the demo cluster, driven in Chromium by mouse and keyboard."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date

import networkx as nx
import pytest
from map_screen import NARROW, NARROW_DARK, WIDE, Look, MapScreen
from playwright.sync_api import Page, expect
from running_app import App

from graphmap import model
from graphmap.graph.choice import Choice, View
from graphmap.graph.network_graph import graph_of
from graphmap.graph.snapshot import Snapshot, take_snapshot
from graphmap.map import visual_language
from graphmap.store.location import read_location
from graphmap.store.store import open_store

COLLEGE, AREA, FORKS, LAKESIDE = (f"school:tauira-{name}" for name in ("college", "area-school", "forks", "lakeside"))
BRIDGE = f"{AREA}~{COLLEGE}"
LAST_YEAR = Choice(since=date(2025, 11, 21), until=date(2026, 11, 20))


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
    screen.open()
    expect(screen.page).to_have_title("graphmap")
    expect(screen.main).to_contain_text(
        "This is the invented demo cluster: no school, person, iwi or event in it is real."
    )
    expect(screen.main).to_contain_text(sentence_of(expected()))
    screen.wait_for_view(nodes=len(expected()), ties=expected().number_of_edges(), chosen=None)
    expect(screen.heading).to_have_count(0)
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

    screen.page.mouse.move(*screen.node(FORKS))
    expect(screen.tooltip).to_contain_text("Tauira Forks School")
    expect(screen.tooltip).to_contain_text("1 tie, strength 6.0")
    screen.page.mouse.move(*screen.tie(BRIDGE))
    expect(screen.tooltip).to_contain_text("Tauira Area School – Tauira College")
    expect(screen.tooltip).to_contain_text("Settled at challenge: ")
    expect(screen.tooltip).to_contain_text("A bridge: without it the network falls apart here")


@pytest.mark.parametrize("page", [WIDE, NARROW_DARK], indirect=True, ids=str)
def test_draws_in_the_colours_of_the_theme_and_nothing_is_wider_than_the_window(
    screen: MapScreen, request: pytest.FixtureRequest
) -> None:
    theme: visual_language.Theme = request.node.callspec.params["page"].scheme
    other: visual_language.Theme = "dark" if theme == "light" else "light"
    screen.open()
    assert screen.painted(visual_language.KINDS["School"].colour) > 500
    assert screen.painted(visual_language.DEPTHS[4].colours[theme]) > 100
    assert screen.painted(visual_language.DEPTHS[4].colours[other]) < 50
    screen.click_node(AREA)
    expect(screen.heading).to_have_text("Tauira Area School")
    screen.settle()
    assert screen.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert screen.main.evaluate("main => main.scrollWidth - main.clientWidth") <= 0


def test_every_word_in_the_side_can_be_read_whole(screen: MapScreen) -> None:
    screen.open(since="2025-11-21", until="2026-11-20")
    for which in ("Since", "Until"):
        day = screen.sidebar.get_by_role("group", name=which)
        assert day.evaluate("group => group.scrollWidth - group.clientWidth") <= 0
        year = screen.sidebar.get_by_role("spinbutton", name=f"year, {which}")
        box, room = year.bounding_box(), day.bounding_box()
        assert box
        assert room
        assert box["x"] + box["width"] <= room["x"] + room["width"]
        covering = year.evaluate(
            "year => { const box = year.getBoundingClientRect();"
            "  const top = document.elementFromPoint(box.right - 2, box.top + box.height / 2); "
            "return top === year || year.contains(top); }"
        )
        assert covering


# ---------------------------------------------------------------------------------------------- choosing


@pytest.mark.parametrize("view", ["people", "networks", "structure"])
def test_another_view_changes_the_map_the_sentence_and_the_legend(
    screen: MapScreen, expected: Callable[..., nx.Graph], view: View
) -> None:
    screen.open()
    screen.choose_view(view.capitalize())
    graph = expected(view=view)
    expect(screen.page).to_have_url(re.compile(f"view={view}"))
    expect(screen.page.get_by_role("application", name=f"Map of the {view}")).to_be_visible()
    screen.wait_for_view(nodes=len(graph), ties=graph.number_of_edges())
    lines = f"{len(graph)} entities and {graph.number_of_edges()} lines"
    expect(screen.main).to_contain_text(lines if view == "structure" else sentence_of(graph))
    kinds = {model.KIND[kind].plural.capitalize() for _, kind in graph.nodes(data="kind")}
    assert kinds <= screen.settle().legend_counts().keys()


def test_the_smallest_depth_leaves_only_ties_so_deep(screen: MapScreen, expected: Callable[..., nx.Graph]) -> None:
    screen.open()
    screen.choose_smallest_depth("Challenge", steps=2)
    graph = expected(min_depth=2)
    screen.wait_for_view(ties=graph.number_of_edges())
    expect(screen.main).to_contain_text(sentence_of(graph))
    expect(screen.page).to_have_url(re.compile("min-depth=challenge"))
    assert not {"Contact", "Sharing"} & screen.settle().legend_counts().keys()


def test_a_network_leaves_only_what_was_done_within_it(screen: MapScreen, expected: Callable[..., nx.Graph]) -> None:
    screen.open()
    screen.choose_network("Tauira Rural Schools Network")
    graph = expected(networks=("tauira-rural-schools",))
    screen.wait_for_view(nodes=len(graph), ties=graph.number_of_edges())
    expect(screen.main).to_contain_text(sentence_of(graph))


def test_a_window_leaves_only_what_happened_in_it(screen: MapScreen, expected: Callable[..., nx.Graph]) -> None:
    screen.open()
    screen.choose_day("Since", "21", "11", "2025")
    expect(screen.page).to_have_url(re.compile("since=2025-11-21"))
    screen.choose_day("Until", "20", "11", "2026")
    graph = expected(since=LAST_YEAR.since, until=LAST_YEAR.until)
    assert graph.degree(LAKESIDE) == 0
    screen.wait_for_view(ties=graph.number_of_edges())
    expect(screen.main).to_contain_text(sentence_of(graph))


def test_all_choices_but_the_view_can_be_cleared_at_once(screen: MapScreen, expected: Callable[..., nx.Graph]) -> None:
    screen.open(view="people", since="2025-11-21", min_depth="sharing")
    screen.page.get_by_role("button", name="Clear these choices").click()
    screen.wait_for_view(ties=expected(view="people").number_of_edges())
    expect(screen.page).to_have_url(f"{screen.url}/map?view=people")


@pytest.mark.parametrize("page", [NARROW], indirect=True, ids=str)
def test_on_a_narrow_screen_the_side_can_be_opened_used_and_closed(
    screen: MapScreen, expected: Callable[..., nx.Graph]
) -> None:
    screen.open()
    screen.page.get_by_test_id("stExpandSidebarButton").click()
    screen.choose_view("Networks")
    screen.wait_for_view(nodes=len(expected(view="networks")))
    screen.page.get_by_role("button", name="Collapse sidebar").click()
    expect(screen.sidebar).not_to_be_in_viewport()
    screen.page.get_by_role("button", name="Show everything").scroll_into_view_if_needed()
    expect(screen.page.get_by_role("button", name="Show everything")).to_be_in_viewport()


# --------------------------------------------------------------------------------------------- selecting


def test_a_click_on_a_school_tells_of_it(screen: MapScreen, expected: Callable[..., nx.Graph]) -> None:
    screen.open()
    screen.click_node(AREA)
    expect(screen.heading).to_have_text("Tauira Area School")
    expect(screen.fact("Ties")).to_have_text(str(expected().degree(AREA)))
    expect(screen.fact("Region")).to_have_text("Tauira (invented)")
    expect(screen.page.get_by_role("button", name="Tauira College · challenge · 12×")).to_be_visible()
    expect(screen.page.get_by_role("button", name="Tauira Forks School · sharing · 6×")).to_be_visible()
    expect(screen.interactions.last).to_contain_text("observation with feedback · challenge")
    expect(screen.interactions.last).to_contain_text("Hoani Walker, Stephen Ballard")
    assert screen.view()["chosen"] == AREA


def test_a_click_on_a_tie_tells_of_both_ends_and_what_lies_behind(
    screen: MapScreen, expected: Callable[..., nx.Graph]
) -> None:
    screen.open()
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


def test_a_tie_chosen_in_the_panel_is_chosen_on_the_map_and_its_end_after_it(screen: MapScreen) -> None:
    screen.open(selected=AREA)
    screen.page.get_by_role("button", name="Tauira Forks School · sharing").click()
    expect(screen.heading).to_have_text("Tauira Area School – Tauira Forks School")
    expect(screen.main).to_contain_text("Settled at sharing: 6 interactions since")
    expect(screen.main).to_contain_text("none beyond sharing")
    screen.wait_for_view(chosen=f"{AREA}~{FORKS}")
    screen.page.get_by_role("button", name="Tauira Forks School", exact=True).click()
    expect(screen.heading).to_have_text("Tauira Forks School")
    screen.wait_for_view(chosen=FORKS)


def test_a_click_beside_everything_lets_go(screen: MapScreen) -> None:
    screen.open(selected=FORKS)
    box = screen.map.bounding_box()
    assert box
    screen.page.mouse.click(box["x"] + 8, box["y"] + 8)
    expect(screen.heading).to_have_count(0)
    expect(screen.page).to_have_url(f"{screen.url}/")
    assert screen.view()["chosen"] is None


def test_another_view_lets_go_of_the_selection_for_good(screen: MapScreen) -> None:
    screen.open(selected=COLLEGE)
    screen.wait_for_view(chosen=COLLEGE)
    screen.choose_view("Networks")
    screen.wait_for_view(nodes=2, chosen=None)
    screen.settle().choose_view("Organisations")
    screen.wait_for_view(nodes=20, chosen=None)
    expect(screen.heading).to_have_count(0)


def test_the_way_back_leads_to_what_was_selected_before(screen: MapScreen) -> None:
    screen.open()
    screen.click_node(AREA)
    expect(screen.heading).to_have_text("Tauira Area School")
    screen.settle().click_node(FORKS)
    expect(screen.heading).to_have_text("Tauira Forks School")
    screen.settle().page.go_back()
    expect(screen.heading).to_have_text("Tauira Area School")
    screen.wait_for_view(chosen=AREA)


def test_the_way_back_leads_to_the_view_before(screen: MapScreen, expected: Callable[..., nx.Graph]) -> None:
    screen.open()
    screen.choose_view("Networks")
    screen.wait_for_view(nodes=2)
    screen.settle().page.go_back()
    screen.wait_for_view(nodes=len(expected()))
    expect(screen.sidebar.get_by_role("radio", name="Organisations")).to_be_checked()


def test_a_membership_in_the_structure_is_told_as_a_sentence(screen: MapScreen) -> None:
    screen.open(view="structure", selected="network:kahui-ako-o-tauira~school:tauira-college")
    expect(screen.heading).to_have_text("Tauira College belongs to Kāhui Ako o Tauira")


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
    screen.map.locator("canvas").evaluate("canvas => { canvas.seen = true }")
    screen.click_node(COLLEGE)
    expect(screen.heading).to_have_text("Tauira College")
    screen.settle()
    assert screen.map.locator("canvas").evaluate("canvas => canvas.seen") is True
    assert screen.view() == before | {"chosen": COLLEGE}


def test_a_filter_keeps_the_zoom_and_where_things_were_put(
    screen: MapScreen, expected: Callable[..., nx.Graph]
) -> None:
    screen.open()
    screen.page.get_by_role("button", name="Zoom out").click()
    before = screen.node(FORKS)
    screen.drag_node(FORKS, right=60, down=-40)
    box = screen.map.bounding_box()
    moved, other, view = screen.node(FORKS), screen.node(COLLEGE), screen.view()
    assert moved == pytest.approx((before[0] + 60, before[1] - 40), abs=3)
    screen.choose_smallest_depth("Challenge", steps=2)
    screen.wait_for_view(ties=expected(min_depth=2).number_of_edges())
    there, now = screen.node(FORKS), screen.map.bounding_box()
    assert box
    assert now
    lower = now["y"] - box["y"]  # the filters above the map take a row
    assert there == pytest.approx((moved[0], moved[1] + lower), abs=1)
    assert screen.node(COLLEGE) == pytest.approx((other[0], other[1] + lower), abs=1)
    assert (screen.view()["scale"], screen.view()["x"]) == pytest.approx((view["scale"], view["x"]))


# ----------------------------------------------------------------------------------------- the address


def test_a_link_opens_the_same_view_again(screen: MapScreen, new_page: Callable[..., Page]) -> None:
    screen.open()
    screen.choose_view("People")
    expect(screen.page.get_by_role("application", name="Map of the people")).to_be_visible()
    screen.settle().choose_network("Kāhui Ako o Tauira")
    expect(screen.page).to_have_url(re.compile("network=kahui-ako-o-tauira"))
    screen.settle().choose_day("Since", "21", "11", "2025")
    expect(screen.page).to_have_url(re.compile("since=2025-11-21"))
    screen.settle().choose_smallest_depth("Challenge", steps=2)
    expect(screen.page).to_have_url(re.compile("min-depth=challenge"))
    screen.settle().click_node("person:kiri-matene")
    expect(screen.heading).to_have_text("Kiri Matene")
    screen.settle()

    again = MapScreen(new_page(Look(width=1280)), screen.url)
    again.go_to(screen.page.url)
    again.wait_for_map()
    expect(again.heading).to_have_text("Kiri Matene")
    expect(again.sidebar.get_by_role("radio", name="People")).to_be_checked()
    expect(again.sidebar.get_by_role("spinbutton", name="year, Since")).to_have_text("2025")
    expect(again.sidebar).to_contain_text("Kāhui Ako o Tauira")
    assert {name: again.view()[name] for name in ("chosen", "nodes", "ties")} == {
        name: screen.view()[name] for name in ("chosen", "nodes", "ties")
    }
    assert again.facts.all_inner_texts() == screen.facts.all_inner_texts()
    assert again.page.url == screen.page.url


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ({"view": "foo", "selected": "nothing", "network": "nope"}, "There is no view ‘foo’"),
        ({"network": "nope"}, "There is no network ‘nope’"),
        ({"since": "2026-05-05", "until": "2024-01-01"}, "before it begins"),
        ({"selected": "<img src=x>"}, "Your selection isn’t in this view and period."),
    ],
    ids=["all", "network", "window", "selection"],
)
def test_an_address_that_means_nothing_says_so_and_still_shows_the_map(
    screen: MapScreen, expected: Callable[..., nx.Graph], address: dict[str, str], why: str
) -> None:
    screen.open(**address)
    expect(screen.main).to_contain_text(why)
    screen.wait_for_view(nodes=len(expected()), chosen=None)
    screen.click_node(COLLEGE)
    expect(screen.heading).to_have_text("Tauira College")


def test_a_window_without_an_interaction_says_so(screen: MapScreen, expected: Callable[..., nx.Graph]) -> None:
    screen.open(since="2030-01-01", until="2030-12-31")
    expect(screen.main).to_contain_text("No interactions recorded")
    screen.wait_for_view(nodes=len(expected()), ties=0)
