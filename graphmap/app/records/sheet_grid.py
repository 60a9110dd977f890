"""Tables of sheets that can't be loaded, with each wrong cell marked, the reason and the fix."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import streamlit as st
from markupsafe import Markup

from graphmap.app.records.component import renderer
from graphmap.app.shell.language import _, _n, english, language
from graphmap.sheets.cell_texts import Row
from graphmap.sheets.corrections import Correction
from graphmap.sheets.marking import MarkedRow, MarkedSheet
from graphmap.sheets.problems import Problem


def show_grid(sheets: Sequence[MarkedSheet]) -> None:
    """Show every sheet that has a problem."""
    for sheet in sheets:
        st.html(Markup('<h3 class="gm-sheet">{}</h3>').format(sheet.file))
        if sheet.of_sheet:
            st.html(
                Markup('<ul class="gm-told">{}</ul>').format(_joined(_of_sheet(problem) for problem in sheet.of_sheet))
            )
        if sheet.rows:
            st.html(_table(sheet))
        if sheet.left_out:
            st.caption(
                _n(
                    "{number} more row of this sheet has problems.",
                    "{number} more rows of this sheet have problems.",
                    sheet.left_out,
                )
            )


def show_correctable(sheets: Sequence[MarkedSheet], correct: Callable[[Correction], None]) -> None:
    """Show every sheet that has a problem, with a button or a field to correct each wrong cell where it is."""

    def asked() -> None:
        request = st.session_state.get(_KEY, {}).get("asked")
        if isinstance(request, Mapping) and (correction := _correction(request)):
            correct(correction)

    words = {"row": _("Row"), "empty": _("empty"), "change": _("Change"), "type": _("Correct")}
    renderer()(key=_KEY, data={"sheets": list(map(_data, sheets)), "words": words}, on_asked_change=asked)


_KEY = "sheets-to-correct"
_LONGEST = 1_000


def _correction(request: Mapping[str, Any]) -> Correction | None:
    """Return the correction that the page asks for, or None if it makes no sense."""
    texts = [request.get(name) for name in ("file", "column", "value", "instead")]
    row = request.get("row")
    if request.get("what") != "correct" or not all(isinstance(text, str) for text in texts):
        return None
    file, column, value, instead = (str(text)[:_LONGEST] for text in texts)
    return Correction(file, column, value, instead, row if isinstance(row, int) else None)


def _data(sheet: MarkedSheet) -> dict[str, Any]:
    """Return what the browser needs of a sheet."""
    listed = [problem for row in sheet.rows for problems in row.problems.values() for problem in problems]
    times = Counter((problem.column, problem.value, problem.instead) for problem in listed)
    left_out = _n(
        "{number} more row of this sheet has problems.",
        "{number} more rows of this sheet have problems.",
        sheet.left_out,
    )
    return {
        "file": sheet.file,
        "label": _("Rows with problems in {file}", file=sheet.file),
        "headings": list(sheet.headings),
        "ofSheet": [_told(problem, times, is_whole=True) for problem in sheet.of_sheet],
        "leftOut": left_out if sheet.left_out else "",
        "rows": [
            {
                "number": row.number,
                "whole": [_told(problem, times) for problem in row.problems.get("", ())],
                "cells": [
                    {"text": cell, "problems": [_told(problem, times) for problem in row.problems.get(heading, ())]}
                    for heading, cell in zip(sheet.headings, row.cells, strict=True)
                ],
            }
            for row in sheet.rows
        ],
    }


def _told(problem: Problem, times: Mapping[tuple[str, str, str], int], is_whole: bool = False) -> dict[str, Any]:
    count = times.get((problem.column, problem.value, problem.instead), 0)
    return {
        "row": problem.row,
        "value": problem.value,
        "isWhole": is_whole,
        "why": problem.why,
        "fix": problem.fix,
        "instead": problem.instead,
        "times": count,
        "use": _use(problem.instead, count),
        "lang": "" if language() == "en" else "en",
    }


def _use(instead: str, count: int) -> str:
    if not instead:
        return ""
    return _n("Use ‘{instead}’", "Use ‘{instead}’ in {number} rows", max(count, 1), instead=instead)


def show_rows(title: str, headings: Sequence[str], rows: Sequence[Row]) -> None:
    """Show numbered rows of a table under its `title`."""
    head = _joined(Markup('<th scope="col">{}</th>').format(heading) for heading in (_("Row"), *headings))
    body = _joined(
        Markup('<tr><th scope="row">{}</th>{}</tr>').format(
            number, _joined(Markup("<td>{}</td>").format(cell) for cell in cells)
        )
        for number, cells in rows
    )
    st.html(Markup('<h3 class="gm-sheet">{}</h3>{}').format(title, _grid(title, head, body)))


def _grid(label: str, head: Markup, body: Markup) -> Markup:
    return Markup(
        '<div class="gm-grid" tabindex="0" role="region" '
        'aria-label="{}"><table><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>'
    ).format(label, head, body)


def _joined(parts: Iterable[Markup]) -> Markup:
    return Markup("").join(parts)


def _of_sheet(problem: Problem) -> Markup:
    where = _("Row {number}", number=problem.row) if problem.row else ""
    value = Markup("<q>{}</q> ").format(problem.value) if problem.value else ""
    return Markup("<li>{}{}{}</li>").format(Markup("<b>{}</b> ").format(where) if where else "", value, _why(problem))


def _why(problem: Problem) -> Markup:
    return english(Markup("{}. <b>{}</b>").format(problem.why, problem.fix))


def _table(sheet: MarkedSheet) -> Markup:
    head = _joined(Markup('<th scope="col">{}</th>').format(heading) for heading in (_("Row"), *sheet.headings))
    body = _joined(_row(sheet, row, before) for row, before in zip(sheet.rows, [None, *sheet.rows], strict=False))
    return _grid(_("Rows with problems in {file}", file=sheet.file), head, body)


def _row(sheet: MarkedSheet, row: MarkedRow, before: MarkedRow | None) -> Markup:
    gap = before is not None and row.number > before.number + 1
    cells = _joined(
        _cell(cell, row.problems.get(heading, ())) for heading, cell in zip(sheet.headings, row.cells, strict=True)
    )
    whole = _joined(Markup("<small>{}</small>").format(_why(problem)) for problem in row.problems.get("", ()))
    return Markup('<tr{}><th scope="row"{}>{}{}</th>{}</tr>').format(
        Markup(' class="gm-gap"') if gap else "", Markup(' class="gm-bad"') if whole else "", row.number, whole, cells
    )


def _cell(text: str, problems: Sequence[Problem]) -> Markup:
    if not problems:
        return Markup("<td>{}</td>").format(text)
    shown = text or Markup("<i>{}</i>").format(_("empty"))
    return Markup('<td class="gm-bad"><span>{}</span>{}</td>').format(
        shown, _joined(Markup("<small>{}</small>").format(_why(problem)) for problem in problems)
    )
