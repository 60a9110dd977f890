"""Two people at once, each in a browser of their own: the second sees what the first wrote, and chooses."""

from collections.abc import Callable, Iterator

import pytest
from map_screen import SLOW
from playwright.sync_api import Browser, Page, expect
from running_app import App, serve
from test_records_page import Records


@pytest.fixture(scope="module")
def own_app(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    with serve(tmp_path_factory.mktemp("two") / "store", demo=True) as running:
        yield running


@pytest.fixture
def two(new_page: Callable[..., Page], own_app: App) -> tuple[Records, Records]:
    return Records(new_page(), own_app.url), Records(new_page(), own_app.url)


def test_the_second_sees_what_the_first_wrote_and_chooses(two: tuple[Records, Records]) -> None:
    first, second = two
    for one in two:
        one.visit(edit="school:tauira-college")
    second.fill("Roll", "560")
    first.fill("Roll", "550")
    first.fill("Region", "Tauira North")
    first.save()
    first.expect_done("Saved: Tauira College")

    second.save()
    main = second.main
    expect(main).to_contain_text("You both changed this. Which one should stay?", timeout=SLOW)
    expect(main).to_contain_text("changed this meanwhile: Region")
    expect(second.field("Region")).to_have_value("Tauira North")
    expect(second.field("Roll")).to_have_value("560")
    expect(second.page.get_by_role("button", name="Save", exact=True)).to_be_disabled()
    second.page.get_by_role("button", name="Take theirs: 550").click()
    expect(second.page.get_by_role("button", name="Take theirs: 550")).to_have_count(0, timeout=SLOW)
    expect(second.field("Roll")).to_have_value("550", timeout=SLOW)

    second.fill("Type", "Secondary")
    second.save()
    second.expect_done("Saved: Tauira College")
    first.visit(edit="school:tauira-college")
    expect(first.field("Type")).to_have_value("Secondary", timeout=SLOW)
    expect(first.field("Roll")).to_have_value("550")


def test_different_fields_of_one_school_go_together(two: tuple[Records, Records]) -> None:
    first, second = two
    for one in two:
        one.visit(edit="school:tauira-primary")
    first.fill("Roll", "400")
    second.fill("Region", "Tauira South")
    first.save()
    first.expect_done("Saved:")
    second.save()
    expect(second.main).to_contain_text("changed this meanwhile: Roll", timeout=SLOW)
    second.save()
    second.expect_done("Saved:")
    first.visit(edit="school:tauira-primary")
    expect(first.field("Roll")).to_have_value("400", timeout=SLOW)
    expect(first.field("Region")).to_have_value("Tauira South")


def test_different_records_do_not_get_in_each_others_way(two: tuple[Records, Records]) -> None:
    first, second = two
    first.visit(edit="school:tauira-hill")
    second.visit(edit="programme:tauira-rural-grant")
    for one in two:
        one.fill("Name *", "Corrected here")
    for one in two:
        one.save()
        one.expect_done("Saved: Corrected here")


def test_one_that_somebody_deletes_meanwhile_says_so(two: tuple[Records, Records]) -> None:
    first, second = two
    for one in two:
        one.visit(edit="person:ngaire-whitcombe")
    second.fill("Name *", "Ngaire W.")
    first.page.get_by_text("Retire or delete").click()
    first.page.get_by_role("button", name="Delete", exact=True).click()
    first.expect_done("Deleted:")
    second.save()
    expect(second.main).to_contain_text("somebody has deleted it", timeout=SLOW)
