"""nginx as deployed, before two servers: who somebody is led to, websockets, names, and what its log has."""

import re
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from proxying import as_it_lies_here, needs, text_of

NAME = "map.example.nz"
_PATIENCE = 20.0


class Answering(BaseHTTPRequestHandler):
    """Answers with the port that it listens on, and sends back what a websocket gets."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1  # headers and body in one packet

    def do_GET(self) -> None:
        if self.headers.get("Upgrade") == "websocket":
            self.send_response(101)
            self.send_header("Upgrade", "websocket")
            self.send_header("Connection", "Upgrade")
            self.end_headers()
            self.wfile.flush()
            self.wfile.write(self.rfile.read(3)[::-1])
            self.close_connection = True
            return
        body = f"{self.server.server_address[1]} {self.headers['Host']} {self.headers['X-Forwarded-For']}".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@dataclass(frozen=True)
class Proxy:
    port: int
    folder: Path
    servers: list[ThreadingHTTPServer]
    trust: ssl.SSLContext

    def connected(self, name: str = NAME) -> ssl.SSLSocket:
        return self.trust.wrap_socket(socket.create_connection(("127.0.0.1", self.port), 10), server_hostname=name)

    def ask(self, path: str, **headers: str) -> HTTPResponse:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.sock = self.connected()
        connection.request("GET", path, headers={"Host": NAME, **headers})
        return connection.getresponse()

    def port_for(self, cookie: str = "") -> str:
        return self.ask("/", **({"Cookie": cookie} if cookie else {})).read().decode().split()[0]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    nginx, folder = needs("nginx"), tmp_path_factory.mktemp("proxy")
    servers = [ThreadingHTTPServer(("127.0.0.1", 0), Answering) for _ in range(2)]
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    port, plain = free_port(), free_port()
    site = as_it_lies_here(text_of("nginx/graphmap.conf"), folder)
    site = site.replace("listen 443", f"listen 127.0.0.1:{port}").replace("listen 80 ", f"listen 127.0.0.1:{plain} ")
    for written, server in zip(("8501", "8502"), servers, strict=True):
        site = site.replace(f"127.0.0.1:{written}", f"127.0.0.1:{server.server_address[1]}")
    kept = "".join(
        f"{what}_temp_path {folder}/{what};\n" for what in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(f"daemon off; pid {folder}/pid;\nevents {{}}\nhttp {{\n{kept}{site}\n}}\n")
    process = subprocess.Popen([nginx, "-c", str(folder / "nginx.conf"), "-p", str(folder), "-e", f"{folder}/errors"])
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            break
        except OSError:
            assert process.poll() is None, (folder / "errors").read_text()
            assert time.monotonic() < deadline
            time.sleep(0.05)
    yield Proxy(port, folder, servers, ssl.create_default_context(cafile=str(folder / "certificate")))
    process.terminate()
    process.wait(_PATIENCE)
    for server in servers:
        server.shutdown()
        server.server_close()


def test_one_browser_always_meets_the_process_that_answered_it_first(proxy: Proxy) -> None:
    for _ in range(4):
        answer = proxy.ask("/")
        cookie, _, how = str(answer.headers["Set-Cookie"]).partition(";")
        assert re.fullmatch(r"graphmap_process=[0-9a-f]{32}", cookie)
        assert how == " Path=/; Secure; HttpOnly; SameSite=Lax"
        met = answer.read().decode().split()[0]
        assert {proxy.port_for(cookie) for _ in range(3)} == {met}


def test_many_browsers_of_one_address_meet_all_processes(proxy: Proxy) -> None:
    assert {proxy.port_for() for _ in range(16)} == {str(server.server_address[1]) for server in proxy.servers}


def test_a_cookie_made_by_hand_is_replaced(proxy: Proxy) -> None:
    answer = proxy.ask("/", Cookie="graphmap_process=' OR 1")
    assert "graphmap_process=" in str(answer.headers["Set-Cookie"])
    assert proxy.ask("/", Cookie="graphmap_process=" + "a" * 32).headers["Set-Cookie"] is None


def test_the_app_hears_the_name_that_people_typed_and_who_asks(proxy: Proxy) -> None:
    heard = proxy.ask("/", **{"X-Forwarded-For": "203.0.113.9"}).read().decode().split()
    assert heard[1:] == [NAME, "127.0.0.1"]


def test_a_websocket_goes_through(proxy: Proxy) -> None:
    with proxy.connected() as connection:
        asked = f"GET /_stcore/stream HTTP/1.1\r\nHost: {NAME}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"
        connection.sendall(asked.encode())
        got = b""
        while b"\r\n\r\n" not in got:
            got += connection.recv(4096)
        assert got.startswith(b"HTTP/1.1 101")
        connection.sendall(b"tui")
        while not got.endswith(b"iut"):
            more = connection.recv(16)
            assert more, got
            got += more


def test_browsers_stay_with_tls_and_another_name_gets_nothing(proxy: Proxy) -> None:
    assert proxy.ask("/").headers["Strict-Transport-Security"] == "max-age=31536000"
    with pytest.raises((ssl.SSLError, ConnectionResetError)):
        proxy.connected("attacker.example").close()


def test_the_log_has_pages_and_nobody(proxy: Proxy) -> None:
    proxy.ask("/map?selected=person:hine-tamati").read()
    proxy.ask("/_graphmap/names/a-secret-token").read()
    deadline = time.monotonic() + _PATIENCE
    while "/_graphmap" not in (text := (proxy.folder / "graphmap.log").read_text()):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    assert " GET /map 200 " in text
    assert not re.search("hine|token|" + re.escape("127.0.0.1 "), text.replace("127.0.0.1:", ""))
