"""Tables of sheets that can't be loaded, with each wrong cell marked, the reason and the fix."""

from collections.abc import Iterable, Sequence

import streamlit as st
from markupsafe import Markup

from graphmap.app.shell.language import _, _n, english
from graphmap.sheets.cell_texts import Row
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
