"""What two texts are compared by, and the ids that are made of them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmap.language.normalising import digest, fold, fold_heading, slug


@pytest.mark.parametrize("text", ["Kāhui Ako", "kahui ako", "KĀHUI  AKO", " kāhui\tako\n", "Ka\u0304hui Ako"])
def test_case_macrons_and_spare_spaces_do_not_matter(text: str) -> None:
    assert fold(text) == "kahui ako"


def test_different_words_stay_different() -> None:
    assert fold("Tauira Hill") != fold("Tauira Hall")


@pytest.mark.parametrize("heading", ["roles_held", "Roles Held", "roles-held", "RolesHeld", "rōles.held"])
def test_a_heading_is_known_however_its_words_are_joined(heading: str) -> None:
    assert fold_heading(heading) == "rolesheld"


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("Kāhui Ako o Tauira", "kahui-ako-o-tauira"),
        ("St Tauira's School (Years 1–8)", "st-tauiras-school-years-1-8"),
        ("<script>", "script"),
    ],
)
def test_a_slug_is_the_name_in_plain_letters(text: str, id: str) -> None:
    assert slug(text) == id


def test_names_without_latin_letters_get_ids_of_their_own() -> None:
    assert slug("例学校") != slug("例大学")


def test_a_digest_tells_where_one_text_ends_and_the_next_begins() -> None:
    assert digest("ab", "c") != digest("a", "bc")


@given(st.text())
def test_folding_what_is_folded_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_a_slug_is_always_a_plain_id_and_is_stable(text: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug(text))
    assert slug(slug(text)) == slug(text)


@given(st.text())
def test_texts_that_fold_alike_and_have_letters_get_the_same_slug(text: str) -> None:
    if re.search("[a-z0-9]", fold(text)):
        assert slug(fold(text)) == slug(text)
