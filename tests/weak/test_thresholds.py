"""The numbers that rules judge by, read from a TOML file: what is wrong with one is said in a sentence."""

from pathlib import Path

import pytest

from graphmap.errors import BadData
from graphmap.weak.thresholds import Number, Thresholds
from graphmap.weak.thresholds_file import NUMBERS, read_thresholds


def written(folder: Path, text: str) -> Path:
    path = folder / "rules.toml"
    path.write_text(text, encoding="utf-8")
    return path


def mistake(path: Path) -> str:
    with pytest.raises(BadData) as error:
        read_thresholds(path)
    told = str(error.value)
    assert told.startswith(f"{path}")
    assert "\n" not in told
    assert told.endswith((".", "?"))
    return told.removeprefix(f"{path}").strip(": ")


def test_without_a_file_they_are_the_defaults() -> None:
    assert read_thresholds(None) == Thresholds()


def test_what_the_file_says_goes_over_the_defaults(tmp_path: Path) -> None:
    path = written(tmp_path, "# ours\n[rules]\nstale_days = 90  # a term\ndeep_times = 3\n")
    assert read_thresholds(path) == Thresholds({"stale_days": 90, "deep_times": 3})


@pytest.mark.parametrize("text", ["", "[rules]\n", "# nothing yet\n"])
def test_a_file_may_say_nothing(tmp_path: Path, text: str) -> None:
    assert read_thresholds(written(tmp_path, text)) == Thresholds()


@pytest.mark.parametrize("number", NUMBERS, ids=lambda number: number.name)
def test_every_number_can_be_overridden_and_says_what_it_means(tmp_path: Path, number: Number) -> None:
    assert Thresholds()[number] == number.default
    assert read_thresholds(written(tmp_path, f"[rules]\n{number.name} = 0\n"))[number] == 0
    assert number.meaning.endswith((".", "…"))


def test_no_two_numbers_have_the_same_name() -> None:
    assert len({number.name for number in NUMBERS}) == len(NUMBERS)


def test_a_number_there_is_none_of_is_answered_with_the_nearest(tmp_path: Path) -> None:
    assert (
        mistake(written(tmp_path, "[rules]\nstale_day = 90\n"))
        == "no rule has a number ‘stale_day’; did you mean ‘stale_days’?"
    )
    assert mistake(written(tmp_path, "[rules]\nzzz = 90\n")) == "no rule has a number ‘zzz’."


@pytest.mark.parametrize(
    ("value", "told"),
    [("-1", "-1"), ('"90"', "'90'"), ("true", "True"), ("nan", "nan"), ("inf", "inf"), ("[1]", "[1]")],
)
def test_a_value_that_is_no_number_is_refused(tmp_path: Path, value: str, told: str) -> None:
    assert (
        mistake(written(tmp_path, f"[rules]\nstale_days = {value}\n"))
        == f"stale_days must be a number, 0 or more, but is {told}."
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [("stale_days = 90\n", "stale_days"), ("[rule]\nstale_days = 90\n", "rule"), ("rules = 3\n", "rules")],
)
def test_numbers_outside_their_section_are_not_passed_over(tmp_path: Path, text: str, name: str) -> None:
    assert mistake(written(tmp_path, text)) == f"‘{name}’ is outside the section; put the numbers under a line [rules]."


@pytest.mark.parametrize("text", ["[rules\n", "[rules]\nstale_days = ninety\n", "stale days: 90\n"])
def test_what_is_not_toml_is_said_with_the_place(tmp_path: Path, text: str) -> None:
    assert mistake(written(tmp_path, text)).startswith("is not TOML (")


def test_what_is_not_text_is_not_toml(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_bytes(b"\xff\xfe\x00")
    assert mistake(path).startswith("is not TOML (")


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    assert mistake(tmp_path / "none.toml") == "cannot be read (No such file or directory)."
    assert mistake(tmp_path) == "cannot be read (Is a directory)."
