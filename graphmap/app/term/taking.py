"""Taking a card on: who and by when, done, or not for this network and why; each is kept at once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

import streamlit as st
from markupsafe import Markup

from graphmap.actions.actions import Action, action_on
from graphmap.app.shell.acting import drop_action, keep_action
from graphmap.app.shell.frame import Frame
from graphmap.app.shell.language import _, day, words
from graphmap.app.shell.listing import plain
from graphmap.app.shell.results import Carded
from graphmap.app.shell.session import may
from graphmap.errors import GraphmapError
from graphmap.language.terms import Term, term_of, terms_between
from graphmap.language.wording import term_told
from graphmap.model import NodeKey, node_key
from graphmap.weak.cards import Card
from graphmap.weak.judged_network import JudgedNetwork

Form = Literal["take", "not for us"]

_FORM, _HAPPENED = "term-form", "term-happened"
_MOST_OFFERED = 300
"""Of more people than this, only those at the card's places are offered; any name can be typed."""

_OTHER = "other"


def today(frame: Frame) -> date:
    """Return the day that something is taken on: today, or the day that the page judges from if that is later."""
    return max(date.today(), frame.as_at)


# ------------------------------------------------------------------------------------------------- what is kept


def take(action: Action) -> None:
    """Keep an action, and say so; or say who was first."""
    _keep(action, _("Kept. You find it below, under what is taken on."))


def close(action: Action) -> None:
    """Keep an action that is done or set aside."""
    _keep(action, _("Noted. You find it below, under what is taken on, where you can undo it."))


def undo(action: Action) -> None:
    """Take an action back: what was closed is open again if somebody had it, or else gone."""
    if action.is_open or not action.who:
        try:
            drop_action(action)
        except GraphmapError as error:
            _say(str(error), is_fault=True)
        return
    _keep(replace(action, state="taken", closed=None, why=""), _("Open again."))


def _keep(action: Action, then: str) -> None:
    try:
        keep_action(action)
    except GraphmapError as error:
        _say(str(error), is_fault=True)
    else:
        _say(then, is_fault=False)
        st.session_state.pop(_FORM, None)


def _say(what: str, is_fault: bool) -> None:
    st.session_state[_HAPPENED] = (what, is_fault)


def show_what_happened() -> None:
    """Say once what became of the last click."""
    what, is_fault = st.session_state.pop(_HAPPENED, ("", False))
    if what and is_fault:
        st.warning(plain(what), icon=":material/warning:")
    elif what:
        st.toast(plain(what), icon=":material/check:")


# ------------------------------------------------------------------------------------------------- on the card


def show_taking(frame: Frame, carded: Carded, card: Card, action: Action | None, in_a_row: bool) -> None:
    """Show who has the card, and the buttons to take it on, to close it, or to set it aside."""
    is_open = action is not None and action.is_open
    if action is not None:
        st.html(Markup('<p class="gm-taken">{}</p>').format(in_words(action)))
    if not may("take_on"):
        return
    new = action if action is not None and is_open else _fresh(frame, carded, card, action)
    width: Literal["content", "stretch"] = "content" if in_a_row else "stretch"
    room = st.container(horizontal=in_a_row, gap="small", key=f"term-taking-{card.id}")
    room.button(
        _("Change who or when") if is_open else _("Someone takes it"),
        key=f"term-take-{card.id}",
        icon=":material/person_add:",
        type="secondary" if is_open else "primary",
        on_click=_open_form,
        args=(card, "take", action and action.version),
        width=width,
    )
    closing = room if in_a_row else room.container(horizontal=True, gap="small")
    closing.button(
        _("Done"),
        key=f"term-close-{card.id}",
        icon=":material/check:",
        on_click=close,
        args=(new.done(today(frame)),),
        width=width,
    )
    closing.button(
        _("Not for us"),
        key=f"term-not-{card.id}",
        icon=":material/block:",
        on_click=_open_form,
        args=(card, "not for us", action and action.version),
        width=width,
    )


def in_words(action: Action) -> str:
    """Return who has an action and by when, or how it was closed."""
    who = action.who
    if action.is_open and action.by:
        return _("{who} takes it, by {day}.", who=who, day=day(action.by))
    if action.is_open:
        return _("{who} takes it.", who=who)
    closed = day(action.closed or action.taken)
    if action.state == "done":
        return _("{who} did it; done on {day}.", who=who, day=closed) if who else _("Done on {day}.", day=closed)
    return _("Not for us, since {day}: {why}", day=closed, why=action.why)


