"""What people have taken on, this term and before, and what became of it, as the records show it."""

from collections.abc import Sequence
from datetime import timedelta

import streamlit as st
from markupsafe import Markup

from graphmap.actions.actions import Action
from graphmap.actions.outcome import Outcome, outcome
from graphmap.app.shell.frame import Frame
from graphmap.app.shell.language import _, _n, words
from graphmap.app.shell.results import Carded
from graphmap.app.shell.session import may
from graphmap.app.term.taking import close, in_words, today, undo
from graphmap.language.terms import term_of

_LOOKS = {True: "good", False: "bad", None: "same"}
_FIRST_SHOWN = 10


def show_taken_on(frame: Frame, carded: Carded, kept: Sequence[Action]) -> None:
    """Show the actions of this term, of the term before, and earlier ones that are still open."""
    now = term_of(today(frame))
    before = term_of(now.since - timedelta(days=1))
    mine = {action.id: term_of(max(action.taken, action.closed or action.taken)) for action in kept}
    parts = (
        (_("Taken on this term"), [each for each in kept if mine[each.id] >= now]),
        (_("Taken on last term"), [each for each in kept if mine[each.id] == before]),
        (_("From before, still open"), [each for each in kept if each.is_open and mine[each.id] < before]),
    )
    if not any(found for _title, found in parts):
        st.html(Markup('<h2 class="gm-part">{}</h2>').format(_("Taken on")))
        st.caption(_("Nothing yet. What somebody takes on is kept here, and next term you see what became of it."))
        return
    for title, found in parts:
        if found:
            st.html(Markup('<h2 class="gm-part">{}</h2>').format(title))
            _show_list(frame, carded, found)


def _show_list(frame: Frame, carded: Carded, found: Sequence[Action]) -> None:
    for action in found[:_FIRST_SHOWN]:
        _show_action(frame, carded, action)
    if (more := len(found) - _FIRST_SHOWN) > 0:
        st.caption(_n("And {number} more.", "And {number} more.", more))


def _show_action(frame: Frame, carded: Carded, action: Action) -> None:
    became = outcome(action, carded.case, carded.cards, carded.thin is not None, words())
    with st.container(horizontal=True, vertical_alignment="center", key=f"term-action-{action.id}"):
        st.html(_text(action, became))
        if not may("take_on"):
            return
        if action.is_open:
            st.button(_("Done"), key=f"term-done-{action.id}", on_click=close, args=(action.done(today(frame)),))
        st.button(_("Undo"), key=f"term-undo-{action.id}", type="tertiary", on_click=undo, args=(action,))


def _text(action: Action, became: Outcome) -> Markup:
    return Markup('<div class="gm-action gm-{}"><b>{}</b><span>{}</span><small>{}</small></div>').format(
        _LOOKS[became.is_good], action.title, in_words(action), " ".join(became.sentences)
    )
