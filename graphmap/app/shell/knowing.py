"""The day on which the pages show what was known: now, unless the address has another (``known-on=2026-05-01``)."""

from datetime import date

import streamlit as st

from graphmap.app.shell.address import know_as_on, known_on_in_address
from graphmap.app.shell.language import _, day
from graphmap.app.shell.listing import plain
from graphmap.app.shell.session import snapshot_known_on
from graphmap.graph.snapshot import Snapshot
from graphmap.language.dates import NotADate, read_date


def day_known() -> date | None:
    """Return the day on which the pages show what was known, or None for now."""
    return _day_in_address()[0]


def as_known(snapshot: Snapshot) -> tuple[Snapshot, str | None]:
    """Return what was known on the day in the address. The second value is a sentence if that makes no sense.

    Raises `NoStore`.
    """
    known, mistake = _day_in_address()
    if known is None:
        return snapshot, mistake
    return snapshot_known_on(known), None


def _day_in_address() -> tuple[date | None, str | None]:
    text = known_on_in_address()
    if not text:
        return None, None
    try:
        known = read_date(text)
        return (known if known < date.today() else None), None
    except NotADate as error:
        why = _("known-on: ‘{text}’ {why}. {fix}", text=text, why=error.why, fix=error.fix)
        return None, _("Part of this page’s address makes no sense: {why}", why=why)


def show_known() -> None:
    """Say that the page shows what was known on another day, with a way back to now."""
    known = day_known()
    if known is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="known-on"):
        st.info(
            _(
                "This is what was known on {day}. What was recorded or corrected later is left out.",
                day=plain(day(known)),
            ),
            icon=":material/history:",
        )
        st.button(_("Back to now"), key="know-now", on_click=know_as_on, args=(None,))
