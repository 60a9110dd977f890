"""Files from other tools in the app: recognise them, ask about columns and answers, and show the resulting sheets.

The page decides nothing by itself. The answers become a mapping, as on the command line, and the same functions apply
it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import streamlit as st
from markupsafe import Markup

from graphmap.app.records.import_answers import Counts, ask_answers
from graphmap.app.records.import_columns import ask_columns, ask_constants, ask_reading
from graphmap.app.records.loading_form import offer, progress, show_notes, turn_number
from graphmap.app.records.near_rows import answers_of, ask_about_near
from graphmap.app.records.sheet_grid import show_grid, show_rows
from graphmap.app.shell.language import _, _n, english
from graphmap.app.shell.listing import plain
from graphmap.errors import GraphmapError
from graphmap.intake.foreign import Foreign
from graphmap.intake.mapping import FileMapping
from graphmap.intake.mapping_file import mapping_from, mapping_text
from graphmap.intake.recognise import read_foreign_or_table
from graphmap.intake.turning import QUESTIONS, Turned
from graphmap.records.near_loads import as_stored
from graphmap.sheets.marking import marked_sheets
from graphmap.sheets.problems import BadSheets, Problem
from graphmap.sheets.reading import RawSheets
from graphmap.store import loading
from graphmap.store.edit import Edit
from graphmap.store.loading import Source, practice_names
from graphmap.tables import GraphTables

_READ = "import-read"
_TURNED = "import-turned"
_COUNTED = "import-counted"
_LOOKED_AT = 5  # rows of the file are shown
_ROWS = 8  # rows of each resulting sheet are shown


@dataclass(frozen=True)
class _Result:
    """The sheets that a file became, and the edit that loading them makes, or their problems; and notes on them."""

    turned: Turned
    edit: Edit | None
    notes: Sequence[str]
    problems: Sequence[Problem] = ()


def show(path: Path, given: str, existing: GraphTables) -> None:
    """Ask what the file at `path` means, column by column, and offer to load it. `given` tells this upload from the
    last.
    """
    st.subheader(_("A file from another tool"))
    base, key = _base(f"{given}-{turn_number()}")
    with st.expander(_("How to read the file")):
        reading = ask_reading(path, base, key)
    try:
        foreign = _read(path, FileMapping({**base.sections, "file": reading}, base.name, base.lines), given)
    except BadSheets as error:
        _show_problems(None, error.problems)
        return
    except GraphmapError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    known, key = base.over(foreign.suggested), f"{key}-{foreign.format}"
    _say_what_it_is(foreign, known)
    codebook = practice_names(existing)
    try:
        with st.expander(_("What each column is"), expanded=not foreign.suggested.get("edges", "from")):
            sections = ask_columns(foreign, known, key)
        sections |= ask_constants(known, sections, existing, codebook, key)
        mapping = FileMapping({**known.sections, **sections, "file": reading})
        counts = _counts(Source(foreign=foreign, mapping=mapping), existing, given)
        mapping = FileMapping({**mapping.sections, **ask_answers(counts, mapping, codebook, key)})
        source = Source(foreign=foreign, mapping=mapping)
        result = _turned(source, existing, given)
    except BadSheets as error:
        _show_problems(None, error.problems)
        return
    _show_result(source, result, existing, given)


def _base(key: str) -> tuple[FileMapping, str]:
    """Return the uploaded mapping, empty without one, and a key for its questions."""
    file = st.file_uploader(_("A saved mapping (optional)"), type=["toml"], key=f"{key}-mapping")
    if file is None:
        return FileMapping(), key
    try:
        return mapping_from(
            file.getvalue().decode("utf-8-sig", "replace"), Path(file.name).name
        ), f"{key}-{file.file_id}"
    except BadSheets as error:
        _show_problems(None, error.problems)
        return FileMapping(), key


def _read(path: Path, mapping: FileMapping, given: str) -> Foreign:
    """Return the file, read again only when how to read it changes."""
    depends = (given, mapping.sections)
    kept: tuple[object, Foreign] | None = st.session_state.get(_READ)
    if kept is not None and kept[0] == depends:
        return kept[1]
    with st.spinner(_("Reading the file…")):
        foreign = read_foreign_or_table(path, mapping)
    st.session_state[_READ] = (depends, foreign)
    return foreign


def _say_what_it_is(foreign: Foreign, mapping: FileMapping) -> None:
    known = mapping.get("edges", "from")
    if foreign.suggested.get("edges", "from"):
        st.markdown(
            _("Recognised as **{format}**: {file}.", format=plain(_(foreign.format)), file=plain(foreign.edges.file))
        )
    elif known:
        st.markdown(_("**{file}** is read with your mapping.", file=plain(foreign.edges.file)))
    else:
        st.markdown(
            _(
                "We can’t tell which tool made **{file}**. Choose the columns that hold the two people or "
                "organisations of each row.",
                file=plain(foreign.edges.file),
            )
        )
    with st.expander(_("First rows"), expanded=not known):
        for table in filter(None, (foreign.edges, foreign.nodes)):
            show_rows(table.file, table.headings, table.head(_LOOKED_AT))


def _turned(source: Source, existing: GraphTables, given: str) -> _Result:
    """Return what `source` becomes, worked out again only when something it depends on changes."""
    kept: tuple[object, GraphTables, _Result] | None = st.session_state.get(_TURNED)
    same = tuple(answers_of((given,)).same)
    depends = (given, source.mapping.sections, same)
    if kept is not None and kept[0] == depends and kept[1] is existing:
        return kept[2]
    with progress(_("Checking the sheets…")) as tell:
        turned = source.sheets(existing, tell)
        turned = replace(turned, raw=as_stored(turned.raw, same))
        try:
            result = _Result(turned, *loading.edit_by(turned, existing, tell, date.today()))
        except BadSheets as error:
            result = _Result(turned, None, turned.notes, error.problems)
    st.session_state[_TURNED] = (depends, existing, result)
    return result


def _counts(source: Source, existing: GraphTables, given: str) -> Counts:
    """Return what to ask about the answers in a file, before any answer is given on the page."""
    kept: tuple[object, Counts] | None = st.session_state.get(_COUNTED)
    depends = (given, source.mapping.sections)
    if kept is not None and kept[0] == depends:
        return kept[1]
    turned = _turned(source, existing, given).turned
    counts = (turned.practices or {}, turned.kinds or {})
    st.session_state[_COUNTED] = (depends, counts)
    return counts


def _show_result(source: Source, result: _Result, existing: GraphTables, given: str) -> None:
    asked = [problem for problem in result.problems if problem.sort in QUESTIONS]
    wrong = [problem for problem in result.problems if problem.sort not in QUESTIONS]
    if asked:
        told = _n(
            "{number} question left. Nothing is saved yet.",
            "{number} questions left. Nothing is saved yet.",
            len(asked),
        )
        st.info(told, icon=":material/help:")
        st.html(Markup('<ul class="gm-told">{}</ul>').format(Markup("").join(map(_question, asked))))
    if wrong:
        _show_problems(source, wrong)
    if result.turned.raw.sheets:
        with st.expander(_("The sheets it becomes"), expanded=not result.problems):
            _show_sheets(result.turned.raw)
    show_notes(result.notes)
    st.download_button(
        _("Save this mapping for next time"),
        mapping_text(source.mapping),
        "mapping.toml",
        "application/toml",
        icon=":material/download:",
        type="tertiary",
        on_click="ignore",
    )
    if result.edit is not None and not ask_about_near((given,), result.edit, existing):
        answered = answers_of((given,)).same
        offer(Source(own=result.turned.raw) if answered else source, result.edit, existing)


def _question(problem: Problem) -> Markup:
    value = Markup("<q>{}</q> ").format(problem.value) if problem.value else ""
    return Markup("<li>{}{}</li>").format(value, english(problem.why))


def _show_problems(source: Source | None, problems: Sequence[Problem]) -> None:
    st.error(
        _n(
            "{number} problem in the file. Nothing was saved.",
            "{number} problems in the file. Nothing was saved.",
            len(problems),
        ),
        icon=":material/error:",
    )
    show_grid(marked_sheets(source.as_found(problems) if source else RawSheets(), problems))


def _show_sheets(raw: RawSheets) -> None:
    """Show the first rows of every sheet."""
    for sheet in raw.sheets:
        show_rows(
            f"{sheet.name} · {_n('{number} row', '{number} rows', len(sheet.rows))}", sheet.headings, sheet.rows[:_ROWS]
        )
