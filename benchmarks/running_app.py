"""Run the real app on a store, in a process of its own."""

import contextlib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

from graphmap.store.embedded import stop_engine

_TRIES = 600
_PAUSE = 0.1  # seconds


@contextlib.contextmanager
def app_on(store: Path) -> Iterator[tuple[str, int]]:
    """Run the app on the embedded store in this folder, and yield its address and the id of its process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    app = [sys.executable, "-m", "graphmap.cli", "app", "--no-browser", "--port", str(port)]
    process = subprocess.Popen(
        [*app, "--store", f"embedded:{store}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(_TRIES):
            with contextlib.suppress(OSError), urlopen(f"http://localhost:{port}/_stcore/health", timeout=2):
                break
            time.sleep(_PAUSE)
        yield f"http://localhost:{port}", process.pid
    finally:
        process.terminate()
        process.wait()
        stop_engine(store)