def _fresh(frame: Frame, carded: Carded, card: Card, before: Action | None) -> Action:
    """Return an action on a card that nobody has now, with the version of an earlier one that it replaces."""
    new = action_on(carded.case, card, today(frame))
    return replace(new, version=before.version) if before and before.id == new.id else new


def _open_form(card: Card, form: Form, version: str | None) -> None:
    """Open a form of a card, or close it. `version` is that of the action which the person sees."""
    is_shown = st.session_state.get(_FORM, ())[:2] == (card.id, form)
    st.session_state[_FORM] = () if is_shown else (card.id, form, version)


def show_form(frame: Frame, carded: Carded, card: Card, action: Action | None) -> None:
    """Show the form of a card that somebody has opened, unless somebody else was quicker."""
    id, form, version = st.session_state.get(_FORM) or (None, None, None)
    if id != card.id or not may("take_on"):
        return
    if version != (action and action.version):
        st.session_state.pop(_FORM)
        what = in_words(action) if action else _("somebody has undone it.")
        st.warning(_("Meanwhile: {what}", what=plain(what)), icon=":material/warning:")
        return
    mine = action if action and action.is_open else _fresh(frame, carded, card, action)
    with st.container(key=f"term-form-{card.id}", border=True):
        if form == "take":
            _ask_who(frame, carded, card, mine)
        else:
            _ask_why(frame, card, mine)


def _ask_who(frame: Frame, carded: Carded, card: Card, action: Action) -> None:
    names = _names(carded.case, card)
    if action.who and action.who not in names:
        names = [action.who, *names]
    who = st.selectbox(
        _("Who"),
        names,
        index=names.index(action.who) if action.who else None,
        placeholder=_("Choose or type a name"),
        accept_new_options=True,
        key=f"term-who-{card.id}",
    )
    by = _ask_when(frame, card)
    _show_ends(card, replace(action, who=who or "", by=by), disabled=not who)


def _ask_when(frame: Frame, card: Card) -> date | None:
    """Ask by when: the end of this term, the end of the next, or another day."""
    now = today(frame)
    ends = {term_told(term, words()): term.last_taught for term in _coming_terms(now)}
    which = st.segmented_control(
        _("By when"),
        [*ends, _OTHER],
        default=next(iter(ends)),
        required=True,
        format_func=lambda name: (
            _("Another day") if name == _OTHER else _("End of {term}: {day}", term=name, day=day(ends[name]))
        ),
        key=f"term-when-{card.id}",
    )
    if which != _OTHER:
        return ends[which or next(iter(ends))]
    chosen: date | None = st.date_input(
        _("Day"), value=next(iter(ends.values())), min_value=now, format="DD/MM/YYYY", key=f"term-day-{card.id}"
    )
    return chosen


def _coming_terms(now: date) -> Sequence[Term]:
    """Return this term and the next, without a term whose last day of school is over."""
    coming = terms_between(now, date(now.year + 1, 12, 1))
    return [term for term in coming if term.last_taught >= now][:2] or [term_of(now)]


def _ask_why(frame: Frame, card: Card, action: Action) -> None:
    why = st.text_input(_("Why is it not for you?"), max_chars=200, key=f"term-why-{card.id}")
    _show_ends(card, action.set_aside(today(frame), why or ""), disabled=not (why or "").strip())


def _show_ends(card: Card, action: Action, disabled: bool) -> None:
    with st.container(horizontal=True, gap="small"):
        st.button(
            _("Keep"),
            key=f"term-keep-{card.id}",
            type="primary",
            disabled=disabled,
            on_click=take if action.is_open else close,
            args=(action,),
        )
        st.button(
            _("Cancel"),
            key=f"term-cancel-{card.id}",
            type="tertiary",
            on_click=_open_form,
            args=(card, _form_of(action)),
        )


def _form_of(action: Action) -> Form:
    return "take" if action.is_open else "not for us"


def _names(case: JudgedNetwork, card: Card) -> list[str]:
    """Return the names of the people who could take a card: those it names, those at its places, and all others."""
    places = [place for actor in card.actors for place in (actor, *_members(case, actor))]
    near = sorted({person for place in places for person in case.people_at.get(place, ())}, key=case.name)
    people = case.snapshot.tables.kinds["Person"]["id"]
    everybody: list[NodeKey] = []
    if len(people) <= _MOST_OFFERED:
        everybody = sorted((node_key("Person", id) for id in people), key=case.name)
    return list(dict.fromkeys(case.name(person) for person in (*card.takers, *near[:_MOST_OFFERED], *everybody)))


def _members(case: JudgedNetwork, actor: NodeKey) -> frozenset[NodeKey]:
    return case.members(actor) if actor.startswith(node_key("Network", "")) else frozenset()
