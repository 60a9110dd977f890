"""Starting the app: Streamlit in a process of its own, on loopback, on a port that is free."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import webbrowser

from graphmap.errors import NoStore
from graphmap.project import project_file

_USUAL_PORT = 8501
_PATIENCE = 60.0


def run_app(store: str | None, port: int | None, browser: bool) -> int:
    """Run the app on `store` until it ends or is interrupted; its exit code.

    Without a `port` it takes the usual one, or any other that is free. Raises `NoStore` where the
    `port` that was asked for is taken.
    """
    chosen = _free_port(port or _USUAL_PORT)
    if chosen is None and port is not None:
        raise NoStore(f"Port {port} is taken by another program; choose another with --port, or leave it out.")
    chosen = chosen or _free_port(0)
    assert chosen is not None
    url = f"http://localhost:{chosen}"
    environment = dict(os.environ, **({"GRAPHMAP_STORE": store} if store else {}))
    server = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "streamlit",
            "run",
            str(project_file("streamlit_app.py")),
            "--server.port",
            str(chosen),
            "--server.address",
            "localhost",
            "--server.headless",
            "true",
            "--server.fileWatcherType",
            "none",
        ],
        env=environment,
    )
    sys.stderr.write(f"The app is at {url} (Ctrl-C ends it).\n")
    if browser:
        threading.Thread(target=_open_when_up, args=(url, chosen), daemon=True).start()
    signal.signal(signal.SIGTERM, lambda *_: server.terminate())
    try:
        return server.wait()
    except KeyboardInterrupt:
        server.terminate()
        server.wait()
        return 0


def _free_port(port: int) -> int | None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return None
        return int(probe.getsockname()[1])


def _open_when_up(url: str, port: int) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("localhost", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
            continue
        webbrowser.open(url)
        return
