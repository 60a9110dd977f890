"""The panel about what the map is centred on: a path between two actors, or a comparison of two."""

from collections.abc import Sequence
from typing import Any

import networkx as nx
import streamlit as st
from markupsafe import Markup

from graphmap import model
from graphmap.app.map.hover_rows import marked
from graphmap.app.map.panel import Select, heading
from graphmap.app.map.steering import looked_for, picking, stop_looking, stop_picking
from graphmap.app.shell.language import _, _n, capital, later, words
from graphmap.app.shell.listing import listing, plain, show_interactions
from graphmap.app.shell.mapped import Mapped
from graphmap.graph.choice import Choice
from graphmap.graph.snapshot import Snapshot
from graphmap.graph.standing_in_words import standing_sentence
from graphmap.language.normalising import fold
from graphmap.language.wording import KIND_WORDS, RELATIONSHIP_SENTENCES
from graphmap.map import panel_tables
from graphmap.map.colouring import title_of
from graphmap.map.display import Display
from graphmap.map.drawing import tie_id
from graphmap.map.side_by_side import SideBySide, side_by_side
from graphmap.measures.measures import MEASURES
from graphmap.model import NodeKey

_MOST_FOUND = 20
_MEANINGS = {measure.name: measure.meaning for measure in MEASURES}
_TO_PICK = {
    "path": later("Path from {name}: choose the other end on the map, from a list or by search."),
    "compare": later("Compare {name} with: choose on the map, from a list or by search."),
}


def show_centre(
    snapshot: Snapshot, choice: Choice, shown: Mapped, display: Display, select: Select, go: Select
) -> None:
    """Show what the map is centred on, and what is still to be chosen or found. Show nothing if it isn't centred."""
    if begun := picking():
        what, key = begun
        st.info(_(_TO_PICK[what], name=f"**{plain(snapshot.names.get(key, key))}**"), icon=":material/ads_click:")
        st.button(_("Not now"), on_click=stop_picking, key="stop-picking")
    if text := looked_for():
        _show_found(snapshot, text, go)
    for key in shown.explored.missing:
        st.info(
            _("{name} isn’t in this view and period.", name=plain(snapshot.names.get(key, key))),
            icon=":material/info:",
        )
    if shown.explored.missing:
        return
    if display.path:
        _show_path(snapshot, choice, shown, display.path, select)
    if display.compare:
        _show_comparison(snapshot, shown, display.compare, select)


# ------------------------------------------------------------------------------------------ a path


def _show_path(
    snapshot: Snapshot, choice: Choice, shown: Mapped, ends: tuple[NodeKey, NodeKey], select: Select
) -> None:
    names = snapshot.names
    path = shown.explored.path
    first, last = (names.get(end, end) for end in ends)
    if not path:
        st.html(heading(f"{first} – {last}", _("No path")))
        st.caption(_("No recorded ties connect them in this period, directly or through others."))
        return
    steps = len(path) - 1
    if choice.view == "structure":
        how = _n("{number} step", "{number} steps", steps)
    else:
        how = _n(
            "Shortest path: {number} step, distance {length}. Stronger ties count as shorter.",
            "Shortest path: {number} steps, distance {length}. Stronger ties count as shorter.",
            steps,
            length=f"{nx.path_weight(shown.explored.graph, path, 'distance'):.2f}",
        )
    st.html(heading(f"{first} – {last}", how))
    for number, (one, other) in enumerate(nx.utils.pairwise(path), 1):
        _show_step(snapshot, choice, shown, number, (one, other), select)


def _show_step(
    snapshot: Snapshot, choice: Choice, shown: Mapped, number: int, ends: tuple[NodeKey, NodeKey], select: Select
) -> None:
    one, other = ends
    tie = shown.explored.graph.edges[one, other]
    names = [plain(snapshot.names.get(key, key)) for key in ends]
    if "relationship" in tie:
        how = _(RELATIONSHIP_SENTENCES[tie["relationship"]])
    else:
        how = _(
            "{standing}; strength {strength}", standing=standing_sentence(tie, words()), strength=f"{tie['weight']:.1f}"
        )
    label = f"{number}. {names[0]} – {names[1]}: {how}"
    id = tie_id(one, other)
    listing(f"way-{number}").button(label, key=marked(id, "step"), on_click=select, args=(id,), type="tertiary")
    if "relationship" not in tie:
        with st.expander(_("Interactions behind step {number}", number=number), expanded=False):
            show_interactions(panel_tables.interactions_behind(snapshot, choice, one, other), f"step-{number}")


