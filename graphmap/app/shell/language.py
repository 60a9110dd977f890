"""The language of a visit, and translating a page's texts into it.

A visit is in English until somebody chooses another language. That choice is in the address (``lang=mi``) and is kept
from page to page. A page marks each of its texts with `_` or `_n`. The core's texts are messages too, or are written
with the `words` that it is given. Problems in sheets stay English, as on the command line, and are marked as English.
"""

from datetime import date
from typing import Any

import streamlit as st
from markupsafe import Markup

from graphmap.language.wording import KIND_WORDS
from graphmap.language.words import LANGUAGES, Language, Words, capital, has, later

__all__ = [
    "_",
    "_n",
    "capital",
    "choose_language",
    "day",
    "english",
    "kind_told",
    "language",
    "later",
    "said",
    "settle_language",
    "show_draft_banner",
    "words",
]

_ADDRESS = "lang"
_KEPT = "language-of-this-visit"


def settle_language() -> Language:
    """Take the language of this visit from the address, or else as it was, and put it in the address.

    The browser's language is not asked: te reo Māori is a draft, so only a person chooses it.
    """
    chosen: Language = _known(st.query_params.get(_ADDRESS)) or st.session_state.get(_KEPT, "en")
    st.session_state[_KEPT] = chosen
    if chosen == "en":
        st.query_params.pop(_ADDRESS, None)
    elif st.query_params.get(_ADDRESS) != chosen:
        st.query_params[_ADDRESS] = chosen
    return chosen


def language() -> Language:
    """Return the language of this visit."""
    kept: Language = st.session_state.get(_KEPT, "en")
    return kept


def choose_language(chosen: str) -> None:
    """Use another language from the next run on. A name that is none changes nothing."""
    if known := _known(chosen):
        st.session_state[_KEPT] = st.query_params[_ADDRESS] = known


_DRAFT = later(
    "This translation is a draft: no speaker of te reo Māori has checked it, and some of it will be wrong. "
    "What isn’t translated is in English."
)
_HELP = later(
    "Do you speak te reo Māori? Please help: correct the words in graphmap/language/mi/LC_MESSAGES/graphmap.po. "
    "docs/languages.md says how."
)


def show_draft_banner() -> None:
    """Say on a page in te reo Māori that the translation is a draft, and how a speaker can help."""
    if language() != "en":
        with st.container(key="draft", border=True):
            st.html(Markup('<div role="note"><p><b>{}</b></p><p>{}</p></div>').format(said(_DRAFT), said(_HELP)))


def _known(name: str | None) -> Language | None:
    return next((each for each in LANGUAGES if each == name), None)


# ---------------------------------------------------------------------------------------- translating


def words() -> Words:
    """Return the language of the visit for the core to write in."""
    return Words(language())


def _(message: str, /, **values: object) -> str:
    """Translate `message` into the language of the visit, and put `values` in the places that it names."""
    return words()(message, **values)


def _n(one: str, many: str, number: int, /, **values: object) -> str:
    """Translate `one` or `many`, whichever fits `number`, and put `values` and ``{number}`` in."""
    return words().many(one, many, number, **values)


def day(when: date | str) -> str:
    """Write a day in the language of the visit: 12 March 2026, 12 Māehe 2026."""
    return words().day(when)


def kind_told(kind: str) -> str:
    """Write the name of a kind, given its label, in the language of the visit: Community partner, Hoa hapori."""
    return capital(_(KIND_WORDS[kind]))


def english(text: Any) -> Markup:
    """Escape an English `text` for HTML, and mark it as English on a page in another language."""
    return Markup('<span lang="en">{}</span>').format(text) if language() != "en" else Markup.escape(text)


def said(message: str) -> Markup:
    """Translate `message` for HTML. Without a translation it is in English, and marked as English."""
    return Markup.escape(_(message)) if has(language(), message) else english(message)
