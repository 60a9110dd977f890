"""Ranks by the chosen measure in two periods: the page's, and another."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from graphmap.app.map.drawn_map import current_theme
from graphmap.app.measures.address import ask, asked
from graphmap.app.measures.charts import kind_names, rank_text, slopes
from graphmap.app.measures.download import show_downloads
from graphmap.app.measures.words import heading, in_words
from graphmap.app.shell.address import put_in_address
from graphmap.app.shell.frame import Frame
from graphmap.app.shell.language import _, _n, day, later, words
from graphmap.app.shell.listing import plain
from graphmap.app.shell.results import measures_of
from graphmap.graph.choice import Choice
from graphmap.language.dates import NotADate, read_date
from graphmap.language.terms import Term, term_of, terms_between
from graphmap.language.wording import term_told
from graphmap.measures.ranks import RANK_MEANINGS, RankChange, compare_ranks, in_order, overlap

_OWN = "own dates"
_SINCE, _UNTIL = "with-since", "with-until"
_DRAWN = 12
_ORDER = ("name", "rank_earlier", "rank_later", "moved", "change", "earlier", "later", "kind", "id")
_DAY_FORMAT = "DD/MM/YYYY"
_CHANGES = {
    "up": later("up"),
    "down": later("down"),
    "same": later("same"),
    "came": later("came"),
    "left": later("left"),
}


def show_ranks(frame: Frame, measure: str, selected: str | None) -> None:
    """Show who moved, came and left between the page's period and another."""
    st.subheader(_("Ranks in two periods"), divider="gray")
    days = frame.snapshot.first_and_last_day
    if days is None:
        st.caption(_("No interactions recorded yet, so there are no periods to compare."))
        return
    other = _other_period(frame.choice, terms_between(*days))
    if other is None:
        return
    if (other.since, other.until) == (frame.choice.since, frame.choice.until):
        st.info(_("Both periods are the same. Choose another."), icon=":material/info:")
        return
    earlier, later = in_order(frame.choice, other)
    change = compare_ranks(measures_of(frame.snapshot, earlier), measures_of(frame.snapshot, later), measure)
    windows = (_period(earlier), _period(later))
    for window, ranked in zip(windows, (change.earlier, change.later), strict=True):
        if not ranked:
            st.info(_("No ties in {window}, so no ranks.", window=window), icon=":material/info:")
            return
    st.markdown(_in_sentences(change, measure, windows, shared=overlap(earlier, later)))
    _show_moves(change, windows, selected)
    notes = {"measure": measure, "earlier": str(earlier), "later": str(later)}
    show_downloads("ranks", change.table, frame.snapshot, later, notes)


# ------------------------------------------------------------------------------------ the other period


def _other_period(choice: Choice, terms: list[Term]) -> Choice | None:
    """Return the choice in the other period, or None while none is chosen."""
    since, until = _asked_day(_SINCE), _asked_day(_UNTIL)
    by_name = {term.name: term for term in reversed(terms)}
    named = next((name for name, term in by_name.items() if (term.since, term.until) == (since, until)), None)
    key = "metrics-with"
    if since or until:
        st.session_state[key] = named or _OWN
    elif st.session_state.get(key) != _OWN:
        st.session_state[key] = None

    def chosen() -> None:
        if term := by_name.get(st.session_state[key]):
            ask(with_since=term.since.isoformat(), with_until=term.until.isoformat())
        elif st.session_state[key] is None:
            ask(with_since=None, with_until=None)

    term_column, since_column, until_column = st.columns([2, 1, 1], vertical_alignment="bottom")
    with term_column:
        st.selectbox(
            _("Compare {window} with", window=_period(choice)),
            [*by_name, _OWN],
            index=None,
            key=key,
            on_change=chosen,
            format_func=lambda name: _("Other dates") if name == _OWN else term_told(by_name[name], words()),
            placeholder=_("Choose a school term or dates"),
        )
    if st.session_state[key] == _OWN:
        _ask_day(since_column, _("From"), _SINCE, since)
        _ask_day(until_column, _("To"), _UNTIL, until)
    elif len(terms) > 1 and not named:
        term_column.button(
            _("Compare the last two terms"),
            type="tertiary",
            on_click=_compare_terms,
            args=(choice, terms[-2], terms[-1]),
        )
    if since and until and until < since:
        since, until = until, since
    return replace(choice, since=since, until=until) if since or until else None


