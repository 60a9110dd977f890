"""The languages of the interface, and translating a message into one of them.

The code is written in English. Every other language is a gettext catalogue, ``LC_MESSAGES/graphmap.po`` in a folder of
its name. It is read as text, so nothing has to be compiled for a wheel, an editable install or a checkout.
"""

import gettext
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

Language = Literal["en", "mi"]

LANGUAGES: Mapping[Language, str] = {"en": "English", "mi": "Te reo Māori"}
"""Each language's own name."""

LOCALES: Mapping[Language, str] = {"en": "en_NZ", "mi": "mi"}
"""The locale of each language's dates."""

REVIEW = "To be reviewed by a speaker of te reo Māori."
"""The comment above each translation that no speaker has reviewed. It is used all the same; take it away after a
review."""


def catalogue_file(language: Language) -> Path:
    """Return the catalogue of a language other than English."""
    return Path(__file__).parent / language / "LC_MESSAGES" / "graphmap.po"


@cache
def translations(language: Language) -> gettext.NullTranslations:
    """Read the catalogue of `language`. A message without a translation stays English."""
    if language == "en":
        return gettext.NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with catalogue_file(language).open("rb") as file:
        catalogue = read_po(file, locale=LOCALES[language], abort_invalid=True)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def has(language: Language, message: str) -> bool:
    """Return whether `message` is translated into `language`."""
    return language == "en" or translations(language).gettext(message) != message


@dataclass(frozen=True)
class Words:
    """A language to write in: passed to functions that write for a reader, as a theme is."""

    language: Language = "en"

    def __call__(self, message: str, /, **values: object) -> str:
        """Translate `message`, and put `values` in the places that it names."""
        text = translations(self.language).gettext(message) if message else ""
        return text.format(**values) if values else text

    def many(self, one: str, many: str, number: int, /, **values: object) -> str:
        """Translate `one` or `many`, whichever fits `number`, and put `values` and ``{number}`` in."""
        return translations(self.language).ngettext(one, many, number).format(number=f"{number:,}", **values)

    def day(self, when: date | str) -> str:
        """Write a day: 12 March 2026, 12 Māehe 2026."""
        return _written(self.language, date.fromisoformat(when) if isinstance(when, str) else when, "d MMMM y")

    def month(self, when: date | str) -> str:
        """Write the month of a day: March 2026, Māehe 2026."""
        return _written(self.language, date.fromisoformat(when) if isinstance(when, str) else when, "MMMM y")


ENGLISH = Words()


@cache
def _written(language: Language, when: date, pattern: str) -> str:
    from babel.dates import format_date

    return str(format_date(when, pattern, locale=LOCALES[language]))


def later(message: str) -> str:
    """Return `message` as it is: this marks it for translation when the reader's language is known."""
    return message


def capital(text: str) -> str:
    """Return `text` with a capital at its start."""
    return text[:1].upper() + text[1:]
