"""The start of every page: the snapshot and the choice that it shows, its title, and what to do where there is none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from graphmap.app.records.doors import show_doors
from graphmap.app.records.loading_form import show_written
from graphmap.app.shell.address import Compared, choice_in_address, compared_in_address
from graphmap.app.shell.judging import as_drawn, day_judged_from
from graphmap.app.shell.knowing import as_known, day_known, show_known
from graphmap.app.shell.language import _
from graphmap.app.shell.listing import plain
from graphmap.app.shell.mapped import how_many
from graphmap.app.shell.session import current_snapshot
from graphmap.errors import GraphmapError
from graphmap.graph.choice import Choice
from graphmap.graph.snapshot import Snapshot
from graphmap.weak.judging_period import judging_choice

MOST_JUDGED = 10_000
"""The largest number of actors whose ties and weak links a page checks one by one: 3,000 take half a minute."""

_OPENED = "opened-in-this-run"


@dataclass(frozen=True)
class Frame:
    """What a page shows: a choice from a snapshot, judged from the day `as_at`, and the period to compare it with."""

    snapshot: Snapshot
    choice: Choice
    as_at: date
    compare: Compared | None = None

    @property
    def judging(self) -> Choice:
        """The choice for weak links: without a period, the four school terms up to `as_at`."""
        return judging_choice(self.choice, self.as_at)


@dataclass(frozen=True)
class Opened:
    """What a run of the app found: the frame, or why there is none, and sentences on what was wrong in the address."""

    frame: Frame | None = None
    problem: str | None = None
    mistakes: Sequence[str] = ()


def open_store() -> Opened:
    """Read the store and the address, once a run."""
    opened = _read()
    st.session_state[_OPENED] = opened
    return opened


def _read() -> Opened:
    try:
        snapshot, no_such_day = as_known(current_snapshot())
    except GraphmapError as error:
        return Opened(problem=str(error))
    choice, mistake = choice_in_address(snapshot)
    compare, no_period = compared_in_address()
    as_at, no_day = day_judged_from(snapshot, choice)
    frame = Frame(snapshot, as_drawn(snapshot, choice, as_at), as_at, compare)
    return Opened(frame, mistakes=[each for each in (mistake, no_period, no_day, no_such_day) if each])


def open_page(title: str) -> Frame | None:
    """Show a page's title, and return what the page shows.

    Without a store, or with an empty one, say what to do and return None.
    """
    opened: Opened = st.session_state.pop(_OPENED, None) or _read()
    is_empty = opened.frame is not None and opened.frame.snapshot.tables.is_empty
    with st.container(key="page-title"):
        if not is_empty:
            st.title(title)
    if opened.frame is None:
        _show_problem(opened.problem or "")
        return None
    if is_empty and day_known():
        show_known()
        return None
    if is_empty:
        show_doors(opened.frame.snapshot.tables)
        return None
    with st.container(key="notices"):  # always present, so that what follows keeps its place on the page
        show_written()
        show_known()
        for mistake in opened.mistakes:
            st.warning(plain(mistake), icon=":material/warning:")
    return opened.frame


def _show_problem(problem: str) -> None:
    """Say why the store can't be read, and offer to try again."""
    st.error(plain(problem), icon=":material/error:")
    st.button(_("Try again"), icon=":material/refresh:", key="try-again")


def is_too_much(frame: Frame) -> bool:
    """Return whether there are too many actors to check one by one, and say what to do instead."""
    actors = how_many(frame.snapshot, frame.choice)
    if actors > MOST_JUDGED:
        st.info(
            _(
                "{number} actors are too many to check one by one here. Choose networks under Filter, or show "
                "organisations. To check them all, run {command}.",
                number=f"{actors:,}",
                command=f"`graphmap weak --view {frame.choice.view} -o weak.csv`",
            ),
            icon=":material/info:",
        )
    return actors > MOST_JUDGED
