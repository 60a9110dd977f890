"""The panel beside the map: facts about the selection, its ties, and the interactions behind them."""

from collections.abc import Callable, Mapping
from typing import Any

import networkx as nx
import polars as pl
import streamlit as st
from markupsafe import Markup

from graphmap import model
from graphmap.app.map.hover_rows import marked
from graphmap.app.map.steering import focus_on, hide, pick_other
from graphmap.app.shell.language import _, _n, capital, day, kind_told, later, words
from graphmap.app.shell.listing import items, listing, plain, show_interactions, some_of
from graphmap.app.shell.mapped import Mapped
from graphmap.app.shell.session import may
from graphmap.graph.actors import LABELS
from graphmap.graph.choice import Choice
from graphmap.graph.direction import arcs, between
from graphmap.graph.fields import columns_of_fields
from graphmap.graph.settling import usual_depth
from graphmap.graph.snapshot import Snapshot
from graphmap.graph.standing_in_words import standing_name, standing_sentence
from graphmap.graph.tie_profiles import Profile, Trend, profile_of
from graphmap.language.wording import RELATIONSHIP_SENTENCES, depth_word, listed
from graphmap.map import panel_tables
from graphmap.map.colouring import title_of
from graphmap.map.display import Display
from graphmap.map.drawing import find_tie, tie_id
from graphmap.map.tie_look import MARKED
from graphmap.model import NodeKey
from graphmap.sheets.fields import Field

Select = Callable[[str | None], None]
"""Called with the node key or tie id chosen in the panel, or None to clear the selection."""

_NAMED = 3  # people on each side of a tie at most
_DEPTH_MARKS = "○◔◑◕●"
"""A mark for each depth: the deeper, the fuller."""

_TRENDS: dict[Trend, str] = {"deepening": later("deepening"), "steady": later("steady"), "fading": later("fading")}
_LEFT_OUT = ("name", "kind", "latitude", "longitude")
"""Attributes of a node that the panel shows elsewhere or leaves out."""


def show_panel(
    snapshot: Snapshot, choice: Choice, shown: Mapped, display: Display, selected: str | None, select: Select
) -> None:
    """Show what is known about the selection, or how to begin if nothing is selected."""
    graph = shown.around(selected) if selected else nx.Graph()
    tie = find_tie(graph, selected) if selected else None
    if selected is not None and selected in graph:
        _show_actor(snapshot, choice, shown.ties, graph, display, selected, select)
    elif tie is not None:
        _show_tie(snapshot, choice, graph, *tie, select)
    else:
        _show_nothing(shown, missing=selected is not None)


def _show_nothing(shown: Mapped, missing: bool) -> None:
    if missing:
        st.info(_("Your selection isn’t in this view and period."), icon=":material/info:")
    st.html(heading(_("Nothing selected"), _("Select a mark or a line on the map.")))
    if "only_sharing" in shown.ties.columns and len(shown.ties):
        sharing = f"{shown.ties['only_sharing'].sum():,}"
        standings = shown.ties["standing"]
        facts = {
            _("Ties"): f"{len(shown.ties):,}",
            _("Only sharing"): _("{number} of {all}", number=sharing, all=f"{len(shown.ties):,}"),
            **{
                standing_name(each, words()): f"{number:,}"
                for each in ("beginning", "lapsed")
                if (number := (standings == each).sum())
            },
            _("Bridges"): f"{shown.ties['bridge'].sum():,}",
        }
        st.html(_facts(facts))
        _of_the_whole()


def _of_the_whole() -> None:
    """Say what the numbers above count."""
    st.caption(_("Counts include faded and hidden items."))


# ------------------------------------------------------------------------------------------- an actor


def _show_actor(
    snapshot: Snapshot,
    choice: Choice,
    ties: pl.DataFrame,
    graph: nx.Graph,
    display: Display,
    key: NodeKey,
    select: Select,
) -> None:
    about = graph.nodes[key]
    st.html(heading(about["name"], kind_told(about["kind"])))
    _show_actions(display, key)
    strength = graph.degree(key, weight="weight")
    fields = panel_tables.own_facts(snapshot.tables, key)
    declared = {column.name for column in columns_of_fields(snapshot.tables, LABELS[choice.view])}
    known = {_label(name): _value(name, about[name]) for name in about if name not in declared.union(_LEFT_OUT)}
    known |= {field.name: _own_value(field, value) for field, value in fields.items()}
    counts = {_("Ties"): f"{graph.degree(key):,}", _("Strength"): f"{strength:.1f}"}
    st.html(_facts(counts | known if graph.degree(key) and choice.view != "structure" else known))
    _of_the_whole()
    roles = panel_tables.roles_of(snapshot, choice, key)
    if len(roles):
        with st.expander(_("Roles ({number})", number=len(roles))):
            st.html(items(_role_item(role, key) for role in roles.iter_rows(named=True)))
    if choice.view == "structure":
        _show_lines(graph, key, select)
        return
    _show_ties(ties, graph, key, select)
    show_interactions(panel_tables.interactions_of(snapshot, choice, key))


