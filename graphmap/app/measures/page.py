"""The Measures page: every measure of every actor, their spread, two compared, and ranks in two periods."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
import streamlit as st
from markupsafe import Markup

from graphmap.app.map.drawn_map import current_theme
from graphmap.app.map.on_map import link_to_map
from graphmap.app.measures.address import ask, asked, choose_measure
from graphmap.app.measures.charts import PICKED, histogram, kind_names, scatter, steps, with_marks
from graphmap.app.measures.download import show_downloads
from graphmap.app.measures.ranks import show_ranks
from graphmap.app.measures.robustness import show_robust
from graphmap.app.measures.words import heading, in_words
from graphmap.app.shell.address import select_in_address, selected_in_address
from graphmap.app.shell.frame import Frame, open_page
from graphmap.app.shell.language import _, _n, kind_told, said, words
from graphmap.app.shell.listing import plain
from graphmap.app.shell.results import measures_of
from graphmap.graph.actors import LABELS
from graphmap.graph.fields import meanings_of_fields
from graphmap.language.normalising import fold
from graphmap.map.display import SIZE_BY
from graphmap.measures.measures import MEASURES, METRIC_MEANINGS, sample_note
from graphmap.measures.ranks import agreement
from graphmap.measures.resampling import AMOUNTS
from graphmap.measures.spread import UNITS, cumulative, distribution, is_long_tailed, some_points
from graphmap.model import NodeKey

_NAMES = tuple(measure.name for measure in MEASURES)
_DRAWN = frozenset(measure.name for measure in AMOUNTS)
_MOST_POINTS = 2_000
_TABLE_HEIGHT = 440
_FEW_ROWS = 10  # a table of fewer is only as high as they are
_WIDTHS = {"name": 170, "kind": 140, "id": 190}  # pixels


def show() -> None:
    """Show the page."""
    frame = open_page(_("Measures"))
    if frame is None:
        return
    table = measures_of(frame.snapshot, frame.choice)
    if table.is_empty():
        st.info(
            " ".join((_("No actors in this view."), _("Choose another view under Filter, or add records."))),
            icon=":material/info:",
        )
        return
    st.markdown(_summary(table))
    if note := sample_note(table, words()):
        st.info(_("Not exact: {what}.", what=plain(note)), icon=":material/info:")
    chosen = selected_in_address()
    selected = chosen if chosen in table["id"] else None
    measure = _show_table(frame, table, selected)
    _show_glossary()
    _show_spread(table, measure, selected)
    _show_two(table, selected)
    ordering = measure if measure in SIZE_BY else "degree"
    show_ranks(frame, ordering, selected)
    show_robust(frame, ordering if ordering in _DRAWN else "degree", selected)


def _summary(table: pl.DataFrame) -> str:
    alone = int(table["isolated"].sum())
    sentences = [
        _n("**{number} actor**, with or without ties.", "**{number} actors**, with or without ties.", len(table))
    ]
    if alone == len(table):
        sentences.append(_("No ties with these choices: counts are 0 and most other measures are empty."))
        sentences.append(_("Add visits, choose a longer period or remove a filter."))
    elif alone:
        sentences.append(
            _n(
                "{number} of them has no ties with these choices.",
                "{number} of them have no ties with these choices.",
                alone,
            )
        )
    return " ".join(sentences)


# -------------------------------------------------------------------------------------------- the table


def _show_table(frame: Frame, table: pl.DataFrame, selected: NodeKey | None) -> str:
    """Show the table and its controls, and return the chosen measure."""
    choose, find, take = st.columns([2, 2, 1], vertical_alignment="top")
    with choose:
        measure = choose_measure(_("Measure"), "measure", _NAMES, "strength", _meanings())
    query = find.text_input(_("Find"), key="metrics-find", placeholder=_("A name or a kind, with or without macrons"))
    with take:
        st.html('<div class="gm-label-high"></div>')
        note = sample_note(table)
        show_downloads("metrics", table, frame.snapshot, frame.choice, {"estimates": note} if note else None)
    rows = _found(table, query).sort(measure, "name", "id", descending=[True, False, False], nulls_last=True)
    if rows.is_empty():
        st.info(_("No matching names."), icon=":material/search_off:")
        return measure
    if query:
        st.caption(_n("{number} of {all} found.", "{number} of {all} found.", len(rows), all=f"{len(table):,}"))
    own = meanings_of_fields(frame.snapshot.tables, LABELS[frame.choice.view])
    _show_rows(rows, own, measure, selected)
    if selected:
        _show_selected(frame, table.row(by_predicate=pl.col("id") == selected, named=True), measure)
    else:
        st.caption(_("Select a row, or a point below, to highlight that actor in every chart and on the map."))
    return measure


def _found(table: pl.DataFrame, query: str) -> pl.DataFrame:
    """Return the rows with `query` in their name or kind, ignoring case, macrons and spaces."""
    wanted = fold(query)
    if not wanted:
        return table
    return table.filter(
        [wanted in fold(f"{name} {kind_told(kind)}") for name, kind in table.select("name", "kind").iter_rows()]
    )


def _show_rows(rows: pl.DataFrame, own: Mapping[str, str], measure: str, selected: NodeKey | None) -> None:
    key = "metrics-table"
    ids = rows["id"]
    place = ids.index_of(selected) if selected else None
    st.session_state[key] = {"selection": {"rows": [] if place is None else [place], "columns": [], "cells": []}}

    def picked() -> None:
        picked_rows: Sequence[int] = st.session_state[key]["selection"]["rows"]
        select_in_address(ids[picked_rows[0]] if picked_rows else None)

    others = [name for name in rows.columns if name not in ("id", "name", "kind", measure)]
    st.dataframe(
        rows.with_columns(kind_names()),
        key=key,
        on_select=picked,
        selection_mode="single-row",
        hide_index=True,
        height=_TABLE_HEIGHT if len(rows) > _FEW_ROWS else "auto",
        placeholder="",
        column_order=["name", measure, "kind", *others, "id"],
        column_config=_columns(rows, own),
    )


def _columns(rows: pl.DataFrame, own: Mapping[str, str]) -> Mapping[str, Any]:
    """Return the table's columns; each heading explains its measure, or by `own` the field that it is."""
    config = st.column_config
    columns: dict[str, Any] = {}
    for name, type in rows.schema.items():
        meaning = _(METRIC_MEANINGS[name]) if name in METRIC_MEANINGS else own.get(name, "")
        if type == pl.Boolean:
            columns[name] = config.CheckboxColumn(heading(name), help=meaning)
        elif type == pl.Date:
            columns[name] = config.DateColumn(heading(name), help=meaning)
        elif type == pl.String:
            columns[name] = config.TextColumn(
                heading(name), help=meaning, pinned=name == "name", width=_WIDTHS.get(name)
            )
        else:
            columns[name] = config.NumberColumn(
                heading(name), help=f"{meaning} ({_(UNITS[name])})" if name in UNITS else meaning, format=_format(type)
            )
    return columns


