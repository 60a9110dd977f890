"""Tables and progress as a person at a terminal sees them, and a program on a pipe."""

import contextlib
import io
from collections.abc import Callable
from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from graphmap.cli import terminal
from graphmap.cli.terminal import progress_bar, show

PEOPLE = pl.DataFrame(
    {
        "name": ["Ngaio Tauira", "Wiremu Tauira of Te Iwi Tauira ki Uta, who has a long name"],
        "degree": [3, None],
        "share": [2 / 3, None],
        "cut": [True, False],
        "last": [date(2026, 3, 2), None],
    }
)


class Screen(io.StringIO):
    """A text stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def on_a_screen(table: pl.DataFrame, width: int) -> str:
    """What somebody sees of `table` at a terminal of this width."""
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(Screen()) as screen:
        patch.setenv("COLUMNS", str(width))
        patch.setenv("TERM", "xterm")
        patch.setenv("NO_COLOR", "1")
        show(table)
    return screen.getvalue()


def plain(text: str) -> str:
    """`text` without what makes it bold or dim."""
    import re

    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def lines(table: pl.DataFrame, width: int) -> list[str]:
    return [line.rstrip() for line in plain(on_a_screen(table, width)).splitlines()]


def test_on_a_pipe_a_table_is_csv(capsys: pytest.CaptureFixture[str]) -> None:
    show(PEOPLE.head(1))
    assert capsys.readouterr().out == "name,degree,share,cut,last\nNgaio Tauira,3,0.6666666666666666,true,2026-03-02\n"


def test_on_a_wide_terminal_every_column_is_shown() -> None:
    heading, first, second = lines(PEOPLE, 200)
    assert heading.split() == ["name", "degree", "share", "cut", "last"]
    assert first.split() == ["Ngaio", "Tauira", "3", "0.667", "yes", "2026-03-02"]
    assert second.split()[-1] == "no"


def test_what_is_undefined_is_empty() -> None:
    assert "None" not in on_a_screen(PEOPLE, 200)
    assert "null" not in on_a_screen(PEOPLE, 200)


def test_on_a_narrow_terminal_the_first_columns_are_shown_and_the_others_counted() -> None:
    shown = lines(PEOPLE, 60)
    assert shown[0].split() == ["name", "degree", "share"]
    assert shown[-1] == "… and 2 more columns; -o FILE writes them all."


def test_where_all_columns_fit_nothing_is_said_of_more() -> None:
    assert "more columns" not in on_a_screen(PEOPLE, 200)


def test_a_long_text_is_cut_short_with_a_mark() -> None:
    assert any("…" in line and "long name" not in line for line in lines(PEOPLE, 200))


def test_numbers_stand_under_one_another_from_the_right() -> None:
    heading, first, second = lines(pl.DataFrame({"kind": ["schools", "people"], "count": [1440, 7]}), 80)
    assert len(heading) == len(first) == len(second)


@pytest.mark.parametrize("name", ["[bold]Tauira[/bold]", "[red]", "[/]", "[link=http://tauira.example]x[/link]"])
def test_a_name_with_brackets_is_shown_as_it_is(name: str) -> None:
    assert name in plain(on_a_screen(pl.DataFrame({"name": [name]}), 200))


def test_a_name_cannot_steer_the_terminal() -> None:
    shown = on_a_screen(pl.DataFrame({"name": ["\x1b[2Jgone\x07\x9b31m", "two\nlines"]}), 200)
    assert not any(control in shown for control in ("\x1b[2J", "\x07", "\x9b"))
    assert "two lines" in shown


@settings(max_examples=30)
@given(
    st.lists(st.tuples(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60), st.integers()), max_size=3),
    st.integers(40, 200),
)
def test_no_line_is_wider_than_the_terminal(rows: list[tuple[str, str, str, int]], width: int) -> None:
    table = pl.DataFrame(
        rows, schema={"id": pl.String, "name": pl.String, "kind": pl.String, "n": pl.Int128}, orient="row"
    )
    assert all(cell_len(line) <= width for line in plain(on_a_screen(table, width)).split("\n"))


def test_a_table_without_rows_shows_its_headings() -> None:
    assert lines(PEOPLE.clear(), 80)[0].split() == ["name", "degree", "share", "cut", "last"]


# ------------------------------------------------------------------------------------------- progress


@pytest.fixture
def told() -> Callable[..., str]:
    """What is written of some progress on a terminal, or on a pipe."""

    def tell(stream: io.StringIO, patience: float = 0.0) -> str:
        with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stderr(stream):
            patch.setattr(terminal, "_QUICK", patience)
            patch.setenv("TERM", "xterm")
            with progress_bar() as progress:
                for done in range(4):
                    progress("Reading people", done, 3)
        return stream.getvalue()

    return tell


def test_progress_is_shown_on_a_terminal(told: Callable[..., str]) -> None:
    assert "Reading people" in told(Screen())


def test_what_is_quickly_done_shows_no_progress(told: Callable[..., str]) -> None:
    assert "Reading people" not in told(Screen(), patience=60.0)


def test_progress_is_not_shown_where_nobody_looks(told: Callable[..., str]) -> None:
    assert told(io.StringIO()) == ""