def _show_actions(display: Display, key: NodeKey) -> None:
    """Show the buttons for what can be done with an actor."""
    with st.container(horizontal=True, gap="small", key="actions"):
        in_focus = display.focus == key
        st.button(
            _("In focus") if in_focus else _("Focus"),
            icon=":material/center_focus_strong:",
            on_click=focus_on,
            args=(display, key, display.steps),
            key="do-focus",
            disabled=in_focus,
            help=_("Show who is nearby and fade the rest. Keys on the map: 1, 2, 3."),
        )
        st.button(
            _("Path to…"),
            icon=":material/route:",
            on_click=pick_other,
            args=("path", key),
            key="do-path",
            help=_("The shortest path to another actor."),
        )
        st.button(
            _("Compare with…"),
            icon=":material/compare_arrows:",
            on_click=pick_other,
            args=("compare", key),
            key="do-compare",
            help=_("Who both are tied to, and how deeply."),
        )
        st.button(
            _("Hide"),
            icon=":material/visibility_off:",
            on_click=hide,
            args=(display, key),
            key="do-hide",
            help=_("Leave this off the map."),
        )
        if may("record"):
            _link_to_records(_("Edit"), ":material/edit:", {"edit": key})
        if may("names"):
            _link_to_records(_("History"), ":material/history:", {"history": key})


def _link_to_records(label: str, icon: str, parameters: Mapping[str, str]) -> None:
    """Show a link to the form or the history of an entity on the Records page."""
    from graphmap.app.pages import PAGES  # here, as the pages import this one

    page = next(page for page in PAGES if page.name == "records")
    st.page_link(
        st.Page(page.show, title=page.title, url_path=page.name), label=label, icon=icon, query_params=dict(parameters)
    )


def _show_ties(ties: pl.DataFrame, graph: nx.Graph, key: NodeKey, select: Select) -> None:
    mine = panel_tables.ties_of(ties, key)
    st.markdown(f"**{_n('{number} tie', '{number} ties', len(mine))}**")
    if mine.is_empty():
        st.caption(_("No ties recorded in this period. The record may be incomplete."))
        return
    listed, some = some_of(mine, f"ties-{key}")
    for row in some.iter_rows(named=True):
        other = graph.nodes[row["other"]]["name"]
        depth = usual_depth(row)
        parts = [f"{_DEPTH_MARKS[depth]} {plain(other)}", _(depth_word(depth)), f"{row['interactions']:,}×"]
        if row["standing"] in MARKED:
            parts.insert(2, standing_name(row["standing"], words()).lower())
        label = " · ".join(parts)
        listed.button(
            label,
            key=marked(tie_id(key, row["other"]), "tie"),
            on_click=select,
            args=(tie_id(key, row["other"]),),
            type="tertiary",
        )


def _show_lines(graph: nx.Graph, key: NodeKey, select: Select) -> None:
    st.markdown(f"**{_n('{number} line', '{number} lines', graph.degree(key))}**")
    listed = listing(f"lines-{key}")
    for other, line in sorted(graph.adj[key].items()):
        forward = line["start"] == key
        verb = _(RELATIONSHIP_SENTENCES[line["relationship"]])
        name = plain(graph.nodes[other]["name"])
        listed.button(
            f"{verb} {name}" if forward else _("{name} {verb} this", name=name, verb=verb),
            key=marked(other, "line"),
            on_click=select,
            args=(other,),
            type="tertiary",
        )


def _role_item(role: Mapping[str, Any], key: NodeKey) -> Markup:
    is_person = key.startswith(model.node_key("Person", ""))
    who = (role["place"] or "") if is_person else (role["person"] or _("vacant"))
    since = _("from {day}", day=day(role["since"])) if role["since"] else ""
    until = _("until {day}", day=day(role["until"])) if role["until"] else ""
    period = " ".join(filter(None, [since, until]))
    return Markup("<li><b>{}</b> {}<small>{}</small></li>").format(
        role["role"], who, " · ".join(filter(None, [role["purpose"] or _("no purpose recorded"), period]))
    )


# --------------------------------------------------------------------------------------------- a tie


