"""The What if page: what would change if someone left, a role or tie ended, or two did more together."""

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from graphmap.app.components.network_map import DrawnMap, network_map
from graphmap.app.map.drawn_map import current_theme
from graphmap.app.shell.frame import Frame, is_too_much, open_page
from graphmap.app.shell.judging import show_day
from graphmap.app.shell.language import _, words
from graphmap.app.shell.listing import items, plain
from graphmap.app.shell.mapped import mapped
from graphmap.app.shell.results import Carded, cards_of
from graphmap.app.whatif.before_and_after import table
from graphmap.app.whatif.form import ask, edits_in_address, list_edits, put_in_address
from graphmap.app.whatif.results import tried
from graphmap.errors import WrongCommand
from graphmap.map.drawing.change import draw_change, together, touched
from graphmap.map.layout import places_of
from graphmap.map.legend import legend_of
from graphmap.weak.judged_network import JudgedNetwork
from graphmap.weak.rule import Rule
from graphmap.whatif.comparison import Comparison, sentences
from graphmap.whatif.suggestions import suggestions
from graphmap.whatif.suppose import Edit

_MOST_LISTED = 30
_HEIGHT = 520


def show() -> None:
    """Show the page."""
    frame = open_page(_("What if"))
    if frame is None:
        return
    if frame.choice.view == "structure":
        st.info(
            _("The stored structure has no ties to try. Choose people, organisations or networks under Filter."),
            icon=":material/info:",
        )
        return
    if is_too_much(frame):
        return
    show_day(frame.snapshot, frame.as_at)
    carded = cards_of(frame.snapshot, frame.judging, frame.as_at)
    case = carded.case
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
            _show_how_to_begin(carded)


def _show_how_to_begin(carded: Carded) -> None:
    """Say what the page is for, with things worth trying here as buttons, or what to do where there are none."""
    worth_trying = suggestions(carded.case, carded.cards, words())
    if not worth_trying:
        st.info(
            _("Too little is recorded to try anything yet. Add visits, or choose a longer period."),
            icon=":material/info:",
        )
        return
    st.markdown(
        _(
            "**See what would change before it does.** Choose who leaves, which tie ends, or who does more together. "
            "Nothing is saved. Or start with one of these:"
        )
    )
    for number, suggestion in enumerate(worth_trying):
        with st.container(border=True, key=f"whatif-suggestion-{number}"):
            st.button(
                plain(suggestion.question),
                key=f"whatif-try-{number}",
                icon=":material/alt_route:",
                on_click=put_in_address,
                args=(suggestion.edits,),
            )
            st.caption(plain(suggestion.why))
    if carded.thin:
        st.caption(plain(carded.thin))


def _show_result(frame: Frame, case: JudgedNetwork, edits: Sequence[Edit]) -> None:
    try:
        after, comparison = tried(frame, edits)
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
    st.html(table(comparison.before, comparison.after))
    _show_map(frame, case, after)
    _show_weak_links(comparison)
    st.caption(_("This assumes that nobody steps in, and uses only what is recorded."))


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
