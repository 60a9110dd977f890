"""A page in te reo Māori: its catalogue, which is a draft, and the texts that go through it.

A message that is new or reworded needs no translation: it shows in English until a speaker translates it.
"""

import ast
import csv
import re
import string
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from cases import with_codebook
from networks import demo_snapshot
from streamlit.testing.v1 import AppTest

from graphmap import model
from graphmap.graph.choice import Choice, View
from graphmap.health.changes import what_changed
from graphmap.health.health import health
from graphmap.language.words import ENGLISH, Words, catalogue_file, has, translations
from graphmap.project import project_file
from graphmap.weak.judged_network import judged_network
from graphmap.weak.weak_links import findings
from graphmap.whatif.comparison import compare, sentences
from graphmap.whatif.suppose import WithoutEntity, apply
from tools.catalogue import ROOT, length_of_message


def texts(message: str | tuple[str, ...]) -> tuple[str, ...]:
    return (message,) if isinstance(message, str) else tuple(message)


CATALOGUE = read_po(catalogue_file("mi").open("rb"), locale="mi", abort_invalid=True)
TRANSLATED: list[Message] = [entry for entry in CATALOGUE if entry.id and all(texts(entry.string))]


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


# --------------------------------------------------------------------------------------------- the catalogue


def test_values_have_their_places_in_both_languages() -> None:
    wrong = []
    for entry in TRANSLATED:
        wanted = set().union(*map(places, texts(entry.id)))
        wrong += [text for text in texts(entry.string) if places(text) != wanted]
    assert wrong == []


def test_macrons_are_single_letters() -> None:
    written = [text for entry in TRANSLATED for text in texts(entry.string)]
    assert [text for text in written if text != unicodedata.normalize("NFC", text)] == []


def test_what_is_not_in_the_catalogue_stays_english() -> None:
    assert translations("mi").gettext("Nobody has translated this.") == "Nobody has translated this."
    assert not has("mi", "Nobody has translated this.")
    assert has("mi", "school")
    assert has("en", "Nobody has translated this.")


def test_numbers_and_days_are_written_in_the_language() -> None:
    written = [
        words.many("{number} tie, was {before}", "{number} ties, was {before}", 1, before=2)
        for words in (ENGLISH, Words("mi"))
    ]
    assert written[0] == "1 tie, was 2"
    assert [words.day(date(2026, 3, 2)) for words in (ENGLISH, Words("mi"))] == ["2 March 2026", "2 Māehe 2026"]


@pytest.mark.parametrize(
    ("call", "arguments"),
    [
        ("_('One.')", 1),
        ("words.many('one', 'many', n)", 2),
        ("recent.words('{share} of ties')", 1),
        ("self.words.many('one', 'many', n)", 2),
        ("in_words('not a message')", 0),
        ("title.upper('not one either')", 0),
    ],
)
def test_a_message_is_collected_whatever_the_words_belong_to(call: str, arguments: int) -> None:
    node = ast.parse(call, mode="eval").body
    assert isinstance(node, ast.Call)
    assert length_of_message(node) == arguments


# ------------------------------------------------------------------------- what is written for a reader


class Quoted(Words):
    """Words that put every message in quotes, as a translation that is complete."""

    def __call__(self, message: str, /, **values: object) -> str:
        return f"«{super().__call__(message, **values)}»"

    def many(self, one: str, many: str, number: int, /, **values: object) -> str:
        return f"«{super().many(one, many, number, **values)}»"


def is_quoted(sentence: str) -> bool:
    return sentence.startswith("«")  # the codebook's own advice, which is data, may follow


@pytest.mark.parametrize("view", ["people", "organisations", "networks", "structure"])
def test_weak_links_and_what_to_do_about_them_are_written_in_the_words_of_the_reader(view: View) -> None:
    snapshot = with_codebook(demo_snapshot())
    in_english, in_quotes = (judged_network(snapshot, Choice(view), words=words) for words in (ENGLISH, Quoted()))
    for (rule, one), (same, other) in zip(findings(in_english), findings(in_quotes), strict=True):
        assert (rule, one.subject, one.severity) == (same, other.subject, other.severity)
        assert is_quoted(other.reason), other.reason
        assert is_quoted(rule.next_step(in_quotes, other, Counter())), rule.name


def test_what_changed_in_a_networks_health_is_written_in_the_words_of_the_reader() -> None:
    changed = what_changed(health(demo_snapshot(), Choice()), "network:kahui-ako-o-tauira", Quoted())
    assert changed
    assert [sentence for sentence in changed if not is_quoted(sentence)] == []


def test_what_would_change_is_written_in_the_words_of_the_reader() -> None:
    before = judged_network(with_codebook(demo_snapshot()), Choice())
    would_change = sentences(compare(before, apply(before, [WithoutEntity("school:tauira-college")])), Quoted())
    assert would_change
    assert [sentence for sentence in would_change if not is_quoted(sentence)] == []


