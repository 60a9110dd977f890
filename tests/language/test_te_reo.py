"""The catalogue of te reo Māori: it has all that the app says, and says it with the same places for values."""

import ast
import csv
import re
import string
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from cases import with_codebook
from networks import demo_snapshot

from graphmap import model
from graphmap.graph.choice import Choice, View
from graphmap.health.changes import what_changed
from graphmap.health.health import health
from graphmap.language.words import ENGLISH, REVIEW, Words, catalogue_file, has, translations
from graphmap.project import project_file
from graphmap.weak.judged_network import judged_network
from graphmap.weak.weak_links import findings
from graphmap.whatif.comparison import compare, sentences
from graphmap.whatif.suppose import WithoutEntity, apply
from tools.catalogue import MARKS, ROOT, marked, of_the_core, up_to_date

ENTRIES: list[Message] = [entry for entry in read_po(catalogue_file("mi").open("rb"), locale="mi") if entry.id]


def texts(message: str | tuple[str, ...]) -> tuple[str, ...]:
    return (message,) if isinstance(message, str) else tuple(message)


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_the_catalogue_is_as_the_code_has_it() -> None:
    assert catalogue_file("mi").read_bytes() == up_to_date("mi"), "Run make words, and translate what is new."


@pytest.mark.parametrize(
    "message", [*dict.fromkeys(marked()), *dict.fromkeys(of_the_core())], ids=lambda m: texts(m)[0][:40]
)
def test_every_message_is_said_in_te_reo(message: str | tuple[str, str]) -> None:
    said = {texts(entry.id): texts(entry.string) for entry in ENTRIES}
    assert all(said[texts(message)])


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: texts(entry.id)[0][:40])
def test_values_have_their_places_in_both_languages(entry: Message) -> None:
    wanted = set().union(*map(places, texts(entry.id)))
    assert [places(text) for text in texts(entry.string)] == [wanted] * len(texts(entry.string))


def test_macrons_are_single_letters() -> None:
    assert [
        text for entry in ENTRIES for text in texts(entry.string) if text != unicodedata.normalize("NFC", text)
    ] == []


def test_no_message_claims_a_review_that_the_glossary_does_not_know_of() -> None:
    assert [entry.id for entry in ENTRIES if REVIEW not in entry.user_comments] == []


def test_what_is_not_in_the_catalogue_stays_english() -> None:
    assert translations("mi").gettext("Nobody has said this yet.") == "Nobody has said this yet."
    assert not has("mi", "Nobody has said this yet.")
    assert has("mi", "school")
    assert has("en", "Nobody has said this yet.")


def test_what_is_handed_on_to_be_said_is_said_in_its_language() -> None:
    said = [
        words.many("{number} tie, was {before}", "{number} ties, was {before}", 1, before=2)
        for words in (ENGLISH, Words("mi"))
    ]
    assert said == ["1 tie, was 2", "1 hononga, i mua 2"]
    assert [words.day(date(2026, 3, 2)) for words in (ENGLISH, Words("mi"))] == ["2 March 2026", "2 Māehe 2026"]


@pytest.mark.parametrize("view", ["people", "organisations", "networks", "structure"])
def test_weak_links_and_what_to_do_about_them_are_said_in_te_reo(view: View) -> None:
    snapshot = with_codebook(demo_snapshot())
    in_english, in_te_reo = (judged_network(snapshot, Choice(view), words=words) for words in (ENGLISH, Words("mi")))
    for (rule, one), (same, other) in zip(findings(in_english), findings(in_te_reo), strict=True):
        assert (rule, one.subject, one.severity) == (same, other.subject, other.severity)
        assert one.reason != other.reason
        assert rule.next_step(in_english, one) != rule.next_step(in_te_reo, other)


def test_what_changed_in_a_network_s_health_is_said_in_te_reo() -> None:
    table = health(demo_snapshot(), Choice())
    network = "network:kahui-ako-o-tauira"
    assert what_changed(table, network, Words("mi"))[-1] == (
        "Ka whakatairite tēnei i 17 pāhekoheko i Wāhanga 3 2026 ki 10 pāhekoheko i Wāhanga 4 2026."
    )
    assert not set(what_changed(table, network)) & set(what_changed(table, network, Words("mi")))


def test_what_would_change_is_said_in_te_reo() -> None:
    before = judged_network(with_codebook(demo_snapshot()), Choice())
    comparison = compare(before, apply(before, [WithoutEntity("school:tauira-college")]))
    assert len(sentences(comparison)) == len(sentences(comparison, Words("mi")))
    assert not set(sentences(comparison)) & set(sentences(comparison, Words("mi")))


# ------------------------------------------------------------------------------- nothing is said past the catalogue

_TEXT = re.compile(r"[^\W\d_]{2,} [^\W\d_]|^[A-Z][a-z]+[.…]?$")
"""What reads as words: two of them, or one with a capital."""

_NO_MESSAGES = {
    "Language · Te reo",  # the switch, in both at once
    "own dates",  # an option's key
}
_KEYWORDS = {"show_spinner"}  # said before anybody's language is known
_TEMPLATES = {"offline_page.py", "fetch_sigma.py"}  # HTML around what is said


def unmarked(source: Path) -> Iterator[str]:
    """The texts in a module that read as words and that nothing marks as a message: no docstring, error, annotation or
    kind."""
    tree = ast.parse(source.read_text(encoding="utf-8"))
    apart: set[int] = set()
    for node in ast.walk(tree):
        passed_over = (
            isinstance(node, ast.Raise)
            or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
            or (isinstance(node, ast.Call) and ast.unparse(node.func) in MARKS)
            or (isinstance(node, ast.keyword) and node.arg in _KEYWORDS)
            or (isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__")
        )
        whole = [node] if passed_over else [node.annotation] if isinstance(node, ast.arg) and node.annotation else []
        apart |= {id(part) for each in whole for part in ast.walk(each)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in apart:
            text = re.sub(r"<[^>]*>|:material/\w+:", " ", node.value).strip()
            if _TEXT.search(text) and text not in _NO_MESSAGES | model.KIND.keys():
                yield f"{source.name}:{node.lineno}: {text}"


def test_no_page_says_anything_that_is_not_a_message() -> None:
    pages = [path for path in sorted((ROOT / "graphmap" / "app").rglob("*.py")) if path.name not in _TEMPLATES]
    assert [text for page in pages for text in unmarked(page)] == []


def test_the_maps_own_half_says_only_what_it_is_sent() -> None:
    modules = sorted((ROOT / "graphmap" / "app" / "frontend").rglob("*.js"))
    own = [module for module in modules if module.name not in ("vis-network.min.js", "sigma.js")]
    assert [
        found
        for module in own
        for found in re.findall(r'"[A-Z][a-z]+ [a-z]+[^"]*"', module.read_text(encoding="utf-8"))
    ] == []


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
