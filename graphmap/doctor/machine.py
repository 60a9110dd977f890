"""The machine: room on its disks, its memory, and the ports of the app."""

import http.client
import json
import os
import shutil
import socket
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from graphmap.doctor.finding import Finding, fine, look, wrong
from graphmap.release import graphmap_version

_FULL, _NEARLY_FULL = 200 * 2**20, 2 * 2**30
_LEAST_MEMORY = 3.5 * 2**30
_PATIENCE = 6.0


def disks(folders: Sequence[Path]) -> Iterator[Finding]:
    """Yield how much room is left on the disk of each folder, once for each disk."""
    seen = set()
    for folder in folders:
        place = next((each for each in (folder, *folder.parents) if each.exists()), Path("/"))
        with suppress(OSError):
            disk, free = place.stat().st_dev, shutil.disk_usage(place).free
            if disk in seen:
                continue
            seen.add(disk)
            room = f"{free / 2**30:,.1f} GiB free at {place}."
            make_room = "Make room there, or move the store or the backups to a larger disk."
            if free < _FULL:
                yield wrong("Disk", f"Only {room}", make_room)
            elif free < _NEARLY_FULL:
                yield look("Disk", f"Only {room}", make_room)
            else:
                yield fine("Disk", room)


def memory(is_embedded: bool) -> Iterator[Finding]:
    """Yield a finding if the machine has little memory."""
    if not hasattr(os, "sysconf"):
        return
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    if total < _LEAST_MEMORY:
        what = "the app and the embedded engine" if is_embedded else "the app"
        yield look("Memory", f"{total / 2**30:.1f} GiB is little for {what}.", "Give the machine 4 GiB or more.")


def port(number: int) -> Finding:
    """Return what is on a port of this computer: the app, nothing, or another program."""
    about = f"Port {number}"
    try:
        socket.create_connection(("127.0.0.1", number), timeout=2).close()
    except OSError:
        return fine(about, "Free: no app runs there.")
    health = _health(number)
    if health is None:
        return wrong(about, "Another program uses it.", "Stop that program, or give the app another port with --port.")
    if not health.get("ok"):
        return wrong(about, f"The app runs, but: {health.get('store')}", "See Store, here.")
    if health.get("graphmap") != (ours := graphmap_version()):
        return look(about, f"An app of graphmap {health.get('graphmap')} runs; this is {ours}.", "Restart the app.")
    return fine(about, "The app runs, and its store answers.")


def _health(number: int) -> dict[str, object] | None:
    connection = http.client.HTTPConnection("127.0.0.1", number, timeout=_PATIENCE)
    try:
        connection.request("GET", "/healthz", headers={"Host": f"localhost:{number}"})
        found = json.loads(connection.getresponse().read(10_000))
    except (OSError, http.client.HTTPException, ValueError):
        return None
    finally:
        connection.close()
    return found if isinstance(found, dict) and "graphmap" in found else None
