"""Two people at one form: what somebody else has written since it was opened, beside what was typed here."""

import streamlit as st
from markupsafe import Markup

from graphmap.app.records.drafts import Draft
from graphmap.app.records.names import names_of
from graphmap.app.shell.language import _, capital
from graphmap.app.shell.listing import plain
from graphmap.graph.snapshot import Snapshot
from graphmap.map.colouring import title_of
from graphmap.records.meanwhile import Clash

_EMPTY = "—"


def show_clashes(snapshot: Snapshot, draft: Draft) -> None:
    """Show what somebody else has changed since the form was opened, and ask about what both have changed."""
    names = names_of(snapshot)
    if draft.taken:
        known = names.of(draft.taken)
        fields = ", ".join(known.get(name) or capital(_(title_of(name))) for name in draft.taken)
        st.info(
            plain(_("{who} changed this meanwhile: {fields}. You see it below.", who=_who(draft), fields=fields)),
            icon=":material/group:",
        )
    for number, clash in enumerate(draft.clashes):
        with st.container(border=True, key=f"clash-{number}"):
            title = names.of([clash.of]).get(clash.of) or capital(_(title_of(clash.of)))
            shown = [_in_words(snapshot, text) for text in (clash.was, clash.theirs, clash.mine)]
            st.html(_compared(title, _who(draft), *shown))
            with st.container(horizontal=True, gap="small"):
                _button(draft, clash, number, _("Take theirs: {text}", text=plain(shown[1])), theirs=True)
                _button(draft, clash, number, _("Keep mine: {text}", text=plain(shown[2])), theirs=False)


def _button(draft: Draft, clash: Clash, number: int, title: str, theirs: bool) -> None:
    st.button(title, key=f"clash-{number}-{theirs}-{draft.turn}", on_click=draft.choose, args=(clash, theirs))


def _in_words(snapshot: Snapshot, text: str) -> str:
    return names_of(snapshot).of([text]).get(text, text) or _EMPTY


def _who(draft: Draft) -> str:
    return draft.meanwhile_by or _("Somebody else")


def _compared(title: str, who: str, was: str, theirs: str, mine: str) -> Markup:
    rows = ((_("Before"), was), (_("{who} wrote", who=who), theirs), (_("You typed"), mine))
    body = Markup("").join(Markup("<dt>{}</dt><dd>{}</dd>").format(*row) for row in rows)
    asked = _("You both changed this. Which one should stay?")
    return Markup('<p class="gm-name">{}</p><p class="gm-kind">{}</p><dl class="gm-facts">{}</dl>').format(
        title, asked, body
    )
