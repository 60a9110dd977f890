"""Ask, before sheets are loaded, whether a new row is of somebody or something that is here already."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import streamlit as st
from markupsafe import Markup

from graphmap.app.shell.language import _, _n, capital, words
from graphmap.model import NodeKey
from graphmap.records.near_loads import Asked, near_stored
from graphmap.store.edit import Edit
from graphmap.tables import GraphTables

_ANSWERS = "sheets-near-answers"
_NEAR = "sheets-near"
_SHOWN = 8


@dataclass
class Answers:
    """What somebody answered about the rows of an upload: which are the ``same``, and which are ``others``."""

    same: list[Asked] = field(default_factory=list)
    others: set[tuple[NodeKey, NodeKey]] = field(default_factory=set)

    def say_same(self, asked: Asked) -> None:
        """Take a row for the record that is here."""
        self.same.append(asked)

    def say_other(self, *several: Asked) -> None:
        """Take rows for what is not here yet."""
        self.others.update((asked.new, asked.stored) for asked in several)


def answers_of(ids: tuple[str, ...]) -> Answers:
    """Return what was answered about the upload with these files."""
    kept: tuple[object, Answers] | None = st.session_state.get(_ANSWERS)
    if kept is None or kept[0] != ids:
        kept = st.session_state[_ANSWERS] = (ids, Answers())
    return kept[1]


def ask_about_near(ids: tuple[str, ...], edit: Edit, existing: GraphTables) -> bool:
    """Ask about the new rows that are nearly like what is here, and return whether an answer is missing."""
    answers = answers_of(ids)
    left = [asked for asked in _near(edit, existing) if (asked.new, asked.stored) not in answers.others]
    if answers.same:
        st.caption(
            _n(
                "{number} row is taken for one that is here.",
                "{number} rows are taken for some that are here.",
                len(answers.same),
            )
        )
    if not left:
        return False
    with st.container(border=True, key="sheets-near"):
        st.markdown(
            _n(
                "**{number} new row is nearly like one that is here.** Say whether it is the same, then load.",
                "**{number} new rows are nearly like some that are here.** Say whether they are the same, then load.",
                len(left),
            )
        )
        for number, asked in enumerate(left[:_SHOWN]):
            _ask(answers, asked, number)
        if len(left) > 1:
            st.button(_("None of them is the same"), key="near-none", on_click=answers.say_other, args=left)
    return True


def _near(edit: Edit, existing: GraphTables) -> Sequence[Asked]:
    """Return the new rows to ask about, compared only once for an edit."""
    kept: tuple[Edit, Sequence[Asked]] | None = st.session_state.get(_NEAR)
    if kept is None or kept[0] is not edit:
        with st.spinner(_("Comparing names…")):
            kept = st.session_state[_NEAR] = (edit, near_stored(edit, existing, words()))
    return kept[1]


def _ask(answers: Answers, asked: Asked, number: int) -> None:
    st.html(
        Markup('<p>{}</p><p class="gm-kind">{}</p>').format(
            _("Is “{name}” the same as “{stored}”?", name=asked.name, stored=asked.stored_name), capital(asked.why)
        )
    )
    with st.container(horizontal=True, gap="small"):
        st.button(_("Yes, the same"), key=f"near-yes-{number}", on_click=answers.say_same, args=(asked,))
        st.button(_("No, another"), key=f"near-no-{number}", on_click=answers.say_other, args=(asked,))
