"""People's rights on the Records page: what is due, and of one person what they know, a letter, and erasing them."""

from datetime import date

import streamlit as st
from markupsafe import Markup

from graphmap import model
from graphmap.app.records import address
from graphmap.app.records.cells import ask_cell, show_wrong
from graphmap.app.records.names import name_of
from graphmap.app.records.writing import say, write_or_say
from graphmap.app.shell.acting import erase_person
from graphmap.app.shell.kept import everything_about
from graphmap.app.shell.language import _, _n, capital
from graphmap.app.shell.listing import plain
from graphmap.app.shell.session import may
from graphmap.app.shell.store_errors import store_errors
from graphmap.graph.snapshot import Snapshot
from graphmap.model import NodeKey
from graphmap.rights.authority import SHEET as AUTHORITY
from graphmap.rights.authority import authority_over, record_authority
from graphmap.rights.due import TELL, due
from graphmap.rights.erasing import erasure
from graphmap.rights.held import Held
from graphmap.rights.letter import Sender, letter
from graphmap.rights.register import HEADINGS, SHEET, record, rights_of, told
from graphmap.rights.withdrawing import withdraw
from graphmap.sheets.problems import BadSheets
from graphmap.store.edit import Edit

_MOST_SHOWN = 100
_ABREAST = 2


def show_due(snapshot: Snapshot) -> None:
    """Show what is due, with a way to the form of each person, and how to record that several were told."""
    st.markdown(
        _(
            "Everybody who is recorded here has a right to know it, to see what is held, to correct it and to leave. "
            "Since 1 May 2026 the Privacy Act asks you to tell people when somebody else has recorded them."
        )
    )
    rows = due(snapshot.tables, date.today())
    if rows.is_empty():
        st.success(_("Nothing is due."), icon=":material/check:")
        return
    for what, some in rows.group_by("what", maintain_order=True):
        with st.expander(f"{plain(capital(_(str(what[0]))))} · {len(some):,}", key=f"due-{what[0]}"):
            for row in some.head(_MOST_SHOWN).iter_rows(named=True):
                _show_due_row(row["key"], row["name"], row["since"], row["to_do"])
            if len(some) > _MOST_SHOWN:
                st.caption(_("And {number} more.", number=f"{len(some) - _MOST_SHOWN:,}"))
    _show_telling(snapshot, rows.filter(rows["what"] == TELL)["key"].to_list())


