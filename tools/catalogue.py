"""Update the catalogues of the interface's languages from the code: `make words`.

The messages are the texts that the source marks with `_`, `_n`, `later`, `words` or `words.many`, and those that the
core lists. A new message gets an empty translation and the mark that a speaker has to review it; a message that the
code no longer has is removed."""

import ast
import io
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from graphmap import model
from graphmap.graph.actors import LABELS
from graphmap.graph.choice import VIEW_MEANINGS, VIEWS, WEIGHTING_MEANINGS, WEIGHTINGS
from graphmap.health.measures import HEALTH_MEASURES
from graphmap.intake.mapping import PROPERTIES, SECTIONS
from graphmap.language.wording import KIND_WORDS, RELATIONSHIP_SENTENCES
from graphmap.language.words import LANGUAGES, LOCALES, REVIEW, Language, catalogue_file
from graphmap.map.colouring import title_of
from graphmap.map.display import COLOUR_BY, LAYOUT_MEANINGS, TIME_MEANINGS
from graphmap.measures.measures import METRIC_MEANINGS
from graphmap.measures.ranks import RANK_MEANINGS
from graphmap.measures.spread import UNITS
from graphmap.weak.rules import RULES

ROOT = Path(__file__).parents[1]
_MARKS = {"_": 1, "_n": 2, "later": 1, "words": 1, "words.many": 2}

_UNUSED_HEADERS = re.compile(
    rb'^"(?:Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Generated-By):.*\n',
    re.MULTILINE,
)
"""Headers that nobody reads and that change from day to day."""

Message = str | tuple[str, str]


def length_of_message(call: ast.Call) -> int:
    """Return how many arguments of `call` are a message: 0 if it marks none. Words may belong to something, as in
    ``judged.words(…)``."""
    name = ast.unparse(call.func)
    return _MARKS.get(name) or next((_MARKS[mark] for mark in ("words", "words.many") if name.endswith(f".{mark}")), 0)


def marked() -> Iterator[Message]:
    """Find the messages that the source marks, a singular with its plural."""
    for source in sorted((ROOT / "graphmap").rglob("*.py")):
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and (number := length_of_message(node)):
                texts = [arg.value for arg in node.args[:number] if isinstance(arg, ast.Constant)]
                if len(texts) == number:
                    yield texts[0] if len(texts) == 1 else (texts[0], texts[1])


def of_the_core() -> Iterator[str]:
    """List the messages of the core that pages translate: words and sentences without names or numbers in them."""
    yield from (*VIEWS, *VIEW_MEANINGS.values(), *WEIGHTINGS, *WEIGHTING_MEANINGS.values(), *model.DEPTHS)
    yield from (*TIME_MEANINGS.values(), *LAYOUT_MEANINGS.values())
    yield from (*map(title_of, COLOUR_BY), *METRIC_MEANINGS.values(), *RANK_MEANINGS.values(), *UNITS.values())
    yield from _property_names()
    yield from (*map(title_of, PROPERTIES), *model.PARTS)
    yield from (choice for key in SECTIONS["file"].values() for choice in key.choices)
    yield from (
        *KIND_WORDS.values(),
        *model.RELATIONSHIP_WORDS.values(),
        *(kind.plural for kind in model.KINDS),
        *RELATIONSHIP_SENTENCES.values(),
    )
    for rule in RULES:
        yield from (rule.title, rule.definition, rule.severity)
    for measure in HEALTH_MEASURES:
        yield from (measure.called, measure.meaning)


def _property_names() -> Iterator[str]:
    """List the panel's names for the properties of an entity."""
    for kind in model.KINDS:
        for property in kind.properties:
            if kind.label in LABELS["structure"] and property.name not in ("id", "name", "latitude", "longitude"):
                yield f"{title_of(kind.word)} kind" if property.name == "kind" else title_of(property.name)


def up_to_date(language: Language) -> bytes:
    """Write the catalogue of `language` for the code as it is, with the translations that it has."""
    with catalogue_file(language).open("rb") as file:
        catalogue = read_po(file, locale=LOCALES[language])
    template = Catalog(locale=LOCALES[language])
    for message in (*marked(), *of_the_core()):
        template.add(message, user_comments=[REVIEW])
    comments = {entry.id: entry.user_comments for entry in catalogue if entry.id}
    catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
    for entry in catalogue:
        if entry.id:
            entry.user_comments = comments.get(entry.id, [REVIEW])
    written = io.BytesIO()
    write_po(written, catalogue, width=120, no_location=True, sort_output=True, ignore_obsolete=True)
    return _UNUSED_HEADERS.sub(b"", written.getvalue())


if __name__ == "__main__":
    for language in LANGUAGES:
        if language != "en":
            updated = up_to_date(language)
            catalogue_file(language).write_bytes(updated)
