"""A person with a page open, without a browser: a websocket that speaks Streamlit's protocol as a browser does."""

import http.client
import json
import time
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

PATIENCE = 120  # seconds
_KEPT = 2  # runs of a page whose messages a browser keeps


class WentWrong(Exception):
    """The page showed an exception or an error, or an address didn't answer."""


@dataclass(frozen=True)
class Part:
    """A component on the page: its id, the fragment that it is in, and the JSON that it shows, if it shows any."""

    id: str
    fragment: str
    data: str


@dataclass
class Session:
    """A page that is open. Its methods run the page as a browser would, and return when the run is over."""

    url: str
    cookies: Mapping[str, str] = field(default_factory=dict)
    page: str = ""
    _opened: ExitStack = field(default_factory=ExitStack)
    _connection: ClientConnection | None = None
    _script: str = ""
    _query: str = ""
    _parts: dict[str, Part] = field(default_factory=dict)
    _states: dict[str, str] = field(default_factory=dict)
    _kept: deque[dict[str, tuple[str, Part]]] = field(default_factory=lambda: deque(maxlen=_KEPT))

    def open(self, page: str, query: str = "") -> None:
        """Load a page at its address. The cookies that the server sets are kept."""
        self.close()
        _, headers, _ = self.fetch(f"/{page}")
        set_by_server = (value.partition(";")[0].partition("=") for name, value in headers if name == "set-cookie")
        self.cookies = {**self.cookies, **{name: value for name, _, value in set_by_server}}
        host = urlsplit(self.url).netloc
        opening = connect(
            f"ws://{host}/_stcore/stream",
            subprotocols=["streamlit"],  # type: ignore[list-item]
            origin=self.url,  # type: ignore[arg-type]
            additional_headers=self._headers(),
            max_size=None,
            compression=None,
            open_timeout=PATIENCE,
        )
        self._connection = self._opened.enter_context(opening)
        self._script, self._query = "", query
        asked = BackMsg()
        asked.rerun_script.page_name = page
        self._run(asked)

    def close(self) -> None:
        """Close the page, as a browser's tab."""
        self._opened.close()
        self._connection = None
        self._parts.clear()
        self._states.clear()
        self._kept.clear()

    def tell(self, component: str, what: Mapping[str, Any], event: str = "asked") -> None:
        """Send what a component asks for once, such as a button's press."""
        part, asked = self._parts[component], BackMsg()
        told = asked.rerun_script.widget_states.widgets.add()
        told.id = f"$$STREAMLIT_INTERNAL_KEY_{part.id}__events"
        told.json_trigger_value = json.dumps([{"event": event, "value": what}])
        asked.rerun_script.fragment_id = part.fragment
        self._run(asked)

    def put(self, component: str, state: Mapping[str, Any]) -> None:
        """Change what a component holds, such as what is selected."""
        part, asked = self._parts[component], BackMsg()
        self._states[part.id] = json.dumps(state)
        asked.rerun_script.fragment_id = part.fragment
        self._run(asked)

    def has(self, component: str) -> bool:
        """Return whether the page has this component."""
        return component in self._parts

    def data(self, component: str) -> Any:
        """Return what a component shows."""
        return json.loads(self._parts[component].data)

    def fetch(self, path: str) -> tuple[int, list[tuple[str, str]], bytes]:
        """Return the status, the headers and the body of the answer at an address of the same server."""
        where = urlsplit(self.url)
        connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=PATIENCE)
        try:
            connection.request("GET", path, headers=self._headers())
            answer = connection.getresponse()
            body = answer.read()
        finally:
            connection.close()
        if answer.status != 200:
            raise WentWrong(f"{path.partition('?')[0]} answered {answer.status}")
        return answer.status, [(name.lower(), value) for name, value in answer.getheaders()], body

    def _headers(self) -> dict[str, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"Cookie": cookies} if cookies else {}

    # --------------------------------------------------------------------------------- one run of the page

    def _run(self, asked: BackMsg) -> None:
        """Send what is asked, with what a browser sends along, and read the messages of the run until it is over."""
        assert self._connection
        rerun = asked.rerun_script
        rerun.query_string = self._query
        rerun.page_script_hash = self._script
        rerun.cached_message_hashes.extend(name for run in self._kept for name in run)
        for part in self._parts.values():
            held = rerun.widget_states.widgets.add()
            held.id, held.json_value = part.id, self._states.get(part.id, "{}")
        self._connection.send(asked.SerializeToString())
        came: dict[str, tuple[str, Part]] = {}
        wrong: list[str] = []
        for message in self._messages():
            match message.WhichOneof("type"):
                case "ref_hash":
                    came[message.ref_hash] = next(
                        run[message.ref_hash] for run in self._kept if message.ref_hash in run
                    )
                    self._put_on_page(came[message.ref_hash])
                case "delta":
                    found = _part(message.delta)
                    if message.metadata.cacheable:
                        came[message.hash] = found
                    self._put_on_page(found)
                    wrong += _wrong(message.delta)
                case "new_session":
                    self._script = message.new_session.page_script_hash
                case "page_info_changed":
                    self._query = message.page_info_changed.query_string
        self._kept.append(came)
        if wrong:
            raise WentWrong("; ".join(wrong))

    def _messages(self) -> Iterator[ForwardMsg]:
        """Yield the messages of a run, and of those that it starts at its end."""
        assert self._connection
        until = time.monotonic() + PATIENCE
        while True:
            frame = self._connection.recv(timeout=until - time.monotonic())
            assert isinstance(frame, bytes)
            message = ForwardMsg()
            message.ParseFromString(frame)
            yield message
            if message.WhichOneof("type") == "script_finished":
                if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                    raise WentWrong("The page could not run.")
                if message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    return

    def _put_on_page(self, named: tuple[str, Part]) -> None:
        name, part = named
        if name:
            self._parts[name] = part
            if name == "bar":
                self.page = json.loads(part.data)["page"]


def _part(delta: Delta) -> tuple[str, Part]:
    """Return the key of the component that a message puts on the page, empty for anything else, and the component."""
    if delta.WhichOneof("type") != "new_element" or delta.new_element.WhichOneof("type") != "bidi_component":
        return "", Part("", "", "")
    component = delta.new_element.bidi_component
    data = component.json if component.WhichOneof("data") == "json" else component.mixed.json
    return component.id.split("-", 2)[-1], Part(component.id, delta.fragment_id, data)  # $$ID-HASH-KEY


def _wrong(delta: Delta) -> list[str]:
    if delta.WhichOneof("type") != "new_element":
        return []
    element = delta.new_element
    if element.WhichOneof("type") == "exception":
        return [f"{element.exception.type}: {element.exception.message}"]
    if element.WhichOneof("type") == "alert" and element.alert.format == element.alert.ERROR:
        return [element.alert.body]
    return []
