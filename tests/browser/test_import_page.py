"""A file from another tool on the Records page: questions about it, problems marked in it, and a mapping used again."""

from contextlib import suppress
from pathlib import Path

from map_screen import NARROW_DARK, SLOW, WIDE, MapScreen, faults
from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as TooSlow
from running_app import App

ANSWERS = """Respondent,Works with,Activity,When
Ana,<b>Hemi</b>,shares resources,3/4/2026
Ana,Mere,never,
"""


class ImportScreen(MapScreen):
    """The Records page with what it asks about a file."""

    def open_data(self) -> "ImportScreen":
        self.go_to(f"{self.url}/records?tab=upload")
        expect(self.main.get_by_role("heading", name="In the store")).to_be_visible(timeout=SLOW)
        self.settle()
        return self

    def give(self, *files: Path) -> None:
        self.main.locator("input[type=file]").first.set_input_files(files)
        expect(self.main.get_by_role("heading", name="A file from another tool")).to_be_visible(timeout=SLOW)
        self.settle()

    def choose(self, label: str, name: str) -> None:
        box, option = self.box(label), self.page.get_by_role("option", name=name).first
        for _ in range(3):  # an answer to what was chosen before closes an open list
            box.click()
            box.fill(name)
            with suppress(TooSlow):
                option.click(timeout=4_000)
                break
        self.settle()

    def box(self, label: str) -> Locator:
        return self.main.get_by_role("combobox", name=label, exact=True)

    def has_no_faults(self) -> None:
        """Hold that axe finds nothing serious, narrow and dark and wide and light."""
        for look in (NARROW_DARK, WIDE):
            self.show(look)
            assert faults(self.page) == [], str(look)

    def take_away(self, file: Path) -> None:
        self.main.get_by_role("button", name=f"Remove {file.name}").click()
        expect(self.main.get_by_role("heading", name="A file from another tool")).to_have_count(0)
        self.settle()


def test_a_survey_is_asked_about_column_by_column_and_its_mapping_used_again(
    app: App, page: Page, tmp_path: Path
) -> None:
    screen = ImportScreen(page, app.url).open_data()
    survey, again, half = tmp_path / "survey.csv", tmp_path / "again.csv", tmp_path / "half.graphml"
    survey.write_text(ANSWERS, encoding="utf-8")
    again.write_text(ANSWERS, encoding="utf-8")
    half.write_text('<graphml><graph>\n<node id="a"', encoding="utf-8")

    screen.give(half)
    expect(screen.main).to_contain_text("Row 2 The file is broken here")
    screen.has_no_faults()
    screen.take_away(half)

    screen.give(survey)
    expect(screen.main.get_by_role("region", name="survey.csv").get_by_role("row")).to_have_count(3)
    expect(screen.main).to_contain_text("2 questions left")
    for column, meaning in (("Respondent", "The first of"), ("Works with", "The second of"), ("When", "The day")):
        screen.choose(column, meaning)
    expect(screen.main).to_contain_text("4 questions left")
    screen.choose("What kind of actors", "person")
    expect(screen.main).not_to_contain_text("4 questions left")
    screen.settle()
    expect(screen.box("shares resources")).to_have_value("")
    screen.choose("shares resources", "resource sharing (closest)")
    screen.choose("never", "Leave these rows out")
    expect(screen.main).not_to_contain_text("left. Nothing")
    wrong = screen.main.get_by_role("region", name="Rows with problems in survey.csv").locator(".gm-bad")
    expect(wrong).to_have_count(1)
    expect(wrong).to_contain_text("3/4/2026")
    expect(screen.main.get_by_role("button", name="Load these sheets")).to_have_count(0)
    screen.has_no_faults()

    screen.main.get_by_text("How to read the file").click()
    screen.choose("Which number comes first in 3/4/2026", "day first")
    expect(screen.main.get_by_role("button", name="Load these sheets")).to_be_visible()
    with page.expect_download() as download:
        screen.main.get_by_role("button", name="Save this mapping for next time").click()
    mapping = tmp_path / "mapping.toml"
    download.value.save_as(mapping)
    assert '"shares resources" = "resource sharing"\nnever = ""' in mapping.read_text(encoding="utf-8")

    screen.take_away(survey)
    screen.give(again)
    expect(screen.main).to_contain_text("2 questions left")
    screen.main.locator("input[type=file]").last.set_input_files(mapping)
    preview = screen.main.locator(".gm-compare")
    expect(preview.get_by_role("row", name="interactions 1 0 0 0")).to_be_visible(timeout=SLOW)
    expect(screen.main.get_by_role("region", name="people · 3 rows")).to_contain_text("<b>Hemi</b>")
    expect(screen.main.get_by_role("button", name="Load these sheets")).to_be_enabled()
    screen.has_no_faults()
