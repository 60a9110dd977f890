"""The map as a table, for people who can't use a map: every actor and every tie with its facts."""

from collections.abc import Mapping, Sequence
from typing import Any

import networkx as nx
import streamlit as st
from markupsafe import Markup

from graphmap.app.shell.language import _, day, kind_told, words
from graphmap.app.shell.mapped import Mapped
from graphmap.graph.choice import Choice
from graphmap.graph.settling import STANDINGS, usual_depth
from graphmap.graph.standing_in_words import standing_name, standing_sentence
from graphmap.language.normalising import fold
from graphmap.language.wording import RELATIONSHIP_SENTENCES, depth_word
from graphmap.map.emphasis import tie_of
from graphmap.map.partition import part_told
from graphmap.map.quotient_graph import beyond_sharing
from graphmap.model import NodeKey

_FIRST_ROWS = 100

Cell = tuple[Any, str]
"""A cell: what it sorts by, None if empty, and its text."""

Row = Mapping[str, Cell]


def show_table(names: Mapping[NodeKey, str], choice: Choice, shown: Mapped) -> None:
    """Show every actor or tie that stands out on the map, in the chosen order."""
    with st.container(key="map-as-table"):
        if shown.overview is not None:
            _show_parts(names, shown.overview)
            return
        kinds = {"actors": _("Actors"), "ties": _("Ties")}
        what = st.segmented_control(
            _("Rows of the table"),
            list(kinds),
            default="actors",
            key="table-of",
            format_func=lambda each: kinds[each],
            label_visibility="collapsed",
        )
        rows = _ties(choice, shown) if what == "ties" else _actors(choice, shown)
        if not rows:
            st.caption(_("None on the map."))
            return
        with st.container(horizontal=True, vertical_alignment="bottom"):
            by = st.selectbox(_("Sort by"), list(rows[0]), key=f"table-by-{what}-{choice.view}")
            falling = st.toggle(_("Largest first"), key=f"table-falling-{what}")
        rows = _sorted(rows, by, falling=falling)
        if len(rows) > _FIRST_ROWS and not st.toggle(_("Show all {number}", number=f"{len(rows):,}"), key="table-all"):
            rows = rows[:_FIRST_ROWS]
        caption = _("Ties shown on the map") if what == "ties" else _("Actors shown on the map")
        st.html(_table(rows, by, "descending" if falling else "ascending", caption))


def _show_parts(names: Mapping[NodeKey, str], graph: nx.Graph) -> None:
    """Show every group of an overview, the largest first."""
    rows = [_part(names, graph, key) for key in sorted(graph, key=lambda key: (-graph.nodes[key]["actors"], key))]
    st.html(_table(rows, _("Actors"), "descending", _("Groups shown on the map")))


def _part(names: Mapping[NodeKey, str], graph: nx.Graph, key: str) -> Row:
    about = graph.nodes[key]
    row = {
        _("Group"): _text(part_told(about["part"], names, words())),
        _("Actors"): _number(about["actors"]),
        _("Ties within"): _number(about["ties"]),
        _("Groups tied to it"): _number(graph.degree(key)),
    }
    share = beyond_sharing(about["depths"])
    return (
        row | {_("Settled beyond sharing"): (share, "–" if share is None else f"{share:.0%}")}
        if graph.graph["has_depth"]
        else row
    )


def _sorted(rows: Sequence[Row], by: str, *, falling: bool) -> Sequence[Row]:
    """Return the rows ordered by one column, with empty cells last."""
    filled = [row for row in rows if row[by][0] is not None]
    return [*sorted(filled, key=lambda row: row[by][0], reverse=falling), *(row for row in rows if row[by][0] is None)]


def _actors(choice: Choice, shown: Mapped) -> Sequence[Row]:
    return [_actor(choice, shown.drawn, key) for key in shown.drawn if key in shown.explored.shown]


def _actor(choice: Choice, graph: nx.Graph, key: NodeKey) -> Row:
    about = graph.nodes[key]
    row = {_("Name"): _text(about["name"]), _("Kind"): _text(kind_told(about["kind"]))}
    if choice.view == "structure":
        return row | {_("Lines"): _number(graph.degree(key))}
    deepest = max((usual_depth(tie) for tie in graph.adj[key].values() if "settled" in tie), default=None)
    strength = float(graph.degree(key, weight="weight"))
    return row | {
        _("Ties"): _number(graph.degree(key)),
        _("Strength"): _number(strength),
        _("Deepest settled"): _depth(deepest),
    }


def _ties(choice: Choice, shown: Mapped) -> Sequence[Row]:
    return [_tie(choice, shown.drawn, *ends) for ends in shown.drawn.edges if tie_of(ends) in shown.explored.ties]


def _tie(choice: Choice, graph: nx.Graph, one: NodeKey, other: NodeKey) -> Row:
    tie = graph.edges[one, other]
    if choice.view == "structure":
        start, end = (one, other) if tie["start"] == one else (other, one)
        names = [_text(graph.nodes[key]["name"]) for key in (start, end)]
        return {
            _("From"): names[0],
            _("Relationship"): _text(_(RELATIONSHIP_SENTENCES[tie["relationship"]])),
            _("To"): names[1],
        }
    first, second = sorted(graph.nodes[key]["name"] for key in (one, other))
    return {
        _("One end"): _text(first),
        _("Other end"): _text(second),
        _("Settled depth"): _depth(tie.get("settled")),
        _("Standing"): (STANDINGS.index(tie["standing"]), standing_name(tie["standing"], words())),
        _("Deepest"): _depth(tie["depth"]),
        _("Strength"): _number(tie["weight"]),
        _("Interactions"): _number(tie["interactions"]),
        _("First"): (tie["first"], day(tie["first"])),
        _("Last"): (tie["last"], day(tie["last"])),
        _("In words"): _text(standing_sentence(tie, words())),
    }


def _text(text: str) -> Cell:
    return fold(text), text


def _number(number: float) -> Cell:
    return number, f"{number:,}" if isinstance(number, int) else f"{number:,.2f}"


def _depth(depth: int | None) -> Cell:
    return depth, "–" if depth is None else _(depth_word(depth))


def _table(rows: Sequence[Row], by: str, order: str, caption: str) -> Markup:
    heading, sorted_heading = Markup('<th scope="col">{}</th>'), Markup('<th scope="col" aria-sort="{}">{}</th>')
    head = Markup("").join(
        sorted_heading.format(order, name) if name == by else heading.format(name) for name in rows[0]
    )
    body = Markup("").join(Markup("<tr>{}</tr>").format(_cells(row)) for row in rows)
    return Markup(
        '<div class="gm-wide" tabindex="0" role="region" aria-label="{0}"><table '
        'class="gm-table"><caption>{0}: {1:,}</caption>'
        "<thead><tr>{2}</tr></thead><tbody>{3}</tbody></table></div>"
    ).format(caption, len(rows), head, body)


def _cells(row: Row) -> Markup:
    (_key, first), *others = row.values()
    cells = Markup("").join(Markup("<td>{}</td>").format(text) for _key, text in others)
    return Markup('<th scope="row">{}</th>{}').format(first, cells)
