"""Fifty people at once: half of them record visits, the others choose, filter and go from page to page.

``python -m benchmarks.fifty`` runs the app in several processes behind nginx, has one person use it alone, then all at
once, and prints a table: how long a click takes, what went wrong, and the memory of every process over time.
"""

import argparse
import http.client
import json
import random
import signal
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from gzip import decompress
from pathlib import Path
from statistics import linear_regression, median, quantiles
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

import psutil

from benchmarks.bare_session import PATIENCE, Session, WentWrong
from benchmarks.proxied_app import Served, app_behind_proxy
from graphmap.access.accounts import grant
from graphmap.sample.demo import demo_sheets
from graphmap.store.embedded import engine_status, stop_engine
from graphmap.store.loading import load
from graphmap.store.location import EmbeddedLocation, read_location
from graphmap.store.store import Store, open_store

_PAGES = ("term", "map", "records", "measures", "health", "stories")
_FILTERED = ("term", "map", "measures")
_PERIODS = ("this-term", "last-term", "this-year", "last-12-months", "all")
_CLICKS_A_VISIT = 15
"""After so many clicks a person closes the page and opens it anew."""

_POLLERS = 4
_MOST_LISTED = 20  # errors
_EVERY = 5.0  # seconds between two looks at the memory
_MEBI = 2**20


@dataclass
class Told:
    """What the people of a run waited for and met. Threads only append."""

    waited: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    wrong: list[str] = field(default_factory=list)
    written: list[tuple[int, float]] = field(default_factory=list)
    """The number of each change, and when its writer heard that it is kept."""
    heard: list[tuple[str, int, float]] = field(default_factory=list)
    """When the page of a process first heard of each change: the process's token, the number, the time."""


