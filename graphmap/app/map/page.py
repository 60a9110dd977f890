"""The Map page: who works with whom, how deeply, and the evidence.

The map is everything below the bar. All else is over it: the layouts and the look at the upper left, time and the
legend at the bottom, the panel of what is selected at the right, and the facts of the whole in a drawer.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import reduce

import streamlit as st

from graphmap.app.map.display_bar import show_bar
from graphmap.app.map.drawn_map import forget_first_selected, show_drawn_map
from graphmap.app.map.everybody import show_everybody
from graphmap.app.map.facts_drawer import facts_drawer, show_facts_button
from graphmap.app.map.overview_panel import show_way
from graphmap.app.map.reports import Steered
from graphmap.app.map.side_panel import show_panel
from graphmap.app.map.steering import selecting, steered, uncentred
from graphmap.app.map.table import show_table
from graphmap.app.map.time_bar import (
    beside,
    ended,
    is_side_by_side,
    period_name,
    periods_compared,
    show_changes,
    show_time,
)
from graphmap.app.shell import history
from graphmap.app.shell.address import display_in_address, put_display_in_address, selected_in_address
from graphmap.app.shell.filters import show_steps
from graphmap.app.shell.frame import Frame, open_page
from graphmap.app.shell.language import _, _n, day
from graphmap.app.shell.listing import plain
from graphmap.app.shell.mapped import Mapped, is_large, known_of_display, mapped
from graphmap.graph.choice import Choice
from graphmap.graph.snapshot import Snapshot, chosen_interactions
from graphmap.map.display import Display, Extent
from graphmap.map.drawing import Scale, scale_of
from graphmap.map.quotient_graph import strongest_lines

_MAPS = ("map", "map-beside", "large-map")
_HAS_SELECTED = "has-selected-on-the-map"

Address = Mapping[str, Sequence[str]]


def show() -> None:
    """Show the page."""
    frame = open_page(_("Map"))
    if frame is None:
        return
    for key in _MAPS:
        forget_first_selected(key)
    display, mistake = display_in_address()
    display = _looking_at_selected(frame.snapshot, frame.choice, display)
    history.record(frame.choice, display)
    _show_screen(frame, display, mistake, _address())


def _address() -> Address:
    """Return the parameters of the address on which more than the selection depends."""
    return {name: st.query_params.get_all(name) for name in st.query_params if name != "selected"}


@st.fragment
def _show_screen(frame: Frame, display: Display, mistake: str | None, address: Address) -> None:
    """Show the map and all that is over it.

    A selection runs only this again. Anything else that changes the address runs the whole page.
    """
    snapshot, choice = frame.snapshot, frame.choice
    if _address() != address or _looking_at_selected(snapshot, choice, display) != display:
        st.rerun()
    if frame.compare:  # then rings, too, are those of all dates
        display = replace(display, time="two")
    shown = mapped(snapshot, choice, display)
    select = selecting(display)
    other = _other_period(frame, shown, display)
    summary = " ".join([_summary(snapshot, choice, shown, display.extent), *_remarks(snapshot, choice, display, shown)])
    is_played = display.time in ("terms", "so-far")
    with st.container(key="map-page"):
        canvas = st.container(key="map-canvas")
        tools = st.container(horizontal=True, vertical_alignment="center", gap="small", key="over-tools")
        time = st.container(key="over-time")
        chips = st.container(key="over-chips", gap="small")
        note = st.container(key="over-note")
        status = st.container(key="over-status-high" if is_played else "over-status")
        in_words = st.container(key="map-in-words")  # for those who hear the page; others find it in the drawer
        side = st.container(key="map-side")
        with facts_drawer() as is_open:
            if is_open:
                st.markdown(summary)
                if compared := periods_compared(snapshot, choice, display, frame.compare):
                    show_changes(snapshot, *compared, display, select)
                show_table(snapshot.names, choice, shown)
    with side:  # the first to be filled: a person waits for what they chose
        show_panel(frame, shown, display, select, other)
    with canvas:
        _show_canvas(frame, shown, display, other, select)
    with tools:
        show_bar(snapshot, choice, display)
        show_facts_button()
    with time:
        if choice.view != "structure":
            show_time(snapshot, choice, display, can_be_beside=frame.compare is not None)
    with chips:
        show_way(snapshot.names, display, shown, is_needed=is_large(snapshot, choice))
        show_steps(display)
    with note:
        if mistake:
            st.warning(plain(mistake), icon=":material/warning:")
    status.markdown(_status(frame, shown, display))
    in_words.markdown(summary)


def _status(frame: Frame, shown: Mapped, display: Display) -> str:
    """Return the line under the map: what to do without ties, what is faded or aside, or at first how to begin."""
    if told := [*_without_ties(frame, shown), *_remarks(frame.snapshot, frame.choice, display, shown)]:
        return " ".join(told)
    if selected_in_address():
        st.session_state[_HAS_SELECTED] = True
    if display.time in ("terms", "so-far") or st.session_state.get(_HAS_SELECTED):
        return ""
    return _("Choose a mark or a line to see what is behind it.")


def _without_ties(frame: Frame, shown: Mapped) -> Iterator[str]:
    """Yield what to do where there is no tie."""
    if frame.choice.view == "structure" or len(shown.ties):
        return
    if frame.snapshot.first_and_last_day is None:
        yield _("Nothing is recorded yet. Add a visit, and the map shows who works with whom.")
    else:
        yield _("No ties with these choices. Choose a longer period or remove a filter.")


def _show_canvas(
    frame: Frame, shown: Mapped, display: Display, other: Mapped | None, select: Callable[[str | None], None]
) -> None:
    """Show the map, or the maps: everybody, one of the choice, one of what changed, or two side by side."""
    snapshot, choice = frame.snapshot, frame.choice
    said = _status(frame, shown, display).replace("*", "")

    def on_steer(what: Steered) -> None:
        steered(what, choice, display)

    if shown.overview is not None and display.extent == "all":
        show_everybody(snapshot, choice, display, select, on_steer, put_display_in_address, said)
        return
    period = frame.compare
    if other and period and is_side_by_side():
        _show_two(snapshot, choice, display, period, shown, other, on_steer)
        return
    compared = None
    if other and period:
        compared = (other, shown) if ended(beside(choice, period)) <= ended(choice) else (shown, other)
    show_drawn_map(
        snapshot,
        choice,
        shown,
        "map",
        height=None,
        display=display,
        select=select,
        on_steer=on_steer,
        on_display=put_display_in_address,
        compared=compared,
        said=said,
    )


def _other_period(frame: Frame, shown: Mapped, display: Display) -> Mapped | None:
    """Return the map of the period to compare with.

    Groups of hundreds would say little compared, so an overview has none.
    """
    period = frame.compare
    if period is None or shown.overview is not None or frame.choice.view == "structure":
        return None
    other = mapped(frame.snapshot, beside(frame.choice, period), display)
    return other if other.overview is None else None


def _looking_at_selected(snapshot: Snapshot, choice: Choice, display: Display) -> Display:
    """Return `display`, centred on a new selection that isn't drawn: a large network is only drawn in part."""
    selected, seen_key = selected_in_address(), "selected-seen"
    is_new = st.session_state.get(seen_key) != selected
    st.session_state[seen_key] = selected
    if not (is_new and selected in snapshot.names and is_large(snapshot, choice)) or (
        display.extent == "all" and not display.opened
    ):
        return display
    shown = mapped(snapshot, choice, display)
    if selected in shown.drawn or selected not in shown.whole:
        return display
    looking = replace(uncentred(display), focus=selected, steps=display.steps)
    put_display_in_address(looking)
    return looking