def _format(type: pl.DataType) -> str:
    return "%d" if type.is_integer() else "%.4g"


def _meanings() -> Mapping[str, str]:
    return {measure.name: _(measure.meaning) for measure in MEASURES}


def _show_selected(frame: Frame, row: Mapping[str, object], measure: str) -> None:
    """Show the selected actor with the chosen measure and a link to the map."""
    error = row.get(f"{measure}_error")
    value = f"{_value(row[measure])} ± {_value(error)}" if error else _value(row[measure])
    with st.container(horizontal=True, vertical_alignment="center", gap="medium", key="metrics-selected"):
        st.markdown(f"**{plain(str(row['name']))}** · {plain(in_words(measure))} {plain(value)}")
        link_to_map(frame.choice, str(row["id"]))
        st.button(
            _("Clear selection"), on_click=select_in_address, args=(None,), type="tertiary", icon=":material/close:"
        )


def _value(value: object) -> str:
    match value:
        case None:
            return _("no value")
        case bool():
            return _("yes") if value else _("no")
        case float():
            return f"{value:.4g}"
        case _:
            return str(value)


def _show_glossary() -> None:
    with st.expander(_("What each measure means, and where it comes from"), icon=":material/menu_book:"):
        row = Markup("<dt>{}</dt><dd>{}<small>{} · {}</small></dd>")
        rows = Markup("").join(
            row.format(heading(each.name), said(each.meaning), said(UNITS[each.name]), each.source) for each in MEASURES
        )
        st.html(Markup('<dl class="gm-facts gm-whole">{}</dl>').format(rows))


