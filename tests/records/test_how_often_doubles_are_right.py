"""How often likely doubles are right, on misspellings of the Ministry's directory, which isn't ours, and of people."""

from pathlib import Path

import pytest

from benchmarks.doubles import SEED, people_case, rates, read_schools, schools_case
from graphmap.records.doubles import SHOWN_FIRST, doubles

DIRECTORY = Path(__file__).parents[3] / "shared" / "data" / "nz-school-directory.csv"


def test_of_the_schools_shown_first_nearly_all_are_doubles_and_nearly_all_doubles_are_shown() -> None:
    if not DIRECTORY.exists():
        pytest.skip("The school directory is not here.")
    case = schools_case(read_schools(DIRECTORY), SEED)
    precision, recall, _shown = rates(doubles(case.tables, labels=("School",)), case, SHOWN_FIRST)
    assert precision >= 0.98
    assert recall >= 0.9


def test_of_the_people_shown_first_nearly_all_are_doubles() -> None:
    case = people_case(2_000, SEED)
    precision, recall, _shown = rates(doubles(case.tables, labels=("Person",)), case, SHOWN_FIRST)
    assert precision >= 0.98
    assert recall >= 0.8
