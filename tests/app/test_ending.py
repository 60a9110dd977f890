"""The app leaves nothing running when it is killed."""

import contextlib
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from graphmap.store.embedded import stop_engine

_PATIENCE = 60.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    with contextlib.suppress(OSError), urlopen(f"http://localhost:{port}/_stcore/health", timeout=2) as answer:
        return bool(answer.status == 200)
    return False


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "store"
    stop_engine(tmp_path / "store")


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_the_server_ends_with_the_command_that_started_it(folder: Path, how: signal.Signals) -> None:
    port = free_port()
    store = f"embedded:{folder}"
    command = [sys.executable, "-m", "graphmap.cli", "app", "--port", str(port), "--no-browser", "--store", store]
    app = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + _PATIENCE
    while not answers(port):
        assert app.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.1)
    app.send_signal(how)
    _out, errors = app.communicate(timeout=_PATIENCE)
    assert not answers(port)
    assert app.returncode == (-signal.SIGKILL if how == signal.SIGKILL else 0)
    assert errors == f"The app is at http://localhost:{port}. Press Ctrl-C to stop it.\n"
