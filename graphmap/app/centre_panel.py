"""The panel of what the map is centred on: the path between two actors, or two actors side by side."""

from collections.abc import Sequence
from typing import Any

import networkx as nx
import streamlit as st
from markupsafe import Markup

from graphmap import facts, model
from graphmap.app.listing import listing, plain, show_interactions
from graphmap.app.marked import marked
from graphmap.app.panel import Select, heading
from graphmap.app.session import Mapped
from graphmap.app.steering import looked_for, picking, stop_looking, stop_picking
from graphmap.choice import Choice
from graphmap.display import Display
from graphmap.drawing import tie_id
from graphmap.folding import fold
from graphmap.measures import MEASURES
from graphmap.model import NodeKey
from graphmap.side_by_side import SideBySide, side_by_side
from graphmap.snapshot import Snapshot
from graphmap.wording import KIND_WORDS, RELATIONSHIP_SENTENCES, counted, depth_word

_MOST_FOUND = 20
_MEANINGS = {measure.name: measure.meaning for measure in MEASURES}
_TO_PICK = {
    "path": "Path from {}: choose its other end on the map, in a list, or by searching.",
    "compare": "Compare {} with whom? Choose on the map, in a list, or by searching.",
}


def show_centre(snapshot: Snapshot, choice: Choice, shown: Mapped, display: Display, select: Select, go: Select) -> None:
    """Show what the map is centred on, and what is still to be picked or found; nothing where it is centred on nobody."""
    if begun := picking():
        st.info(_TO_PICK[begun[0]].format(f"**{plain(snapshot.names.get(begun[1], begun[1]))}**"), icon=":material/ads_click:")
        st.button("Not now", on_click=stop_picking, key="stop-picking")
    if text := looked_for():
        _show_found(snapshot, text, go)
    for key in shown.explored.missing:
        st.info(f"{plain(snapshot.names.get(key, key))} is not in this view and window.", icon=":material/info:")
    if shown.explored.missing:
        return
    if display.path:
        _show_path(snapshot, choice, shown, display.path, select)
    if display.compare:
        _show_comparison(snapshot, shown, display.compare, select)


# ------------------------------------------------------------------------------------------ a path


def _show_path(snapshot: Snapshot, choice: Choice, shown: Mapped, ends: tuple[NodeKey, NodeKey], select: Select) -> None:
    names = snapshot.names
    path = shown.explored.path
    first, last = (names.get(end, end) for end in ends)
    if not path:
        st.html(heading(f"{first} – {last}", "No path"))
        st.caption("Nothing recorded in this window leads from the one to the other, not even through others.")
        return
    length = nx.path_weight(shown.explored.graph, path, "distance")
    how = f"{counted(len(path) - 1, 'step')}, distance {length:.2f}: the shortest there is, where a stronger tie is a shorter step."
    st.html(heading(f"{first} – {last}", how if choice.view != "structure" else counted(len(path) - 1, "step")))
    for number, (one, other) in enumerate(nx.utils.pairwise(path), 1):
        _show_step(snapshot, choice, shown, number, (one, other), select)


def _show_step(snapshot: Snapshot, choice: Choice, shown: Mapped, number: int, ends: tuple[NodeKey, NodeKey], select: Select) -> None:
    one, other = ends
    tie = shown.explored.graph.edges[one, other]
    names = [plain(snapshot.names.get(key, key)) for key in ends]
    if "relationship" in tie:
        said = f"{number}. {names[0]} – {names[1]}: {RELATIONSHIP_SENTENCES[tie['relationship']]}"
    else:
        said = f"{number}. {names[0]} – {names[1]}: {depth_word(tie['depth'])}, strength {tie['weight']:.1f}"
    id = tie_id(one, other)
    listing(f"way-{number}").button(said, key=marked(id, "step"), on_click=select, args=(id,), type="tertiary")
    if "relationship" not in tie:
        with st.expander(f"What step {number} rests on", expanded=False):
            show_interactions(facts.interactions_behind(snapshot, choice, one, other), f"step-{number}")


# ------------------------------------------------------------------------------------ side by side


def _show_comparison(snapshot: Snapshot, shown: Mapped, ends: tuple[NodeKey, NodeKey], select: Select) -> None:
    graph = shown.explored.graph
    compared = side_by_side(graph, *ends)
    names = [snapshot.names.get(end, end) for end in ends]
    tied = "tied to each other" if compared.tied else "not tied to each other"
    st.html(heading(f"{names[0]} and {names[1]}", f"Side by side: {tied}. All numbers are of the whole network in this window."))
    st.html(_table(compared, names))
    groups = [(f"Tied to both ({len(compared.both):,})", compared.both)]
    groups += [(f"Only to {name} ({len(only):,})", only) for name, only in zip(names, compared.only, strict=True)]
    for number, (title, keys) in enumerate(groups):
        with st.expander(plain(title), expanded=number == 0):
            listed = listing(f"compared-{number}")
            for key in keys:
                listed.button(
                    plain(graph.nodes[key]["name"]), key=marked(key, f"compared{number}"), on_click=select, args=(key,), type="tertiary"
                )
            if not keys:
                st.caption("Nobody.")


def _table(compared: SideBySide, names: Sequence[str]) -> Markup:
    head = Markup("<thead><tr><th></th>{}</tr></thead>").format(_cells("th", names, ' scope="col"'))
    rows = [(f"Ties of {model.DEPTHS[depth]}", [f"{count:,}" for count in counts], "") for depth, counts in compared.depths.items()]
    rows += [
        (name.replace("_", " ").capitalize(), [_told(value) for value in values], _MEANINGS[name])
        for name, values in compared.measures.items()
    ]
    row = Markup('<tr><th scope="row" title="{}">{}</th>{}</tr>')
    body = Markup("").join(row.format(meaning, label, _cells("td", values)) for label, values, meaning in rows)
    return Markup('<table class="gm-compare">{}<tbody>{}</tbody></table>').format(head, body)


def _cells(tag: str, values: Sequence[str], scope: str = "") -> Markup:
    return Markup("").join(Markup("<{0}{1}>{2}</{0}>").format(Markup(tag), Markup(scope), value) for value in values)  # noqa: S704


def _told(value: Any) -> str:
    match value:
        case None:
            return "–"
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:.2f}"
    return f"{value:,}"


# -------------------------------------------------------------------------------- in the whole store


def _show_found(snapshot: Snapshot, text: str, go: Select) -> None:
    """Who in the whole store is called like `text`, whatever the view."""
    wanted = fold(text)
    found = [key for key, name in snapshot.names.items() if wanted in fold(name)]
    st.markdown(f"**{counted(len(found), 'name')}** in the whole store with ‘{plain(text)}’")
    kinds = model.KIND_BY_WORD
    listed = listing("found")
    for key in found[:_MOST_FOUND]:
        label = f"{plain(snapshot.names[key])} · {KIND_WORDS[kinds[key.partition(':')[0]].label]}"
        listed.button(label, key=marked(key, "found"), on_click=go, args=(key,), type="tertiary")
    if len(found) > _MOST_FOUND:
        st.caption(f"And {len(found) - _MOST_FOUND:,} more: write more of the name.")
    st.button("Close", on_click=stop_looking, key="stop-looking")
