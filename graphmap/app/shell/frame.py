"""What every page has around it: its title, the snapshot and the choice it is about, and what is said when there is
none."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from graphmap.app.data.doors import show_doors
from graphmap.app.data.loading_form import show_written
from graphmap.app.shell import sidebar, tour
from graphmap.app.shell.address import choice_in_address
from graphmap.app.shell.language import _
from graphmap.app.shell.listing import plain
from graphmap.app.shell.session import current_snapshot, how_many
from graphmap.app.shell.sidebar import ALL_CONTROLS, Control
from graphmap.errors import GraphmapError
from graphmap.graph.choice import Choice
from graphmap.graph.snapshot import Snapshot
from graphmap.sample.demo import holds_demo


@dataclass(frozen=True)
class Frame:
    """What a page is about."""

    snapshot: Snapshot
    choice: Choice


MOST_JUDGED = 10_000
"""The largest number of actors whose ties and weak links a page goes through one by one: some 3,000 take half a
minute."""


def open_page(title: str, controls: Sequence[Control] = ALL_CONTROLS) -> Frame | None:
    """Begin a page: show its title and, at the side, the `controls` of the choice, and return what it is about.

    Where there is no store, or nothing in it, say so and return nothing.
    """
    st.title(title)
    try:
        snapshot = current_snapshot()
    except GraphmapError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return None
    if snapshot.tables.is_empty:
        show_doors(snapshot.tables)
        return None
    show_written()
    choice, mistake = choice_in_address(snapshot)
    if mistake:
        st.warning(plain(mistake), icon=":material/warning:")
    sidebar.choose(snapshot, choice, controls)
    tour.offer()
    if holds_demo(snapshot.tables):
        st.caption(
            ":material/science: "
            + _("This is the invented demo cluster: no school, person, iwi or event in it is real.")
        )
    return Frame(snapshot, choice)


def is_too_much(frame: Frame) -> bool:
    """Whether there are too many actors to go through one by one; what else to do is then said."""
    actors = how_many(frame.snapshot, frame.choice)
    if actors > MOST_JUDGED:
        st.info(
            _(
                "{number} actors are too many to go through one by one here: choose networks at "
                "the side, or the view of organisations. "
                "The command line writes what is weak of all of them: {command}.",
                number=f"{actors:,}",
                command=f"`graphmap weak --view {frame.choice.view} -o weak.csv`",
            ),
            icon=":material/info:",
        )
    return actors > MOST_JUDGED
