"""Several people who change a filter of the Map page every two seconds, beside as many on an empty page.

Each is a bare websocket that speaks Streamlit's protocol as a browser does, without one: what is measured is the
server's processor time for a change, the bytes on the wire, and how long a person waits.
"""

import itertools
import random
import socket
import struct
import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from urllib.parse import quote, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from benchmarks.running_app import app_on
from benchmarks.timing import OURS, Result
from graphmap.model import DEPTHS
from graphmap.sample.demo import demo_sheets
from graphmap.store.loading import load
from graphmap.store.location import EmbeddedLocation
from graphmap.store.store import open_store

SESSIONS = (1, 10, 30)
_PAUSE = 2.0
"""Seconds between two changes of one person."""
_CHANGES = 8
_PATIENCE = 120  # seconds
_EMPTY = "an empty page"
_DEPTHS = tuple(f"min-depth={quote(depth)}" for depth in DEPTHS)
"""More than a browser keeps messages for, so that the map comes anew each time."""
_ADDRESSES = {OURS: ("map", _DEPTHS), _EMPTY: ("records", ("",))}
_KEPT = 2  # runs of a page whose messages a browser keeps
_BYTES_RECEIVED = struct.Struct("=128xQ")
"""Where Linux counts the bytes that a connection received."""


@dataclass
class Person:
    """Somebody with a page open: what they waited for each change, and the bytes that came."""

    connection: ClientConnection
    page: str
    kept: deque[list[str]] = field(default_factory=lambda: deque(maxlen=_KEPT))
    waited: list[float] = field(default_factory=list)
    received: list[int] = field(default_factory=list)

    def change(self, query: str) -> None:
        """Run the page with another query, as a filter's change does, and note what it cost."""
        began, before = time.perf_counter(), self._bytes()
        asked = BackMsg()
        asked.rerun_script.query_string = query
        asked.rerun_script.page_name = self.page
        asked.rerun_script.cached_message_hashes.extend(name for run in self.kept for name in run)
        self.connection.send(asked.SerializeToString())
        came: list[str] = []
        while True:
            frame = self.connection.recv(timeout=_PATIENCE)
            assert isinstance(frame, bytes)
            message = ForwardMsg()
            message.ParseFromString(frame)
            if message.WhichOneof("type") == "ref_hash":
                came.append(message.ref_hash)
            elif message.metadata.cacheable and message.hash:
                came.append(message.hash)
            if message.WhichOneof("type") == "script_finished":
                break
        self.kept.append(came)
        self.waited.append(time.perf_counter() - began)
        self.received.append(self._bytes() - before)

    def _bytes(self) -> int:
        state = self.connection.socket.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _BYTES_RECEIVED.size)
        received: int = _BYTES_RECEIVED.unpack(state)[0]
        return received


def session_results() -> Iterator[Result]:
    """Measure the app of the demo with 1, 10 and 30 people. Nothing where the kernel doesn't count as Linux does."""
    if not Path("/proc/self/stat").exists():
        return
    with TemporaryDirectory() as folder:
        with open_store(EmbeddedLocation(Path(folder) / "store")) as store:
            load(demo_sheets(), store)
        with app_on(Path(folder) / "store") as (url, process):
            for number in SESSIONS:
                yield from _with(number, url, process)


def _with(number: int, url: str, process: int) -> Iterator[Result]:
    cpu, size, wait = {}, {}, {}
    for way, (page, queries) in _ADDRESSES.items():
        cpu[way], size[way], wait[way] = _measured(url, process, number, page, queries)
    people = f"{number} people" if number > 1 else "1 person"
    yield Result("a filter's change, the server's processor time", people, cpu)
    yield Result("a filter's change, on the wire", people, size, unit="kB")
    yield Result("a filter's change, the wait", people, wait)


def _measured(url: str, process: int, number: int, page: str, queries: Sequence[str]) -> tuple[float, float, float]:
    """Return the processor seconds, the kilobytes and the median wait of a change."""
    people = [_open(url, page) for _ in range(number)]
    for person in people:
        for query in queries:
            person.change(query)
        person.waited.clear()
        person.received.clear()
    before = _processor_seconds(process)
    threads = [threading.Thread(target=_use, args=(person, queries)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent = _processor_seconds(process) - before
    for person in people:
        person.connection.close()
    waited = [each for person in people for each in person.waited]
    received = [each for person in people for each in person.received]
    return spent / len(waited), sum(received) / len(received) / 1000, median(waited)


def _use(person: Person, queries: Sequence[str]) -> None:
    time.sleep(random.Random(id(person)).random() * _PAUSE)
    for query in itertools.islice(itertools.cycle(queries), _CHANGES):
        began = time.perf_counter()
        person.change(query)
        time.sleep(max(0.0, _PAUSE - (time.perf_counter() - began)))


def _open(url: str, page: str) -> Person:
    host = urlsplit(url).netloc
    connection = connect(
        f"ws://{host}/_stcore/stream",
        subprotocols=["streamlit"],  # type: ignore[list-item]
        origin=f"http://{host}",  # type: ignore[arg-type]
        max_size=None,
        compression=None,
    )
    return Person(connection, page)


def _processor_seconds(process: int) -> float:
    """Return the processor time that a process has used so far."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100
