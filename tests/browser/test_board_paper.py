"""The board paper as a web page, in a browser: it prints on two pages, fetches nothing, and anybody can read it."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from papers import demo_paper, hostile_paper
from playwright.sync_api import Browser
from pypdf import PdfReader

from graphmap.language.words import ENGLISH
from graphmap.report.paper import Paper
from graphmap.report.web import html

PHONE = {"width": 390, "height": 844}


@pytest.mark.parametrize("paper", [demo_paper, hostile_paper], ids=["demo", "hostile names"])
def test_it_prints_on_two_pages_of_a4_and_fetches_nothing(
    paper: Callable[[], Paper], chromium: Browser, tmp_path: Path
) -> None:
    file = tmp_path / "paper.html"
    file.write_bytes(html(paper(), ENGLISH))
    page = chromium.new_page()
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(file.as_uri())
    pages = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    page.close()
    assert fetched == [file.as_uri()]
    assert [round(float(each.mediabox.width)) for each in pages] == [595, 595]


def test_on_a_phone_it_is_as_wide_as_the_screen_and_no_accessibility_rule_is_broken(
    chromium: Browser, tmp_path: Path
) -> None:
    file = tmp_path / "paper.html"
    file.write_bytes(html(demo_paper(), ENGLISH))
    page = chromium.new_page(viewport=PHONE)
    page.goto(file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert Axe().run(page).response["violations"] == []
    page.close()