class Person:
    """Somebody who uses the app until `ended`. A writer records visits, and takes some back; a reader looks around."""

    def __init__(
        self, url: str, cookies: Mapping[str, str], told: Told, pause: float, seed: int, ended: threading.Event
    ) -> None:
        self.session = Session(url, cookies)
        self.address = ""
        self.seq = 0
        self._told = told
        self._pause = pause
        self._choose = random.Random(seed)
        self._ended = ended
        self._asked = 0
        self._people: Sequence[str] = ()
        self._organisations: Sequence[str] = ()
        self._practices: Sequence[str] = ()

    def use(self, kinds: Sequence[str]) -> None:
        """Do what readers or writers do, or one after the other, until the run is over."""
        self._ended.wait(self._choose.random() * self._pause)
        clicks = 0
        while not self._ended.is_set():
            try:
                if clicks % _CLICKS_A_VISIT == 0:
                    self._timed("open", lambda: self.session.open(self._choose.choice(_FILTERED)))
                    self._look_up()
                    self._wait()
                if kinds[clicks % len(kinds)] == "writer":
                    self._record()
                else:
                    self._look_around()
                clicks += 1
            except Exception as error:  # noqa: BLE001 — whatever it is, it is reported, and the page opened anew
                if not self._ended.is_set():
                    self._told.wrong.append(f"{type(error).__name__}: {error}"[:300])
                clicks = 0
            self._wait()
        self.session.close()

    def _timed(self, kind: str, do: Callable[[], None]) -> None:
        began = time.perf_counter()
        do()
        self._told.waited[kind].append(time.perf_counter() - began)
        if self.session.has("bar"):
            data = self.session.data("bar")
            self.address, self.seq = data.get("changes", ""), data.get("seq", 0)

    def _wait(self) -> None:
        self._ended.wait(self._pause * self._choose.uniform(0.5, 1.5))

    def _look_up(self) -> None:
        """Fetch the names that the search finds, and what the form offers to those who may record, as pages do."""
        named = {each["word"]: each["ids"] for each in self._fetched("bar", "names")}
        self._organisations = [f"school:{id}" for id in named["school"]]
        if self.session.has("visit"):
            offered = self._fetched("visit", "choices")
            self._people = [key for key in offered["actors"]["key"] if key.startswith("person:")]
            self._practices = [practice[0] for practice in offered["practices"]]

    def _fetched(self, component: str, name: str) -> Any:
        """Return what is at an address that a component has. What is no longer kept the page has made anew."""
        try:
            _, _, body = self.session.fetch(self.session.data(component)[name])
        except WentWrong:
            self._timed("shown anew", lambda: self.session.tell("bar", {"what": "follow"}))
            _, _, body = self.session.fetch(self.session.data(component)[name])
        return json.loads(decompress(body))

    # ------------------------------------------------------------------------------------ a reader's clicks

    def _look_around(self) -> None:
        kind = self._choose.choices(("filter", "page", "choose"), (4, 3, 3))[0]
        if kind == "choose" and self.session.page == "map" and self.session.has("map"):
            self._asked += 1
            node = {"what": "node", "id": self._choose.choice(self._organisations), "number": self._asked}
            self._timed("choose", lambda: self.session.put("map", {"clicked": node}))
        elif kind == "filter" and self.session.page in _FILTERED:
            period = self._choose.choice(_PERIODS)
            self._timed("filter", lambda: self.session.tell("bar", {"what": "preset", "name": period}))
        else:
            others = [page for page in _PAGES if page != self.session.page]
            name = self._choose.choice([*others, *(["map"] * 2 if "map" in others else [])])
            self._timed("page", lambda: self.session.tell("bar", {"what": "page", "name": name}))

    # ------------------------------------------------------------------------------------ a writer's clicks

    def _record(self) -> None:
        """Record a visit: the form guesses while somebody types, saves, and has the page shown anew."""
        day = date.today() - timedelta(days=self._choose.randrange(300))
        visit = {
            "when": day.isoformat(),
            "practice": self._choose.choice(self._practices),
            "who": self._choose.sample(self._people, self._choose.randint(2, 4)),
            "note": f"Benchmark {self._choose.random()}",
            "again": True,
        }
        self._ask("guess", "guess", visit=visit)
        self._ended.wait(1.0)
        answer = self._ask("save", "save", visit=visit)
        if not answer.get("saved"):
            raise AssertionError(f"The visit was not saved: {answer}")
        self._told.written.append((answer["seq"], time.perf_counter()))
        self._ask("shown after", "refresh")
        if self.seq < answer["seq"]:
            raise AssertionError(f"The page shows change {self.seq} after its own change {answer['seq']} was saved.")
        if self._choose.random() < 0.2:
            self._ended.wait(1.0)
            answer = self._ask("undo", "undo", seq=answer["seq"])
            if not answer.get("undone"):
                raise AssertionError(f"The visit was not undone: {answer}")
            self._ask("shown after", "refresh")

    def _ask(self, kind: str, what: str, **asked: Any) -> Mapping[str, Any]:
        self._asked += 1
        number = self._asked
        self._timed(kind, lambda: self.session.tell("visit", {**asked, "what": what, "number": number, "by": ""}))
        answer: Mapping[str, Any] = self.session.data("visit")["answer"]
        if answer.get("number") != number:
            raise AssertionError(f"The form got another answer: {answer}")
        return answer


def _poll(people: Sequence[Person], told: Told, ended: threading.Event) -> None:
    """Ask each second for each page what others have changed, as a browser does, and note what is new to a process."""
    where = urlsplit(people[0].session.url)
    connections = [http.client.HTTPConnection(where.hostname or "", where.port, timeout=PATIENCE) for _ in people]
    known: dict[str, int] = {}
    while not ended.is_set():
        began = time.perf_counter()
        for person, connection in zip(people, connections, strict=True):
            address, seq = person.address, person.seq
            if not address or ended.is_set():
                continue
            cookies = "; ".join(f"{name}={value}" for name, value in person.session.cookies.items())
            asked = time.perf_counter()
            try:
                connection.request("GET", f"{address}?after={seq}", headers={"Cookie": cookies})
                answer = connection.getresponse()
                body = answer.read()
                if answer.status != 200:
                    raise AssertionError(f"the changes answered {answer.status}")
                latest = seq + json.loads(body)["number"]
            except Exception as error:  # noqa: BLE001 — it is reported
                connection.close()
                if not ended.is_set():
                    told.wrong.append(f"{type(error).__name__}: {error}"[:300])
                continue
            now = time.perf_counter()
            told.waited["changes"].append(now - asked)
            before = known.setdefault(address, latest)
            told.heard += [(address, number, now) for number in range(before + 1, latest + 1)]
            known[address] = max(before, latest)
        ended.wait(max(0.0, 1.0 - (time.perf_counter() - began)))
    for connection in connections:
        connection.close()


