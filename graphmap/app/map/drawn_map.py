"""The map as pages show it: drawn for the theme, with its legend, and following the selection."""

from collections.abc import Callable
from dataclasses import replace

import networkx as nx
import streamlit as st
from pyvis.network import Network

from graphmap.app.components.network_map import Caption, Centre, DrawnMap, Findable, network_map, steer
from graphmap.app.map.commands import command_for, was_clicked
from graphmap.app.map.reports import Asked, Clicked, Steered
from graphmap.app.map.term_play import terms_played
from graphmap.app.shell.address import put_in_address, select_in_address, selected_in_address
from graphmap.app.shell.language import _, day, later, words
from graphmap.app.shell.mapped import Mapped, known_of_display
from graphmap.graph.authority import what_may_leave
from graphmap.graph.choice import VIEW_MEANINGS, Choice, View
from graphmap.graph.snapshot import Snapshot
from graphmap.language.wording import depth_word, listed
from graphmap.language.words import Words
from graphmap.map import visual_language
from graphmap.map.display import Display
from graphmap.map.drawing import Scale, draw
from graphmap.map.drawing.compared import draw_compared, legend_compared
from graphmap.map.drawing.context import step_back
from graphmap.map.drawing.overview import draw_overview, overview_legend
from graphmap.map.legend import Legend, legend_of
from graphmap.map.quotient_graph import strongest_lines
from graphmap.map.term_frames import in_term, terms_of
from graphmap.map.visual_language import Theme
from graphmap.model import node_key

_NAMED = 4  # networks at most
_TITLES: dict[View, str] = {
    "people": later("Map of the people"),
    "organisations": later("Map of the organisations"),
    "networks": later("Map of the networks"),
    "structure": later("Map of the structure"),
}

NOTHING_ELSE = Findable()
"""Search finds only what is on the map."""


def current_theme() -> Theme:
    """Return the theme of the person's page."""
    return "dark" if st.context.theme.type == "dark" else "light"


def show_drawn_map(
    snapshot: Snapshot,
    choice: Choice,
    shown: Mapped,
    key: str,
    height: int | None = 600,
    display: Display = Display(),  # noqa: B008 — frozen
    findable: Findable = NOTHING_ELSE,
    select: Callable[[str | None], None] = select_in_address,
    on_steer: Callable[[Steered], None] | None = None,
    on_display: Callable[[Display], None] | None = None,
    beside: Mapped | None = None,
    scale: Scale | None = None,
    compared: tuple[Mapped, Mapped] | None = None,
    said: str = "",
) -> None:
    """Show the map of `choice` under `display`. A click selects, by default in the address, and the map follows the
    address.

    `on_display` gets the display that a person makes with the legend; without it the legend can't be changed. The map
    leaves room for everything in `beside`, drawn on the same `scale`. With `compared`, an earlier and a later period,
    it shows what changed from one to the other. A map without a `height` fills its page; screen readers hear what is
    `said` when that changes.
    """
    if not len(shown.drawn) and shown.overview is None and not compared:
        st.info(
            _("No ties to draw in this period. Choose a longer period or other networks."),
            icon=":material/info:",
        )
        return
    theme = theme_of(display)
    selected = selected_in_address()

    def clicked(what: Clicked) -> None:
        was_clicked(key, what.id)
        select(what.id)

    def went_to(number: int) -> None:
        if display.time in ("terms", "so-far"):
            put_in_address(in_term(choice, terms_of(snapshot)[number], display.time))

    can_change = on_display is not None and shown.overview is None and not compared
    played = terms_played(snapshot, choice, display, theme) if can_change else None
    if compared:
        drawing = drawn_compared(snapshot, choice, compared, key, display, height)
    else:
        drawing = drawn(snapshot, choice, shown, key, display, (played.scale if played else scale), beside, height)
    command = command_for(key, selected, at_first=selected)
    network_map(
        drawing,
        selected=selected if height else first_selected(key, selected),
        command=command if height else None,
        on_click=clicked,
        findable=findable,
        on_steer=on_steer,
        on_ask=(lambda asked: on_display(asked_for(display, asked))) if on_display and can_change else None,
        terms={**played.packed, "now": played.now} if played else None,
        on_term=went_to,
    )
    if not height:
        steer(key, command, said)


def theme_of(display: Display) -> Theme:
    """Return the theme to draw the map in. Print is always light."""
    return "light" if display.mode == "print" else current_theme()


def drawn(
    snapshot: Snapshot,
    choice: Choice,
    shown: Mapped,
    key: str,
    display: Display,
    scale: Scale | None = None,
    beside: Mapped | None = None,
    height: int | None = 600,
) -> DrawnMap:
    """Draw the map of `choice` under `display`, for `network_map` and `map_data`."""
    theme = theme_of(display)
    if beside is not None:
        return _draw(snapshot, choice, shown, key, display, theme, scale, beside, height)
    found: DrawnMap = _drawn_alone(
        snapshot.identity, choice, key, display, theme, scale, height, words(), snapshot, shown
    )
    return found


@st.cache_resource(max_entries=8, show_spinner="Drawing the map…")
def _drawn_alone(
    identity: str,  # noqa: ARG001 — the cache's key
    choice: Choice,
    key: str,
    display: Display,
    theme: Theme,
    scale: Scale | None,
    height: int | None,
    words: Words,  # noqa: ARG001 — the cache's key
    _snapshot: Snapshot,
    _shown: Mapped,
) -> DrawnMap:
    """Draw a map that needs no room for another. A thousand actors take a second, so the last few maps are kept."""
    return _draw(_snapshot, choice, _shown, key, display, theme, scale, None, height)