# ------------------------------------------------------------------------------------ side by side


def _show_comparison(snapshot: Snapshot, shown: Mapped, ends: tuple[NodeKey, NodeKey], select: Select) -> None:
    graph = shown.explored.graph
    compared = side_by_side(graph, *ends)
    names = [snapshot.names.get(end, end) for end in ends]
    tied = _("Tied to each other.") if compared.tied else _("Not tied to each other.")
    of = _("Numbers count the whole network in this period.")
    st.html(heading(_("{first} and {last}", first=names[0], last=names[1]), f"{tied} {of}"))
    st.html(_table(compared, names))
    groups = [(_("Tied to both ({number})", number=f"{len(compared.both):,}"), compared.both)]
    groups += [
        (_("Tied only to {name} ({number})", name=name, number=f"{len(only):,}"), only)
        for name, only in zip(names, compared.only, strict=True)
    ]
    for number, (title, keys) in enumerate(groups):
        with st.expander(plain(title), expanded=number == 0):
            listed = listing(f"compared-{number}")
            for key in keys:
                listed.button(
                    plain(graph.nodes[key]["name"]),
                    key=marked(key, f"compared{number}"),
                    on_click=select,
                    args=(key,),
                    type="tertiary",
                )
            if not keys:
                st.caption(_("None."))


def _table(compared: SideBySide, names: Sequence[str]) -> Markup:
    head = Markup("<thead><tr><td></td>{}</tr></thead>").format(_cells("th", names, ' scope="col"'))
    rows = [
        (
            capital(_("ties settled at {depth}, or one event of it", depth=_(model.DEPTHS[depth]))),
            [f"{count:,}" for count in counts],
            "",
        )
        for depth, counts in compared.depths.items()
    ]
    rows += [
        (capital(_(title_of(name))), [_text(value) for value in values], _(_MEANINGS[name]))
        for name, values in compared.measures.items()
    ]
    row = Markup('<tr><th scope="row" title="{}">{}</th>{}</tr>')
    body = Markup("").join(row.format(meaning, label, _cells("td", values)) for label, values, meaning in rows)
    return Markup('<table class="gm-compare">{}<tbody>{}</tbody></table>').format(head, body)


def _cells(tag: str, values: Sequence[str], scope: str = "") -> Markup:
    return Markup("").join(Markup("<{0}{1}>{2}</{0}>").format(Markup(tag), Markup(scope), value) for value in values)  # noqa: S704


def _text(value: Any) -> str:
    match value:
        case None:
            return "–"
        case bool():
            return _("yes") if value else _("no")
        case float():
            return f"{value:.2f}"
    return f"{value:,}"


# -------------------------------------------------------------------------------- in the whole store


def _show_found(snapshot: Snapshot, text: str, go: Select) -> None:
    """List everyone in the store with `text` in their name, whatever the view."""
    wanted = fold(text)
    found = [key for key, name in snapshot.names.items() if wanted in fold(name)]
    st.markdown(
        _n(
            "**{number} name** in all records with ‘{text}’",
            "**{number} names** in all records with ‘{text}’",
            len(found),
            text=plain(text),
        )
    )
    kinds = model.KIND_BY_WORD
    listed = listing("found")
    for key in found[:_MOST_FOUND]:
        label = f"{plain(snapshot.names[key])} · {_(KIND_WORDS[kinds[key.partition(':')[0]].label])}"
        listed.button(label, key=marked(key, "found"), on_click=go, args=(key,), type="tertiary")
    if len(found) > _MOST_FOUND:
        st.caption(_("{number} more. Type more of the name.", number=f"{len(found) - _MOST_FOUND:,}"))
    st.button(_("Close"), on_click=stop_looking, key="stop-looking")
