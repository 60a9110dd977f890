"""Nobody floods what is answered without a sign-in, and nobody who works notices."""

import pytest
from asking import answer
from starlette.responses import Response

from graphmap.app.limits import LIMITS, Allowance, Limit, Limits

TWO = (Limit(("/_graphmap/",), 2, 0.5),)


class Clock:
    """A clock that tests set."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def limited() -> Limits:
    return Limits(Response("fine"), TWO)


def test_who_asks_too_much_at_once_is_told_when_to_ask_again() -> None:
    app = limited()
    assert [answer(app, "/_graphmap/names/x")[0] for _ in range(3)] == [200, 200, 429]
    assert answer(app, "/_graphmap/names/x")[1]["Retry-After"] == "2"


def test_one_client_s_flood_is_no_other_s_wait() -> None:
    app = limited()
    for _ in range(3):
        answer(app, "/_graphmap/names/x", client="192.0.2.1")
    assert answer(app, "/_graphmap/names/x", client="192.0.2.2")[0] == 200


def test_an_allowance_fills_up_again_and_no_further_than_it_was() -> None:
    clock = Clock()
    allowance = Allowance(TWO[0], clock)
    assert [allowance.seconds_until_allowed("ana") for _ in range(3)] == [0, 0, 2]
    clock.now = 2
    assert [allowance.seconds_until_allowed("ana") for _ in range(2)] == [0, 2]
    clock.now = 1_000
    assert [allowance.seconds_until_allowed("ana") for _ in range(3)] == [0, 0, 2]


def test_clients_without_number_take_no_memory_without_end() -> None:
    allowance = Allowance(TWO[0])
    for client in range(10_050):
        allowance.seconds_until_allowed(str(client))
    assert len(allowance) == 10_000


@pytest.mark.parametrize(
    "path", ["/_graphmap/changes/x", "/healthz", "/auth/login", "/oauth2callback", "/_stcore/stream"]
)
def test_every_public_route_has_a_limit(path: str) -> None:
    [limit] = [limit for limit in LIMITS if path.startswith(limit.prefixes)]
    few = Limits(Response("fine"), (Limit(limit.prefixes, 1, 1),))
    assert [answer(few, path)[0] for _ in range(2)] == [200, 429]
    assert limit.at_once >= 60, "thirty people behind one address sign in at once"


def test_a_websocket_is_refused_before_a_session_begins() -> None:
    app = Limits(Response("fine"), (Limit(("/_stcore/stream",), 0, 1),))
    assert answer(app, "/_stcore/stream", kind="websocket")[0] == 429


def test_a_page_itself_has_no_limit() -> None:
    app = limited()
    assert {answer(app, "/map")[0] for _ in range(20)} == {200}
