"""Read all that a browser is sent: websocket frames, answers of routes and files, and what is packed in them."""

import base64
import binascii
import html
import io
import json
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

_DEEPEST = 4
_ROUTE = re.compile(r"/(?:media|_graphmap)/[\w./-]+")
_STREAM = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08")
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{24,}={0,2}")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_NOT_OURS = ("/static/", "/_stcore/bidi-components/")

KEEP_SOCKETS = """
window.kept = [];
window.WebSocket = class extends WebSocket {
  constructor(...given) { super(...given); window.kept.push(this); }
};
"""
"""Lets a test send what it likes on the websocket of a page."""


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
    for found in _STREAM.finditer(blob):
        try:
            yield zlib.decompressobj(wbits=47).decompress(blob[found.start() :])
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
    """Somebody's browser, and everything that it was sent."""

    context: BrowserContext
    url: str
    page: Page = field(init=False)
    frames: list[bytes] = field(default_factory=list)
    sent: list[bytes] = field(default_factory=list)
    answers: dict[str, bytes] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    html: list[str] = field(default_factory=list)
    _asked: list[str] = field(default_factory=list)
    _read: int = 0

    def __post_init__(self) -> None:
        self.page = self.context.new_page()
        self.page.add_init_script(KEEP_SOCKETS)
        self.page.on("websocket", self._listen)
        self.page.on("request", lambda request: self._asked.append(request.url))

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", lambda payload: self.frames.append(_bytes(payload)))
        socket.on("framesent", lambda payload: self.sent.append(_bytes(payload)))

    def visit(self, address: str) -> None:
        """Open an address as somebody types it, and fetch by hand what the page or its frames name."""
        self.page.goto(self.url + address, timeout=SLOW)
        expect(self.page.get_by_role("button", name="More", exact=True)).to_be_visible(timeout=SLOW)
        self.settle()

    def settle(self) -> None:
        """Wait until the app is still, and read what it sent."""
        MapScreen(self.page, self.url).settle()
        self.html.append(self.page.content())
        self.fetch()

    def fetch(self) -> None:
        """Fetch the routes that were asked or named since the last time."""
        texts = [text for frame in self.frames[self._read :] for text in readings(frame)]
        self._read = len(self.frames)
        named = {match[0] for text in texts for match in _ROUTE.finditer(text)}
        own = {urlsplit(url)._replace(fragment="").geturl() for url in self._asked if url.startswith(self.url)}
        self._asked.clear()
        for url in {self.url + path for path in named} | own:
            path = urlsplit(url).path
            if url not in self.answers and not path.startswith(_NOT_OURS) and path != "/_stcore/stream":
                self.answers[url] = self.context.request.get(url, max_redirects=0).body()

    def share_all(self) -> None:
        """Take every file that Share offers."""
        self.page.get_by_role("button", name="Share", exact=True).click()
        dialog = self.page.get_by_role("dialog")
        expect(dialog.get_by_role("heading", name="Everything")).to_be_visible(timeout=SLOW)
        buttons = dialog.get_by_test_id("stDownloadButton").get_by_role("button")
        for number in range(buttons.count()):
            with self.page.expect_download(timeout=2 * SLOW) as arriving:
                buttons.nth(number).click()
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

    def send(self, frame: bytes) -> None:
        """Send a frame on the page's websocket, as somebody may who writes their own client."""
        self.page.evaluate("bytes => window.kept.at(-1).send(new Uint8Array(bytes))", list(frame))


def _bytes(payload: str | bytes) -> bytes:
    return payload.encode() if isinstance(payload, str) else payload


def as_json(text: str) -> str:
    """Return a text as JSON escapes it."""
    return json.dumps(text)[1:-1]
