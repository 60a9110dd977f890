"""What edits would change, in little room: beside a card."""

from collections.abc import Sequence
from urllib.parse import parse_qsl, urlencode

import streamlit as st
from markupsafe import Markup

from graphmap.app.shell.frame import Frame
from graphmap.app.shell.language import _, words
from graphmap.app.shell.listing import plain
from graphmap.app.whatif.results import tried
from graphmap.errors import WrongCommand
from graphmap.whatif.comparison import Weak, sentences
from graphmap.whatif.suppose import Edit, to_text, told

_LISTED = 3


def whatif_beside(frame: Frame, edits: Sequence[Edit]) -> None:
    """Show what `edits` suppose, what would change, and the way to the What if page with them."""
    try:
        _after, comparison = tried(frame, edits)
    except WrongCommand as error:
        st.warning(plain(str(error)), icon=":material/warning:")
        return
    supposed = [told(frame.snapshot, edit, words()) for edit in edits]
    st.html(_list(_("If"), supposed) + _list(_("Then"), sentences(comparison, words())))
    if comparison.thin:
        st.caption(plain(comparison.thin))
    parts = (_weak(_("New weak links"), comparison.appear), _weak(_("Weak links gone"), comparison.vanish))
    if any(parts):
        st.html(Markup("").join(parts))
    address = urlencode(
        [*parse_qsl(urlencode(frame.choice.to_parameters(), doseq=True)), *(_parameter(edit) for edit in edits)]
    )
    st.html(
        Markup('<p><a href="what-if?{}" target="_self">{}</a></p>').format(address, _("Try more on the What if page"))
    )
    st.caption(_("This assumes that nobody steps in, and uses only what is recorded."))


def _parameter(edit: Edit) -> tuple[str, str]:
    name, _sign, value = to_text(edit).partition("=")
    return name, value


def _weak(title: str, found: Sequence[Weak]) -> Markup:
    """Return the first of some weak links as a list under a title; nothing where there are none."""
    shown = [f"{_(rule.title)}: {finding.reason}" for rule, finding in found[:_LISTED]]
    if len(found) > _LISTED:
        shown.append(_("And {number} more.", number=f"{len(found) - _LISTED:,}"))
    return _list(title, shown) if shown else Markup("")


def _list(title: str, listed: Sequence[str]) -> Markup:
    items = Markup("").join(Markup("<li>{}</li>").format(each) for each in listed)
    return Markup('<p class="gm-kind">{}</p><ul class="gm-told">{}</ul>').format(title, items)
