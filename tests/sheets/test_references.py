"""What a cell that names something refers to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmap.sheets.cells import BadValue
from graphmap.sheets.references import References

ORGANISATIONS = ("School", "Iwi", "CommunityPartner")


@pytest.fixture
def known() -> References:
    references = References()
    references.add("school:12", "Tauira Primary School")
    references.add("iwi:te-iwi-tauira", "Te Iwi Tauira")
    references.add("partner:12", "Tauira Library")
    references.add("person:ana", "Ana Tauira")
    return references


def refusal(references: References, text: str, labels: tuple[str, ...] = ORGANISATIONS) -> BadValue:
    with pytest.raises(BadValue) as refused:
        references.find(text, labels)
    return refused.value


@pytest.mark.parametrize(
    "text",
    ["te-iwi-tauira", "Te Iwi Tauira", "te iwi  TAUIRA", "Tē Iwi Tauira", "iwi:te-iwi-tauira", "IWI: te iwi tauira"],
)
def test_a_reference_is_an_id_or_a_name_with_or_without_its_kind(known: References, text: str) -> None:
    assert known.find(text, ORGANISATIONS) == "iwi:te-iwi-tauira"


def test_a_kind_before_the_id_tells_two_with_one_id_apart(known: References) -> None:
    assert known.find("school:12", ORGANISATIONS) == "school:12"
    assert known.find("partner:12", ORGANISATIONS) == "partner:12"


def test_an_id_that_two_kinds_share_is_ambiguous_and_both_are_shown(known: References) -> None:
    error = refusal(known, "12")
    assert error.sort == "ambiguous reference"
    assert error.fix == "Write one of: partner:12 (Tauira Library), school:12 (Tauira Primary School)."


def test_only_the_kinds_that_the_cell_may_name_are_looked_among(known: References) -> None:
    assert known.find("12", ("School",)) == "school:12"
    assert refusal(known, "ana").sort == "unknown reference"
    assert refusal(known, "person:ana").sort == "unknown reference"


def test_an_id_wins_over_a_name(known: References) -> None:
    known.add("school:13", "te-iwi-tauira")
    assert known.find("te-iwi-tauira", ORGANISATIONS) == "iwi:te-iwi-tauira"


def test_a_name_that_two_share_is_ambiguous(known: References) -> None:
    known.add("school:99", "TAUIRA primary school")
    assert refusal(known, "Tauira Primary School").sort == "ambiguous reference"


def test_of_many_that_share_a_name_only_some_are_shown(known: References) -> None:
    for number in range(9):
        known.add(f"school:s{number}", "Central School")
    error = refusal(known, "central school")
    assert error.fix == (
        "Write one of: school:s0 (Central School), school:s1 (Central School), school:s2 (Central "
        "School), school:s3 (Central School) …."
    )


def test_a_name_with_a_colon_is_still_a_name(known: References) -> None:
    known.add("partner:read", "Tauira: Read")
    assert known.find("Tauira: Read", ORGANISATIONS) == "partner:read"


def test_a_slip_gets_the_nearest_name(known: References) -> None:
    error = refusal(known, "Tauira Primry School")
    assert error.why == "is not a school, iwi or partner in these sheets or in the store"
    assert error.fix == "Did you mean ‘Tauira Primary School’?"


def test_where_nothing_is_near_the_sheet_to_add_it_to_is_named(known: References) -> None:
    assert refusal(known, "zzz").fix == "Add it to the sheet schools or iwi or partners, or check the spelling."


def test_who_has_a_new_name_is_no_longer_found_by_the_old(known: References) -> None:
    known.add("school:12", "Tauira Kura")
    assert known.find("tauira kura", ORGANISATIONS) == "school:12"
    assert refusal(known, "Tauira Primary School").sort == "unknown reference"
    assert known.name("school:12") == "Tauira Kura"


@given(st.dictionaries(st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True), st.text(min_size=1), max_size=8))
def test_every_entity_is_found_by_its_kind_and_id(names: dict[str, str]) -> None:
    references = References()
    for id, name in names.items():
        references.add(f"school:{id}", name)
    for id in names:
        assert references.find(f"school:{id}", ORGANISATIONS) == f"school:{id}"
