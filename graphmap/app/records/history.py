"""The history: of everything, newest first, and of one entity; what each change did, and undoing it."""

import streamlit as st
from markupsafe import Markup

from graphmap import model
from graphmap.app.records import address
from graphmap.app.records.change_list import kinds_in, show_changes
from graphmap.app.records.names import name_of
from graphmap.app.records.writing import undo
from graphmap.app.shell.kept import change_log, details_of, shows_log, shows_values
from graphmap.app.shell.language import _, _n, capital, day, kind_told, later
from graphmap.app.shell.session import may
from graphmap.app.shell.store_errors import store_errors
from graphmap.graph.snapshot import Snapshot
from graphmap.model import NodeKey
from graphmap.store.log import Change

_PAGE = 20
_NOT_UNDONE = ("migrated", "granted", "revoked", "erased")
_WHAT = {
    "visit": later("Visit added"),
    "added": later("Added"),
    "corrected": later("Corrected"),
    "retired": later("Retired"),
    "deleted": later("Deleted"),
    "merged": later("Merged"),
    "rights": later("Rights recorded"),
    "withdrawn": later("Withdrawn"),
    "erased": later("Erased"),
    "loaded": later("Sheets loaded"),
    "demo": later("Demo loaded"),
    "restored": later("Restored from a backup"),
    "undone": later("Undone"),
    "migrated": later("Brought to a new version"),
    "fields": later("Fields changed"),
    "granted": later("Access granted"),
    "revoked": later("Access taken away"),
}


def show_everything(_snapshot: Snapshot) -> None:
    """Show what has changed, newest first."""
    _show(None, "all")


def show_history(snapshot: Snapshot, label: str, key: NodeKey) -> None:
    """Show what has changed of one entity, newest first."""
    with st.container(horizontal=True, gap="small"):
        st.button(
            capital(_(model.KIND[label].plural)),
            icon=":material/arrow_back:",
            type="tertiary",
            key="history-back",
            on_click=address.go_to_tab,
            args=(model.KIND[label].word,),
        )
        name = name_of(snapshot, key)
        if name is not None and may("record"):
            st.button(
                _("Edit"),
                icon=":material/edit:",
                type="tertiary",
                key="history-edit",
                on_click=address.open_form,
                args=(key,),
            )
    st.html(Markup('<h2 class="gm-name">{}</h2><p class="gm-kind">{}</p>').format(name or key, kind_told(label)))
    _show(key, key)


def _show(entity: NodeKey | None, key: str) -> None:
    shown: int = st.session_state.setdefault(f"history-{key}-shown", _PAGE)
    with store_errors():
        if not shows_log(entity):
            st.info(_("Your account doesn’t show what has changed."), icon=":material/info:")
            return
        changes = change_log(entity, limit=shown + 1)
        if not changes:
            st.caption(_("No changes yet."))
        for change in changes[:shown]:
            _show_change(change, entity)
        if len(changes) > shown:
            st.button(_("Show older changes"), key=f"history-{key}-more", on_click=_show_more, args=(key,))


def _show_more(key: str) -> None:
    st.session_state[f"history-{key}-shown"] += _PAGE


def _show_change(change: Change, entity: NodeKey | None) -> None:
    with st.container(border=True, key=f"change-{change.seq}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.html(_sentence(change), width="stretch")
            if change.undone_by is None and change.act.what not in _NOT_UNDONE and may("record"):
                st.button(
                    _("Undo"),
                    icon=":material/undo:",
                    key=f"undo-change-{change.seq}",
                    on_click=undo,
                    args=(change.seq, _("Undone: {what}", what=_what(change))),
                    type="tertiary",
                )
        if shows_values() and st.toggle(_("What changed"), key=f"change-{change.seq}-open"):
            _show_details(change, entity)


def _show_details(change: Change, entity: NodeKey | None) -> None:
    show_changes(*details_of(change, entity), f"change-{change.seq}")


def _sentence(change: Change) -> Markup:
    """Return who did what, when, to how many rows, and whether it was undone."""
    act = change.act
    at = act.at.astimezone()
    when = _("{day}, {time}", day=day(at.date()), time=f"{at:%H:%M}")
    first = Markup("<b>{}</b>").format(_what(change))
    details = [
        when,
        _("by {name}", name=act.by) if act.by else "",
        _counted(change),
        act.why,
        _("undone") if change.undone_by is not None else "",
    ]
    return Markup('<div class="gm-change">{}<small>{}</small></div>').format(first, " · ".join(filter(None, details)))


def _what(change: Change) -> str:
    return _(_WHAT.get(change.act.what, change.act.what))


def _counted(change: Change) -> str:
    """Return how many rows of each kind changed, the largest first."""
    counts = {}
    for name in kinds_in(change.tallies):
        tally = change.tallies[name]
        counts[name] = tally.created + tally.updated + tally.removed
    known = sorted(((name, count) for name, count in counts.items() if count), key=lambda each: -each[1])
    if not known:
        return _n("{number} row", "{number} rows", change.rows)
    return ", ".join(f"{count:,} {_plural(name, count)}" for name, count in known[:3])


def _plural(name: str, count: int) -> str:
    if name in model.KIND:
        kind = model.KIND[name]
        return _(kind.word if count == 1 else kind.plural)
    return _(model.RELATIONSHIP_WORDS[name])
