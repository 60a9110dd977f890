"""Read all that a browser is sent: websocket frames, answers of routes and files, and what is packed in them."""

import base64
import binascii
import contextlib
import html
import io
import re
import zipfile
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from urllib.parse import unquote_plus, urlsplit

import polars as pl
from map_screen import SLOW, MapScreen
from playwright.sync_api import BrowserContext, Page, WebSocket, expect
from pypdf import PdfReader
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

_DEEPEST = 4
_ROUTE = re.compile(r"/(?:media|_graphmap)/[\w./-]+")
_STREAM = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08")
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{24,}={0,2}")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_PATIENCE = 120  # seconds
EARLY = ForwardMsg.FINISHED_EARLY_FOR_RERUN


def readings(blob: bytes, deep: int = 0) -> Iterator[str]:
    """Return all texts in some bytes: as they are, escaped, in UTF-16, compressed, in archives and in papers."""
    text = blob.decode("utf-8", "ignore")
    yield text
    if "\\u" in text:
        yield _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    if "%" in text or "+" in text:
        yield unquote_plus(text)
    if "&" in text:
        yield html.unescape(text)
    if blob.count(b"\0") > len(blob) // 10:
        yield blob.decode("utf-16-le", "ignore")
        yield blob[1:].decode("utf-16-le", "ignore")
    if deep < _DEEPEST:
        for part in _packed(blob):
            yield from readings(part, deep + 1)


def _packed(blob: bytes) -> Iterator[bytes]:
    if blob.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(blob)) as archive:
            yield from map(archive.read, archive.namelist())
        return
    if blob.startswith(b"PAR1"):
        yield pl.read_parquet(blob).write_json().encode()
        return
    if blob.startswith(b"%PDF"):
        reader = PdfReader(io.BytesIO(blob))
        yield "\n".join([*(page.extract_text() for page in reader.pages), str(reader.metadata)]).encode()
        return
    whole = memoryview(blob)
    for found in _STREAM.finditer(blob):
        try:
            yield zlib.decompressobj(wbits=47).decompress(whole[found.start() :])
        except zlib.error:
            continue
    for run in _BASE64.finditer(blob):
        try:
            yield base64.b64decode(run[0].replace(b"-", b"+").replace(b"_", b"/") + b"==")
        except binascii.Error:
            continue


def found_in(blobs: Iterable[bytes], needles: Collection[str]) -> set[str]:
    """Return which of the `needles` are anywhere in the `blobs`, whatever their case."""
    wanted = {needle: needle.casefold() for needle in needles}
    found: set[str] = set()
    for blob in {blake2b(blob).digest(): blob for blob in blobs}.values():
        for text in readings(blob):
            folded = text.casefold()
            found |= {needle for needle, plain in wanted.items() if needle not in found and plain in folded}
    return found


@dataclass
class Watched:
    """Somebody who has signed in with a browser, and all that they were sent.

    Pages are run over bare websockets with the browser's cookies, as a browser asks for them: no frame is missed, and
    a page that a browser draws for seconds is read at once.
    """

    context: BrowserContext
    url: str
    page: Page = field(init=False)
    frames: list[bytes] = field(default_factory=list)
    sent: list[bytes] = field(default_factory=list)
    answers: dict[str, bytes] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    html: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page = self.context.new_page()
        self.page.on("websocket", self._listen)

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", lambda payload: self.frames.append(_bytes(payload)))
        socket.on("framesent", lambda payload: self.sent.append(_bytes(payload)))

    @contextlib.contextmanager
    def socket(self) -> Iterator[ClientConnection]:
        """Open a websocket as the browser does."""
        cookies = {cookie["name"]: cookie["value"] for cookie in self.context.cookies(self.url)}
        with connect(
            f"{self.url.replace('http', 'ws', 1)}/_stcore/stream",
            subprotocols=["streamlit", cookies["_streamlit_xsrf"]],  # type: ignore[list-item]
            origin=self.url,  # type: ignore[arg-type]
            additional_headers={"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())},
            max_size=None,
        ) as connection:
            yield connection

    def visit(self, address: str) -> str:
        """Run the page at an address, fetch what its frames name, and return all that it says."""
        with self.socket() as connection:
            came = self.run(connection, address)
        self.fetch(came)
        return "\n".join(frame.decode("utf-8", "ignore") for frame in came)

    def run(self, connection: ClientConnection, address: str) -> list[bytes]:
        """Run the page at an address, and return its frames."""
        parts = urlsplit(address)
        asked = BackMsg()
        asked.rerun_script.query_string = parts.query
        asked.rerun_script.page_name = parts.path.strip("/")
        connection.send(asked.SerializeToString())
        return self.answer(connection)

    def answer(self, connection: ClientConnection) -> list[bytes]:
        """Return the frames up to the end of a run."""
        came: list[bytes] = []
        message = ForwardMsg()
        while message.WhichOneof("type") != "script_finished" or message.script_finished == EARLY:
            frame = connection.recv(timeout=_PATIENCE)
            assert isinstance(frame, bytes)
            came.append(frame)
            message.ParseFromString(frame)
        self.frames += came
        return came

    def fetch(self, frames: Iterable[bytes]) -> None:
        """Fetch the routes and files that the frames name."""
        texts = (frame.decode("utf-8", "ignore") for frame in frames)
        for path in {match[0] for text in texts for match in _ROUTE.finditer(text)}:
            if path not in self.answers:
                self.answers[path] = self.context.request.get(self.url + path).body()

    def look(self, address: str) -> None:
        """Open an address in the browser itself."""
        self.page.goto(self.url + address, timeout=2 * SLOW)
        expect(self.page.get_by_role("button", name="More", exact=True)).to_be_visible(timeout=2 * SLOW)
        self.settle()
        self.html.append(self.page.content())

    def settle(self) -> None:
        """Wait until the app in the browser is still."""
        MapScreen(self.page, self.url).settle()

    def share(self, *only: str) -> None:
        """Take the files that Share offers for the page that is open in the browser, or only those so named."""
        self.page.get_by_role("button", name="Share", exact=True).click()
        dialog = self.page.get_by_role("dialog")
        expect(dialog.get_by_role("heading", name="Everything")).to_be_visible(timeout=2 * SLOW)
        offered = dialog.get_by_test_id("stDownloadButton").get_by_role("button").all()
        buttons = [dialog.get_by_role("button", name=name, exact=True).first for name in only] or offered
        for number, button in enumerate(buttons):
            with self.page.expect_download(timeout=4 * SLOW) as arriving:
                button.click()
            name = arriving.value.suggested_filename
            self.files[f"{number} {name}"] = Path(arriving.value.path()).read_bytes()

    @property
    def everything(self) -> Mapping[str, list[bytes]]:
        """All that was received, by how."""
        return {
            "frames": self.frames,
            "answers": list(self.answers.values()),
            "files": list(self.files.values()),
            "page": [text.encode() for text in self.html],
        }


def asks_for_a_run(frame: bytes) -> bool:
    """Return whether what a browser sent runs the page, and so is answered."""
    asked = BackMsg()
    asked.ParseFromString(frame)
    return asked.WhichOneof("type") == "rerun_script"


def _bytes(payload: str | bytes) -> bytes:
    return payload.encode() if isinstance(payload, str) else payload
