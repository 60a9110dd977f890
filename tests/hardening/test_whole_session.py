"""After a whole session on a computer that lets everybody read everything: nobody else can, and no secret is told.

One store, one session of commands and one running app, all begun with umask 000.
"""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest
from cli.running_shell import Shell

from graphmap.store.engine import connection_file

PASSWORD = "kiekie-7-password"
_PATIENCE = 60.0
_ASKED_FOR = ("metrics.csv", "metrics.csv.about.json")
"""What somebody asked to have written: a file like any other of theirs, for them to pass on."""


@dataclass(frozen=True)
class Session:
    """What is left of the session: its home, what it said, and the app, which still runs."""

    home: Path
    said: str
    app: subprocess.Popen[bytes]
    port: int
    log: Path

    @property
    def connection(self) -> dict[str, str | int]:
        found: dict[str, str | int] = json.loads(connection_file(self.home / "store").read_text())
        return found

    def ask(self, path: str, method: str = "GET", **headers: str) -> HTTPResponse:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.putrequest(method, path, skip_host=True)
        for name, value in {"Host": f"localhost:{self.port}", **headers}.items():
            connection.putheader(name, value)
        connection.endheaders()
        return connection.getresponse()


@pytest.fixture(scope="module")
def session(own_engine: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    home = tmp_path_factory.mktemp("home")
    home.chmod(0o777)
    shell = Shell(home)
    secrets = {"GRAPHMAP_PASSWORD": PASSWORD, "XDG_CACHE_HOME": str(home / "cache"), "HOME": str(home)}
    before = os.umask(0)
    try:
        commands = [
            ("db", "start"),
            ("demo",),
            ("metrics", "--anonymise", "--key", "codes.key", "-o", "metrics.csv"),
            ("db", "backup", "backup.graphmap"),
            ("undo", "1"),
            ("metrics", "--store", f"bolt://ana:{PASSWORD}@127.0.0.1:1"),
        ]
        done = [shell.run(*command, environment=secrets) for command in commands]
        assert [each.returncode for each in done[:-1]] == [0] * (len(done) - 1), [each.stderr for each in done]
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
        log = home / "app.log"
        with open(os.open(log, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as output:
            command = shell.command("app", "--port", str(port), "--no-browser")
            environment = shell.environment({**secrets, "PYTHONPATH": os.environ.get("PYTHONPATH", "")})
            app = subprocess.Popen(
                command, cwd=home, env=environment, stdout=output, stderr=output, start_new_session=True
            )
        try:
            found = Session(home, "".join(each.stdout + each.stderr for each in done), app, port, log)
            _wait_until_up(found)
            yield found
        finally:
            app.send_signal(signal.SIGTERM)
            app.wait(timeout=_PATIENCE)
    finally:
        os.umask(before)
        shell.run("db", "stop")


def _wait_until_up(session: Session) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        assert session.app.poll() is None, session.log.read_text(errors="replace")
        with contextlib.suppress(OSError):
            if session.ask("/_stcore/health").status == 200:
                return
        time.sleep(0.1)
    raise AssertionError(session.log.read_text(errors="replace"))


# ------------------------------------------------------------------------------------------- files


def test_nobody_else_can_reach_what_the_store_the_caches_the_backup_and_the_key_hold(session: Session) -> None:
    assert {path.name for path in session.home.iterdir()} >= {"store", "backup.graphmap", "codes.key"}
    assert not [path for path in _reached_by_others(session.home) if path.parts[0] not in _ASKED_FOR]


def _reached_by_others(folder: Path) -> Iterator[Path]:
    """Yield what somebody else can read, change or list, as a path in `folder`: not what a closed folder keeps."""
    for root, folders, files in os.walk(folder):
        for name in [*folders, *files]:
            path = Path(root) / name
            if not path.is_symlink() and path.stat().st_mode & 0o077:
                yield path.relative_to(folder)
        folders[:] = [name for name in folders if (Path(root) / name).stat().st_mode & 0o077]


def test_nobody_else_can_change_a_file_of_the_store_even_where_its_folder_is_opened(session: Session) -> None:
    written = [path for path in (session.home / "store").rglob("*") if path.is_file()]
    assert written
    assert not [path for path in written if path.stat().st_mode & 0o022]


# ----------------------------------------------------------------------------------------- secrets


def test_no_secret_is_in_what_the_commands_say_or_in_a_log(session: Session) -> None:
    logs = [session.said, *(path.read_text(errors="replace") for path in session.home.rglob("*.log*"))]
    assert len(logs) > 2
    for secret in (PASSWORD, str(session.connection["password"])):
        assert not [log for log in logs if secret in log]


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="Only Linux has a list of processes to read.")
def test_no_secret_is_in_the_list_of_processes(session: Session) -> None:
    engine = Path(f"/proc/{session.connection['pid']}")
    secrets = [PASSWORD.encode(), str(session.connection["password"]).encode()]
    for process in (engine, Path(f"/proc/{session.app.pid}")):
        command = (process / "cmdline").read_bytes()
        assert b"graphmap" in command
        assert not [secret for secret in secrets if secret in command]
        assert (process / "environ").stat().st_mode & 0o077 == 0
    environment = (engine / "environ").read_bytes()
    assert not [secret for secret in secrets if secret in environment]


_PRINT_ARGUMENTS = """
import sys
from pathlib import Path
from graphmap.cli.process_list import hide_passwords
hide_passwords()
print(Path("/proc/self/cmdline").read_text().split("\\0")[3:-1], sys.argv[1:])
"""


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="Only Linux has a list of processes to change.")
def test_a_password_on_the_command_line_is_starred_for_others_and_read_by_us() -> None:
    given = ["--store", f"neo4j+s://ana:{PASSWORD}@host:7687/db", "neo4j://host", "a:b@c"]
    command = [sys.executable, "-c", _PRINT_ARGUMENTS, *given]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    shown = [each.replace(PASSWORD, "*" * len(PASSWORD)) for each in given]
    assert done.stdout == f"{shown} {given}\n"


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="Only Linux has a list of ports to read.")
def test_the_engine_and_the_app_listen_to_this_computer_alone(session: Session) -> None:
    for pid in (int(session.connection["pid"]), session.app.pid):
        addresses = _listened_to_by(pid)
        assert addresses
        assert addresses <= {"0100007F", "0" * 24 + "01000000", "0000000000000000FFFF00000100007F"}


