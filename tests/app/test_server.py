"""The app's server answers this computer's own pages, and nobody else's."""

import contextlib
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from graphmap.app.pages import PAGES
from graphmap.project import project_file

_PATIENCE = 60.0
_UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}


def streamlit_run(*options: str) -> list[str]:
    app = str(project_file("streamlit_app.py"))
    return [sys.executable, "-m", "streamlit", "run", app, "--server.headless", "true", *options]


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of an app that was started by `streamlit run`, from a folder that has no configuration."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    folder = tmp_path_factory.mktemp("elsewhere")
    log = folder / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            streamlit_run("--server.port", str(port)), cwd=folder, stdout=output, stderr=output, start_new_session=True
        )
    try:
        wait_until_up(port, process, log)
        yield port
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=_PATIENCE)


def wait_until_up(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text(errors="replace")
        with contextlib.suppress(OSError):
            if ask(port, "/_stcore/health").status == 200:
                return
        time.sleep(0.1)
    raise AssertionError(f"The app did not answer: {log.read_text(errors='replace')}")


def ask(port: int, path: str, method: str = "GET", **headers: str) -> HTTPResponse:
    given: Mapping[str, str] = {"Host": f"localhost:{port}", **headers}
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request(method, path, headers=dict(given))
    return connection.getresponse()


def test_nothing_is_listened_to_but_this_computer(port: int) -> None:
    with pytest.raises(OSError, match="refused"):  # 127.0.0.2 is an address of its own where all are listened to
        socket.create_connection(("127.0.0.2", port), timeout=5).close()


@pytest.mark.slow
@pytest.mark.parametrize("address", ["0.0.0.0", "::"])
def test_an_address_that_others_reach_is_refused_in_a_sentence(address: str, tmp_path: Path) -> None:
    done = subprocess.run(
        streamlit_run("--server.port", "0", "--server.address", address),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=_PATIENCE,
        check=False,
    )
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert done.stderr.startswith("Nobody has to sign in, so graphmap answers only on this computer.")


@pytest.mark.parametrize(
    "path", ["/", "/measures", "/_graphmap/names/x", "/_stcore/health", "/_stcore/host-config", "/static/js/x.js"]
)
def test_a_foreign_name_gets_no_page_and_no_answer(port: int, path: str) -> None:
    answer = ask(port, path, Host=f"attacker.example:{port}")
    assert answer.status == 403
    assert b"only on this computer" in answer.read()


def test_a_foreign_name_can_not_upload(port: int) -> None:
    path = "/_stcore/upload_file/session/file"
    assert ask(port, path, "PUT", Host="attacker.example").status == 403
    assert ask(port, path, "PUT", Origin="http://attacker.example").status == 403


def test_a_foreign_name_gets_no_websocket(port: int) -> None:
    foreign = f"attacker.example:{port}"
    origin = f"http://{foreign}"
    assert ask(port, "/_stcore/stream", **_UPGRADE, Host=foreign, Origin=origin).status == 403
    assert ask(port, "/_stcore/stream", **_UPGRADE, Origin=origin).status == 403
    assert ask(port, "/_stcore/stream", **_UPGRADE, Origin="http://localhost:3000").status == 403
    assert ask(port, "/_stcore/stream", **_UPGRADE, Origin="null").status == 403


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "LOCALHOST", "[::1]"])
def test_every_name_of_this_computer_is_answered(port: int, name: str) -> None:
    host = f"{name}:{port}"
    assert ask(port, "/", Host=host).status == 200
    assert ask(port, "/_stcore/stream", **_UPGRADE, Host=host, Origin=f"http://{host}").status == 101


@pytest.mark.parametrize("name", [page.name for page in PAGES])
def test_a_page_says_where_the_server_is_so_that_no_browser_asks_below_it(port: int, name: str) -> None:
    text = ask(port, f"/{name}").read().decode()
    settings, script = text.index("BACKEND_BASE_URL"), re.search('<script type="module"', text)
    assert script is not None
    assert settings < script.start()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/data", "/records"),
        ("/metrics?measure=degree", "/measures?measure=degree"),
        ("/weak-links?weak=one_tie", "/term?cards=all&weak=one_tie"),
        ("/?focus=school:12&steps=2", "/map?focus=school:12&steps=2"),
    ],
)
def test_an_old_address_leads_to_the_page_that_it_meant(port: int, old: str, new: str) -> None:
    answer = ask(port, old)
    assert (answer.status, answer.headers["Location"]) == (307, new)


@pytest.mark.parametrize("address", ["/", "/?since=2026-01-01", "/?weak=one_tie&selected=school:12", "/term"])
def test_this_term_opens_at_its_own_addresses(port: int, address: str) -> None:
    assert ask(port, address).status == 200


def test_names_that_are_not_kept_are_not_found(port: int) -> None:
    assert ask(port, "/_graphmap/names/0").status == 404


def test_a_page_brings_its_styles_and_its_theme(port: int) -> None:
    text = ask(port, "/").read().decode()
    assert text.index("graphmapTheme") < text.index('<script type="module"')
    assert "--gm-bar: 48px" in text
