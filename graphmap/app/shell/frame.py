"""The start of every page: its title, its controls, and the snapshot and the choice that it shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from graphmap.app.data.doors import show_doors
from graphmap.app.data.loading_form import show_written
from graphmap.app.shell import sidebar, tour
from graphmap.app.shell.address import choice_in_address
from graphmap.app.shell.judging import as_drawn, day_judged_from
from graphmap.app.shell.language import _
from graphmap.app.shell.listing import plain
from graphmap.app.shell.mapped import how_many
from graphmap.app.shell.session import current_snapshot
from graphmap.app.shell.sidebar import ALL_CONTROLS, Control
from graphmap.errors import GraphmapError
from graphmap.graph.choice import Choice
from graphmap.graph.snapshot import Snapshot
from graphmap.sample.demo import holds_demo
from graphmap.weak.judging_period import judging_choice


@dataclass(frozen=True)
class Frame:
    """What a page shows: a choice from a snapshot, judged from the day `as_at`."""

    snapshot: Snapshot
    choice: Choice
    as_at: date

    @property
    def judging(self) -> Choice:
        """The choice for weak links: without a period, the four school terms up to `as_at`."""
        return judging_choice(self.choice, self.as_at)


MOST_JUDGED = 10_000
"""The largest number of actors whose ties and weak links a page checks one by one: 3,000 take half a minute."""


def open_page(title: str, controls: Sequence[Control] = ALL_CONTROLS) -> Frame | None:
    """Show a page's title and, at the side, the `controls` of the choice. Return what the page shows.

    Without a store, or with an empty one, say so and return None.
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
    as_at, no_day = day_judged_from(snapshot, choice)
    for each in filter(None, (mistake, no_day)):
        st.warning(plain(each), icon=":material/warning:")
    sidebar.choose(snapshot, choice, controls)
    tour.offer()
    if holds_demo(snapshot.tables):
        st.caption(
            ":material/science: "
            + _("This is the invented demo cluster: no school, person, iwi or event in it is real.")
        )
    return Frame(snapshot, as_drawn(snapshot, choice, as_at), as_at)


def is_too_much(frame: Frame) -> bool:
    """Return whether there are too many actors to check one by one, and say what to do instead."""
    actors = how_many(frame.snapshot, frame.choice)
    if actors > MOST_JUDGED:
        st.info(
            _(
                "{number} actors are too many to check one by one here. Choose networks at the side, or the "
                "organisations view. To check them all, run {command}.",
                number=f"{actors:,}",
                command=f"`graphmap weak --view {frame.choice.view} -o weak.csv`",
            ),
            icon=":material/info:",
        )
    return actors > MOST_JUDGED
