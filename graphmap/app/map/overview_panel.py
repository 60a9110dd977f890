"""Moving around a network with too many actors for a mark each: the trail of opened groups, and the groups' panel."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import networkx as nx
import streamlit as st
from markupsafe import Markup

from graphmap.app.map.hover_rows import marked
from graphmap.app.map.panel import heading
from graphmap.app.map.steering import uncentred
from graphmap.app.shell.address import put_display_in_address, select_in_address
from graphmap.app.shell.language import _, _n, capital, later, words
from graphmap.app.shell.listing import listing, plain
from graphmap.app.shell.mapped import Mapped
from graphmap.map.display import GROUPINGS_SHOWN, Display, Grouping
from graphmap.map.drawing import find_tie
from graphmap.map.drawing.overview import mix_told, standings_told, told_of_line
from graphmap.map.partition import Part, part_told
from graphmap.map.quotient_graph import beyond_sharing, kinds_of
from graphmap.model import KIND, NodeKey

_GROUPS: dict[Grouping, str] = {"network": later("By network"), "community": later("By community")}
_FIRST_NEIGHBOURS = 8
_FIRST_LISTED = 12

Select = Callable[[str | None], None]


def show_way(names: Mapping[NodeKey, str], display: Display, shown: Mapped, *, is_needed: bool) -> None:
    """Show the grouping and the trail of opened groups. Their container is always there, so the map keeps its place."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="way"):
        if is_needed:
            _show_trail(names, display, shown)
    if shown.opened and shown.opened.is_lost:
        st.info(_("The group in this link no longer exists."), icon=":material/info:")


def _show_trail(names: Mapping[NodeKey, str], display: Display, shown: Mapped) -> None:
    trail = shown.opened.trail if shown.opened else ()
    key = "display-groups"
    st.session_state[key] = display.groups
    st.segmented_control(
        _("Marks stand for"),
        GROUPINGS_SHOWN,
        key=key,
        format_func=lambda each: _(_GROUPS[each]),
        label_visibility="collapsed",
        on_change=lambda: _go(replace(display, groups=st.session_state[key] or display.groups, opened=())),
        help=_("There are too many actors for a mark each. A community is a group that works closely together."),
    )
    st.session_state["display-extent"] = display.extent == "all"
    st.toggle(
        _("Everybody at once"),
        key="display-extent",
        on_change=lambda: _go(
            replace(display, extent="all" if st.session_state["display-extent"] else "part", opened=())
        ),
        help=_("Draw every actor, with each community on its own disc."),
    )
    is_inside = bool(trail) or shown.opened is None
    st.button(
        _("Everything"),
        key="way-0",
        on_click=_go,
        args=(replace(display, opened=()),),
        type="tertiary",
        disabled=not is_inside,
    )
    for number, part in enumerate(trail, 1):
        name, there = plain(part_told(part, names, words())), replace(display, opened=display.opened[:number])
        st.button(
            f"› {name}",
            key=f"way-{number}",
            on_click=_go,
            args=(there,),
            type="tertiary",
            disabled=number == len(trail),
        )


def open_part(display: Display, key: str) -> None:
    """Open the group `key`."""
    _go(replace(display, opened=(*display.opened, key)))


def _go(display: Display) -> None:
    select_in_address(None)
    put_display_in_address(uncentred(display))


def show_part(
    names: Mapping[NodeKey, str], shown: Mapped, display: Display, selected: str | None, select: Select
) -> None:
    """Show the selected group or line of an overview, or the largest groups if nothing is selected."""
    graph = shown.overview
    assert graph is not None
    line = find_tie(graph, selected) if selected else None
    if selected in graph:
        _show_mark(names, graph, display, str(selected), select)
    elif line:
        lines = told_of_line(graph, *line, names, words())
        st.html(heading(lines[0], _("Between two groups")))
        st.html(_lines(lines[1:]))
        _list(names, graph, line, "ends", select)
    else:
        st.html(heading(_("Nothing selected"), _("Select a mark to see its group. Open it to see who is in it.")))
        largest = sorted(graph, key=lambda key: (-graph.nodes[key]["actors"], key))
        st.markdown(f"**{_('The largest')}**")
        _list(names, graph, largest[:_FIRST_LISTED], "largest", select)
        if len(largest) > _FIRST_LISTED:
            st.caption(_("The table below the map lists them all."))


def _show_mark(names: Mapping[NodeKey, str], graph: nx.Graph, display: Display, key: str, select: Select) -> None:
    about = graph.nodes[key]
    part: Part = about["part"]
    st.html(heading(part_told(part, names, words()), _("A group, shown as one mark")))
    st.button(
        _("Open"),
        key="open-part",
        type="primary",
        icon=":material/zoom_in_map:",
        on_click=open_part,
        args=(display, key),
        help=_("Show who is in this group."),
    )
    kinds = kinds_of(part.members)
    lines = [", ".join(f"{capital(_(KIND[kind].plural))}: {count:,}" for kind, count in sorted(kinds.items()))]
    if graph.graph["has_depth"]:
        lines.append(_n("{number} tie within", "{number} ties within", about["ties"]))
        share = beyond_sharing(about["depths"])
        if share is not None:
            lines.append(
                _(
                    "{share} of them settled beyond sharing: {mix}",
                    share=f"{share:.0%}",
                    mix=mix_told(about["depths"], words()),
                )
            )
        lines += standings_told(about, words())
        if about["alone"]:
            lines.append(_n("{number} without ties", "{number} without ties", about["alone"]))
    else:
        lines.append(_n("{number} line within", "{number} lines within", about["ties"]))
    st.html(_lines(lines))
    near = sorted(graph.adj[key], key=lambda other: (-graph.edges[key, other]["weight"], other))
    if near:
        st.markdown(f"**{_n('Tied to {number} other group', 'Tied to {number} other groups', len(near))}**")
        listed = listing("groups-near")
        for other in near[:_FIRST_NEIGHBOURS]:
            counted = _n("{number} tie", "{number} ties", graph.edges[key, other]["ties"])
            name = plain(part_told(graph.nodes[other]["part"], names, words()))
            listed.button(
                f"{name} · {counted}", key=marked(other, "near"), on_click=select, args=(other,), type="tertiary"
            )


def _list(names: Mapping[NodeKey, str], graph: nx.Graph, keys: Sequence[str], where: str, select: Select) -> None:
    listed = listing(f"groups-{where}")
    for key in keys:
        about = graph.nodes[key]
        counted = _n("{number} actor", "{number} actors", about["actors"])
        label = f"{plain(part_told(about['part'], names, words()))} · {counted}"
        listed.button(label, key=marked(key, where), on_click=select, args=(key,), type="tertiary")


def _lines(lines: Sequence[str]) -> Markup:
    return Markup("").join(Markup("<p>{}</p>").format(line) for line in lines)
