"""The Records page: find, add, correct, end, retire, delete and undo, many rows at once, and by keys alone.

One app runs for the file, on the demo cluster. Each test works on entities of its own."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from map_screen import NARROW, NARROW_DARK, SLOW, WIDE, Look, MapScreen, faults
from playwright.sync_api import Browser, Locator, Page, expect
from running_app import App, serve


@pytest.fixture(scope="module")
def own_app(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    with serve(tmp_path_factory.mktemp("records") / "store", demo=True) as running:
        yield running


class Records(MapScreen):
    """The Records page as a person uses it."""

    def show_tab(self, name: str) -> "Records":
        return self.visit(tab=name)

    def visit(self, **address: str) -> "Records":
        self.go_to(f"{self.url}/records?{urlencode(address)}")
        expect(self.main.get_by_role("heading", name="Records", exact=True)).to_be_visible(timeout=SLOW)
        self.settle()
        return self

    def find(self, text: str) -> None:
        self.page.get_by_role("searchbox").fill(text)
        self.page.get_by_role("searchbox").press("Enter")
        self.settle()

    def row(self, name: str) -> Locator:
        return self.page.locator(".gm-records tbody tr").filter(has_text=name)

    def open(self, name: str) -> None:  # type: ignore[override]
        self.row(name).get_by_role("button", name=name).click()
        expect(self.page.get_by_role("button", name="Save", exact=True)).to_be_visible(timeout=SLOW)
        self.settle()

    def field(self, name: str) -> Locator:
        return self.page.get_by_role("textbox", name=name, exact=True)

    def fill(self, name: str, text: str) -> None:
        self.field(name).fill(text)
        self.field(name).press("Tab")
        self.settle()

    def save(self) -> None:
        self.page.get_by_role("button", name="Save", exact=True).click()
        self.settle()

    def expect_done(self, text: str) -> None:
        expect(self.page.locator(".st-key-records-done")).to_contain_text(text, timeout=SLOW)
        self.settle()

    def undo(self) -> None:
        self.page.locator(".st-key-records-done").get_by_role("button", name="Undo").click()
        self.settle()


@pytest.fixture
def records(page: Page, own_app: App) -> Records:
    return Records(page, own_app.url)


def test_a_name_is_found_without_its_macrons_and_corrected(records: Records) -> None:
    records.show_tab("person")
    records.find("tane HOHEPA")
    expect(records.row("Tāne Hohepa")).to_have_count(1)
    records.open("Tāne Hohepa")
    records.fill("Name *", "Tāne Hōhepa")
    records.save()
    records.expect_done("Saved: Tāne Hōhepa")
    records.undo()
    records.expect_done("Undone.")


def test_a_school_is_added_with_the_sheets_checks_beside_each_field_and_nothing_typed_is_lost(records: Records) -> None:
    records.show_tab("school")
    records.page.get_by_role("button", name="Add a school").click()
    records.fill("Name *", "Tauira New School")
    records.fill("Roll", "many")
    records.save()
    wrong = records.page.get_by_role("alert").filter(has_text="is not a whole number")
    expect(wrong).to_contain_text("Write it in digits, such as 212.", timeout=SLOW)
    expect(records.field("Name *")).to_have_value("Tauira New School")
    records.fill("Roll", "120")
    records.save()
    records.expect_done("Added: Tauira New School")
    records.find("tauira new")
    expect(records.row("Tauira New School")).to_contain_text("120")


def test_a_second_school_of_the_same_name_is_asked_about(records: Records) -> None:
    records.visit(new="school")
    records.fill("Name *", "Tauira Colege")
    expect(records.page.get_by_role("button", name="Open Tauira College")).to_be_visible(timeout=SLOW)
    records.fill("Name *", "tauira COLLEGE")
    records.save()
    expect(records.page.get_by_text("is here already. Is it the same school?")).to_be_visible(timeout=SLOW)
    records.page.get_by_role("button", name="Open the one that is here").click()
    expect(records.field("Name *")).to_have_value("Tauira College", timeout=SLOW)


def test_a_role_ends_today_and_a_new_one_begins(records: Records) -> None:
    records.visit(edit="person:kiri-matene")
    records.page.get_by_role("button", name="Ends today").first.click()
    expect(records.page.get_by_role("button", name="Ends today")).to_have_count(0, timeout=SLOW)
    records.settle()
    records.page.get_by_text("A role that isn’t there yet").click()
    expect(records.field("Name *").filter(visible=True)).to_have_count(2, timeout=SLOW)
    records.field("Name *").last.fill("Kaiārahi")
    records.field("Name *").last.press("Tab")
    records.settle()
    records.page.get_by_role("button", name="Add this role").click()
    records.settle()
    records.save()
    records.expect_done("Saved: Kiri Matene")
    records.find("kiri")
    expect(records.row("Kiri Matene")).to_contain_text("Kaiārahi")


def test_a_person_retires_and_is_deleted_and_both_are_undone(records: Records) -> None:
    records.visit(edit="person:ngaire-whitcombe")
    records.page.get_by_text("Retire or delete").click()
    records.page.get_by_role("button", name="Retire", exact=True).click()
    records.expect_done("Retired: Ngaire Whitcombe")
    records.undo()
    records.expect_done("Undone.")
    records.visit(edit="person:ngaire-whitcombe")
    records.page.get_by_text("Retire or delete").click()
    expect(records.page.get_by_text("This goes too:")).to_be_visible()
    records.page.get_by_role("button", name="Delete", exact=True).click()
    records.expect_done("Deleted: Ngaire Whitcombe")
    records.show_tab("person")
    records.find("whitcombe")
    expect(records.page.get_by_text("No matching names")).to_be_visible()
    records.show_tab("changes")
    change = records.page.locator("[class*=st-key-change-]").filter(has_text="Deleted").first
    change.get_by_role("button", name="Undo").click()
    records.expect_done("Undone: Deleted")
    records.show_tab("person")
    records.find("whitcombe")
    expect(records.row("Ngaire Whitcombe")).to_have_count(1)


def test_a_field_changes_in_many_rows_at_once_or_in_none(records: Records) -> None:
    records.show_tab("school")
    records.find("full primary")
    records.page.get_by_role("checkbox", name="Choose all on this page").check()
    records.settle()
    records.page.get_by_role("button", name="Change a field").click()
    box = records.page.locator("[data-testid=stPopoverBody]")
    box.get_by_role("combobox", name="Field").click()
    records.page.get_by_role("option", name="Region").click()
    records.settle()
    box.get_by_role("textbox", name="Region").fill("Tauira West")
    box.get_by_role("textbox", name="Region").press("Tab")
    records.settle()
    box.get_by_role("button", name="Change").last.click()
    records.expect_done("Changed")
    records.find("tauira west")
    assert records.page.locator(".gm-records tbody tr").count() > 2


def test_an_interaction_is_corrected_and_its_history_is_told(records: Records) -> None:
    records.show_tab("interaction")
    records.page.locator(".gm-records tbody tr").first.get_by_role("button").click()
    expect(records.page.get_by_role("textbox", name="Note")).to_be_visible(timeout=SLOW)
    records.page.get_by_role("textbox", name="Note").fill("Corrected in a test")
    records.page.keyboard.press("Tab")
    records.settle()
    records.save()
    records.expect_done("Saved:")
    records.page.locator(".gm-records tbody tr").first.get_by_role("button").click()
    records.page.get_by_role("button", name="History").click()
    records.settle()
    expect(records.main).to_contain_text("Corrected", timeout=SLOW)
    records.page.locator("[class*=st-key-change-]").first.get_by_text("What changed").click()
    expect(records.page.locator(".gm-changes ins")).to_have_text("Corrected in a test", timeout=SLOW)


def test_a_record_is_found_opened_corrected_and_undone_by_keys_alone(records: Records) -> None:
    records.show_tab("programme")
    press = records.page.keyboard.press
    records.page.get_by_role("searchbox").focus()
    press("Tab")
    press("Tab")  # past the button that adds
    for _ in range(6):
        if records.page.evaluate("document.activeElement.dataset.is || ''").startswith(("choose-", "open-")):
            break
        press("Tab")
    press("ArrowDown")
    press("ArrowUp")
    if records.page.evaluate("document.activeElement.dataset.is").startswith("choose-"):
        press("Tab")
    press("Enter")
    field = records.field("Name *")
    expect(field).to_be_visible(timeout=SLOW)
    field.focus()
    press("End")
    records.page.keyboard.type(" II")
    press("Tab")
    records.settle()
    records.page.get_by_role("button", name="Save", exact=True).focus()
    press("Enter")
    records.expect_done("II")
    records.page.locator(".st-key-records-done").get_by_role("button", name="Undo").focus()
    press("Enter")
    records.expect_done("Undone.")


def test_what_was_known_on_a_day_before_is_shown_on_every_page_with_a_way_back(records: Records) -> None:
    records.show_tab("school")
    records.bar.get_by_role("button", name="Period").click()
    asked = records.page.locator("form").filter(has=records.page.get_by_label("As it was known on", exact=True))
    asked.get_by_label("As it was known on", exact=True).fill("2020-01-01")
    asked.get_by_role("button", name="Use").click()
    expect(records.main).to_contain_text("This is what was known on 1 January 2020", timeout=SLOW)
    expect(records.page.get_by_role("button", name="Add a school")).to_be_hidden()
    records.go_to(f"{records.url}/health?known-on=2020-01-01")
    expect(records.main).to_contain_text("This is what was known on 1 January 2020", timeout=SLOW)
    records.page.get_by_role("button", name="Back to now").click()
    expect(records.main).not_to_contain_text("This is what was known", timeout=SLOW)
    assert "known-on" not in records.page.url


def test_a_panel_leads_to_the_form_and_the_history(records: Records) -> None:
    records.go_to(f"{records.url}/map?selected=school:tauira-primary")
    records.wait_for_map()
    panel = records.page.locator(".st-key-panel")
    panel.get_by_role("link", name="Edit").click()
    expect(records.field("Name *")).to_have_value("Tauira Primary School", timeout=SLOW)


def test_a_field_of_our_own_is_declared_filled_in_and_shown(records: Records) -> None:
    records.show_tab("fields")
    records.page.get_by_text("Add a field", exact=True).click()
    records.page.get_by_role("combobox", name="Kind").click()
    records.page.get_by_role("option", name="partner").click()
    records.settle()
    records.fill("Name *", "suburb")
    records.page.get_by_role("button", name="Add", exact=True).click()
    records.expect_done("Added: suburb")
    records.show_tab("partner")
    records.page.locator(".gm-records tbody tr").first.get_by_role("button").click()
    records.fill("Suburb", "Te Aro")
    records.save()
    records.expect_done("Saved:")
    records.find("te aro")
    expect(records.page.locator(".gm-records tbody tr")).to_have_count(1)


@pytest.mark.parametrize("look", [WIDE, NARROW, NARROW_DARK], ids=str)
def test_grids_forms_and_history_fit_and_can_be_read(records: Records, look: Look) -> None:
    records.page.set_viewport_size({"width": look.width, "height": look.height})
    records.page.emulate_media(color_scheme=look.scheme)
    for address in ({"tab": "interaction"}, {"tab": "person"}, {"edit": "school:tauira-college"}, {"tab": "changes"}):
        records.visit(**address)
        records.expect_no_sideways_scrolling()
        assert faults(records.page) == [], address


def test_a_hostile_name_stays_text(records: Records) -> None:
    name = "<script>window.hacked=1</script> **b** 🎉 =1+1"
    records.visit(new="partner")
    records.fill("Name *", name)
    records.save()
    records.expect_done("Added:")
    records.find("script")
    expect(records.row(name)).to_have_count(1)
    assert records.page.evaluate("window.hacked") is None


def test_wrong_cells_of_an_upload_are_corrected_in_place_and_the_load_is_listed_by_name(
    records: Records, tmp_path: Path
) -> None:
    visits = tmp_path / "interactions.csv"
    visits.write_text(
        "date,practice,participants\n"
        "2026-03-02,schol visit,Kiri Matene; Mei-Lin Tan\n"
        "2026-13-40,schol visit,Kiri Matene; Mei-Lin Tann\n",
        encoding="utf-8",
    )
    records.show_tab("upload")
    records.page.locator("input[type=file]").set_input_files(visits)
    records.page.get_by_role("button", name="Use ‘school visit’ in 2 rows").first.click(timeout=SLOW)
    expect(records.main).to_contain_text("1 corrected here", timeout=SLOW)
    records.settle()
    date = records.page.get_by_role("textbox", name="Correct: date, Row 3")
    date.fill("2001-03-05")
    date.press("Enter")
    expect(records.main).to_contain_text("2 corrected here", timeout=SLOW)
    records.settle()
    records.page.get_by_role("button", name="Use ‘Mei-Lin Tan’").click(timeout=SLOW)
    expect(records.main).to_contain_text("3 corrected here", timeout=SLOW)
    expect(records.main).to_contain_text("somebody took part outside all of their recorded roles")
    records.page.get_by_text("What will change, name by name").click()
    listed = records.page.locator(".gm-changes")
    expect(listed).to_contain_text("New: Interaction school visit, 2001-03-05", timeout=SLOW)
    expect(listed).to_contain_text("Mei-Lin Tan took part in school visit, 2026-03-02")


def test_an_undo_that_something_later_rests_on_says_what_is_in_the_way(records: Records) -> None:
    for roll in ("301", "302"):
        records.visit(edit="school:tauira-bridge")
        records.fill("Roll", roll)
        records.save()
        records.expect_done("Saved: Tauira Bridge School")
    records.visit(history="school:tauira-bridge")
    changes = records.page.locator("[class*=st-key-change-]").filter(has_text="Corrected")
    changes.nth(1).get_by_role("button", name="Undo").click()
    refused = records.page.locator(".st-key-records-done")
    expect(refused).to_contain_text("can’t be undone", timeout=SLOW)
    expect(refused).to_contain_text("Undo that first")