# -------------------------------------------------------------------------------------------- the charts


def _show_spread(table: pl.DataFrame, measure: str, selected: NodeKey | None) -> None:
    """Show the spread of the chosen measure, with its median and the selected actor."""
    st.subheader(_("How {measure} is spread", measure=plain(in_words(measure))), divider="gray")
    spread = distribution(table[measure])
    if spread.missing == spread.actors:
        st.info(_("No values with these choices."), icon=":material/info:")
        return
    kinds = {"histogram": _("How many at each value"), "cumulative": _("Share at or below each value")}
    key = "metrics-chart"
    st.session_state[key] = asked("chart") if asked("chart") in kinds else "histogram"
    st.segmented_control(
        _("Chart"),
        list(kinds),
        format_func=lambda kind: kinds[kind],
        key=key,
        label_visibility="collapsed",
        on_change=lambda: ask(chart=st.session_state[key]),
    )
    theme = current_theme()
    is_cumulative = st.session_state[key] == "cumulative" and table.schema[measure] != pl.Boolean
    chart = steps(cumulative(table[measure]), measure, theme) if is_cumulative else histogram(spread, measure, theme)
    mark = table.filter(
        pl.col("id") == (selected or ""), pl.col(measure).is_not_null(), pl.lit(table.schema[measure] != pl.Boolean)
    )
    at = next(((str(name), float(value)) for name, value in mark.select("name", measure).iter_rows()), None)
    sentences = _of_spread(spread.median, spread.missing)
    st.altair_chart(with_marks(chart, spread, at, theme), key="metrics-spread", alt=f"{heading(measure)}. {sentences}")
    st.caption(sentences)


def _of_spread(median: float | None, missing: int) -> str:
    sentences = [_("The median is {median}.", median=f"{median:.4g}")] if median is not None else []
    if missing:
        sentences.append(
            _n(
                "{number} actor has no value and is not in the chart.",
                "{number} actors have no value and are not in the chart.",
                missing,
            )
        )
    else:
        sentences.append(_("Everyone has a value."))
    return " ".join(sentences)


def _show_two(table: pl.DataFrame, selected: NodeKey | None) -> None:
    """Show two measures against each other. Clicking a point selects it."""
    st.subheader(_("Two measures"), divider="gray")
    across, up = st.columns(2)
    with across:
        x = choose_measure(_("Across"), "x", SIZE_BY, "degree", _meanings())
    with up:
        y = choose_measure(_("Up"), "y", SIZE_BY, "betweenness", _meanings())
    points = some_points(table, x, y, _MOST_POINTS, [selected] if selected else [])
    sentences = " ".join(_of_two(table, x, y, len(points)))
    st.markdown(sentences)
    if points.is_empty():
        return
    key = "metrics-scatter"

    def picked() -> None:
        if found := st.session_state[key]["selection"].get(PICKED):
            select_in_address(str(found[0]["id"]))

    heard = sentences.replace("**", "")
    st.altair_chart(
        scatter(points, x, y, selected, current_theme()), key=key, on_select=picked, selection_mode=PICKED, alt=heard
    )


def _of_two(table: pl.DataFrame, x: str, y: str, drawn: int) -> Sequence[str]:
    found = agreement(table[x], table[y])
    sentences = []
    if found.rho is None:
        sentences.append(
            _("No rank correlation: too few actors have both values, or all are the same (n = {n}).", n=f"{found.n:,}")
        )
    else:
        sentences.append(
            _("Rank correlation: **{rho}** (Spearman, n = {n}).", rho=f"{found.rho:.2f}", n=f"{found.n:,}")
        )
    if missing := len(table) - found.n:
        sentences.append(
            _n("{number} actor lacks one of the two values.", "{number} actors lack one of the two values.", missing)
        )
    if drawn < found.n:
        sentences.append(
            _(
                "The chart draws {drawn} of {n} points: the highest on either measure, and an even sample of the rest.",
                drawn=f"{drawn:,}",
                n=f"{found.n:,}",
            )
        )
    if is_long_tailed(table[x]) or is_long_tailed(table[y]):
        sentences.append(_("The scale is logarithmic where a few values are ten times most others."))
    return sentences
