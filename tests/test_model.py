"""The declarations: what can't be right in them is found when the model is imported."""

from dataclasses import replace

import pytest

from graphmap import model
from graphmap.model import Leaves, Property

PERSON = model.KIND["Person"]
HOLDS = model.RELATIONSHIP["HOLDS"]


def with_property(added: Property) -> model.Kind:
    return replace(PERSON, properties=(*PERSON.properties, added))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (with_property(PERSON.properties[1]), "Person has name twice."),
        (
            with_property(Property("age", "", "", private=True, leaves=Leaves.AS_IT_IS)),
            "Person.age is private, so it must",
        ),
        (with_property(Property("kind", "", "", leaves=Leaves.COMMON_WORDS)), "Person.kind leaves as common words, so"),
        (with_property(Property("kind", "", "x", choices=("y",))), "The example of Person.kind is not one of"),
        (with_property(Property("date", "", "", dated="dated")), "Person has no dated to say how much of its date is"),
        (replace(PERSON, caption="title"), "Person needs an id and a title."),
        (replace(HOLDS, ends=("Rôle",)), "HOLDS joins Rôle, which is no kind."),
    ],
)
def test_a_declaration_that_cannot_be_right_is_found(wrong: model.Kind | model.Relationship, sentence: str) -> None:
    kinds = [kind for kind in model.KINDS if not isinstance(wrong, model.Kind) or kind.label != wrong.label]
    assert [found for found in model.mistakes([*kinds, wrong]) if not found.startswith(sentence)] == []
    assert list(model.mistakes([*kinds, wrong]))


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("sport: winter tournament", ("sport", "winter tournament")),
        ("shared need", ("shared need", "")),
        ("sporting exchange", ("other", "sporting exchange")),
        ("transport: a shared bus", ("other", "transport: a shared bus")),
        (None, ("other", "")),
    ],
)
def test_an_origin_is_a_choice_with_words_or_other(text: str | None, origin: tuple[str, str]) -> None:
    assert model.origin_of(text) == origin


def test_a_sheet_s_headings_are_its_properties_and_links_in_their_places() -> None:
    """People's own files rely on these."""
    assert {name: ", ".join(sheet.headings) for name, sheet in model.SHEET.items()} == {
        "schools": "id, name, type, authority, region, latitude, longitude, roll",
        "people": "id, name",
        "roles": "id, name, at, group, purpose, since, until",
        "roles_held": "person, role, since, until",
        "iwi": "id, name, rohe",
        "partners": "id, name, kind",
        "networks": "id, name, kind, origin, since, until",
        "memberships": "member, network, since, until",
        "programmes": "id, name",
        "funding": "network, programme, since, until",
        "goals": "id, network, name, evidence, since, until",
        "codebook": "practice, depth, definition, how to begin, source, suits, builds on, leads to, marks",
        "interactions": "id, date, practice, network, goal, note, attendance, participants",
        "fields": "kind, name, type, meaning, choices, private, safe",
        "took_part": "interaction, actor, part",
        "rights": "person, why, held since, told, told how, answer, answered, keep until",
        "authority": "iwi, holder, uses, exports, agreed, review by",
    }
