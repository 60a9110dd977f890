"""Bring the catalogues of the interface's languages up to date with the code: `make words`.

What a page marks with `_`, `_n` or `later` is found in the app's source; what the core says is read from its own registries.
A message that is new has an empty translation, one that is gone leaves, and every message says that a speaker has to review it.
"""

import ast
import io
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from graphmap import model
from graphmap.choice import VIEW_MEANINGS, VIEWS, WEIGHTING_MEANINGS, WEIGHTINGS
from graphmap.display import TIME_MEANINGS
from graphmap.languages import LANGUAGES, LOCALES, REVIEW, Language, catalogue_file
from graphmap.weak import RULES
from graphmap.wording import KIND_WORDS, RELATIONSHIP_SENTENCES

ROOT = Path(__file__).parents[1]
_MARKS = {"_": 1, "_n": 2, "later": 1}
"""What marks a message in a page, and how many of its arguments are the message."""

_UNUSED_HEADERS = re.compile(
    rb'^"(?:Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Generated-By):.*\n', re.MULTILINE
)
"""What nobody reads, and what would differ from day to day."""

Message = str | tuple[str, str]


def marked() -> Iterator[Message]:
    """The messages that the app's pages mark, a plural with its singular, from every place where one is marked."""
    for source in (*sorted((ROOT / "graphmap" / "app").rglob("*.py")), ROOT / "streamlit_app.py"):
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _MARKS:
                texts = [arg.value for arg in node.args[: _MARKS[node.func.id]] if isinstance(arg, ast.Constant)]
                if len(texts) == _MARKS[node.func.id]:
                    yield texts[0] if len(texts) == 1 else (texts[0], texts[1])


def of_the_core() -> Iterator[str]:
    """The messages of the core that pages translate: words and sentences without names or numbers in them."""
    yield from (*VIEWS, *VIEW_MEANINGS.values(), *WEIGHTINGS, *WEIGHTING_MEANINGS.values(), *model.DEPTHS, *TIME_MEANINGS.values())
    yield from (
        *KIND_WORDS.values(),
        *model.RELATIONSHIP_WORDS.values(),
        *(kind.plural for kind in model.KINDS),
        *RELATIONSHIP_SENTENCES.values(),
    )
    yield from (rule.title for rule in RULES)


def up_to_date(language: Language) -> bytes:
    """The catalogue of `language` as it should be, with all that it has translated already."""
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