# --------------------------------------------------------------------------------- the language of a visit


def visit() -> None:
    import streamlit as st

    from graphmap.app.shell.language import language, said, settle_language, show_draft_banner

    settle_language()
    show_draft_banner()
    st.html(said("Nobody has translated this."))
    st.text(language())


def test_a_browser_in_te_reo_gets_english_until_its_reader_chooses() -> None:
    page = AppTest.from_function(visit).run()
    assert [text.value for text in page.text] == ["en"]
    assert "lang" not in page.query_params


def test_every_page_in_te_reo_says_that_it_is_a_draft_and_how_a_speaker_can_help() -> None:
    page = AppTest.from_function(visit)
    page.query_params["lang"] = "mi"
    page.run()
    assert [text.value for text in page.text] == ["mi"]
    written = "".join(each.proto.body for each in page.get("html"))
    assert "no speaker of te reo Māori has checked it" in written
    assert "Please help" in written


def test_what_is_not_translated_is_marked_as_english() -> None:
    page = AppTest.from_function(visit)
    page.query_params["lang"] = "mi"
    page.run()
    assert '<span lang="en">Nobody has translated this.</span>' in [each.proto.body for each in page.get("html")]


# ------------------------------------------------------------------------------- nothing goes past the catalogue

_TEXT = re.compile(r"[^\W\d_]{2,} [^\W\d_]|^[A-Z][a-z]+[.…]?$")
"""A text that reads as words: two of them, or one with a capital."""

_NO_MESSAGES = {
    "Language · Te reo",  # the switch, in both at once
    "own dates",  # an option's key
    "too few terms",  # a trend's key
    "yes or no",  # a column's type
    "not known",  # a verdict's key
    "nothing yet",  # a direction's key
    "not for us",  # what became of an action
    "took part",  # a part's key
    "left out",  # a note's key
    "Reading the store…",  # before anybody's language is known
    *("bad date", "missing value", "too few participants", "unknown heading"),  # a problem's sort
    "Excel",
    "Parquet",
}
_KEYWORDS = {"show_spinner"}  # shown before anybody's language is known
_NOT_ON_PAGES = {  # HTML, what the terminal shows, and what programs are answered
    *("offline_page.py", "fetch_sigma.py", "server.py", "gate.py"),
    *("asked_each_second.py", "healthz.py", "inner_routes.py", "limits.py"),
}
_NO_WORDS = re.compile(r"^<(path|svg) |^[.\[][\w\[-]+")
"""A drawing, or a selector of the page."""


def unmarked(source: Path) -> Iterator[str]:
    """Find the texts in a module that read as words and aren't marked as messages. Docstrings, errors, annotations and
    kinds are left out."""
    tree = ast.parse(source.read_text(encoding="utf-8"))
    apart: set[int] = set()
    for node in ast.walk(tree):
        passed_over = (
            isinstance(node, ast.Raise)
            or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
            or (isinstance(node, ast.Call) and length_of_message(node))
            or (isinstance(node, ast.keyword) and node.arg in _KEYWORDS)
            or (isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__")
        )
        whole = [node] if passed_over else [node.annotation] if isinstance(node, ast.arg) and node.annotation else []
        apart |= {id(part) for each in whole for part in ast.walk(each)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in apart:
            text = re.sub(r"<[^>]*>|:material/\w+:", " ", node.value).strip()
            if _TEXT.search(text) and not _NO_WORDS.search(text) and text not in _NO_MESSAGES | model.KIND.keys():
                yield f"{source.name}:{node.lineno}: {text}"


def test_every_text_of_a_page_is_a_message() -> None:
    pages = [path for path in sorted((ROOT / "graphmap" / "app").rglob("*.py")) if path.name not in _NOT_ON_PAGES]
    assert [text for page in pages for text in unmarked(page)] == []


def test_the_browsers_half_of_the_map_shows_only_the_words_that_it_is_sent() -> None:
    modules = sorted((ROOT / "graphmap" / "app" / "frontend").rglob("*.js"))
    own = [module for module in modules if module.parent.name != "built" and module.name != "sigma.js"]
    assert [
        found
        for module in own
        for found in re.findall(r'"[A-Z][a-z]+ [a-z]+[^"]*"', module.read_text(encoding="utf-8"))
    ] == []


def glossary() -> list[dict[str, str]]:
    with (project_file("seed") / "glossary.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_glossary_and_the_catalogue_agree() -> None:
    translation = {entry.id: entry.string for entry in TRANSLATED}
    terms = {row["english"]: row["te reo Māori"] for row in glossary() if row["english"] in translation}
    assert terms == {english: translation[english] for english in terms}


def test_every_term_has_a_source_or_says_that_it_has_none() -> None:
    assert all(row["source"] and row["reviewed by a speaker"] in ("yes", "no") for row in glossary())