# ------------------------------------------------------------------------------------------ a run


@dataclass(frozen=True)
class Run:
    """What came of a run: what people met, its seconds, and the processor's seconds of each process."""

    told: Told
    seconds: float
    processor: Mapping[str, float]


def _email(number: int) -> str:
    return f"person{number}@example.school.nz"


def _let_in(store: Store, number: int) -> None:
    """Let so many people sign in: the first two as stewards, then those who write as coordinators, others as leads."""
    for each in range(number):
        grant(store, _email(each), "steward" if each < 2 else ("coordinator", "lead")[each % 2])


def _run(served: Served, watched: Mapping[str, int], number: int, seconds: float, pause: float, seed: int) -> Run:
    told, ended = Told(), threading.Event()
    people = [
        Person(served.url, served.cookies_of(_email(each)), told, pause, seed + each, ended) for each in range(number)
    ]
    ways: Callable[[int], Sequence[str]] = lambda each: ["writer", "reader"][each % 2 :][:1]
    if number == 1:  # who alone does both by turns
        ways = lambda _each: ("reader", "writer")
    threads = [threading.Thread(target=person.use, args=(ways(each),)) for each, person in enumerate(people)]
    threads += [
        threading.Thread(target=_poll, args=(part, told, ended))
        for part in (people[each::_POLLERS] for each in range(_POLLERS))
        if part
    ]
    before, began = _processor_seconds(watched), time.perf_counter()
    for thread in threads:
        thread.start()
    ended.wait(seconds)
    ended.set()
    for thread in threads:
        thread.join()
    after = _processor_seconds(watched)
    return Run(told, time.perf_counter() - began, {name: after[name] - before[name] for name in after})


def _processor_seconds(watched: Mapping[str, int]) -> dict[str, float]:
    found = {}
    for name, pid in watched.items():
        each = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)] if name == "proxy" else None
        times = [process.cpu_times() for process in each or [psutil.Process(pid)]]
        found[name] = sum(time.user + time.system for time in times)
    return found


