"""The embedded engine's own process: ``python -m graphmap.store.engine FOLDER``, started by `graphmap.store.embedded`.

It runs ArcadeDB on loopback with random ports and a random password, writes these into a file that only the owner can
read, and ends when its last user has gone. Each user holds a connection to its lease port open: the operating system
closes it when the user's process ends, however it ends.
"""

import json
import os
import secrets
import socket
import socketserver
import sys
import threading
from pathlib import Path

from filelock import FileLock

DATABASE = "graphmap"
USER = "root"

_CONNECTION_FILE = "engine.json"
_LINGER = 3.0  # seconds that an engine stays after its last user, so that the next command finds it warm
_FIRST_USER = 30.0  # seconds that it waits for its first user
OLD_ENGINE = 60.0
"""Seconds that a new engine gives the one before it to end, which takes long on a busy machine."""

_HEAP_GIB = (2, 8)  # the least and the most that the engine may take for a large load


def connection_file(folder: Path) -> Path:
    """Return the file in a store's folder that says how to reach its engine."""
    return folder / _CONNECTION_FILE


class _Leases(socketserver.ThreadingTCPServer):
    """Counts the users of the engine, and takes the commands ``hold``, ``keep``, ``status`` and ``stop``."""

    daemon_threads = True

    def __init__(self, password: str) -> None:
        super().__init__(("127.0.0.1", 0), _Lease)
        self.password = password
        self.users = 0
        self.kept = False
        self.stopping = False
        self.changed = threading.Condition()

    def wait_until_unused(self) -> None:
        """Return when nobody has used the engine for a while, or after the command ``stop``."""
        with self.changed:
            self.changed.wait_for(lambda: self.users or self.kept or self.stopping, _FIRST_USER)
            while not self.stopping:
                if self.changed.wait_for(lambda: self.stopping or not (self.users or self.kept)):
                    somebody_came = self.changed.wait_for(lambda: self.stopping or self.users or self.kept, _LINGER)
                    if not somebody_came:
                        return


class _Lease(socketserver.StreamRequestHandler):
    """One connection to the lease port."""

    server: _Leases

    def handle(self) -> None:
        password, _, command = self.rfile.readline(1024).decode(errors="replace").strip().partition(" ")
        if not secrets.compare_digest(password.encode(), self.server.password.encode()):
            return
        leases = self.server
        with leases.changed:
            leases.kept |= command == "keep"
            leases.stopping |= command == "stop"
            leases.users += command == "hold"
            leases.changed.notify_all()
            answer = json.dumps({"users": leases.users, "kept": leases.kept})
        try:
            self.wfile.write(answer.encode() + b"\n")
            if command == "hold":
                self.rfile.read()
        except OSError:
            pass
        finally:
            with leases.changed:
                leases.users -= command == "hold"
                leases.changed.notify_all()


def _heap_size() -> str:
    """Return half of this machine's memory, within `_HEAP_GIB`. It is a ceiling: a small store takes little."""
    least, most = _HEAP_GIB
    if not hasattr(os, "sysconf"):
        return f"{least}g"
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return f"{min(most, max(least, memory // 2**31))}g"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def folder_identity(folder: Path) -> list[int]:
    """Return what tells a folder from a copy of it, wherever it is moved."""
    found = folder.stat()
    return [found.st_dev, found.st_ino]


def _write_connection(folder: Path, connection: dict[str, object]) -> None:
    """Write the connection file whole or not at all; only its owner can read it."""
    draft = folder / f"{_CONNECTION_FILE}.{os.getpid()}"
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(connection, file)
    draft.replace(connection_file(folder))


def main(folder: Path) -> None:
    """Run the engine of the store in `folder` until nobody uses it."""
    from arcadedb_embedded.server import ArcadeDBServer

    os.umask(0o077)  # nobody else can read what the engine writes, whatever the mode of its folder
    os.chdir(folder)  # the engine writes its own log where it starts
    with FileLock(folder / "engine.lock", OLD_ENGINE, 0o600):
        (folder / "config" / "server-users.jsonl").unlink(missing_ok=True)  # it holds the last run's password
        password = secrets.token_urlsafe(24)
        bolt_port = _free_port()
        server = ArcadeDBServer(
            str(folder),
            root_password=password,
            config={
                "server_plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
                "bolt_port": bolt_port,
                "http_port": _free_port(),
                "host": "localhost",
                "mode": "production",
            },
            jvm_kwargs={
                "heap_size": _heap_size(),
                "jvm_args": "-XX:+ExitOnOutOfMemoryError",  # or it would slow down without end
            },
        )
        server.start()
        if not (folder / "databases" / DATABASE).exists():
            server.create_database(DATABASE)
        leases = _Leases(password)
        threading.Thread(target=leases.serve_forever, daemon=True).start()
        connection = {"pid": os.getpid(), "bolt": bolt_port, "lease": leases.server_address[1], "password": password}
        _write_connection(folder, {**connection, "folder": folder_identity(folder)})
        try:
            leases.wait_until_unused()
        finally:
            connection_file(folder).unlink(missing_ok=True)
            leases.shutdown()
            server.stop()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