def _show_two(
    snapshot: Snapshot,
    choice: Choice,
    display: Display,
    period: tuple[date, date],
    shown: Mapped,
    other: Mapped,
    on_steer: Callable[[Steered], None],
) -> None:
    """Show two periods side by side, the earlier first, with the same positions and one scale."""
    sides = [(choice, shown, other, "map"), (beside(choice, period), other, shown, "map-beside")]
    scale = reduce(
        Scale.over,
        [scale_of(one.drawn, display, known_of_display(snapshot, each, display)) for each, one, _, _ in sides],
    )
    sides.sort(key=lambda side: ended(side[0]))
    for column, (each, one, opposite, key) in zip(st.columns(2, gap="small"), sides, strict=True):
        with column:
            ties = _n(
                "{number} tie in the whole network", "{number} ties in the whole network", one.whole.number_of_edges()
            )
            st.markdown(f"**{period_name(each)}**: {ties}")
            show_drawn_map(
                snapshot,
                each,
                one,
                key,
                height=None,
                display=display,
                on_steer=on_steer,
                on_display=put_display_in_address,
                beside=opposite,
                scale=scale,
            )


def _summary(snapshot: Snapshot, choice: Choice, shown: Mapped, extent: Extent) -> str:
    """Return a sentence or two on what the choice holds."""
    actors, left_out = len(shown.whole), _left_out(shown, extent)
    if choice.view == "structure":
        entities = _n("{number} entity", "{number} entities", actors)
        lines = _n("{number} line", "{number} lines", shown.whole.number_of_edges())
        return _("**{entities}** and **{lines}**, as stored.", entities=entities, lines=lines) + left_out
    interactions = chosen_interactions(snapshot, choice)
    span = interactions["date"].min(), interactions["date"].max()
    if not (isinstance(span[0], date) and isinstance(span[1], date)):
        return (
            _n(
                "No interactions recorded for these choices: {number} actor without ties.",
                "No interactions recorded for these choices: {number} actors without ties.",
                actors,
            )
            + left_out
        )
    found = _(
        "**{actors}** and **{ties}** from {interactions}, {since} to {until}.",
        actors=_n("{number} actor", "{number} actors", actors),
        ties=_n("{number} tie", "{number} ties", len(shown.ties)),
        interactions=_n("{number} interaction", "{number} interactions", len(interactions)),
        since=day(span[0]),
        until=day(span[1]),
    )
    sharing = int(shown.ties["only_sharing"].sum())
    shallow = _n("**{number}** tie only shares.", "**{number}** ties only share.", sharing)
    return f"{found} {shallow if sharing else _('Every tie goes beyond sharing.')}{left_out}"


