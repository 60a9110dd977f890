"""The log from the command line: what was written and by whom, undoing it, and the records as they were known."""

from pathlib import Path

import polars as pl
import pytest
from running_shell import Shell, assert_one_sentence, rows


@pytest.fixture(scope="module")
def logged(other: Shell) -> Shell:
    """A store with a person that Ana loaded, and whose name Bo then changed."""
    (other.folder / "people.csv").write_text("id,name\nana,Ana\n", "utf-8")
    other.output("load", other.folder / "people.csv", "--by", "Ana")
    (other.folder / "people.csv").write_text("id,name\nana,Ana Tauira\n", "utf-8")
    other.output("load", other.folder / "people.csv", environment={"GRAPHMAP_BY": "Bo"})
    return other


def columns(text: str, *names: str) -> list[list[str]]:
    return [[row[name] for name in names] for row in rows(text)]


def refusal(shell: Shell, *arguments: str, exit_code: int) -> str:
    done = shell.run(*arguments)
    assert_one_sentence(done, exit_code)
    return done.stderr


def test_the_log_has_the_latest_first_with_who_and_how_much(logged: Shell) -> None:
    assert columns(logged.output("log"), "change", "by", "what") == [["2", "Bo", "loaded"], ["1", "Ana", "loaded"]]
    assert columns(logged.output("log", "--limit", "1"), "change", "rows") == [["2", "1"]]


@pytest.mark.parametrize("entity", ["person:ana", "ana", "Ana Tauira"])
def test_the_log_of_one_entity_is_found_by_its_key_its_id_or_its_name(logged: Shell, entity: str) -> None:
    assert columns(logged.output("log", entity), "change") == [["2"], ["1"]]


def test_the_log_is_written_in_the_format_that_the_name_of_its_file_ends_in(logged: Shell, tmp_path: Path) -> None:
    logged.output("log", "-o", str(tmp_path / "log.parquet"))
    assert pl.read_parquet(tmp_path / "log.parquet")["what"].to_list()[-1] == "loaded"
    assert ".csv, .json, .parquet, .xlsx" in refusal(logged, "log", "-o", str(tmp_path / "log.doc"), exit_code=2)


def test_an_entity_that_is_not_there_is_one_sentence(logged: Shell) -> None:
    assert "There is no ‘nobody’; name it by its kind and id" in refusal(logged, "log", "nobody", exit_code=2)


def test_undoing_says_which_change_it_is_and_a_second_time_why_not(logged: Shell) -> None:
    done = logged.run("undo", "2", "--why", "A slip", "--by", "Cy")
    assert (done.returncode, done.stderr) == (0, "Change 2 is undone; that is change 3.\n")
    assert columns(logged.output("log"), "change", "by", "why", "undoes", "undone_by") == [
        ["3", "Cy", "A slip", "2", ""],
        ["2", "Bo", "", "", "3"],
        ["1", "Ana", "", "", ""],
    ]
    assert "Change 2 is undone already, by change 3." in refusal(logged, "undo", "2", exit_code=1)
    assert "There is no change 99" in refusal(logged, "undo", "99", exit_code=2)


def test_a_table_of_what_was_known_before_anything_was_recorded_is_empty(shell: Shell) -> None:
    assert len(shell.output("ties").splitlines()) > 10
    assert len(shell.output("ties", "--known-on", "2001-01-01").splitlines()) == 1


def test_a_day_that_is_none_is_one_sentence(shell: Shell) -> None:
    assert "known-on: ‘soon’" in refusal(shell, "metrics", "--known-on", "soon", exit_code=2)
