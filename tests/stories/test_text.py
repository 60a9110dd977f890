"""The text of a story's page: what is marked up, and that nothing else is."""

from hypothesis import given
from hypothesis import strategies as st

from graphmap.stories.text import Block, Run, blocks


def test_paragraphs_lists_and_emphasis() -> None:
    assert blocks("We **began**\nsmall.\n\n- one *visit*\n* two\n") == [
        Block("p", ((Run("We "), Run("began", "strong"), Run(" small.")),)),
        Block("ul", ((Run("one "), Run("visit", "em")), (Run("two"),))),
    ]


def test_markup_and_links_are_text() -> None:
    text = "<b>so</b> [here](https://example.org) <img src=x onerror=alert(1)>"
    assert blocks(text) == [Block("p", ((Run(text),),))]


def test_a_lonely_asterisk_is_text() -> None:
    assert blocks("2 * 3 and **") == [Block("p", ((Run("2 * 3 and **"),),))]


@given(st.text())
def test_no_word_is_lost(text: str) -> None:
    told = "".join(run.text for block in blocks(text) for line in block.lines for run in line)
    marks = str.maketrans("", "", "*-")
    assert "".join(told.translate(marks).split()) == "".join(text.translate(marks).split())