def _left_out(shown: Mapped, extent: Extent) -> str:
    """What a map of a large network draws and leaves out."""
    if shown.ties.is_empty() and shown.overview is not None and extent == "all":
        return ""
    if shown.overview is not None and extent == "all":
        return " " + _("The map draws everyone with their two strongest ties. Point at someone to see all of theirs.")
    if shown.overview is not None:
        lines = strongest_lines(shown.overview).number_of_edges()
        groups = len(shown.overview)
        sentences = [
            _n(
                "The map shows {number} group. Open its mark to see who is in it.",
                "The map shows {number} groups. Open a mark to see who is in it.",
                groups,
            )
        ]
        if lines < shown.overview.number_of_edges():
            counts = {"lines": f"{lines:,}", "of": f"{shown.overview.number_of_edges():,}"}
            sentences.append(_("It draws the strongest {lines} of {of} lines between them.", **counts))
        if inside := len(shown.whole) - len(shown.opened.members if shown.opened else ()):
            sentences.append(
                _n(
                    "It leaves out {number} actor in other groups.",
                    "It leaves out {number} actors in other groups.",
                    inside,
                )
            )
        return " ".join(["", *sentences])
    missing = len(shown.whole) - len(shown.drawn) - len(shown.explored.hidden)
    if missing <= 0:
        return ""
    counts = {"drawn": f"{len(shown.drawn):,}", "number": f"{missing:,}"}
    return " " + _("The map draws {drawn} of them and leaves out {number}.", **counts)


def _remarks(snapshot: Snapshot, choice: Choice, display: Display, shown: Mapped) -> Sequence[str]:
    """Return sentences on what is faded or hidden, and on what the layout could not place."""
    explored, remarks = shown.explored, []
    everybody = shown.overview is not None and display.extent == "all"
    if (everybody and display.only) or (explored.has_context and len(shown.drawn) == len(explored.graph)):
        number = len(explored.ties) if shown.standing is None else len(shown.standing)
        remarks.append(
            _(
                "**Shown:** {shown} of {all}, with {ties} of {all_ties}. The rest is faded.",
                shown=f"{len(explored.shown):,}",
                all=f"{len(shown.whole):,}",
                ties=_n("{number} line", "{number} lines", number)
                if choice.view == "structure"
                else _n("{number} tie", "{number} ties", number),
                all_ties=f"{shown.whole.number_of_edges():,}",
            )
        )
    if explored.hidden:
        remarks.append(_("{number} hidden.", number=f"{len(explored.hidden):,}"))
    if (centre := shown.arranged.centre) and not display.focus:
        name = plain(snapshot.names[centre])
        remarks.append(
            _("Rings centre on {name}, with the strongest ties. Focus on another to change that.", name=name)
        )
    if centre and display.time != "window":
        remarks.append(_("Rings use all recorded ties, so nobody moves between periods."))
    if everybody and display.layout != "force" and len(shown.ties):
        remarks.append(_("Everybody at once is always laid out by community."))
    elif shown.overview is not None and display.layout in ("network", "radial"):
        remarks.append(_("Groups are placed by their ties. Open one to see its members by network or on rings."))
    if shown.arranged.aside and display.layout != "force" and not everybody:
        remarks.append(_aside(display, len(shown.arranged.aside)))
    return remarks


def _aside(display: Display, number: int) -> str:
    match display.layout:
        case "places":
            return _n(
                "{number} has no location; shown at the side.",
                "{number} have no location; shown at the side.",
                number,
            )
        case "network":
            return _n(
                "{number} is in no network; shown at the side.",
                "{number} are in no network; shown at the side.",
                number,
            )
    return _n("{number} can’t be reached; shown at the side.", "{number} can’t be reached; shown at the side.", number)
