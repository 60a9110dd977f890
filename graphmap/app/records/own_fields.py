"""Fields of a cluster's own: declare, change, rename and remove them."""

from collections.abc import Mapping
from typing import NoReturn

import streamlit as st
from markupsafe import Markup

from graphmap import model
from graphmap.app.records import address
from graphmap.app.records.cells import ask_cell, show_wrong
from graphmap.app.records.writing import write_or_say
from graphmap.app.shell.language import _, _n, kind_told
from graphmap.app.shell.store_errors import store_errors
from graphmap.graph.snapshot import Snapshot
from graphmap.records.fields import count_values, declaring, removing, renaming
from graphmap.records.forms import only_changes
from graphmap.sheets.codebook import shipped_codebook
from graphmap.sheets.fields import Field, fields_in
from graphmap.sheets.problems import BadSheets, Problem
from graphmap.sheets.records import read_records
from graphmap.store.comparison import edit_between
from graphmap.store.edit import Edit

_WRONG = "fields-wrong"
_ASKED = ("type", "choices", "meaning", "private", "safe")


def show_fields(snapshot: Snapshot) -> None:
    """Show the fields that there are, and a form for another."""
    st.markdown(
        _(
            "Add a field for anything else that your cluster keeps of a school, a person or a visit: a sector, a "
            "decile, years in teaching. Forms, tables and the empty sheets have it, and the map can be coloured by it."
        )
    )
    for field in fields_in(snapshot.tables):
        with st.container(border=True, key=f"field-{field.id}"):
            _show_field(snapshot, field)
    with st.expander(_("Add a field"), icon=":material/add:", key="field-new"):
        turn = st.session_state.setdefault("fields-turn", 0)
        values = {
            heading: ask_cell(snapshot, model.SHEET["fields"], heading, "", f"field-new-{turn}-{heading}")
            for heading in ("kind", "name", *_ASKED)
        }
        _show_wrong("new")
        if st.button(_("Add"), key="field-add", type="primary"):
            _declare(snapshot, values, _("Added: {name}", name=values["name"]), "new")


def _show_field(snapshot: Snapshot, field: Field) -> None:
    count = count_values(snapshot.tables, field)
    details = [
        kind_told(field.label),
        _(field.type),
        ", ".join(field.choices),
        _n("{number} value", "{number} values", count),
    ]
    marks = [_("private")] * field.private + [_("safe to leave")] * field.safe
    st.html(
        Markup('<div class="gm-change"><b>{}</b> {}<small>{}</small></div>').format(
            field.name, field.meaning, " · ".join(filter(None, [*details, *marks]))
        )
    )
    with st.expander(_("Change or remove"), key=f"field-{field.id}-change"):
        values = {"kind": model.KIND[field.label].word, "name": field.name}
        for heading, text in _texts(field).items():
            values[heading] = ask_cell(snapshot, model.SHEET["fields"], heading, text, f"field-{field.id}-{heading}")
        name = ask_cell(snapshot, model.SHEET["fields"], "name", field.name, f"field-{field.id}-name")
        _show_wrong(field.id)
        with st.container(horizontal=True, gap="small"):
            if st.button(_("Save"), key=f"field-{field.id}-save", type="primary"):
                _change(snapshot, field, name, values)
            if st.button(
                _n("Remove it and {number} value", "Remove it and {number} values", count),
                key=f"field-{field.id}-remove",
            ):
                with store_errors():
                    _write(snapshot, removing(snapshot.tables, field), _("Removed: {name}", name=field.name))


def _texts(field: Field) -> Mapping[str, str]:
    yes_or_nothing = {True: "yes", False: ""}
    return {
        "type": field.type,
        "choices": "; ".join(field.choices),
        "meaning": field.meaning,
        "private": yes_or_nothing[field.private],
        "safe": yes_or_nothing[field.safe],
    }


def _change(snapshot: Snapshot, field: Field, name: str, values: Mapping[str, str]) -> None:
    """Save what was changed of a field: its name, or else what is declared of it."""
    if name.strip() == field.name:
        _declare(snapshot, values, _("Saved: {name}", name=field.name), field.id)
        return
    with store_errors():
        try:
            edit = renaming(snapshot.tables, field, name.strip())
        except BadSheets as error:
            _keep_wrong(field.id, error)
        _write(snapshot, edit, _("Renamed: {name}", name=name.strip()))


def _declare(snapshot: Snapshot, values: Mapping[str, str], done: str, form: str) -> None:
    with store_errors():
        try:
            records = read_records(declaring(values), snapshot.tables, shipped_codebook())
        except BadSheets as error:
            _keep_wrong(form, error)
        edit = only_changes(edit_between(snapshot.tables, records), snapshot.tables)
        if form == "new":
            st.session_state["fields-turn"] += 1
        _write(snapshot, edit, done)


def _write(snapshot: Snapshot, edit: Edit, done: str) -> None:
    address.go_to_tab(address.FIELDS)
    if edit.is_nothing:
        st.rerun()
    write_or_say(edit, "fields", done, snapshot.seq)


def _keep_wrong(form: str, error: BadSheets) -> NoReturn:
    """Keep what is wrong for the next run, which shows it in the form."""
    st.session_state[_WRONG] = (form, list(error.problems))
    st.rerun()


def _show_wrong(form: str) -> None:
    wrong: tuple[str, list[Problem]] | None = st.session_state.get(_WRONG)
    if wrong and wrong[0] == form:
        st.session_state.pop(_WRONG)
        show_wrong(wrong[1])