def _show_due_row(key: NodeKey, name: str, since: date | None, to_do: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.html(
            Markup('<div class="gm-change"><b>{}</b><small>{}</small></div>').format(
                name, " · ".join(filter(None, [since.isoformat() if since else "", _(to_do)]))
            ),
            width="stretch",
        )
        st.button(_("Open"), key=f"due-open-{key}-{to_do}", on_click=address.open_form, args=(key,), type="tertiary")


def _show_telling(snapshot: Snapshot, keys: list[NodeKey]) -> None:
    """Ask who of those who don't know yet was told today, and how."""
    if not keys:
        return
    with st.container(border=True, key="telling"):
        chosen = st.multiselect(
            _("Who was told today"), keys, format_func=lambda key: plain(snapshot.names[key]), key="told-people"
        )
        how = st.text_input(_("How"), "letter", max_chars=200, key="told-how")
        done = _n("Recorded: {number} person told.", "Recorded: {number} people told.", len(chosen))
        if st.button(_("Record"), key="told-record", type="primary", disabled=not chosen):
            with store_errors():
                write_or_say(told(snapshot.tables, chosen, date.today(), how), "rights", done, snapshot.seq)


def show_rights(snapshot: Snapshot, key: NodeKey) -> None:
    """Show below the form of a person what they know and agreed to, and what they can ask for, to a steward."""
    if not may("steward", everywhere=True):
        return
    box = st.expander(_("Rights"), key="rights", icon=":material/person_shield:", on_change="rerun")
    if not box.open:
        return
    with box, store_errors():
        _show_register(snapshot, key)
        st.divider()
        _show_files(snapshot, key)
        st.divider()
        _show_withdrawing(snapshot, key)
        st.divider()
        _show_erasing(snapshot, key)


def _show_register(snapshot: Snapshot, key: NodeKey) -> None:
    before = rights_of(snapshot.tables, key)
    cells = {}
    for begin in range(0, len(HEADINGS), _ABREAST):
        for heading, room in zip(HEADINGS[begin : begin + _ABREAST], st.columns(_ABREAST), strict=False):
            with room:
                cells[heading] = ask_cell(snapshot, SHEET, heading, before[heading], f"rights-{key}-{heading}")
    if st.button(_("Save rights"), key="rights-save"):
        try:
            edit = record(snapshot.tables, [key], cells, date.today())
        except BadSheets as error:
            show_wrong(error.problems)
            return
        _carry_out(edit, "rights", _("Saved: {name}", name=name_of(snapshot, key)), snapshot.seq)


def show_authority(snapshot: Snapshot, key: NodeKey) -> None:
    """Show a steward, below the form of an iwi, who has authority over its part of the data, and what they allow."""
    if not may("steward", everywhere=True):
        return
    box = st.expander(_("Authority over this part of the data"), key="authority", icon=":material/handshake:")
    with box, store_errors():
        st.markdown(_("Agree on this with them first. Where they allow no files, every file leaves their part out."))
        before = authority_over(snapshot.tables, key)
        cells = {
            heading: ask_cell(snapshot, AUTHORITY, heading, before[heading], f"authority-{key}-{heading}")
            for heading in before
        }
        if st.button(_("Save authority"), key="authority-save"):
            try:
                edit = record_authority(snapshot.tables, key, cells, date.today())
            except BadSheets as error:
                show_wrong(error.problems)
                return
            _carry_out(edit, "rights", _("Saved: {name}", name=name_of(snapshot, key)), snapshot.seq)


def _show_files(snapshot: Snapshot, key: NodeKey) -> None:
    """Offer the letter, and everything that is held about the person."""
    id = model.split_key(key)[1]
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        name = st.text_input(_("Who signs the letter"), max_chars=200, key="letter-from")
        cluster = st.text_input(_("Whose record it is"), max_chars=200, key="letter-cluster")
        contact = st.text_input(_("How to reach you"), max_chars=200, key="letter-contact")
    written = letter(snapshot.tables, key, date.today(), Sender(name, cluster, contact))

    def held() -> Held:
        return everything_about(key)

    with st.container(horizontal=True, gap="small"):
        for label, file, content in (
            (_("Letter to print"), f"letter-{id}.html", written.as_page),
            (_("Letter as text"), f"letter-{id}.txt", written.as_text),
            (_("Everything held about them"), f"held-{id}.html", lambda: held().as_page()),
            (_("The same for programs"), f"held-{id}.json", lambda: held().as_json()),
        ):
            st.download_button(label, content, file, key=f"rights-file-{file}", on_click="ignore")


def _show_withdrawing(snapshot: Snapshot, key: NodeKey) -> None:
    st.markdown(_("**They withdraw.** Their roles end today, and nothing more is to be recorded. What was stays."))
    if st.button(_("Record that they withdraw"), key="rights-withdraw", icon=":material/person_off:"):
        done = _("Withdrawn: {name}", name=name_of(snapshot, key))
        _carry_out(withdraw(snapshot.tables, key, date.today()), "withdrawn", done, snapshot.seq)


def _show_erasing(snapshot: Snapshot, key: NodeKey) -> None:
    name, found = name_of(snapshot, key), erasure(snapshot.tables, key)
    st.markdown(
        _n(
            "**They are to be erased.** {number} interaction stays without their name, with as many people there. "
            "Nobody can undo this.",
            "**They are to be erased.** {number} interactions stay without their name, with as many people there. "
            "Nobody can undo this.",
            found.kept,
        )
    )
    keep_off = st.checkbox(
        _("Keep a mark without the name, to notice sheets that still have them"), True, key="keep-off"
    )
    typed = st.text_input(_("Type the name to erase them"), key="erase-typed", autocomplete="off")
    if st.button(_("Erase"), key="rights-erase", icon=":material/person_remove:", disabled=typed.strip() != name):
        say(" ".join(erase_person(key, keep_off=keep_off)))
        address.go_to_tab("person")
        st.rerun()


def _carry_out(edit: Edit, what: str, done: str, opened_at: int) -> None:
    if edit.is_nothing:
        st.rerun()
    write_or_say(edit, what, done, opened_at)
