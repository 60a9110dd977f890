"""The board paper as a web page, in a browser: it prints on two pages, fetches nothing, and anybody can read it."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from papers import demo_paper, hostile_paper
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from graphmap.language.words import ENGLISH
from graphmap.report.paper import Paper
from graphmap.report.web import html

PHONE = {"width": 390, "height": 844}


def opened(paper: Paper, chromium: Browser, folder: Path) -> tuple[Page, list[str]]:
    """The paper in a page of its own, and what that page has fetched."""
    file = folder / "paper.html"
    file.write_bytes(html(paper, ENGLISH))
    page = chromium.new_page(viewport=PHONE)
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(file.as_uri())
    return page, fetched


def test_it_prints_on_two_pages_of_a4(chromium: Browser, tmp_path: Path) -> None:
    page, _ = opened(demo_paper(), chromium, tmp_path)
    pages = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    page.close()
    assert [round(float(each.mediabox.width)) for each in pages] == [595, 595]


@pytest.mark.parametrize("paper", [demo_paper, hostile_paper], ids=["demo", "hostile names"])
def test_it_fetches_nothing_but_itself(paper: Callable[[], Paper], chromium: Browser, tmp_path: Path) -> None:
    page, fetched = opened(paper(), chromium, tmp_path)
    page.close()
    assert fetched == [(tmp_path / "paper.html").as_uri()]


def test_on_a_phone_it_is_as_wide_as_the_screen_and_no_accessibility_rule_is_broken(
    chromium: Browser, tmp_path: Path
) -> None:
    page, _ = opened(demo_paper(), chromium, tmp_path)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert Axe().run(page).response["violations"] == []
    page.close()
