"""The form of an entity: add it or correct it, with the model's words and the sheets' checks beside each field."""

from datetime import date
from functools import partial

import streamlit as st
from markupsafe import Markup

from graphmap import model
from graphmap.app.records import address
from graphmap.app.records.cells import ask_cell, show_wrong
from graphmap.app.records.clashes import show_clashes
from graphmap.app.records.drafts import Draft, draft_of, forget
from graphmap.app.records.fragment import run_again
from graphmap.app.records.leaving import show_leaving
from graphmap.app.records.names import name_of
from graphmap.app.records.near_names import show_near
from graphmap.app.records.parts import show_part
from graphmap.app.records.rights import show_authority, show_rights
from graphmap.app.records.writing import write
from graphmap.app.shell.language import _, capital, kind_told, later
from graphmap.app.shell.session import current_snapshot
from graphmap.app.shell.store_errors import store_errors
from graphmap.errors import Overtaken
from graphmap.graph.snapshot import Snapshot
from graphmap.language.normalising import fold
from graphmap.model import NodeKey
from graphmap.records.forms import SAME, AlreadyHere, fill
from graphmap.sheets.problems import BadSheets, Problem

_ABREAST = 2
_NEW = {
    "School": later("New school"),
    "Person": later("New person"),
    "Role": later("New role"),
    "Iwi": later("New iwi"),
    "CommunityPartner": later("New partner"),
    "Network": later("New network"),
    "Programme": later("New programme"),
    "Goal": later("New goal"),
    "Interaction": later("New interaction"),
}


def show_form(label: str, key: NodeKey | None) -> None:
    """Show the form of an entity, or an empty one of a kind."""
    back = capital(_(model.KIND[label].plural))
    st.button(
        back,
        icon=":material/arrow_back:",
        type="tertiary",
        key="form-back",
        on_click=address.go_to_tab,
        args=(model.KIND[label].word,),
    )
    _show_form(label, key)


@st.fragment
def _show_form(label: str, key: NodeKey | None) -> None:
    with store_errors():
        snapshot = current_snapshot()
        draft = draft_of(snapshot, label, key)
        if draft is None:
            st.info(_("This isn’t here any more: somebody has deleted it."), icon=":material/info:")
            return
        _show_heading(snapshot, draft)
        show_clashes(snapshot, draft)
        with st.container(key="form", border=True):
            _show_cells(snapshot, draft)
            for part in draft.form.parts:
                st.divider()
                show_part(snapshot, draft, part)
        _show_buttons(draft)
    if key is not None and label == "Person":
        show_rights(snapshot, key)
    if key is not None and label == "Iwi":
        show_authority(snapshot, key)
    if key is not None:
        show_leaving(snapshot, label, key)


def _show_heading(snapshot: Snapshot, draft: Draft) -> None:
    if draft.key is None:
        st.html(Markup('<h2 class="gm-name">{}</h2>').format(_(_NEW[draft.label])))
        return
    name, kind = name_of(snapshot, draft.key), kind_told(draft.label)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.html(Markup('<h2 class="gm-name">{}</h2><p class="gm-kind">{}</p>').format(name, kind), width="stretch")
        if st.button(_("History"), icon=":material/history:", type="tertiary", key="form-history"):
            address.open_history(draft.key)
            st.rerun()


def _show_cells(snapshot: Snapshot, draft: Draft) -> None:
    """Show the fields of the entity's own row, several to a line; in a narrow window they stack."""
    headings = draft.form.headings
    in_lists = {"roles", *(part.name for part in draft.form.parts)}
    wrong = [problem for problem in draft.problems if problem.file not in in_lists]
    for begin in range(0, len(headings), _ABREAST):
        for heading, room in zip(headings[begin : begin + _ABREAST], st.columns(_ABREAST), strict=False):
            with room:
                key = f"{draft.name}-{draft.turn}-{heading}"
                draft.cells[heading] = ask_cell(snapshot, draft.form.sheet, heading, draft.cells.get(heading, ""), key)
                here = [problem for problem in wrong if problem.column == heading]
                if heading == "name" and draft.key is None and not any(problem.sort == SAME for problem in here):
                    show_near(snapshot, draft.label, draft.cells["name"], partial(_open_same, draft))
                show_wrong(problem for problem in here if problem.sort != SAME)
                for problem in here:
                    if problem.sort == SAME:
                        _show_same(draft, problem)
    show_wrong(problem for problem in wrong if problem.column not in headings)


def _show_same(draft: Draft, problem: Problem) -> None:
    """Say that the entity is here already, with a way to it and a way to add another."""
    kind = _(model.KIND[draft.label].word)
    names = current_snapshot().names
    nearest = names.get(draft.same[0], "") if draft.same else ""
    if fold(nearest) in ("", fold(problem.value)) or "name" not in draft.form.headings:
        asked = _("“{name}” is here already. Is it the same {kind}?", name=problem.value, kind=kind)
    else:
        asked = _("“{stored}” is here, with nearly this name. Is it the same {kind}?", stored=nearest, kind=kind)
    st.html(Markup('<p class="gm-wrong" role="alert">{}</p>').format(asked))
    with st.container(horizontal=True, gap="small"):
        for key in draft.same[:3]:
            st.button(_("Open the one that is here"), key=f"open-same-{key}", on_click=_open_same, args=(draft, key))
        st.button(_("Add another"), key="add-another", on_click=_add_another, args=(draft,))


def _open_same(draft: Draft, key: NodeKey) -> None:
    forget(draft)
    address.open_form(key)
    st.session_state[_LEFT] = True


def _add_another(draft: Draft) -> None:
    draft.another = True
    st.session_state[_AGAIN] = True


_LEFT, _AGAIN = "form-left", "form-save-again"


def _show_buttons(draft: Draft) -> None:
    if st.session_state.pop(_LEFT, False):
        st.rerun()
    with st.container(horizontal=True, gap="small", key="form-buttons"):
        wants = st.button(_("Save"), type="primary", key="form-save", disabled=bool(draft.clashes))
        if st.button(_("Cancel"), key="form-cancel"):
            _leave(draft)
    is_news, draft.is_news = draft.is_news, False
    if draft.clashes:
        st.caption(_("Choose above first, then save."))
    elif is_news:
        st.caption(_("Nothing is saved yet. Look at what was changed meanwhile, then save."))
    elif draft.problems:
        st.caption(_("Nothing is saved yet. Correct what is marked above."))
    if (wants or st.session_state.pop(_AGAIN, False)) and not (draft.clashes or is_news):
        _save(draft)


def _save(draft: Draft) -> None:
    """Save what was typed, or show what is wrong with it."""
    tables = current_snapshot().tables
    try:
        filled = fill(tables, draft.label, draft.typed, draft.key, draft.was, date.today(), draft.another)
    except BadSheets as error:
        draft.problems = list(error.problems)
        draft.same = error.same if isinstance(error, AlreadyHere) else ()
        draft.another = False
        run_again()
    if filled.edit.is_nothing:
        _leave(draft)
    name = draft.cells.get("name") or draft.cells.get("practice", "")
    is_new = draft.key is None
    done = _("Added: {name}", name=name) if is_new else _("Saved: {name}", name=name)
    try:
        write(filled.edit, "added" if is_new else "corrected", done, None if is_new else draft.opened_at)
    except Overtaken:
        st.rerun()  # which finds what somebody has written, and shows it beside what was typed
    _leave(draft)


def _leave(draft: Draft) -> None:
    forget(draft)
    address.go_to_tab(model.KIND[draft.label].word)
    st.rerun()
