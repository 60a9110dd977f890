"""The doctor finds what is wrong with a broken installation, says how to fix it, and shows no secret."""

import json
import os
import re
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace

import pytest
from engines import RunningEngine
from networks import snapshot_of

from graphmap import model
from graphmap.access.accounts import grant
from graphmap.cli import app
from graphmap.doctor.backups import backups
from graphmap.doctor.finding import Finding, Verdict
from graphmap.doctor.machine import disks, port
from graphmap.doctor.sign_in_provider import sign_in_provider
from graphmap.doctor.software import locked, software
from graphmap.doctor.stored import stored
from graphmap.project import project_file
from graphmap.release import graphmap_version
from graphmap.settings import SignIn
from graphmap.store.backup.file import Backup, kept_schema, write_backup
from graphmap.store.backup.series import next_backup
from graphmap.store.location import EmbeddedLocation, ServerLocation
from graphmap.store.store import open_store

SECRET = "tui-and-kererū"


def amiss(findings: Iterator[Finding]) -> dict[str, str]:
    """Return what isn't in order, by what it is about. Everything amiss has a fix."""
    found = [finding for finding in findings if finding.verdict is not Verdict.FINE]
    assert all(finding.fix for finding in found)
    return {finding.about: f"{finding.verdict}: {finding.what} {finding.fix}" for finding in found}


