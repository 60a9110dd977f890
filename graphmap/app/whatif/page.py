"""The What if page: what would change if someone left, a role or tie ended, or two did more together."""

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st
from markupsafe import Markup

from graphmap.app.components.network_map import DrawnMap, network_map
from graphmap.app.map.drawn_map import current_theme
from graphmap.app.shell.frame import Frame, is_too_much, open_page
from graphmap.app.shell.judging import show_day
from graphmap.app.shell.language import _, words
from graphmap.app.shell.listing import items, plain
from graphmap.app.shell.mapped import mapped
from graphmap.app.shell.results import judged
from graphmap.app.whatif.form import ask, edits_in_address, list_edits
from graphmap.errors import WrongCommand
from graphmap.graph.choice import Choice
from graphmap.language.words import Words
from graphmap.map.drawing.change import draw_change, together, touched
from graphmap.map.layout import places_of
from graphmap.map.legend import legend_of
from graphmap.weak.judged_network import JudgedNetwork
from graphmap.weak.rule import Rule
from graphmap.weak.weak_links import too_little
from graphmap.whatif.comparison import Comparison, Shape, compare, sentences
from graphmap.whatif.suppose import Edit, apply, read_edit, to_text

_MOST_LISTED = 30
_HEIGHT = 520


def show() -> None:
    """Show the page."""
    frame = open_page(_("What if"))
    if frame is None:
        return
    if frame.choice.view == "structure":
        st.info(
            _("The stored structure has no ties to try. Choose people, organisations or networks at the side."),
            icon=":material/info:",
        )
        return
    if is_too_much(frame):
        return
    show_day(frame.snapshot, frame.as_at)
    case = judged(frame.snapshot, frame.judging, frame.as_at).case
    edits, mistakes = edits_in_address()
    for mistake in mistakes:
        st.warning(plain(mistake), icon=":material/warning:")
    form, result = st.columns([2, 3], gap="large")
    with form:
        ask(case)
        if edits:
            list_edits(case, edits)
    with result:
        if edits:
            _show_result(frame, case, edits)
        else:
            _show_how_to_begin(case)


def _show_how_to_begin(case: JudgedNetwork) -> None:
    st.info(
        _("Choose who leaves, which tie ends, or who does more together, and see what would change. Nothing is saved."),
        icon=":material/info:",
    )
    if thin := too_little(case):
        st.caption(plain(thin))


def _show_result(frame: Frame, case: JudgedNetwork, edits: Sequence[Edit]) -> None:
    try:
        after, comparison = _tried(
            frame.snapshot.identity, frame.judging, frame.as_at, tuple(map(to_text, edits)), case.words, case
        )
    except WrongCommand as error:
        st.warning(plain(str(error)), icon=":material/warning:")
        return
    if comparison.thin:
        st.info(plain(comparison.thin) + " " + _("Only weak links of roles are shown."), icon=":material/info:")
    st.html(
        Markup('<ul class="gm-told">{}</ul>').format(
            Markup("").join(Markup("<li>{}</li>").format(told) for told in sentences(comparison, words()))
        )
    )
    st.html(_table(comparison.before, comparison.after))
    _show_map(frame, case, after)
    _show_weak_links(comparison)
    st.caption(_("This assumes that nobody steps in, and uses only what is recorded."))


@st.cache_resource(max_entries=16, show_spinner="Trying it out…")
def _tried(
    identity: str,  # noqa: ARG001 — cached by
    choice: Choice,  # noqa: ARG001
    as_at: date,  # noqa: ARG001
    texts: tuple[str, ...],
    words: Words,  # noqa: ARG001
    _case: JudgedNetwork,
) -> tuple[JudgedNetwork, Comparison]:
    after = apply(_case, map(read_edit, texts))
    return after, compare(_case, after)


