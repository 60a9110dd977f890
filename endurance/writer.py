"""A process that writes to a store what it is given, one edit a line, and acknowledges each: the one that is killed.

It is forked from a server that has imported everything, so that it can be killed a hundred times. As ``library`` it
writes as a program does; as ``app`` it writes in a run of Streamlit's, through the functions of the pages.
"""

import json
import logging
import multiprocessing
import os
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from endurance.edits import Edit, edit_for_store, write_load

KINDS = ("library", "app")

_forked = multiprocessing.get_context("forkserver")
_forked.set_forkserver_preload(["endurance.writer", "graphmap.store.loading", "streamlit.testing.v1"])


class Writer:
    """A running writer: give it an edit, wait for the number of the change, kill it."""

    def __init__(self, kind: str, address: str, sheets: Path) -> None:
        self._ours, theirs = _forked.Pipe()
        run = _run_as_app if kind == "app" else _run_as_library
        self._process = _forked.Process(target=run, args=(theirs, address, str(sheets)), daemon=True)
        self._process.start()
        theirs.close()

    @property
    def pid(self) -> int:
        """The process to kill."""
        return self._process.pid or 0

    def give(self, edit: Edit) -> None:
        """Let it write `edit`."""
        self._ours.send(json.dumps(edit))

    def answer(self) -> Any:
        """Return what it acknowledges: the number of the change, or a text that says what went wrong.

        Raises `EOFError` where it has been killed."""
        return self._ours.recv()

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()
        self._process.join()

    def close(self) -> None:
        """Let go of its pipe and of what is left of it."""
        self.kill()
        self._ours.close()


def _run_as_library(parent: Connection, address: str, sheets: str) -> None:
    from graphmap.store.location import read_location
    from graphmap.store.store import open_store

    with open_store(read_location(address)) as store:
        parent.send(0)
        while True:
            edit = json.loads(parent.recv())
            parent.send(write(store, edit, Path(sheets)))


def write(store: Any, edit: Edit, sheets: Path) -> int:
    """Write `edit` as a program does; return the number of the change."""
    from graphmap.store.loading import load
    from graphmap.store.log import now

    if edit["does"] == "load":
        load(write_load(edit, sheets), store)
        return int(store.seq())
    if edit["does"] == "undo":
        return int(store.undo(edit["seq"], now("undone")).seq)
    return int(store.write(edit_for_store(edit), now("edited")).seq)


def _run_as_app(parent: Connection, address: str, _: str) -> None:
    from streamlit.testing.v1 import AppTest

    logging.disable(logging.WARNING)  # Streamlit warns that no browser is there
    os.environ["GRAPHMAP_STORE"] = address
    page = AppTest.from_function(_page, default_timeout=120).run()
    parent.send(0)
    while True:
        page.session_state["edit"] = parent.recv()
        page.run()
        if page.exception:
            parent.send(f"the page ended with {page.exception[0].value}")
        elif page.error:
            parent.send(page.error[0].value)
        else:
            parent.send(page.session_state["written"])


def _page() -> None:
    import json

    import streamlit as st

    from endurance.edits import edit_for_store
    from graphmap.app.records.writing import undo, write
    from graphmap.app.shell.session import current_snapshot
    from graphmap.app.shell.store_errors import store_errors

    with store_errors():
        before = current_snapshot()
        if "edit" in st.session_state:
            edit = json.loads(st.session_state["edit"])
            if edit["does"] == "undo":
                undo(edit["seq"], "Undone.")
            else:
                write(edit_for_store(edit), "edited", "Written.", before.seq)
            text, seq = st.session_state["records-done"]
            if seq is None:
                st.error(text)
            st.session_state["written"] = seq