def _listened_to_by(pid: int) -> set[str]:
    """Return the addresses, as Linux writes them, that a process listens to."""
    sockets = set()
    for handle in Path(f"/proc/{pid}/fd").iterdir():
        with contextlib.suppress(OSError):
            sockets.add(str(handle.readlink()))
    found = set()
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]:
            parts = line.split()
            if parts[3] == "0A" and f"socket:[{parts[9]}]" in sockets:
                found.add(parts[1].partition(":")[0])
    return found


# ------------------------------------------------------------------------------------- the server

_SECRET_FILES = ("etc/passwd", "graphmap/model.py", ".streamlit/config.toml", "store/engine.json")
_ROOTS = ("/", "/static/", "/media/", "/component/", "/_stcore/bidi-components/graphmap.shell/", "/_graphmap/names/")
_UPS = ("../", "..%2f", "%2e%2e/", "%2e%2e%2f", "..\\", "..%5c", "%252e%252e%252f", "....//", "..%c0%af", "%00../")


@pytest.mark.parametrize("root", _ROOTS)
def test_no_path_leads_to_a_file_outside_what_is_served(session: Session, root: str) -> None:
    for up in _UPS:
        for file in _SECRET_FILES:
            answer = session.ask(root + up * 8 + file)
            content = answer.read()
            assert answer.status < 500
            assert not [word for word in (b"root:", b"gatherUsageStats", b"KIND_BY_WORD", b"bolt") if word in content]


@pytest.mark.parametrize("path", ["/_stcore/agent/interact", "/_stcore/agent/mcp", "/app/static/x"])
def test_what_the_app_does_not_need_is_off(session: Session, path: str) -> None:
    answer = session.ask(path)
    assert answer.status in (403, 404, 405) or b"<title>Streamlit</title>" in answer.read()


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/openapi.json"])
def test_how_many_there_are_is_for_this_computer_to_know(session: Session, path: str) -> None:
    assert session.ask(path).status == 200
    proxied = session.ask(path, **{"X-Forwarded-For": "192.0.2.1"})
    assert proxied.status == 404


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_an_upload_without_the_token_of_its_own_page_is_refused(session: Session, method: str) -> None:
    assert session.ask("/_stcore/upload_file/session/file", method).status == 403
    forged = {"Cookie": "_streamlit_xsrf=forged", "X-Xsrftoken": "other"}
    assert session.ask("/_stcore/upload_file/session/file", method, **forged).status == 403


def test_every_answer_has_the_headers_that_protect_it(session: Session) -> None:
    for path in ("/", "/map", "/static/nothing.js", "/_graphmap/names/x", "/_stcore/health"):
        headers = session.ask(path).headers
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
    assert session.ask("/", Host="elsewhere.example").headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize(
    "path", ["/" + "a" * 60_000, "/map?" + "&".join(f"x{n}=1" for n in range(5_000)), "/map?since=%00%ff", "//[", "/%"]
)
def test_an_address_made_by_hand_is_no_fault_of_the_server(session: Session, path: str) -> None:
    assert session.ask(path).status < 500
    assert session.ask("/_stcore/health").status == 200


def test_headers_without_end_are_refused(session: Session) -> None:
    with contextlib.suppress(OSError):
        assert session.ask("/", **{f"X-{n}": "a" * 1_000 for n in range(200)}).status in (400, 431)
    assert session.ask("/_stcore/health").status == 200
