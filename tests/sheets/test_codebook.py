"""The codebook that graphmap brings."""

import polars as pl
import pytest

from graphmap import model
from graphmap.sheets.codebook import shipped_codebook
from graphmap.tables import kind_schema

PRACTICES = shipped_codebook().kinds["Practice"]

OPTIONAL = {"builds_on", "leads_to", "marks"}
"""Some practices build on none, lead to none or have no mark."""


def test_there_are_some_25_practices() -> None:
    assert 20 <= len(PRACTICES) <= 35


@pytest.mark.parametrize("depth", range(len(model.DEPTHS)))
def test_every_depth_has_practices_enough_to_choose_from(depth: int) -> None:
    assert len(PRACTICES.filter(depth=depth)) >= 3


@pytest.mark.parametrize("column", [name for name in kind_schema("Practice") if name not in OPTIONAL])
def test_every_practice_has_it_all(column: str) -> None:
    assert PRACTICES.filter(
        pl.col(column).is_null() | (pl.col(column).cast(pl.String).str.strip_chars() == "")
    ).is_empty()


def test_no_two_practices_are_told_in_the_same_words() -> None:
    for column in ("name", "definition", "how_to_begin"):
        assert PRACTICES[column].is_unique().all()


def test_advice_seeking_is_sharing() -> None:
    assert PRACTICES.filter(name="advice seeking")["depth"].to_list() == [model.DEPTHS.index("sharing")]


def test_every_source_is_a_work_with_its_year() -> None:
    assert PRACTICES["source"].str.contains(r"[A-Z][a-z]+.* (19|20)\d\d").all()
