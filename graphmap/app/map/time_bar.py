"""Stepping through time: the control over the map, comparing two periods, and what changed."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import networkx as nx
import streamlit as st
from markupsafe import Markup

from graphmap.app.map.hover_rows import marked
from graphmap.app.shell.address import put_view_in_address
from graphmap.app.shell.judging import in_period
from graphmap.app.shell.language import _, day, later, words
from graphmap.app.shell.listing import listing, plain
from graphmap.app.shell.mapped import known_of_display, mapped
from graphmap.graph.choice import Choice
from graphmap.graph.settling import usual_depth
from graphmap.graph.snapshot import Snapshot
from graphmap.language.terms import Term, term_of
from graphmap.language.wording import depth_word, term_told
from graphmap.map.display import TIME_MEANINGS, Display, Time
from graphmap.map.drawing import tie_id
from graphmap.map.emphasis import Tie
from graphmap.map.period_changes import sentences, window_changes
from graphmap.map.term_frames import in_term, terms_of
from graphmap.model import NodeKey

_NAMES: dict[Time, str] = {
    "window": later("All dates"),
    "terms": later("Each term"),
    "so-far": later("Up to each term"),
}
_MOST_LISTED = 40
_SIDES = "side-by-side"

Select = Callable[[str | None], None]


def show_time(snapshot: Snapshot, choice: Choice, display: Display, *, can_be_beside: bool) -> None:
    """Let a person choose how the map steps through time; and with `can_be_beside`, how two periods are compared."""
    key = "display-time"
    st.session_state[key] = display.time if display.time in _NAMES else "window"

    def changed() -> None:
        _go_through(snapshot, choice, display, st.session_state[key] or display.time)

    with st.popover(_("Time"), icon=":material/schedule:"):
        st.radio(
            _("Show"),
            list(_NAMES),
            key=key,
            on_change=changed,
            format_func=lambda time: _(_NAMES[time]),
            captions=[_(TIME_MEANINGS[time]) for time in _NAMES],
        )
        if can_be_beside:
            _ask_side_by_side()


def _go_through(snapshot: Snapshot, choice: Choice, display: Display, time: Time) -> None:
    """Change how the map steps through time, beginning at the term that the period ends in."""
    terms = terms_of(snapshot)
    term = next(
        (term for term in reversed(terms) if choice.until is None or term.since <= choice.until),
        terms[0] if terms else None,
    )
    if term and (time == "terms" or time == "so-far"):  # noqa: PLR1714 — so that the type is known
        chosen = in_term(choice, term, time)
    else:
        chosen = replace(choice, since=None, until=None) if display.time != "window" else choice
    put_view_in_address({**chosen.to_parameters(), **replace(display, time=time, beside=None).to_parameters()})


def _term_before(terms: Sequence[Term], term: Term) -> Term:
    earlier = [each for each in terms if each < term]
    return earlier[-1] if earlier else term


def is_side_by_side() -> bool:
    """Return whether two periods are shown side by side rather than on one map."""
    return st.query_params.get(_SIDES) == "yes"


def _ask_side_by_side() -> None:
    st.session_state[_SIDES] = is_side_by_side()

    def changed() -> None:
        if st.session_state[_SIDES]:
            st.query_params[_SIDES] = "yes"
        else:
            st.query_params.pop(_SIDES, None)

    st.toggle(_("Side by side"), key=_SIDES, on_change=changed, help=_("Two maps instead of one with what changed"))


# ------------------------------------------------------------------------------------ what changed


def periods_compared(
    snapshot: Snapshot, choice: Choice, display: Display, compare: tuple[date, date] | None
) -> tuple[Choice, Choice] | None:
    """Return the earlier and the later period whose difference is worth showing, or None."""
    if choice.view == "structure":
        return None
    if compare:
        other = beside(choice, compare)
        earlier, now = sorted((other, choice), key=ended)
        return earlier, now
    if (display.time == "terms" or display.time == "so-far") and choice.until:  # noqa: PLR1714 — as above
        before = _term_before(terms_of(snapshot), term_of(choice.until))
        there = in_term(choice, before, display.time)
        earlier = in_period(choice, there.since, before.until)
        return (earlier, choice) if earlier != choice else None
    return None


def beside(choice: Choice, window: tuple[date, date]) -> Choice:
    """Return `choice` in another period."""
    return in_period(choice, *window)


def ended(choice: Choice) -> tuple[date, date]:
    """Return the sort key of two periods: the earlier is the one that ends, or else begins, first."""
    return choice.until or date.max, choice.since or date.min


def period_name(choice: Choice) -> str:
    """Return the name of a period: a term's name, or its dates."""
    if choice.since and choice.until:
        term = term_of(choice.since)
        if (term.since, term.until) == (choice.since, choice.until):
            return term_told(term, words())
        return _("{since} to {until}", since=day(choice.since), until=day(choice.until))
    if choice.until:
        return _("everything up to {day}", day=day(choice.until))
    return _("everything from {day}", day=day(choice.since)) if choice.since else _("all dates")


def show_changes(snapshot: Snapshot, earlier: Choice, now: Choice, display: Display, select: Select) -> None:
    """Show what changed from one period to the next, in sentences and as lists that `select` on the map."""
    before, after = mapped(snapshot, earlier).graph, mapped(snapshot, now).graph
    names = nx.compose(before, after)
    changes = window_changes(before, after, known_of_display(snapshot, now, display).recorded)
    found = sentences(changes, names, period_name(earlier), period_name(now), words())
    with st.container(key="window-changes"):
        st.subheader(_("What changed"), anchor=False)
        st.html(
            Markup('<ul class="gm-told">{}</ul>').format(
                Markup("").join(Markup("<li>{}</li>").format(each) for each in found)
            )
        )
        st.caption(_("Counts include faded and hidden items."))
        for title, keys in ((_("New"), changes.came), (_("Gone"), changes.went)):
            _show_list(title, [(key, _actor(names, key, key in changes.unrecorded)) for key in keys], select)
        for title, ties in (
            (_("New ties"), changes.new),
            (_("Deepened"), changes.deepened),
            (_("Became shallower"), changes.shallower),
            (_("Ended"), changes.ended),
        ):
            _show_list(title, [(tie_id(*tie), _tie(names, before, after, tie)) for tie in ties], select)


def _actor(names: nx.Graph, key: NodeKey, is_unrecorded: bool) -> str:
    name = plain(names.nodes[key]["name"])
    return f"{name} · {_('Nothing recorded in the later period.')}" if is_unrecorded else name


def _tie(names: nx.Graph, before: nx.Graph, after: nx.Graph, tie: Tie) -> str:
    depths = [_(depth_word(usual_depth(graph.edges[tie]))) if graph.has_edge(*tie) else "" for graph in (before, after)]
    change = " → ".join(filter(None, depths))
    return f"{' – '.join(plain(names.nodes[end]['name']) for end in tie)} · {change}"


def _show_list(title: str, listed: Sequence[tuple[str, str]], select: Select) -> None:
    if not listed:
        return
    with st.expander(f"{title}: {len(listed):,}"):
        rows = listing(f"changes-{title}")
        for id, text in listed[:_MOST_LISTED]:
            rows.button(text, key=marked(id, f"change-{title}"), on_click=select, args=(id,), type="tertiary")
        if len(listed) > _MOST_LISTED:
            st.caption(_("And {number} more.", number=f"{len(listed) - _MOST_LISTED:,}"))
