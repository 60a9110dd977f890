"""Lets each client ask so much at once, and so much a second after that, where no sign-in has been checked yet.

The figures leave room for a whole school behind one address: they stop guessing and flooding, and no one's work. Each
process counts by itself. Behind a reverse proxy the client is the one that the proxy names.
"""

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_MOST_CLIENTS = 10_000


@dataclass(frozen=True)
class Limit:
    """What a client may ask of the paths that begin with one of `prefixes`: `at_once`, and `a_second` after that."""

    prefixes: tuple[str, ...]
    at_once: int
    a_second: float


LIMITS = (
    Limit(("/auth/", "/oauth2callback"), 60, 1),
    Limit(("/healthz", "/_stcore/health"), 120, 10),
    Limit(("/_stcore/stream",), 300, 10),
    Limit(("/_graphmap/",), 600, 100),
)


class Allowance:
    """How much each client may still ask under a limit. It fills up again as time goes by."""

    def __init__(self, limit: Limit, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit = limit
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def __len__(self) -> int:
        """Return how many clients are remembered."""
        return len(self._left)

    def seconds_until_allowed(self, client: str) -> float:
        """Return 0 and count the request if `client` may ask now, else how long it has to wait."""
        now = self._clock()
        left, since = self._left.pop(client, (float(self._limit.at_once), now))
        left = min(self._limit.at_once, left + (now - since) * self._limit.a_second)
        is_allowed = left >= 1
        self._left[client] = (left - is_allowed, now)
        if len(self._left) > _MOST_CLIENTS:
            self._left.popitem(last=False)
        return 0 if is_allowed else (1 - left) / self._limit.a_second


class Limits:
    """Refuse a client that asks too much of a public route, and say when it may ask again."""

    def __init__(self, app: ASGIApp, limits: tuple[Limit, ...] = LIMITS) -> None:
        self._app = app
        self._allowances = [(limit.prefixes, Allowance(limit)) for limit in limits]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        wait = self._wait(scope) if scope["type"] in ("http", "websocket") else 0
        if not wait:
            await self._app(scope, receive, send)
            return
        seconds = math.ceil(wait)
        refusal = PlainTextResponse(
            "Too many requests came from your address. Wait a little, then try again.",
            429,
            {"Retry-After": str(seconds), "Cache-Control": "no-store"},
        )
        await refusal(scope, receive, send)

    def _wait(self, scope: Scope) -> float:
        client = scope["client"][0] if scope.get("client") else ""
        for prefixes, allowance in self._allowances:
            if scope["path"].startswith(prefixes):
                return allowance.seconds_until_allowed(client)
        return 0
