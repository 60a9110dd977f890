"""Loading sheets from the app: they are checked as on the command line, and nothing is written before all of them are right."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st
from markupsafe import Markup
from streamlit.runtime.uploaded_file_manager import UploadedFile

from graphmap import loading, model
from graphmap.app.language import _, _n
from graphmap.app.listing import plain
from graphmap.app.session import current_store
from graphmap.app.sheet_grid import show_grid
from graphmap.changes import Tally
from graphmap.errors import BadData, GraphmapError
from graphmap.loading import Source
from graphmap.marked_sheets import marked_sheets
from graphmap.problems import BadSheets
from graphmap.progress import Progress
from graphmap.sheets import RawSheets
from graphmap.tables import GraphTables
from graphmap.template import template_zip

_TURN = "sheets-turn"  # a new number empties the uploader
_READ = "sheets-read"
_WRITTEN = "sheets-written"


def ask_for_sheets() -> Sequence[UploadedFile]:
    """Ask for sheets, and offer empty ones to fill in."""
    files = st.file_uploader(
        _("CSV files, or one Excel workbook"),
        type=["csv", "xlsx", "xlsm"],
        accept_multiple_files=True,
        key=f"sheets-{st.session_state.setdefault(_TURN, 0)}",
    )
    st.download_button(
        _("Empty sheets to fill in"), template_zip(), "graphmap-sheets.zip", "application/zip", icon=":material/download:", type="tertiary"
    )
    return files


def show_written() -> None:
    """Say once what the last load wrote."""
    written: Mapping[str, Tally] | None = st.session_state.pop(_WRITTEN, None)
    if written is not None:
        changed = sum(tally.created + tally.updated for tally in written.values())
        st.success(_n("Loaded: {number} row is new or changed.", "Loaded: {number} rows are new or changed.", changed))


def review(files: Sequence[UploadedFile], existing: GraphTables) -> None:
    """Check the sheets over what exists: show what is wrong in them, or what loading them would do, and let it be done."""
    if not files:
        return
    try:
        source = _source(files)
        with _progress(_("Checking the sheets…")) as progress:
            tallies, _notes = loading.check_source(source, existing, progress)
    except BadSheets as error:
        count = len(error.problems)
        st.error(
            _n(
                "{number} problem in the sheets; nothing was written. Mend it in your own sheet, and give the sheet again.",
                "{number} problems in the sheets; nothing was written. Mend them in your own sheets, and give the sheets again.",
                count,
            ),
            icon=":material/error:",
        )
        show_grid(marked_sheets(source.own or RawSheets(), error.problems))
        return
    except GraphmapError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    _show_preview(tallies)
    changes = any(tally.created or tally.updated or tally.removed for tally in tallies.values())
    if not changes:
        st.info(_("The store already says all that these sheets say."), icon=":material/info:")
    elif st.button(_("Load these sheets"), type="primary", key="sheets-load"):
        _load(source)


def _load(source: Source) -> None:
    try:
        with _progress(_("Writing…")) as progress:
            st.session_state[_WRITTEN] = loading.load_source(source, current_store(), progress)[0]
    except GraphmapError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    st.session_state[_TURN] += 1
    st.rerun()


def _source(files: Sequence[UploadedFile]) -> Source:
    """What is in `files`, read once for as long as they are the same files.

    Raises `BadData`.
    """
    ids = tuple(file.file_id for file in files)
    kept: tuple[tuple[str, ...], Source] | None = st.session_state.get(_READ)
    if kept is not None and kept[0] == ids:
        return kept[1]
    source = _read(files)
    st.session_state[_READ] = (ids, source)
    return source


def _read(files: Sequence[UploadedFile]) -> Source:
    names = [Path(file.name).name for file in files]
    if len(names) > 1 and not all(name.lower().endswith(".csv") for name in names):
        raise BadData(_("Give either CSV files or one workbook, not both at once."))
    if len(set(names)) < len(names):
        raise BadData(_("Two of the files have the same name; give each sheet once."))
    with TemporaryDirectory() as folder:
        for name, file in zip(names, files, strict=True):
            (Path(folder) / name).write_bytes(file.getvalue())
        source = loading.open_source(Path(folder) / names[0] if len(names) == 1 else Path(folder))
    if source.foreign is not None:
        raise BadData(
            _("This is a file of another tool. On the command line, graphmap map writes how to read it, and graphmap load --map loads it.")
        )
    return source


def _show_preview(tallies: Mapping[str, Tally]) -> None:
    """A table of what loading would do, a row a kind."""
    st.markdown(f"**{plain(_('The sheets are in order. Loading them would do this:'))}**")
    columns = {"created": _("New"), "updated": _("Changed"), "unchanged": _("As it was"), "removed": _("Over")}
    told = {name: tally for name, tally in tallies.items() if name in model.KIND or name in model.RELATIONSHIP_WORDS}
    head = Markup("").join(Markup('<th scope="col">{}</th>').format(title) for title in columns.values())
    rows = Markup("").join(
        Markup('<tr><th scope="row">{}</th>{}</tr>').format(
            _(model.KIND[name].plural if name in model.KIND else model.RELATIONSHIP_WORDS[name]),
            Markup("").join(Markup("<td>{:,}</td>").format(getattr(tally, column)) for column in columns),
        )
        for name, tally in told.items()
    )
    st.html(Markup('<table class="gm-compare"><thead><tr><td></td>{}</tr></thead><tbody>{}</tbody></table>').format(head, rows))


@contextmanager
def _progress(doing: str) -> Iterator[Progress]:
    """A bar that shows how far something has come, for as long as it takes."""
    bar = st.progress(0.0, doing)

    def tell(_doing: str, done: int, total: int) -> None:
        bar.progress(min(1.0, done / total) if total else 1.0, doing)

    try:
        yield tell
    finally:
        bar.empty()
