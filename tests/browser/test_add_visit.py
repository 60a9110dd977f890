"""Adding a visit as a coordinator does: by keys alone, on a phone, from a panel, with somebody new, from a list."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest
from map_screen import NARROW, NARROW_DARK, SLOW, WIDE, WIDE_DARK, MapScreen, faults
from playwright.sync_api import Browser, Locator, Page, WebSocketRoute, expect
from running_app import App, Watch, serve

from graphmap.graph.snapshot import Snapshot
from graphmap.graph.taking import take_snapshot
from graphmap.map import panel_tables
from graphmap.store.store import open_store

YESTERDAY = date.today() - timedelta(days=1)
_PASTE = """(field, text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""
HOSTILE = ("Ana 😀 Mārama", "<script>window.hacked = 1</script>", "=HYPERLINK(1)", "**bold** :material/home:")


@pytest.fixture(scope="module")
def own_app(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """Run the app with the demo in a store of its own, as these tests write."""
    with serve(tmp_path_factory.mktemp("visits") / "store", demo=True) as running:
        yield running


@pytest.fixture
def screen(page: Page, own_app: App) -> MapScreen:
    return MapScreen(page, own_app.url)


class Line:
    """The connection between a page and its app, which can be cut."""

    def __init__(self, page: Page) -> None:
        self._is_cut = False
        self._open: list[WebSocketRoute] = []
        page.route_web_socket(re.compile("/_stcore/stream"), self._connect)

    def cut(self) -> None:
        self._is_cut = True
        for each in self._open:
            each.close()

    def mend(self) -> None:
        self._is_cut = False

    def _connect(self, socket: WebSocketRoute) -> None:
        if self._is_cut:
            socket.close()
        else:
            socket.connect_to_server()
            self._open.append(socket)


class Form:
    """The form, as a person sees it."""

    def __init__(self, screen: MapScreen) -> None:
        self.screen = screen
        self.page = screen.page
        self.dialog = self.page.get_by_role("dialog", name="Add visit")
        self.practice = self.dialog.get_by_role("combobox", name="What you did")
        self.who = self.dialog.get_by_role("combobox", name="Who was there")
        self.people = self.dialog.locator(".gm-person > span")
        self.toast = self.page.locator(".gm-visit-toast")

    def open(self, page: str = "health") -> "Form":
        """Open a page, and the form from its bar."""
        self.screen.go_to(f"{self.screen.url}/{page}")
        expect(self.screen.bar).to_be_visible(timeout=SLOW)
        self.screen.settle()
        self.screen.bar.get_by_role("button", name="Add visit").click()
        expect(self.dialog).to_be_visible()
        return self

    def fill(self, practice: str, *people: str) -> "Form":
        self.practice.fill(practice)
        self.practice.press("Enter")
        for name in people:
            self.add(name)
        return self

    def add(self, name: str) -> None:
        self.who.fill(name)
        expect(self.dialog.get_by_role("option").first).to_contain_text(name)
        self.who.press("Enter")

    def save(self) -> None:
        self.dialog.get_by_role("button", name="Save visit").click()
        self.expect_saved()

    def expect_saved(self) -> None:
        expect(self.toast).to_contain_text("Visit added.", timeout=SLOW)
        expect(self.dialog).not_to_be_visible()

    def problem(self, field: str) -> Locator:
        """What is said to be wrong beside a field."""
        return self.dialog.locator(f"#gm-visit-problem-{field}")


@pytest.fixture
def form(screen: MapScreen) -> Form:
    return Form(screen)


def stored(app: App) -> Snapshot:
    with open_store(app.store) as store:
        return take_snapshot(store)


def latest(app: App, practice: str) -> dict[str, Any]:
    """Return the last interaction of this practice, with the names of those who took part."""
    snapshot = stored(app)
    ids = snapshot.interactions.filter(pl.col("practice") == practice).sort("date", "id")["id"].to_list()
    row = panel_tables.interactions_with(snapshot, ids[-1:]).row(0, named=True)
    return {**row, **snapshot.interactions.filter(pl.col("id") == ids[-1]).select("attendance").row(0, named=True)}


# ------------------------------------------------------------------------------------------- keys and taps


def test_a_visit_of_yesterday_is_recorded_by_keys_alone_in_few_steps(form: Form, page: Page, own_app: App) -> None:
    form.screen.go_to(f"{form.screen.url}/health")
    expect(form.screen.bar).to_be_visible(timeout=SLOW)
    form.screen.search("add visit")
    page.keyboard.press("Enter")
    expect(form.dialog.get_by_role("radio", name="Today")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(form.dialog.locator("#gm-visit-day")).to_contain_text(str(YESTERDAY.day), timeout=SLOW)
    for _key in range(3):  # the date to type, the calendar, the practice
        page.keyboard.press("Tab")
    expect(form.practice).to_be_focused()
    page.keyboard.type("critical fr")
    expect(form.dialog.get_by_role("option").first).to_contain_text("Challenge")
    page.keyboard.press("Enter")
    expect(form.who).to_be_focused()
    for name in ("kiri mat", "wiremu pene"):
        page.keyboard.type(name)
        page.keyboard.press("Enter")
    expect(form.people).to_have_text([re.compile("Kiri Matene.*Tauira College"), re.compile("Wiremu Pene")])
    expect(form.dialog.get_by_label("Network")).to_have_value("network:kahui-ako-o-tauira", timeout=SLOW)
    page.keyboard.press("Control+Enter")
    form.expect_saved()
    found = latest(own_app, "critical friend")
    assert (found["date"], found["participants"]) == (YESTERDAY, ["Kiri Matene", "Wiremu Pene"])
    assert found["network"] == "Kāhui Ako o Tauira"


@pytest.mark.parametrize("page", [NARROW], indirect=True, ids=str)
def test_on_a_phone_the_form_is_the_whole_screen_and_yesterday_is_one_tap(form: Form, page: Page, own_app: App) -> None:
    """Nine taps and two short words: opening, yesterday, practice, two names, how many others, save."""
    form.open("term")
    box = form.dialog.bounding_box()
    assert box == {"x": 0, "y": 0, "width": NARROW.width, "height": NARROW.height}
    form.dialog.get_by_role("radio", name="Yesterday").tap()
    form.practice.tap()
    form.dialog.get_by_role("option").filter(has_text="storytelling").tap()
    for name in ("moana", "alison"):
        form.who.fill(name)
        form.dialog.get_by_role("option").first.tap()
    form.dialog.get_by_label("How many others were there?").fill("12")
    form.screen.expect_no_sideways_scrolling()
    form.dialog.get_by_role("button", name="Save visit").tap()
    form.expect_saved()
    found = latest(own_app, "storytelling")
    assert (found["date"], found["attendance"]) == (YESTERDAY, 14)
    assert found["participants"] == ["Alison McCrane", "Moana Pirini"]


@pytest.mark.parametrize("page", [WIDE, WIDE_DARK, NARROW, NARROW_DARK], indirect=True, ids=str)
def test_the_form_is_accessible_empty_filled_in_and_with_problems(form: Form, page: Page) -> None:
    form.open("stories")
    assert faults(page, ".gm-visit") == []
    form.fill("moderation", "Kiri Matene")
    form.who.fill("priya")
    assert faults(page, ".gm-visit") == []
    form.who.press("Escape")
    form.who.fill("")
    form.dialog.get_by_role("button", name="Somebody new").click()
    form.dialog.get_by_role("button", name="Save visit").click()
    expect(form.dialog.locator(".gm-newcomer .gm-problem")).to_be_visible()
    assert faults(page, ".gm-visit") == []


# ------------------------------------------------------------------------------------------- filled in


def test_from_the_panel_of_a_tie_both_ends_are_filled_in_and_last_time_is_one_click(
    form: Form, page: Page, own_app: App
) -> None:
    form.screen.open(selected="school:tauira-college~school:tauira-hill")
    page.locator(".st-key-panel").get_by_role("button", name="Add visit").click()
    expect(form.people).to_have_text([re.compile("Tauira College"), re.compile("Tauira Hill School")], timeout=SLOW)
    form.fill("school visit")
    form.dialog.get_by_role("button", name="As last time").click(timeout=SLOW)
    expect(form.people.nth(2)).to_be_visible()
    form.save()
    found = latest(own_app, "school visit")
    assert found["date"] == date.today()
    assert {"Tauira College", "Tauira Hill School"} < set(found["participants"])


def test_from_the_panel_of_a_school_and_of_a_person_they_are_filled_in(form: Form, page: Page) -> None:
    for view, key, name in (
        ("organisations", "school:tauira-hill", "Tauira Hill School"),
        ("people", "person:kiri-matene", "Kiri Matene"),
    ):
        form.screen.open(selected=key, view=view)
        page.locator(".st-key-panel").get_by_role("button", name="Add visit").click()
        expect(form.people).to_have_text([re.compile(name)], timeout=SLOW)
        form.dialog.get_by_role("button", name="Cancel").click()
        expect(form.toast).not_to_be_visible()  # nothing was typed


# ------------------------------------------------------------------------------------------- who


def test_somebody_new_comes_with_name_school_and_role_whatever_the_name_is(
    form: Form, page: Page, own_app: App
) -> None:
    form.open().fill("moderation", "Kiri Matene")
    for name in HOSTILE:
        form.who.fill(name)
        form.who.press("ArrowUp")
        form.who.press("Enter")
        new = form.dialog.get_by_role("group", name="Somebody new")
        expect(new.get_by_role("combobox", name="School, iwi or partner")).to_be_focused()
        page.keyboard.type("tauira hill")
        page.keyboard.press("Enter")
        page.keyboard.type("Teacher, Room 9")
        page.keyboard.press("Enter")
        expect(new).not_to_be_visible()
    expect(form.people).to_have_count(1 + len(HOSTILE))
    form.save()
    found = latest(own_app, "moderation")
    assert found["participants"] == sorted(["Kiri Matene", *HOSTILE])
    snapshot = stored(own_app)
    roles = snapshot.tables.kinds["Role"].filter(pl.col("name") == "Teacher, Room 9")
    assert roles["group"].to_list() == ["teacher"]
    assert page.evaluate("window.hacked") is None


def test_a_new_name_that_is_nearly_a_known_one_is_asked_about(form: Form, page: Page) -> None:
    form.open().fill("moderation")
    form.dialog.get_by_role("button", name="Somebody new").click()
    form.dialog.get_by_label("Name", exact=True).fill("Kiri Mattene")
    near = form.dialog.locator(".gm-near")
    expect(near).to_contain_text("is it Kiri Matene, Head of English", timeout=SLOW)
    near.get_by_role("button", name="Yes").click()
    expect(form.people).to_have_text([re.compile("Kiri Matene")])


def test_a_pasted_list_is_matched_and_what_is_unclear_is_asked_about(form: Form, page: Page) -> None:
    form.open().fill("network meeting")
    form.dialog.get_by_role("button", name="Paste a list").click()
    text = "Tullet, Graeme\nALISON MCCRANE; Nobody Known\nGreame Tulett"
    form.dialog.get_by_label("Names, one on each line").fill(text)
    form.dialog.get_by_role("button", name="Find them").click()
    expect(form.people).to_have_text([re.compile("Graeme Tullet"), re.compile("Alison McCrane")], timeout=SLOW)
    asked = form.dialog.locator(".gm-asked li")
    expect(asked.filter(has_text="Greame Tulett")).to_contain_text("Did you mean Graeme Tullet")
    form.dialog.get_by_role("button", name="Save visit").click()
    expect(form.problem("who")).to_contain_text("Some names are still open")
    asked.filter(has_text="Nobody Known").get_by_role("button", name="Leave out").click()
    asked.get_by_role("button", name="Did you mean").click()
    expect(asked).to_have_count(0)
    expect(form.people).to_have_count(2)


def test_ten_thousand_pasted_names_are_taken_in_and_can_be_left_out(form: Form, page: Page) -> None:
    form.open()
    expect(form.dialog.locator("#gm-visit-day")).not_to_be_empty(timeout=SLOW)
    text = "\n".join([f"Person Number {number}" for number in range(10_000)] + ["Kiri Matene"])
    form.who.evaluate(_PASTE, text)
    expect(form.people).to_have_text([re.compile("Kiri Matene")], timeout=SLOW)
    form.dialog.get_by_role("button", name="Leave out all 10,000").click()
    expect(form.dialog.locator(".gm-asked li")).to_have_count(0)


# ------------------------------------------------------------------------------------------- mistakes and losses


def test_what_is_wrong_is_said_beside_each_field_and_nothing_typed_is_lost(form: Form, page: Page) -> None:
    form.open()
    form.dialog.get_by_label("Another date").fill("31 February")
    form.practice.fill("a long lunch")
    form.dialog.get_by_label("Note").fill("kept")
    form.dialog.get_by_role("button", name="Save visit").click()
    expect(form.problem("when")).to_contain_text("is a day that does not exist", timeout=SLOW)
    expect(form.problem("practice")).to_contain_text("is not in the codebook")
    expect(form.problem("who")).to_contain_text("Name two or more")
    expect(form.dialog.get_by_label("Another date")).to_be_focused()
    form.who.fill("Kir")
    form.dialog.get_by_role("button", name="Save visit").click()
    expect(form.problem("who")).to_contain_text("‘Kir’ isn’t added yet")
    expect(form.practice).to_have_value("a long lunch")
    expect(form.dialog.get_by_label("Note")).to_have_value("kept")


def test_what_was_typed_survives_a_reload_and_can_be_thrown_away(form: Form, page: Page) -> None:
    form.open().fill("moderation", "Kiri Matene")
    form.dialog.get_by_label("Note").fill("Half written")
    page.reload()
    expect(form.toast).to_contain_text("You were adding a visit: moderation, Kiri Matene.", timeout=SLOW)
    form.toast.get_by_role("button", name="Go on").click()
    expect(form.practice).to_have_value("moderation")
    expect(form.people).to_have_text([re.compile("Kiri Matene")])
    expect(form.dialog.get_by_label("Note")).to_have_value("Half written")
    page.keyboard.press("Escape")
    form.toast.get_by_role("button", name="Throw away").click()
    page.reload()
    expect(form.screen.bar).to_be_visible(timeout=SLOW)
    form.screen.settle()
    expect(form.toast).not_to_be_visible()


def test_while_the_connection_is_lost_nothing_typed_is_lost_and_saving_says_so(
    form: Form, page: Page, watch: Watch
) -> None:
    line = Line(page)
    page.clock.install()
    form.open().fill("moderation", "Kiri Matene", "Mei-Lin Tan")
    form.dialog.get_by_label("Note").fill("Over the hill, without reception")
    line.cut()
    form.dialog.get_by_role("button", name="Save visit").click()
    page.clock.fast_forward(16_000)
    expect(form.dialog.get_by_role("alert")).to_contain_text(
        "graphmap hasn’t answered. What you typed is kept here.", timeout=SLOW
    )
    expect(form.dialog.get_by_label("Note")).to_have_value("Over the hill, without reception")
    line.mend()
    page.clock.fast_forward(60_000)
    page.locator("[data-testid=stApp][data-test-connection-state=CONNECTED]").wait_for(timeout=SLOW)
    form.save()
    assert {error.partition(" rerun")[0] for error in watch.errors} == {"Cannot send"}
    watch.errors.clear()


def test_the_same_visit_again_is_asked_about(form: Form, page: Page, own_app: App) -> None:
    before = len(stored(own_app).interactions)
    for _time in range(2):
        form.open().fill("advice seeking", "Kiri Matene", "Priya Raghunathan")
        form.dialog.get_by_role("button", name="Save visit").click()
        if not _time:
            form.expect_saved()
    already = form.dialog.locator(".gm-already")
    expect(already).to_contain_text("This is already recorded: advice seeking", timeout=SLOW)
    already.get_by_role("button", name="Add a second one").click()
    form.expect_saved()
    assert len(stored(own_app).interactions) == before + 2


def test_two_tabs_keep_what_is_typed_apart(form: Form, new_page: Callable[..., Page], own_app: App) -> None:
    other = Form(MapScreen(new_page(), own_app.url))
    form.open().fill("moderation")
    other.open().fill("storytelling")
    form.page.reload()
    expect(form.toast).to_contain_text("moderation", timeout=SLOW)


def test_a_name_given_once_is_kept_by_the_browser(form: Form, page: Page) -> None:
    form.open()
    form.dialog.get_by_role("button", name="Say who you are").click()
    page.keyboard.type("Ana")
    page.keyboard.press("Enter")
    expect(form.dialog.get_by_role("button", name="Recorded by Ana")).to_be_focused()
    form.open("measures")
    expect(form.dialog.get_by_role("button", name="Recorded by Ana")).to_be_visible()
    page.evaluate("localStorage.removeItem('graphmap-name')")


# ------------------------------------------------------------------------------------------- undone, and by others


def test_a_visit_is_undone_by_a_click_and_the_log_says_by_whom(form: Form, page: Page, own_app: App) -> None:
    before = stored(own_app)
    form.open()
    page.evaluate("localStorage.setItem('graphmap-name', 'Ana')")
    form.fill("moderation", "Kiri Matene", "Alison McCrane").save()
    with open_store(own_app.store) as store:
        added = store.log(limit=1)[0]
    assert (added.act.what, added.act.by) == ("visit", "Ana")
    form.toast.get_by_role("button", name="Undo").click()
    expect(form.toast).to_contain_text("no longer in the record", timeout=SLOW)
    assert stored(own_app).tables.kinds["Interaction"].equals(before.tables.kinds["Interaction"])
    with open_store(own_app.store) as store:
        assert store.log(limit=1)[0].undoes == added.seq
    page.evaluate("localStorage.removeItem('graphmap-name')")


def test_what_others_record_is_offered_within_two_seconds_and_shown_on_demand(
    form: Form, page: Page, new_page: Callable[..., Page], own_app: App
) -> None:
    other = MapScreen(new_page(), own_app.url)
    other.go_to(f"{other.url}/records")
    counted = other.main.get_by_text(re.compile(r"^Interactions \d+$"))
    expect(counted).to_be_visible(timeout=SLOW)
    before = int(counted.inner_text().split()[-1])
    form.open()
    page.evaluate("localStorage.setItem('graphmap-name', 'Ana')")
    form.fill("moderation", "Kiri Matene", "Graeme Tullet").save()
    offer = other.page.locator(".gm-following")
    expect(offer).to_contain_text("1 change by Ana", timeout=2000)
    assert int(counted.inner_text().split()[-1]) == before
    assert faults(other.page, ".gm-following") == []
    offer.get_by_role("button", name="Show").click()
    expect(counted).to_have_text(f"Interactions {before + 1}", timeout=SLOW)
    expect(offer).not_to_be_visible()
    expect(page.locator(".gm-following")).not_to_be_visible()  # one's own change
    page.evaluate("localStorage.removeItem('graphmap-name')")
