"""Upload sheets: check them as the command line does, and write nothing until all of them are right."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from graphmap import model
from graphmap.app.records import import_page
from graphmap.app.records.loading_form import offer, progress, turn_number
from graphmap.app.records.sheet_grid import show_grid
from graphmap.app.shell.language import _, _n
from graphmap.app.shell.listing import plain
from graphmap.app.shell.uploads import upload_folder
from graphmap.errors import BadData, GraphmapError
from graphmap.sheets.marking import marked_sheets
from graphmap.sheets.problems import BadSheets
from graphmap.sheets.reading import RawSheets
from graphmap.sheets.template import template_csv, template_zip
from graphmap.store import loading
from graphmap.store.loading import Source
from graphmap.tables import GraphTables

_READ = "sheets-read"
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


def ask_for_sheets() -> Sequence[UploadedFile]:
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
        _("Empty sheets to fill in"),
        template_zip,
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
        _ids, folder, path, source = _given(files)
        if source is None:
            import_page.show(path, folder.name, existing)
            return
        with progress(_("Checking the sheets…")) as tell:
            tallies, _notes = loading.check_source(source, existing, tell, date.today())
    except BadSheets as error:
        count = len(error.problems)
        st.error(
            _n(
                "{number} problem in your sheets. Nothing was saved. Fix it, then upload again.",
                "{number} problems in your sheets. Nothing was saved. Fix these, then upload again.",
                count,
            ),
            icon=":material/error:",
        )
        show_grid(marked_sheets((source and source.own) or RawSheets(), error.problems))
        return
    except GraphmapError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    offer(source, tallies)


def _given(files: Sequence[UploadedFile]) -> _Given:
    """Return the uploaded files, written to a folder that is kept while the visit has the same files.

    Raises `BadData`.
    """
    ids = tuple(file.file_id for file in files)
    kept: _Given | None = st.session_state.get(_READ)
    if kept is not None and kept[0] == ids:
        return kept
    folder, path = _write_to_folder(files)
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


def _write_to_folder(files: Sequence[UploadedFile]) -> tuple[TemporaryDirectory[str], Path]:
    """Return a folder holding the files, and the path to read. Files that only describe another are left out."""
    by_name = [(Path(file.name).name, file) for file in files]
    data = [(name, file) for name, file in by_name if not name.endswith(_SIDECAR)] or by_name
    names = [name for name, _file in data]
    if len(names) > 1 and not all(name.lower().endswith(_TABLES) for name in names):
        raise BadData(_("Upload CSV files, or one workbook or other file, but not both at once."))
    if len(set(names)) < len(names):
        raise BadData(_("Two files have the same name. Upload each sheet once."))
    folder = upload_folder()
    for name, file in data:
        (Path(folder.name) / name).write_bytes(file.getvalue())
    return folder, Path(folder.name) / names[0] if len(names) == 1 else Path(folder.name)
