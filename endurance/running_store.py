"""A store with an oracle beside it, and a thread that goes on writing to it while something else happens."""

import contextlib
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from random import Random

from endurance.edits import Edit, base_sheets, drawn, drawn_load, plain
from endurance.engines import RunningEngine
from endurance.oracle import Oracle
from endurance.writer import write
from graphmap.errors import GraphmapError
from graphmap.store.loading import load
from graphmap.store.store import Store, open_store


class WatchedStore:
    """The store of an engine, with the oracle of it."""

    def __init__(self, engine: RunningEngine, seed: int) -> None:
        self.engine = engine
        self.random = Random(seed)
        self.oracle = Oracle()
        self.sheets = Path(tempfile.mkdtemp(prefix="graphmap-endure-"))
        self._number = 0
        with open_store(engine.location) as store:
            load(base_sheets(self.sheets / "base"), store)
            found = store.read_all()
        self.oracle.seq = self.oracle.verified = found.seq
        self.oracle.states[found.seq] = plain(found.tables)

    def next_edit(self, loads: bool = True) -> Edit:
        """Draw an edit of the graph as it is now."""
        self._number += 1
        if loads and self.random.random() < 0.2:
            return drawn_load(self.oracle.state, self.random, self._number)
        return drawn(self.oracle.state, self.random, self._number, self.oracle.seq)

    def next_load(self) -> Edit:
        """Draw a load."""
        self._number += 1
        return drawn_load(self.oracle.state, self.random, self._number)

    def write(self, store: Store, edit: Edit) -> str | None:
        """Write `edit`; return what is wrong with its number, if anything."""
        return self.oracle.acknowledge(write(store, edit, self.sheets), edit)

    @contextlib.contextmanager
    def being_written(self) -> Iterator[None]:
        """Go on writing while the block lasts."""
        over = threading.Event()

        def go_on() -> None:
            with contextlib.suppress(GraphmapError), open_store(self.engine.location) as store:
                while not over.is_set():
                    self.write(store, self.next_edit())

        writer = threading.Thread(target=go_on)
        writer.start()
        try:
            yield
        finally:
            over.set()
            writer.join()