def _draw(
    snapshot: Snapshot,
    choice: Choice,
    shown: Mapped,
    key: str,
    display: Display,
    theme: Theme,
    scale: Scale | None,
    beside: Mapped | None,
    height: int | None,
) -> DrawnMap:
    if shown.overview is not None:
        lines = strongest_lines(shown.overview)
        network, legend = (
            draw_overview(lines, shown.places, theme, snapshot.names, words()),
            overview_legend(lines, theme, words()),
        )
    else:
        known = known_of_display(snapshot, choice, display)
        network = step_back(draw(shown.drawn, shown.places, theme, display, known, scale, words()), shown.explored)
        legend = legend_of(shown.drawn, theme, display, known, words())
    return _drawn_map(snapshot, choice, shown, key, display, network, legend, beside, height)


def drawn_compared(
    snapshot: Snapshot,
    choice: Choice,
    compared: tuple[Mapped, Mapped],
    key: str,
    display: Display,
    height: int | None = 600,
) -> DrawnMap:
    """Draw two periods on one map: what changed from the earlier to the later."""
    before, after = compared
    theme, known = theme_of(display), known_of_display(snapshot, choice, display)
    union = nx.compose(before.drawn, after.drawn)
    unrecorded = {
        node
        for node in union
        if node in before.graph and before.graph.degree(node) and known.recorded is not None
        if node not in known.recorded
    }
    places = {**before.places, **after.places}
    network = draw_compared(before.drawn, after.drawn, places, theme, display, known, unrecorded, words())
    legend = legend_compared(before.drawn, after.drawn, theme, unrecorded, words())
    return _drawn_map(snapshot, choice, after, key, display, network, legend, None, height)


def _drawn_map(
    snapshot: Snapshot,
    choice: Choice,
    shown: Mapped,
    key: str,
    display: Display,
    network: Network,
    legend: Legend,
    beside: Mapped | None,
    height: int | None,
) -> DrawnMap:
    aside = set(shown.arranged.aside) if not display.hidden else set(shown.arranged.aside) & set(shown.drawn)
    return DrawnMap(
        network=network,
        key=key,
        title=_(_TITLES[choice.view]),
        height=height,
        backdrop=shown.arranged.backdrop,
        arrangement=_arrangement(choice, display, shown),
        centre=_centre(display),
        legend=legend,
        only=display.only,
        recoloured=[entry for entry, _ in display.recoloured],
        caption=caption_to_leave(snapshot, choice),
        theme=theme_of(display),
        enlarged=visual_language.ENLARGED[display.mode],
        is_for_paper=display.mode == "print",
        extent=[beside.places[node] for node in beside.drawn if node not in aside] if beside else [],
        aside=sorted(aside),
    )


def first_selected(key: str, selected: str | None) -> str | None:
    """Return what the map called `key` has selected at first. It doesn't change until the whole page is run again."""
    found: str | None = st.session_state.setdefault(f"{key}-first", selected)
    return found


def forget_first_selected(key: str) -> None:
    """Let the map called `key` begin with what is selected now, as the whole page is run again."""
    st.session_state.pop(f"{key}-first", None)


def asked_for(display: Display, asked: Asked) -> Display:
    """Return `display` changed as a person asked in the legend."""
    if asked.what == "only":
        kept = tuple(entry for entry in display.only if entry != asked.entry)
        return replace(display, only=kept if len(kept) < len(display.only) else (*display.only, asked.entry))
    others = {entry: colour for entry, colour in display.recoloured if entry != asked.entry}
    return replace(display, recoloured=tuple((others | ({asked.entry: asked.colour} if asked.colour else {})).items()))


def caption_to_leave(snapshot: Snapshot, choice: Choice) -> Caption | None:
    """Return the caption of a map that can be downloaded; None where a part of what is on it may not leave."""
    return None if what_may_leave(snapshot).left_out else caption_of(snapshot, choice)


def caption_of(snapshot: Snapshot, choice: Choice) -> Caption:
    """Return the caption of a downloaded map."""
    recorded = snapshot.first_and_last_day
    since = choice.since or (recorded[0] if recorded else None)
    until = choice.until or (recorded[1] if recorded else None)
    networks = listed([snapshot.names[node_key("Network", id)] for id in choice.networks], _NAMED, words())
    period = [
        _(VIEW_MEANINGS[choice.view]),
        _("Period: {since} to {until}.", since=day(since), until=day(until)) if since and until else "",
        _("Within {networks}.", networks=networks) if networks else "",
        _("Only work at least this deep: {depth}.", depth=_(depth_word(choice.min_depth))) if choice.min_depth else "",
    ]
    if recorded:
        data = _("Data up to {day}, the latest recorded interaction.", day=day(recorded[1]))
    else:
        data = _("No interactions recorded.")
    what = (
        _("The stored network") if choice.view == "structure" else _("Who works with whom: {view}", view=_(choice.view))
    )
    return Caption(what, (" ".join(filter(None, period)), data), f"graphmap-{choice.view}")


def _arrangement(choice: Choice, display: Display, shown: Mapped) -> str:
    """Return a name for the current positions. It changes when most of them do."""
    parts = [choice.view, *choice.networks, display.layout]
    if shown.overview is not None or shown.opened is not None:
        parts += [display.groups, *display.opened]
    elif len(shown.drawn) < len(shown.explored.graph):
        parts.append(display.focus or "")
    return " ".join([*parts, display.focus or ""] if display.layout == "radial" else parts)


def _centre(display: Display) -> Centre | None:
    return Centre(display.focus, display.steps) if display.focus or display.path or display.compare else None
