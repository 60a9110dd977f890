"""Upload sheets: check them as the command line does, and write nothing until all of them are right."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from graphmap import model
from graphmap.app.records import import_page
from graphmap.app.records.loading_form import offer, progress, show_notes, turn_number
from graphmap.app.records.near_rows import answers_of, ask_about_near
from graphmap.app.records.sheet_grid import show_correctable
from graphmap.app.shell.language import _, _n
from graphmap.app.shell.listing import plain
from graphmap.app.shell.uploads import upload_folder
from graphmap.errors import BadData, GraphmapError
from graphmap.records.near_loads import as_stored
from graphmap.sheets.corrections import Correction, corrected
from graphmap.sheets.fields import fields_in
from graphmap.sheets.marking import marked_sheets
from graphmap.sheets.problems import BadSheets
from graphmap.sheets.reading import RawSheets
from graphmap.sheets.template import template_csv, template_zip
from graphmap.sheets.template_workbook import template_workbook
from graphmap.store import loading
from graphmap.store.edit import Edit
from graphmap.store.loading import Source, practice_names
from graphmap.tables import GraphTables

_READ, _CHECKED, _CORRECTIONS = "sheets-read", "sheets-checked", "sheets-corrections"
_DECLARED = "sheets-declared"
_ENDINGS = ["csv", "tsv", "txt", "xlsx", "xlsm", "graphml", "gexf", "json", "parquet"]
_TABLES = (".csv", ".tsv", ".txt", ".parquet")
_SIDECAR = ".about.json"

_Given = tuple[tuple[str, ...], TemporaryDirectory[str], Path, Source | None]
"""An upload: the ids of its files, their folder, the path to read, and the source if they are our own sheets."""


def show_visit_sheet() -> None:
    """Offer the empty sheet of visits and other interactions."""
    sheet = next(sheet for sheet in model.SHEETS if sheet.name == "interactions")
    st.download_button(
        _("Sheet of visits to fill in"),
        lambda: template_csv(sheet),
        "interactions.csv",
        "text/csv",
        icon=":material/download:",
        type="secondary",
        on_click="ignore",
    )


def ask_for_sheets(existing: GraphTables) -> Sequence[UploadedFile]:
    """Show the upload field and the empty sheets to download."""
    files = st.file_uploader(
        _("CSV files, one workbook, or a file from another tool"),
        type=_ENDINGS,
        accept_multiple_files=True,
        key=f"sheets-{turn_number()}",
        help=_(
            "Kumu, Gephi, NodeXL, GraphML, GEXF, a survey in long form or as a matrix, or any list of "
            "who worked with whom."
        ),
    )
    st.download_button(
        _("Empty workbook, with lists to choose from"),
        lambda: template_workbook(existing, practice_names(existing)),
        "graphmap.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        icon=":material/download:",
        type="tertiary",
        on_click="ignore",
    )
    st.download_button(
        _("Empty sheets to fill in"),
        lambda: template_zip(fields_in(existing)),
        "graphmap-sheets.zip",
        "application/zip",
        icon=":material/download:",
        type="tertiary",
        on_click="ignore",
    )
    return files


def review(files: Sequence[UploadedFile], existing: GraphTables) -> None:
    """Check uploaded files against what exists, show their problems or changes, and offer to load them.

    A file from another tool is asked about first.
    """
    if not files:
        return
    try:
        ids, folder, path, source = _given(files)
        if source is None:
            import_page.show(path, folder.name, existing)
            return
        source = _corrected(source, ids)
        edit, notes = _checked(source, ids, existing)
    except BadSheets as error:
        count = len(error.problems)
        st.error(
            _n(
                "{number} problem in your sheets. Nothing was saved. Fix it here, or upload again.",
                "{number} problems in your sheets. Nothing was saved. Fix these here, or upload again.",
                count,
            ),
            icon=":material/error:",
        )
        if any(problem.sort == "unknown heading" for problem in error.problems):
            _offer_fields(ids)
        marked = marked_sheets((source and source.own) or RawSheets(), error.problems)
        show_correctable(marked, lambda correction: _correct(ids, correction))
        _show_corrections(ids)
        return
    except GraphmapError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    _show_corrections(ids)
    show_notes(notes)
    if not ask_about_near(ids, edit, existing):
        offer(source, edit, existing)


def _checked(source: Source, ids: tuple[str, ...], existing: GraphTables) -> tuple[Edit, Sequence[str]]:
    """Return the edit that loading `source` makes, and notes on what doesn't count.

    They are worked out again only when it is corrected or the store changes.
    """
    depends = (ids, tuple(_corrections(ids)), tuple(answers_of(ids).same), source.declaring)
    kept: tuple[object, GraphTables, tuple[Edit, Sequence[str]]] | None = st.session_state.get(_CHECKED)
    if kept is not None and kept[0] == depends and kept[1] is existing:
        return kept[2]
    with progress(_("Checking the sheets…")) as tell:
        found = loading.edit_by(source.sheets(existing, tell), existing, tell, date.today())
    st.session_state[_CHECKED] = (depends, existing, found)
    return found


def _corrections(ids: tuple[str, ...]) -> list[Correction]:
    """Return what somebody has corrected in these files."""
    kept: tuple[object, list[Correction]] | None = st.session_state.get(_CORRECTIONS)
    if kept is None or kept[0] != ids:
        kept = st.session_state[_CORRECTIONS] = (ids, [])
    return kept[1]


def _correct(ids: tuple[str, ...], correction: Correction) -> None:
    _corrections(ids).append(correction)


def _uncorrect(corrections: list[Correction]) -> None:
    corrections.pop()


def _offer_fields(ids: tuple[str, ...]) -> None:
    """Offer to keep the columns that are none of a sheet's own, as fields."""
    if st.session_state.get(_DECLARED) != ids:
        st.button(
            _("Keep columns of your own as fields"),
            icon=":material/add_column_right:",
            help=_("A field for each column that isn’t in our sheets, with the type of its values."),
            on_click=lambda: st.session_state.update({_DECLARED: ids}),
            key="sheets-declare",
        )


