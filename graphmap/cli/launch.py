"""Run the app in this process, on a free port."""

import os
import signal
import socket
import sys
import threading
import time
import webbrowser

from graphmap.errors import NoStore
from graphmap.settings import Settings, is_this_computer

_USUAL_PORT = 8501
_PATIENCE = 60.0  # seconds


def run_app(store: str | None, port: int | None, browser: bool, settings: Settings) -> None:
    """Run the app on `store` until it is interrupted, and open it in the `browser`.

    Without a `port` it takes the usual one, or any that is free. Raises `NoStore` if `port` is taken.
    """
    address = "127.0.0.1" if is_this_computer(settings.address) else settings.address
    chosen = _free_port(address, port or _USUAL_PORT)
    if chosen is None and port is not None:
        raise NoStore(f"Another program uses port {port}. Choose another with --port, or leave --port out.")
    chosen = chosen or _free_port(address, 0)
    assert chosen is not None
    from graphmap.app import server

    if store:
        os.environ["GRAPHMAP_STORE"] = store
    url = settings.public_url or f"http://localhost:{chosen}"
    sys.stderr.write(f"The app is at {url}. Press Ctrl-C to stop it.\n")
    if browser:
        threading.Thread(target=_open_when_up, args=(url, chosen), daemon=True).start()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        server.run(settings, chosen)
    except KeyboardInterrupt:
        return


def _free_port(address: str, port: int) -> int | None:
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
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
