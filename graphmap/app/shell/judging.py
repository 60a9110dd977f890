"""The day that this visit judges from: today, unless the address has another."""

from dataclasses import replace
from datetime import date

import streamlit as st

from graphmap.app.shell.address import as_at_in_address, judge_from
from graphmap.app.shell.knowing import day_known
from graphmap.app.shell.language import _, day
from graphmap.app.shell.listing import plain
from graphmap.errors import WrongCommand
from graphmap.graph.choice import Choice
from graphmap.graph.snapshot import Snapshot
from graphmap.weak.judging_period import LAST, has_stopped, read_as_at


def day_judged_from(snapshot: Snapshot, choice: Choice) -> tuple[date, str | None]:
    """Return the day to judge from. The second value is a sentence if the address has one that makes no sense."""
    try:
        return read_as_at(as_at_in_address(), snapshot, choice, _today()), None
    except WrongCommand as error:
        return choice.until or _today(), _("Part of this page’s address makes no sense: {why}", why=error)


def _today() -> date:
    """Return today, or the day on which the page shows what was known."""
    return day_known() or date.today()


def as_drawn(snapshot: Snapshot, choice: Choice, as_at: date) -> Choice:
    """Return `choice` with the day that its ties are judged from: `as_at`, or the last record if the record has
    stopped, because a tie then says nothing about today."""
    recorded = snapshot.first_and_last_day
    return replace(choice, as_at=recorded[1] if recorded and has_stopped(snapshot, as_at) else as_at)


def in_period(choice: Choice, since: date | None, until: date) -> Choice:
    """Return `choice` in another period, judged from the day in the address, or else from the end of that period."""
    return replace(choice, since=since, until=until, as_at=choice.as_at if as_at_in_address() else until)


def show_day(snapshot: Snapshot, as_at: date) -> None:
    """Offer to judge from the last record if nothing is recorded for a year before `as_at`, and offer the way back to
    today if another day was chosen."""
    recorded = snapshot.first_and_last_day
    if recorded and has_stopped(snapshot, as_at):
        st.info(
            _(
                "Nothing is recorded after {last}. The page judges from {day}, so it can’t say how the network is now.",
                last=plain(day(recorded[1])),
                day=plain(day(as_at)),
            ),
            icon=":material/event_busy:",
        )
        st.button(
            _("Judge from the last record"),
            key="judge-from-last",
            on_click=judge_from,
            args=(LAST,),
            icon=":material/history:",
        )
    elif as_at_in_address():
        st.caption(_("Judged from {day}.", day=plain(day(as_at))))
        st.button(_("Judge from today"), key="judge-from-today", on_click=judge_from, args=(None,), type="tertiary")