def _corrected(source: Source, ids: tuple[str, ...]) -> Source:
    source = replace(source, declaring=st.session_state.get(_DECLARED) == ids)
    return replace(source, own=as_stored(corrected(source.own or RawSheets(), _corrections(ids)), answers_of(ids).same))


def _show_corrections(ids: tuple[str, ...]) -> None:
    """Show how many cells were corrected, and a way to take the last correction back."""
    corrections = _corrections(ids)
    if corrections:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.caption(_("Your own file stays as it is: {number} corrected here.", number=len(corrections)))
            st.button(
                _("Undo the last one"),
                on_click=_uncorrect,
                args=(corrections,),
                key="sheets-uncorrect",
                type="tertiary",
            )


def _given(files: Sequence[UploadedFile]) -> _Given:
    """Return the uploaded files, written to a folder that is kept while the visit has the same files.

    Raises `BadData`.
    """
    ids = tuple(file.file_id for file in files)
    kept: _Given | None = st.session_state.get(_READ)
    if kept is not None and kept[0] == ids:
        return kept
    folder, path = written_uploads(files)
    given: _Given = (ids, folder, path, _own(path))
    st.session_state[_READ] = given
    return given


def _own(path: Path) -> Source | None:
    """Return our own sheets at `path`, or None for another tool's file."""
    try:
        ours = loading.is_ours(path)
    except BadSheets:  # another tool's file, broken or stored in a way that only a person can tell
        return None
    return loading.open_source(path) if ours else None


def written_uploads(files: Sequence[UploadedFile]) -> tuple[TemporaryDirectory[str], Path]:
    """Return a folder holding the files, and the path to read. Files that only describe another are left out.

    Raises `BadData` where there are too many, or a name can't be that of a file.
    """
    by_name = [(Path(file.name).name, file) for file in files]
    data = [(name, file) for name, file in by_name if not name.endswith(_SIDECAR)] or by_name
    names = [name for name, _file in data]
    if len(names) > 1 and not all(name.lower().endswith(_TABLES) for name in names):
        raise BadData(_("Upload CSV files, or one workbook or other file, but not both at once."))
    if len(set(names)) < len(names):
        raise BadData(_("Two files have the same name. Upload each sheet once."))
    folder = upload_folder()
    for name, file in data:
        try:
            (Path(folder.name) / name).write_bytes(file.getvalue())
        except (OSError, ValueError):
            raise BadData(
                _("{file} can’t be kept under its name. Rename it, then upload it again.", file=name)
            ) from None
    return folder, Path(folder.name) / names[0] if len(names) == 1 else Path(folder.name)
