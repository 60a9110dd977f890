"""The languages of the interface: what each is called, its catalogue, and what says something in it.

English is what the code is written in. Every other language is a gettext catalogue, ``LC_MESSAGES/graphmap.po`` in a
folder named for it, which is read as it is: nothing has to be compiled for a wheel, an editable install or a checkout.
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
"""What each language calls itself."""

LOCALES: Mapping[Language, str] = {"en": "en_NZ", "mi": "mi"}
"""The locale that each language writes its dates in."""

REVIEW = "To be reviewed by a speaker of te reo Māori."
"""The comment above every message of a catalogue that no speaker has reviewed yet. It is used all the same."""


def catalogue_file(language: Language) -> Path:
    """The catalogue of a language other than English."""
    return Path(__file__).parent / language / "LC_MESSAGES" / "graphmap.po"


@cache
def translations(language: Language) -> gettext.NullTranslations:
    """What says a message of the code in `language`; a message that is not in its catalogue stays English."""
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
    """Whether `message` can be said in `language`."""
    return language == "en" or translations(language).gettext(message) != message


@dataclass(frozen=True)
class Words:
    """What says something in one language: handed to whatever draws or tells for a reader, as a theme is."""

    language: Language = "en"

    def __call__(self, message: str, /, **values: object) -> str:
        """`message`, with `values` in the places that are named in it."""
        said = translations(self.language).gettext(message) if message else ""
        return said.format(**values) if values else said

    def many(self, one: str, many: str, number: int, /, **values: object) -> str:
        """`one` or `many`, as `number` asks; it is there as ``{number}``, and so are `values`."""
        return translations(self.language).ngettext(one, many, number).format(number=f"{number:,}", **values)

    def day(self, when: date | str) -> str:
        """A day: 12 March 2026, 12 Māehe 2026."""
        return _day(self.language, date.fromisoformat(when) if isinstance(when, str) else when)


ENGLISH = Words()


@cache
def _day(language: Language, when: date) -> str:
    from babel.dates import format_date

    return str(format_date(when, "d MMMM y", locale=LOCALES[language]))


def later(message: str) -> str:
    """`message` as it is, marked to be said when the language of a reader is known."""
    return message


def capital(text: str) -> str:
    """`text` with a capital at its beginning, and the rest as it is."""
    return text[:1].upper() + text[1:]
