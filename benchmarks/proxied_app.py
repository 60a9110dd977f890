"""Run the real app in several processes behind nginx, which sends a person to the same process each time."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

_TRIES = 900
_PAUSE = 0.1  # seconds

_NGINX = """\
worker_processes 1;
daemon off;
pid {folder}/nginx.pid;
error_log stderr warn;
events {{ worker_connections 4096; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    client_max_body_size 200m;
    map $cookie_graphmap_process $who {{ "" $request_id; default $cookie_graphmap_process; }}
    map $cookie_graphmap_process $keep {{
        "" "graphmap_process=$request_id; Path=/; HttpOnly; SameSite=Lax";
        default "";
    }}
    map $http_upgrade $upgraded {{ "" ""; default upgrade; }}
    upstream app {{
        hash $who consistent;
{servers}
        keepalive 32;
    }}
    server {{
        listen 127.0.0.1:{port};
        location / {{
            proxy_pass http://app;
            proxy_http_version 1.1;
            proxy_set_header Host $http_host;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection $upgraded;
            proxy_read_timeout 1h;
            proxy_buffering off;
            add_header Set-Cookie $keep;
        }}
    }}
}}
"""


@dataclass(frozen=True)
class Served:
    """An app that runs: its address, the addresses of its processes, and their ids and that of the proxy."""

    url: str
    direct: Sequence[str]
    processes: Sequence[int]
    proxy: int


@contextlib.contextmanager
def app_behind_proxy(store: str, processes: int) -> Iterator[Served]:
    """Run the app on `store`, a text as ``--store`` takes it, in so many processes behind nginx."""
    with apps_on(store, processes) as apps, tempfile.TemporaryDirectory(prefix="graphmap-proxy-") as folder:
        port = _free_port()
        servers = "\n".join(f"        server {url.removeprefix('http://')};" for url in apps)
        configuration = Path(folder) / "nginx.conf"
        configuration.write_text(_NGINX.format(folder=folder, port=port, servers=servers))
        nginx = [shutil.which("nginx") or "/usr/sbin/nginx", "-c", str(configuration), "-p", folder]
        with _ended(subprocess.Popen(nginx, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)) as proxy:
            _wait_for(f"http://localhost:{port}/_stcore/health")
            yield Served(f"http://localhost:{port}", list(apps), list(apps.values()), proxy.pid)


@contextlib.contextmanager
def apps_on(store: str, processes: int) -> Iterator[Mapping[str, int]]:
    """Run so many processes of the app on `store`, and yield their addresses, each with the id of its process."""
    with contextlib.ExitStack() as stack:
        apps = {}
        for _ in range(processes):
            port = _free_port()
            app = [sys.executable, "-m", "graphmap.cli", "app", "--no-browser", "--port", str(port)]
            # Not as an argument: a server's address holds its password, and others see the arguments of a process.
            settings = {**os.environ, "GRAPHMAP_STORE": store}
            started = subprocess.Popen(app, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=settings)
            apps[f"http://localhost:{port}"] = stack.enter_context(_ended(started)).pid
        for url in apps:
            _wait_for(f"{url}/_stcore/health")
        yield apps


@contextlib.contextmanager
def _ended(process: "subprocess.Popen[bytes]") -> Iterator["subprocess.Popen[bytes]"]:
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


def _wait_for(url: str) -> None:
    for _ in range(_TRIES):
        with contextlib.suppress(OSError), urlopen(url, timeout=2):
            return
        time.sleep(_PAUSE)
    raise TimeoutError(f"Nothing answers at {url}.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