def _ask_day(where: DeltaGenerator, label: str, name: str, value: date | None) -> None:
    key = f"metrics-{name}"
    st.session_state[key] = value

    def changed() -> None:
        day = st.session_state[key]
        ask(**{name.replace("-", "_"): day.isoformat() if day else None})

    where.date_input(label, value=None, format=_DAY_FORMAT, key=key, on_change=changed, min_value=date(1900, 1, 1))


def _asked_day(name: str) -> date | None:
    try:
        return read_date(asked(name) or "")
    except NotADate:
        return None


def _compare_terms(choice: Choice, earlier: Term, later: Term) -> None:
    put_in_address(replace(choice, since=later.since, until=later.until))
    ask(with_since=earlier.since.isoformat(), with_until=earlier.until.isoformat())


def _period(choice: Choice) -> str:
    """Return the name of the choice's period: a term's name, or its dates."""
    if choice.since and choice.until:
        term = term_of(choice.since)
        if (term.since, term.until) == (choice.since, choice.until):
            return term_told(term, words())
        return _("{since} to {until}", since=day(choice.since), until=day(choice.until))
    if choice.since:
        return _("since {day}", day=day(choice.since))
    return _("until {day}", day=day(choice.until)) if choice.until else _("all dates")


# ------------------------------------------------------------------------------------ what differs


def _in_sentences(change: RankChange, measure: str, windows: tuple[str, str], *, shared: bool) -> str:
    both = f"{change.agreement.n:,}"
    sentences = [
        _(
            "By **{measure}**, {earlier} are ranked in {first} and {later} in {second}: {both} in both, "
            "{came} came and {left} left.",
            measure=plain(in_words(measure)),
            earlier=f"{change.earlier:,}",
            first=windows[0],
            later=f"{change.later:,}",
            second=windows[1],
            both=both,
            came=f"{len(change.of('came')):,}",
            left=f"{len(change.of('left')):,}",
        )
    ]
    if change.agreement.rho is None:
        sentences.append(_("No rank correlation: too few actors, or values too alike."))
    else:
        sentences.append(
            _(
                "Rank correlation for those in both: **{rho}** (Spearman, n = {n}).",
                rho=f"{change.agreement.rho:.2f}",
                n=both,
            )
        )
    sentences += [
        _("{name} rose most, from {before} to {now}.", **_move(row))
        for row in change.of("up").head(1).iter_rows(named=True)
    ]
    sentences += [
        _("{name} fell most, from {before} to {now}.", **_move(row))
        for row in change.of("down").head(1).iter_rows(named=True)
    ]
    if change.sharing:
        sentences.append(
            _n(
                "{number} actor ties with another. Tied ranks are averaged.",
                "{number} actors tie with another. Tied ranks are averaged.",
                change.sharing,
            )
        )
    if shared:
        sentences.append(_("The two periods overlap, so part of the data is the same."))
    return " ".join(sentences)


def _move(row: Mapping[str, Any]) -> dict[str, str]:
    return {"name": plain(row["name"]), "before": rank_text(row["rank_earlier"]), "now": rank_text(row["rank_later"])}


def _show_moves(change: RankChange, windows: tuple[str, str], selected: str | None) -> None:
    moved = change.of("up", "down", "same")
    drawn = pl.concat([moved.head(_DRAWN), moved.slice(_DRAWN).filter(pl.col("id") == (selected or ""))])
    chart, table = st.columns(2, gap="medium")
    if len(drawn):
        with chart:
            title = (
                _("Everyone ranked in both.")
                if len(drawn) == len(moved)
                else _("The {number} biggest moves.", number=len(drawn))
            )
            st.caption(title)
            st.altair_chart(slopes(change, drawn, windows, current_theme()), key="metrics-slopes", alt=title)
    with table:
        st.caption(_("Biggest moves first, then who came, then who left."))
        changes = {name: _(word) for name, word in _CHANGES.items()}
        shown = change.table.with_columns(kind_names(), pl.col("change").replace(changes))
        st.dataframe(
            shown,
            hide_index=True,
            height=410,
            key="metrics-moves",
            column_config=_columns(),
            column_order=_ORDER,
            placeholder="",
        )


def _columns() -> Mapping[str, Any]:
    config = st.column_config
    numbers = {
        name: config.NumberColumn(heading(name), format="%.4g", help=_(RANK_MEANINGS[name]))
        for name in ("earlier", "later")
    }
    ranks = {
        name: config.NumberColumn(heading(name), format="%.4g", help=_(RANK_MEANINGS[name]))
        for name in ("rank_earlier", "rank_later", "moved")
    }
    texts = {
        name: config.TextColumn(heading(name), help=_(RANK_MEANINGS[name])) for name in ("name", "kind", "change", "id")
    }
    return {**texts, **ranks, **numbers}