def _show_tie(
    snapshot: Snapshot, choice: Choice, graph: nx.Graph, source: NodeKey, target: NodeKey, select: Select
) -> None:
    tie = graph.edges[source, target]
    names = {end: graph.nodes[end]["name"] for end in (source, target)}
    if "relationship" in tie:
        start = tie["start"]
        end = target if start == source else source
        st.html(
            heading(
                f"{names[start]} {_(RELATIONSHIP_SENTENCES[tie['relationship']])} {names[end]}",
                _("A stored link, not a tie"),
            )
        )
    else:
        behind = panel_tables.interactions_behind(snapshot, choice, source, target)
        how = standing_sentence(tie, words(), panel_tables.telling_event(snapshot, behind, words()))
        st.html(heading(f"{names[source]} – {names[target]}", f"{how}."))
        profile = profile_of(snapshot, choice, source, target, words())
        facts = _tie_facts(snapshot, choice, tie, profile, *(names[end] for end in sorted(names)))
        st.html(_facts(facts | _sought(snapshot, choice, names)))
        _of_the_whole()
    listed = listing("ends")
    for end in (source, target):
        listed.button(
            plain(names[end]),
            key=marked(end, "end"),
            on_click=select,
            args=(end,),
            type="tertiary",
            icon=":material/adjust:",
        )
    if "relationship" not in tie:
        show_interactions(behind)


def _tie_facts(
    snapshot: Snapshot, choice: Choice, tie: Mapping[str, Any], profile: Profile, source: str, target: str
) -> dict[str, str]:
    counts = {name: tie[name.split()[0]] for name in model.DEPTHS}
    trend = f"{capital(_(_TRENDS[profile.trend]))}: {profile.how}" if profile.trend else profile.how
    settled = capital(_(depth_word(tie["settled"]))) if "settled" in tie else _("Not yet: one event")
    facts = {
        _("Standing"): standing_name(tie["standing"], words()),
        _("Settled depth"): settled,
        _("Deepest"): capital(_(depth_word(tie["depth"]))),
        _("Strength"): f"{tie['weight']:.1f}",
        _("Interactions"): ", ".join(f"{count:,} {_(name)}" for name, count in counts.items() if count),
        _("First and last"): f"{day(tie['first'])} – {day(tie['last'])}",
        _("Trend"): trend,
    }
    if choice.view != "people":
        carriers = [listed([snapshot.names[key] for key in side], _NAMED, words()) for side in profile.carriers]
        facts[_("Carried by")] = "; ".join(
            _("{names} for {end}", names=names, end=end) for names, end in zip(carriers, (source, target), strict=True)
        )
    if profile.goals:
        facts[_("Goals")] = "; ".join(snapshot.names[goal] for goal in profile.goals)
    if tie.get("started_by_source") is not None:
        mine, theirs = f"{tie['started_by_source']:.0%}", f"{1 - tie['started_by_source']:.0%}"
        facts[_("Started by")] = _(
            "{one} {share}, {other} {rest} (where known)", one=source, share=mine, other=target, rest=theirs
        )
    if tie["bridge"]:
        facts[_("Bridge")] = _("Yes: without it the network splits")
    return facts


def _sought(snapshot: Snapshot, choice: Choice, names: Mapping[NodeKey, str]) -> dict[str, str]:
    """Return who asks whom in a tie, and how often; empty if no recorded part shows it."""
    one, other = sorted(names)
    there, back = between(arcs(snapshot, choice), one, other)
    if not there and not back:
        return {}
    counts = {"there": f"{there:,}", "back": f"{back:,}"}
    text = _(
        "{one} from {other} {there}×, {other} from {one} {back}× (where known)",
        one=names[one],
        other=names[other],
        **counts,
    )
    return {_("Who asks whom"): text}


# ------------------------------------------------------------------------------------------- both


def heading(name: str, kind: str) -> Markup:
    """Return a heading: a name, and what it is."""
    return Markup('<h2 class="gm-name">{}</h2><p class="gm-kind">{}</p>').format(name, kind)


def _facts(facts: Mapping[str, str]) -> Markup:
    return Markup('<dl class="gm-facts">{}</dl>').format(
        Markup("").join(Markup("<dt>{}</dt><dd>{}</dd>").format(name, value) for name, value in facts.items())
    )


def _label(name: str) -> str:
    return capital(_(title_of(name)))


def _own_value(field: Field, value: str) -> str:
    match field.type:
        case "date":
            return day(value)
        case "yes/no":
            return _(value)
    return value


def _value(name: str, value: object) -> str:
    if name in ("since", "until"):
        return day(str(value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return f"{value:,}" if isinstance(value, int) else f"{value:.3f}" if isinstance(value, float) else str(value)