class Memory:
    """What each process holds over time: seconds since the beginning, and bytes that are its own and resident."""

    def __init__(self, watched: Mapping[str, int]) -> None:
        self.seen: dict[str, list[tuple[float, int]]] = {name: [] for name in watched}
        self._watched = watched
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Look every few seconds while the context lasts."""
        self._thread.start()
        try:
            yield
        finally:
            self._ended.set()
            self._thread.join()

    def _look(self) -> None:
        began = time.monotonic()
        while not self._ended.is_set():
            for name, pid in self._watched.items():
                self.seen[name].append((time.monotonic() - began, psutil.Process(pid).memory_info().rss))
            self._ended.wait(_EVERY)

    def growth(self, name: str, after: float = 60.0) -> tuple[float, float, float]:
        """Return the MiB of a process after the first minute and at the end, and how they grew a minute between."""
        seen = [each for each in self.seen[name] if each[0] >= after] or self.seen[name][-2:]
        slope = linear_regression(*zip(*seen, strict=True)).slope if len(seen) > 1 else 0.0
        return seen[0][1] / _MEBI, seen[-1][1] / _MEBI, slope * 60 / _MEBI


# ------------------------------------------------------------------------------------------ what is reported


def _table(alone: Run, together: Run) -> Iterator[str]:
    yield "| click | alone: median, 99 % (number) | together: median, 99 % (number) | times as long |"
    yield "|---|---|---|---|"
    clicks = [kind for kind in together.told.waited if kind != "changes"]
    for kind in [*sorted(clicks), "all clicks", "changes"]:
        one, all_ = (
            [
                each
                for name, found in run.told.waited.items()
                for each in found
                if name == kind or (kind == "all clicks" and name != "changes")
            ]
            for run in (alone, together)
        )
        if not all_:
            continue
        times = f"{median(all_) / median(one):.1f}, {_late(all_) / _late(one):.1f}" if one else ""
        yield f"| {kind} | {_summary(one)} | {_summary(all_)} | {times} |"


def _summary(waited: Sequence[float]) -> str:
    return f"{median(waited):.2f} s, {_late(waited):.2f} s ({len(waited)})" if waited else ""


def _late(waited: Sequence[float]) -> float:
    return quantiles(waited, n=100, method="inclusive")[98] if len(waited) > 1 else waited[0]


def _heard_after(told: Told) -> list[float]:
    """Return how many seconds after it was kept each process first heard of each change."""
    first: dict[tuple[str, int], float] = {}
    for address, number, at in told.heard:
        first[address, number] = min(at, first.get((address, number), at))
    kept = dict(told.written)
    return [max(0.0, at - kept[number]) for (_, number), at in first.items() if number in kept]


def _memory_table(memory: Memory, together: Run) -> Iterator[str]:
    yield "| process | MiB after a minute | at the end | grows a minute by | processor |"
    yield "|---|---|---|---|---|"
    for name in memory.seen:
        first, last, slope = memory.growth(name)
        share = together.processor[name] / together.seconds
        yield f"| {name} | {first:.0f} | {last:.0f} | {slope:+.1f} | {share:.0%} |"


def _report(alone: Run, together: Run, memory: Memory) -> Iterator[str]:
    yield from _table(alone, together)
    yield ""
    yield from _memory_table(memory, together)
    yield ""
    lags = sorted(_heard_after(together.told))
    if lags:
        heard = f"after {median(lags):.1f} s, 99 % within {_late(lags):.1f} s"
        yield f"The pages of each process heard of a change {heard}."
    clicks = sum(len(found) for kind, found in together.told.waited.items() if kind != "changes")
    cost = sum(spent for name, spent in together.processor.items() if name.startswith("app")) / max(1, clicks)
    yield f"{clicks / together.seconds:.1f} clicks a second, at {cost:.3f} s of the app's processor time each."
    wrong = [*alone.told.wrong, *together.told.wrong]
    yield f"{len(together.told.written)} visits recorded; {len(wrong)} errors."
    for each in sorted(set(wrong))[:_MOST_LISTED]:
        yield f"- {each}"


def fifty(
    store: str, processes: int, sessions: int, minutes: float, alone: float, pause: float, signed_in: bool
) -> tuple[Run, Run, Memory]:
    """Have one person use the app on `store` for `alone` seconds, then so many `sessions` for so many `minutes`."""
    with app_behind_proxy(store, processes, signed_in=signed_in) as served:
        watched = {f"app {number}": pid for number, pid in enumerate(served.processes, 1)}
        watched["proxy"] = served.proxy
        location = read_location(store)
        if isinstance(location, EmbeddedLocation) and (engine := engine_status(location.folder)):
            watched["engine"] = engine.pid
        watched["these people"] = psutil.Process().pid
        by_one = _run(served, watched, 1, alone, min(pause, 1.0), 0)
        memory = Memory(watched)
        with memory.watching():
            by_all = _run(served, watched, sessions, minutes * 60, pause, 1)
        return by_one, by_all, memory


def main() -> None:
    """Run what the command line asks for, and print the tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fifty", description=__doc__)
    parser.add_argument("--minutes", type=float, default=5.0, help="how long all use the app at once")
    parser.add_argument("--processes", type=int, default=2, help="of the app, behind nginx")
    parser.add_argument("--sessions", type=int, default=50, help="people at once, half of whom write")
    parser.add_argument("--alone", type=float, default=90.0, help="seconds that one person uses the app before")
    parser.add_argument("--pause", type=float, default=10.0, help="seconds between two clicks of a person, on average")
    parser.add_argument("--without-sign-in", action="store_true", help="as on one's own computer")
    parser.add_argument("--store", help="an empty store to use, such as neo4j://…; an embedded one by default")
    parser.add_argument("-o", "--output", type=Path, help="write the tables into this file as well")
    chosen = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that nothing goes on running
    with ExitStack() as stack:
        store = chosen.store
        if store is None:
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="graphmap-fifty-"))) / "store"
            stack.callback(stop_engine, folder)
            store = f"embedded:{folder}"
        with open_store(store) as opened:
            load(demo_sheets(), opened)
            if not chosen.without_sign_in:
                _let_in(opened, chosen.sessions)
            found = fifty(
                store,
                chosen.processes,
                chosen.sessions,
                chosen.minutes,
                chosen.alone,
                chosen.pause,
                not chosen.without_sign_in,
            )
    text = "\n".join(_report(*found))
    print(text)
    if chosen.output:
        chosen.output.write_text(f"{text}\n", "utf-8")


if __name__ == "__main__":
    main()
