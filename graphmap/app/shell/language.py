"""The language of a visit, and how a page says something in it.

The language is in the address (``lang=mi``) where it is not what a reader gets anyhow, and is kept for the visit from
page to page. A page marks each of its texts with `_` or `_n`; what the core says is a message too, or is said by the
`words` that it is handed. Only what is wrong in sheets, which is told on the command line as well, stays English,
marked as English."""

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
    "day",
    "english",
    "kind_told",
    "language",
    "later",
    "said",
    "settle_language",
    "show_switch",
    "words",
]

_ADDRESS = "lang"
_KEPT = "language-of-this-visit"
_SWITCH = "language-switch"


def settle_language() -> Language:
    """The language of this visit, by its address, by what was chosen before, or by the browser; the address then says
    it."""
    browser = _of_browser()
    chosen: Language = _known(st.query_params.get(_ADDRESS)) or st.session_state.get(_KEPT) or browser
    st.session_state[_KEPT] = chosen
    if chosen != "en" or browser != "en":
        if st.query_params.get(_ADDRESS) != chosen:
            st.query_params[_ADDRESS] = chosen
    else:
        st.query_params.pop(_ADDRESS, None)
    st.html(f"<script>document.documentElement.lang = '{chosen}'</script>", unsafe_allow_javascript=True)
    return chosen


def language() -> Language:
    """The language of this visit."""
    kept: Language = st.session_state.get(_KEPT, "en")
    return kept


def show_switch() -> None:
    """Let a person choose the language, at the side."""
    st.session_state[_SWITCH] = language()

    def changed() -> None:
        st.session_state[_KEPT] = st.query_params[_ADDRESS] = st.session_state[_SWITCH] or language()

    with st.sidebar:
        st.segmented_control(
            "Language · Te reo",
            list(LANGUAGES),
            format_func=lambda each: LANGUAGES[each],
            key=_SWITCH,
            on_change=changed,
        )


def _of_browser() -> Language:
    return _known((st.context.locale or "").partition("-")[0]) or "en"


def _known(name: str | None) -> Language | None:
    return next((each for each in LANGUAGES if each == name), None)


# ------------------------------------------------------------------------------------ saying something


def words() -> Words:
    """What says things in the language of the visit, for the core to say them with."""
    return Words(language())


def _(message: str, /, **values: object) -> str:
    """`message` in the language of the visit, with `values` in the places that are named in it."""
    return words()(message, **values)


def _n(one: str, many: str, number: int, /, **values: object) -> str:
    """`one` or `many` in the language of the visit, as `number` asks; it is there as ``{number}``, and so are
    `values`."""
    return words().many(one, many, number, **values)


def day(when: date | str) -> str:
    """A day in the language of the visit: 12 March 2026, 12 Māehe 2026."""
    return words().day(when)


def kind_told(kind: str) -> str:
    """What a kind is called in the language of the visit, with a capital, by its label: Community partner, Hoa
    hapori."""
    return capital(_(KIND_WORDS[kind]))


def english(text: Any) -> Markup:
    """`text` of the core, which has no other language, marked as English on a page that is not; markup in it is
    escaped."""
    return Markup('<span lang="en">{}</span>').format(text) if language() != "en" else Markup.escape(text)


def said(message: str) -> Markup:
    """A message of the core for HTML: in the language of the visit, or in English and marked so where it is not
    translated yet."""
    return Markup.escape(_(message)) if has(language(), message) else english(message)
