"""Runs a real Neo4j Community server for the tests, without a container: `with neo4j_server() as url: …`.

The server comes from Maven Central, pinned in ``tools/neo4j/pom.xml``, and is kept in ``.cache``. It runs on loopback
with random ports, in a temporary folder, and ends with the tests.
"""

import contextlib
import hashlib
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import neo4j
import neo4j.exceptions
from filelock import FileLock

_POM = Path(__file__).parent / "neo4j" / "pom.xml"
_CACHE = Path(__file__).parent.parent / ".cache"
_MAIN_CLASS = "org.neo4j.server.CommunityEntryPoint"
_OPENED = ("java.base/java.nio", "java.base/java.io", "java.base/sun.nio.ch", "java.base/java.util.concurrent")
_START_TIMEOUT = 300.0


def what_is_missing() -> str | None:
    """Return what this machine lacks for running the server and how to get it, or None."""
    if not shutil.which("java"):
        return "Java 17 or newer is missing: install openjdk-17-jre-headless, or your system's like"
    if not shutil.which("mvn"):
        return "Maven is missing: install maven, or your system's like"
    return None


@contextlib.contextmanager
def neo4j_server(heap: str = "1g") -> Iterator[str]:
    """Run an empty server while the context lasts, and give its URL with user and password."""
    with tempfile.TemporaryDirectory(prefix="graphmap-neo4j-") as home:
        server = Neo4jServer(Path(home), heap)
        try:
            server.start()
            yield server.url
        finally:
            server.kill()  # its data is thrown away, so it needn't stop in order


class Neo4jServer:
    """A server whose data are in the folder ``home``. It may be killed and started again at the same ``url``."""

    def __init__(self, home: Path, heap: str = "1g") -> None:
        home.mkdir(exist_ok=True)
        self._home, self._heap = home, heap
        self._port = _configure(home)
        self._password = secrets.token_hex(16)
        self._is_new = True
        self._process: subprocess.Popen[bytes] | None = None
        self.url = f"neo4j://neo4j:{self._password}@127.0.0.1:{self._port}"

    def start(self) -> None:
        """Start the server, unless it runs, and wait until it lets us in."""
        if self._process is not None and self._process.poll() is None:
            return
        jars = _downloaded()
        with open(self._home / "server.log", "a") as log:
            self._process = subprocess.Popen(
                [
                    "java",
                    f"-Xmx{self._heap}",
                    "-XX:TieredStopAtLevel=1",  # it lives too briefly for optimising to pay
                    *(f"--add-opens={package}=ALL-UNNAMED" for package in _OPENED),
                    "-cp",
                    f"{jars}/*",
                    _MAIN_CLASS,
                    f"--home-dir={self._home}",
                    f"--config-dir={self._home}/conf",
                ],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        if self._is_new:
            _log_in(self._process, self._port, self._password)
            self._is_new = False
        else:
            _wait_until_it_answers(self._process, self._port, self._password)

    def kill(self) -> None:
        """End the server at once, as a crash does."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def stop(self) -> None:
        """End the server in order."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait()


def _downloaded() -> Path:
    """Return the folder of the pinned server's jars, downloading them the first time."""
    folder = _CACHE / f"neo4j-{hashlib.sha256(_POM.read_bytes()).hexdigest()[:12]}"
    _CACHE.mkdir(exist_ok=True)
    with FileLock(_CACHE / "neo4j.lock"):
        if not folder.exists():
            draft = folder.with_suffix(".part")
            shutil.rmtree(draft, ignore_errors=True)
            subprocess.run(
                ["mvn", "-q", "-B", "-f", str(_POM), "dependency:copy-dependencies", f"-DoutputDirectory={draft}"],
                check=True,
                stdout=sys.stderr,
                stdin=subprocess.DEVNULL,
            )
            draft.rename(folder)
    return folder


def _configure(home: Path) -> int:
    """Write the server's configuration; return the port that it will answer on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    (home / "conf").mkdir()
    (home / "conf" / "neo4j.conf").write_text(
        f"server.bolt.listen_address=127.0.0.1:{port}\n"
        f"server.bolt.advertised_address=127.0.0.1:{port}\n"
        "server.http.enabled=false\n"
        "server.https.enabled=false\n"
        "dbms.usage_report.enabled=false\n"
        "server.memory.pagecache.size=128m\n"
    )
    return port


def _log_in(server: subprocess.Popen[bytes], port: int, password: str) -> None:
    """Wait for the server and change its first password, as it asks."""

    def log_in() -> None:
        with (
            neo4j.GraphDatabase.driver(f"bolt://127.0.0.1:{port}", auth=("neo4j", "neo4j")) as driver,
            driver.session(database="system") as session,
        ):
            session.run("ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $new", new=password).consume()

    _until_it_works(server, log_in)


def _wait_until_it_answers(server: subprocess.Popen[bytes], port: int, password: str) -> None:
    """Wait until the database of the server answers, which takes longest after a crash."""

    def ask() -> None:
        with (
            neo4j.GraphDatabase.driver(f"bolt://127.0.0.1:{port}", auth=("neo4j", password)) as driver,
            driver.session() as session,
        ):
            session.run("RETURN 1").consume()

    _until_it_works(server, ask)


def _until_it_works(server: subprocess.Popen[bytes], work: Callable[[], None]) -> None:
    deadline = time.monotonic() + _START_TIMEOUT
    while True:
        try:
            work()
            return
        except (neo4j.exceptions.ServiceUnavailable, neo4j.exceptions.TransientError, OSError):
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("the Neo4j test server did not start") from None
            time.sleep(0.2)
