"""Whether this process can serve people: `/healthz`, which a proxy, a container or a monitor asks.

Nobody signs in for it, so it says nothing about the network. Only this computer hears why something is wrong.
"""

import contextlib
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TookTooLong
from dataclasses import dataclass
from functools import cache
from threading import Lock, Thread
from time import monotonic

from starlette.requests import Request
from starlette.responses import JSONResponse

from graphmap.errors import GraphmapError, StoreMoved
from graphmap.release import graphmap_version
from graphmap.store.location import Location, read_location
from graphmap.store.store import Store, open_store

ADDRESS = "/healthz"
_THIS_COMPUTER = ("localhost", "127.0.0.1", "::1")
_EVERY = 2.0  # seconds between two questions to the store, however often we are asked
_PATIENCE = 3.0  # seconds for an answer of the store


@dataclass(frozen=True)
class Health:
    """Whether the store answers, and a sentence that says why not."""

    is_ok: bool
    why: str = ""


class StoreHealth:
    """Asks the store at `location` how it is. Its answer counts for a moment, and nobody waits long for it."""

    def __init__(self, location: Location, patience: float = _PATIENCE) -> None:
        self._location = location
        self._patience = patience
        self._lock = Lock()
        self._store: Store | None = None
        self._asked = -_EVERY
        self._answer: Future[Health] | None = None

    def now(self) -> Health:
        """Return the health of the store."""
        with self._lock:
            if self._answer is None or (self._answer.done() and monotonic() - self._asked >= _EVERY):
                self._asked = monotonic()
                self._answer = Future()  # of a daemon: a store that hangs mustn't keep the process from ending
                Thread(target=self._ask, args=(self._answer,), daemon=True).start()
            answer = self._answer
        try:
            return answer.result(self._patience)
        except TookTooLong:
            return Health(False, f"The store at {self._location} hasn't answered within {self._patience:g} s.")

    def _ask(self, answer: "Future[Health]") -> None:
        try:
            if self._store is None:
                self._store = open_store(self._location, migrating=False)
            self._store.stamp()
        except StoreMoved as error:  # opened again, it would be a new and empty store
            answer.set_result(Health(False, str(error)))
        except GraphmapError as error:
            self.close()
            answer.set_result(Health(False, str(error)))
        except BaseException as error:
            answer.set_exception(error)
            raise
        else:
            answer.set_result(Health(True))

    def close(self) -> None:
        """Let go of the store."""
        store, self._store = self._store, None
        if store is not None:
            with contextlib.suppress(GraphmapError):
                store.close()


@cache
def _health_of(location: Location) -> StoreHealth:
    return StoreHealth(location)


def healthz(request: Request) -> JSONResponse:
    """Answer 200 if the store answers and 503 if it doesn't."""
    try:
        health = _health_of(read_location(None)).now()
    except GraphmapError as error:
        health = Health(False, str(error))
    found: dict[str, object] = {"ok": health.is_ok, "graphmap": graphmap_version()}
    if health.is_ok:
        found["store"] = "answers"
    elif request.url.hostname in _THIS_COMPUTER:
        found["store"] = health.why
    else:
        found["store"] = "doesn't answer"
    return JSONResponse(found, 200 if health.is_ok else 503, {"Cache-Control": "no-store"})