@contextmanager
def answering(answer: Callable[[str], tuple[int, bytes, str]]) -> Iterator[str]:
    """Run a server that answers a path with a status, a body and a Date; yield its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body, date = answer(self.path)
            self.send_response_only(status)
            self.send_header("Date", date)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


# ------------------------------------------------------------------------------------------------ software


def test_what_is_installed_here_is_as_in_the_lock() -> None:
    assert "Packages" not in amiss(software())
    assert "Python" not in amiss(software())


def test_another_version_than_the_locks_is_named(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    lock.write_text(
        "networkx==1.0 \\\n    --hash=sha256:0\nnumpy==1.1 ; sys_platform == 'never' \\\n    --hash=sha256:0\n"
    )
    found = amiss(software(lock))["Packages"]
    assert re.search(r"look: Other versions .* networkx \S+ \(tried with 1\.0\)\. Install the packages again", found)
    assert "numpy" not in found
    assert "no lock" in amiss(software(tmp_path / "none"))["Packages"]


def test_every_line_of_our_lock_is_read() -> None:
    text = project_file("requirements.lock").read_text("utf-8")
    names = {line.split("==")[0] for line in text.splitlines() if "==" in line and line[0].isalpha()}
    assert len(names) > 80
    assert set(locked(re.sub(" ; .*", r" \\", text))) == names


# --------------------------------------------------------------------------------------------------- store


def test_a_store_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    assert "There is none in" in amiss(stored(EmbeddedLocation(tmp_path / "store")))["Store"]
    assert not (tmp_path / "store").exists()


@pytest.mark.skipif(os.name != "posix", reason="POSIX rights")
def test_a_store_that_others_may_look_into_is_named_before_its_engine_closes_it(tmp_path: Path) -> None:
    (tmp_path / "databases").mkdir()
    tmp_path.chmod(0o755)
    found = next(finding for finding in stored(EmbeddedLocation(tmp_path)) if finding.about == "Store")
    assert found.what == f"Other users of this machine may look into {tmp_path}."
    assert found.fix == f"chmod 700 {tmp_path}"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
def test_a_store_with_files_of_another_account_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "databases").mkdir()
    (tmp_path / "databases" / "one").touch()
    tmp_path.chmod(0o700)
    os.chown(tmp_path / "databases" / "one", 54321, 54321)
    found = list(stored(EmbeddedLocation(tmp_path)))[-1]
    assert (found.stops_store, "databases/one" in found.what) == (True, True)
    os.chown(tmp_path, 54321, 54321)
    found = list(stored(EmbeddedLocation(tmp_path)))[-1]
    assert "belongs to user 54321, and this is root" in found.what
    assert not (tmp_path / "engine.log").exists()


def test_a_store_that_answers_is_fine(embedded_engine: RunningEngine) -> None:
    assert amiss(stored(embedded_engine.location)) == {}


def test_a_store_without_a_steward_lets_nobody_in(embedded_engine: RunningEngine) -> None:
    embedded_engine.empty()
    assert "graphmap access grant" in amiss(stored(embedded_engine.location, signs_in=True))["Accounts"]
    with open_store(embedded_engine.location) as store:
        grant(store, "hine@example.school.nz", "steward", by="root")
    assert amiss(stored(embedded_engine.location, signs_in=True)) == {}


def test_a_neo4j_account_with_all_rights_is_fine_and_nothing_stays_of_the_trial(neo4j_engine: RunningEngine) -> None:
    neo4j_engine.empty()
    found = list(stored(neo4j_engine.location))
    assert amiss(iter(found)) == {}
    assert [finding.what for finding in found if finding.about == "Neo4j"][-1].startswith("The account may read")
    with neo4j_engine.session() as session:
        assert session.run("MATCH (n) RETURN count(n)").single(strict=True).value() == 0


def test_a_server_far_away_without_encryption_is_named() -> None:
    found = next(stored(ServerLocation("neo4j://db.invalid", "neo4j", SECRET)))
    assert "isn't encrypted" in found.what
    assert "neo4j+s://db.invalid" in found.fix


# ------------------------------------------------------------------------------------------------- sign-in


def of_provider(tmp: list[str], status: int = 200, late: float = 0, **changed: object) -> dict[str, str]:
    """Return what is amiss with a provider that describes itself so, with a clock that is so many seconds late."""

    def answer(path: str) -> tuple[int, bytes, str]:
        tmp.append(path)
        metadata = {
            "issuer": url,
            "authorization_endpoint": f"{url}/auth",
            "token_endpoint": f"{url}/token",
            "jwks_uri": f"{url}/jwks",
            **changed,
        }
        body = b"<html>" if changed.get("html") else json.dumps(metadata).encode()
        return status, body, format_datetime(datetime.now(UTC) - timedelta(seconds=late), usegmt=True)

    with answering(answer) as url:
        return amiss(sign_in_provider(SignIn(url, "graphmap", SECRET, SECRET)))


def test_a_provider_that_describes_itself_is_fine() -> None:
    asked: list[str] = []
    assert of_provider(asked) == {}
    assert asked == ["/.well-known/openid-configuration"]


@pytest.mark.parametrize(
    ("status", "changed", "said"),
    [
        (404, {}, "answers 404 instead of"),
        (302, {}, "answers 302 instead of"),
        (200, {"html": True}, "isn't the metadata of an OpenID provider"),
        (200, {"issuer": "https://other.example"}, 'Write provider = "https://other.example" in'),
        (200, {"token_endpoint": ""}, "token_endpoint is missing"),
        (200, {"response_types_supported": ["id_token"]}, "doesn't offer the authorization code flow"),
        (200, {"scopes_supported": ["openid"]}, "doesn't say that it gives e-mail addresses"),
    ],
)
def test_a_provider_that_signs_nobody_in_is_named(status: int, changed: dict[str, object], said: str) -> None:
    found = of_provider([], status, **changed)
    assert said in found["Sign-in"]
    assert SECRET not in str(found)


def test_a_provider_that_does_not_answer_is_named() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{probe.getsockname()[1]}"
        assert "doesn't answer at" in amiss(sign_in_provider(SignIn(url, "graphmap", SECRET, SECRET)))["Sign-in"]


@pytest.mark.parametrize(("late", "word"), [(300, "ahead of"), (-300, "behind")])
def test_a_clock_that_is_wrong_is_named(late: float, word: str) -> None:
    found = of_provider([], late=late)["Clock"]
    assert re.search(rf"(299|300|301) s {word} the provider's, so sign-ins fail. Set the clock by the network", found)


# ------------------------------------------------------------------------------------------------- machine


def test_a_full_disk_is_named_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=2**20))
    found = list(disks([tmp_path / "store" / "below", tmp_path]))
    assert [(finding.verdict, finding.what) for finding in found] == [
        (Verdict.WRONG, f"Only 0.0 GiB free at {tmp_path}.")
    ]


def on_port(body: bytes) -> Finding:
    with answering(lambda _: (200, body, "")) as url:
        return port(int(url.rpartition(":")[2]))


def test_a_port_says_who_is_there() -> None:
    assert on_port(json.dumps({"ok": True, "graphmap": graphmap_version()}).encode()).verdict is Verdict.FINE
    assert on_port(b'{"ok": true, "graphmap": "0.0.9"}').fix == "Restart the app."
    ill = on_port(b'{"ok": false, "graphmap": "0.1.0", "store": "No store answers."}')
    assert (ill.verdict, ill.what) == (Verdict.WRONG, "The app runs, but: No store answers.")
    assert on_port(b"[]").what == "Another program uses it."


# ------------------------------------------------------------------------------------------------- backups


def put(folder: Path, age: timedelta) -> Path:
    path = next_backup(folder, datetime.now(UTC) - age)
    kept = {kind.label: kept_schema(kind).to_frame() for kind in model.KEPT}
    with path.open("wb") as file:
        write_backup(Backup(snapshot_of(people="id,name\na,A\n").tables, kept), file)
    return path


def test_a_backup_of_last_night_is_fine(tmp_path: Path) -> None:
    put(tmp_path / "backups", timedelta(hours=5))
    [found] = backups(tmp_path / "backups")
    assert found.verdict is Verdict.FINE
    assert "the newest, 5 hours old, is whole and holds 1 entity" in found.what


@pytest.mark.parametrize(
    ("age", "about", "said"),
    [
        (timedelta(days=9), "Backups", "is 9 days old. Make one now"),
        (timedelta(hours=27), "Backups", "is 27 hours old"),
        (-timedelta(days=1), "Clock", "is from the future"),
    ],
)
def test_a_backup_of_the_wrong_day_is_named(tmp_path: Path, age: timedelta, about: str, said: str) -> None:
    put(tmp_path / "backups", age)
    assert said in amiss(backups(tmp_path / "backups"))[about]


def test_backups_that_are_damaged_missing_or_open_are_named(tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    assert "can't be looked into" in amiss(backups(folder))["Backups"]
    folder.mkdir(mode=0o700)
    assert "There is none" in amiss(backups(folder))["Backups"]
    path = put(folder, timedelta(hours=1))
    path.write_bytes(path.read_bytes()[:-99])
    assert "only part of one" in amiss(backups(folder))["Backups"]
    put(folder, timedelta())
    folder.chmod(0o750)
    assert f"chmod 700 {folder}" in amiss(backups(folder))["Backups"]


# --------------------------------------------------------------------------------------------- the command


def doctor(capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str]:
    code = app(["doctor", *options], standalone_mode=False)
    return int(code), capsys.readouterr().out


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Return a function that writes a settings file whose port is free, with these lines."""
    monkeypatch.delenv("GRAPHMAP_STORE", raising=False)
    monkeypatch.setenv("GRAPHMAP_SETTINGS", "")

    def write(*lines: str) -> Path:
        (tmp_path / "settings.toml").write_text("\n".join(lines), encoding="utf-8")
        return tmp_path / "settings.toml"

    return write


def test_each_mistake_in_the_settings_is_a_finding(
    settings: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    code, text = doctor(capsys, f"--settings={settings('colour = 1', 'port = 0')}")
    assert code == 1
    assert len(re.findall("^wrong  Settings", text, re.MULTILINE)) == 2
    assert "Store" not in text


def test_a_store_that_does_not_answer_ends_with_3_and_shows_no_password(
    settings: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "password").write_text(SECRET)
    (tmp_path / "password").chmod(0o600)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        closed = probe.getsockname()[1]
        file = settings(f'store = "bolt://127.0.0.1:{closed}"', 'user = "ana"', 'password_file = "password"')
        code, text = doctor(capsys, f"--settings={file}")
    assert code == 3
    assert f"wrong  Store      No store answers at bolt://127.0.0.1:{closed}" in text
    assert "→ Start the server" in text
    assert SECRET not in text


def test_settings_that_everybody_may_change_are_named(
    settings: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = settings(f'store = "embedded:{tmp_path}/none"')
    file.chmod(0o666)
    assert f"chmod o-w {file}" in doctor(capsys, f"--settings={file}")[1]