def _table(before: Shape, after: Shape) -> Markup:
    """Return a table of before and after, with differences in bold."""
    rows = zip(_cells(before).items(), _cells(after).values(), strict=True)
    row = Markup("<tr><th scope='row'>{}</th><td>{}</td><td>{}</td></tr>")
    changed = Markup("<tr><th scope='row'>{}</th><td>{}</td><td><b>{}</b></td></tr>")
    body = Markup("").join((row if was == would else changed).format(name, was, would) for (name, was), would in rows)
    head = Markup("<thead><tr><td></td><th scope='col'>{}</th><th scope='col'>{}</th></tr></thead>").format(
        _("Before"), _("After")
    )
    return Markup('<table class="gm-compare">{}<tbody>{}</tbody></table>').format(head, body)


def _cells(shape: Shape) -> Mapping[str, str]:
    return {
        _("Actors"): f"{shape.actors:,}",
        _("Ties"): f"{shape.ties:,}",
        _("Ties settled beyond sharing"): _percent(shape.beyond),
        _("Separate parts"): f"{shape.components:,}",
        _("Actors in the largest part"): f"{shape.largest:,}",
        _("Reach: share of others an actor can reach"): _percent(shape.reach),
        _("Fragmentation: share of pairs with no path"): _percent(shape.fragmentation),
    }


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.0%}"


# ------------------------------------------------------------------------------- the map and the lists


def _show_map(frame: Frame, case: JudgedNetwork, after: JudgedNetwork) -> None:
    shown = mapped(frame.snapshot, frame.judging)
    nodes = set(shown.drawn) | touched(case.graph, after.graph)
    before_graph, after_graph = case.graph.subgraph(nodes), after.graph.subgraph(nodes)
    if not nodes:
        return
    places = shown.places if nodes <= shown.places.keys() else places_of(together(before_graph, after_graph))
    theme = current_theme()
    title = _("Map of the {view}, before and after", view=_(frame.choice.view))
    st.caption(
        _(
            "Gone: an outline, or a red dashed line with a bar. New, deeper or beginning to go deeper: a glow and "
            "a dot. Unchanged: pale."
        )
    )
    drawing = draw_change(before_graph, after_graph, places, theme, words())
    legend = legend_of(after_graph, theme, words=words())
    network_map(DrawnMap(drawing, key="whatif-map", title=title, height=_HEIGHT, legend=legend))


def _show_weak_links(comparison: Comparison) -> None:
    appear, vanish, moot = (
        [_item(rule, weak.severity, weak.reason) for rule, weak in found]
        for found in (comparison.appear, comparison.vanish, comparison.moot)
    )
    changed = sorted(comparison.changed, key=lambda each: each[1].severity - each[2].severity)
    other = [_item(rule, now.severity, now.reason, was.severity) for rule, was, now in changed]
    _show_list(_("New weak links: {number}", number=f"{len(appear):,}"), appear, expanded=True)
    _show_list(_("Weak links gone: {number}", number=f"{len(vanish):,}"), vanish)
    _show_list(_("Weak links with a new severity: {number}", number=f"{len(other):,}"), other)
    _show_list(_("Weak links that no longer apply: {number}", number=f"{len(moot):,}"), moot)
    if comparison.vanish:
        st.caption(_("Fewer weak links isn’t always better: some go because the network around them has gone."))


def _item(rule: Rule, severity: float, reason: str, before: float | None = None) -> Markup:
    now = f"{severity:.2f}"
    how = (
        _("severity {number}", number=now)
        if before is None
        else _("severity {number}, was {before}", number=now, before=f"{before:.2f}")
    )
    return Markup("<li><b>{}</b> · {}<small>{}</small></li>").format(_(rule.title), how, reason)


def _show_list(title: str, listed: Sequence[Markup], expanded: bool = False) -> None:
    if listed:
        with st.expander(title, expanded=expanded):
            st.html(items(listed[:_MOST_LISTED]))
            if len(listed) > _MOST_LISTED:
                st.caption(_("And {number} more.", number=f"{len(listed) - _MOST_LISTED:,}"))
