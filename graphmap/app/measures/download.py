"""Download a table of the Measures page, as the command line writes it."""

import os
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

import polars as pl
import streamlit as st

from graphmap.app.shell.language import _
from graphmap.app.shell.session import may
from graphmap.export.dictionary import TableName, columns_of
from graphmap.export.provenance import provenance_of, writing_day
from graphmap.export.tables import TABLE_FORMATS, table_bytes
from graphmap.graph.authority import what_may_leave
from graphmap.graph.choice import Choice
from graphmap.graph.snapshot import Snapshot
from graphmap.measures.measures import COMMUNITY_SEED


def show_downloads(
    name: TableName,
    table: pl.DataFrame,
    snapshot: Snapshot,
    choice: Choice,
    notes: Mapping[str, str] | None = None,
    called: str | None = None,
) -> None:
    """Offer `table`, a table `name` made from `choice`, in every format.

    The file is named `called`, or `name`.
    """
    if not may("share"):
        return
    if what_may_leave(snapshot).left_out:
        st.caption(_("Part of this may not leave. Share leaves it out of the files that it makes."))
        return
    called = called or name
    with st.popover(_("Download"), icon=":material/download:", width="stretch"):
        ending = st.radio(_("Format"), list(TABLE_FORMATS), key=f"download-format-{called}", horizontal=True)
        file = f"{called}{ending}"

        def filled(which: str) -> bytes:
            written = writing_day(None, os.environ.get("SOURCE_DATE_EPOCH"), date.today())
            about = provenance_of(snapshot, choice, name, written, COMMUNITY_SEED, notes=notes)
            return table_bytes(table, file, about, columns_of(name, table, about.own_columns))[which]

        _button(_("The table ({file})", file=file), file, TABLE_FORMATS[ending].media_type, partial(filled, file))
        if not TABLE_FORMATS[ending].holds_about:
            beside = f"{file}.about.json"
            _button(
                _("Where it comes from and what its columns mean ({file})", file=beside),
                beside,
                TABLE_FORMATS[".json"].media_type,
                partial(filled, beside),
            )
        else:
            st.caption(_("The file says where it comes from and what its columns mean."))


def _button(label: str, file: str, type: str, content: Callable[[], bytes]) -> None:
    st.download_button(label, content, file, type, key=f"download-{file}", on_click="ignore", width="stretch")
