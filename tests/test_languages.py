"""The catalogue of te reo Māori: it has all that the app says, and says it with the same places for values."""

import csv
import string
import unicodedata

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from graphmap.files import project_file
from graphmap.languages import REVIEW, catalogue_file, has, translations
from tools.catalogue import marked, of_the_core, up_to_date

ENTRIES: list[Message] = [entry for entry in read_po(catalogue_file("mi").open("rb"), locale="mi") if entry.id]


def texts(message: str | tuple[str, ...]) -> tuple[str, ...]:
    return (message,) if isinstance(message, str) else tuple(message)


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_the_catalogue_is_as_the_code_has_it() -> None:
    assert catalogue_file("mi").read_bytes() == up_to_date("mi"), "Run make words, and translate what is new."


@pytest.mark.parametrize("message", [*dict.fromkeys(marked()), *dict.fromkeys(of_the_core())], ids=lambda m: texts(m)[0][:40])
def test_every_message_is_said_in_te_reo(message: str | tuple[str, str]) -> None:
    said = {texts(entry.id): texts(entry.string) for entry in ENTRIES}
    assert all(said[texts(message)])


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: texts(entry.id)[0][:40])
def test_values_have_their_places_in_both_languages(entry: Message) -> None:
    wanted = set().union(*map(places, texts(entry.id)))
    assert [places(text) for text in texts(entry.string)] == [wanted] * len(texts(entry.string))


def test_macrons_are_single_letters() -> None:
    assert [text for entry in ENTRIES for text in texts(entry.string) if text != unicodedata.normalize("NFC", text)] == []


def test_no_message_claims_a_review_that_the_glossary_does_not_know_of() -> None:
    assert [entry.id for entry in ENTRIES if REVIEW not in entry.user_comments] == []


def test_what_is_not_in_the_catalogue_stays_english() -> None:
    assert translations("mi").gettext("Nobody has said this yet.") == "Nobody has said this yet."
    assert not has("mi", "Nobody has said this yet.")
    assert has("mi", "school")
    assert has("en", "Nobody has said this yet.")


def glossary() -> list[dict[str, str]]:
    with (project_file("seed") / "glossary.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_glossary_is_what_the_catalogue_says() -> None:
    said = {entry.id: entry.string for entry in ENTRIES}
    terms = {row["english"]: row["te reo Māori"] for row in glossary() if row["english"] in said}
    assert len(terms) > 10
    assert terms == {english: said[english] for english in terms}


def test_every_term_has_a_source_or_says_that_it_has_none() -> None:
    assert all(row["source"] and row["reviewed by a speaker"] in ("yes", "no") for row in glossary())
