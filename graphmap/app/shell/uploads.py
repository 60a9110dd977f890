"""Folders for uploaded sheets: private, gone with the visit or the app, and deleted later if the app was killed.

Each process of the app has one folder, beside a lock file that it holds for as long as it lives.
"""

import shutil
import uuid
from pathlib import Path
from tempfile import TemporaryDirectory

from filelock import FileLock, Timeout
from platformdirs import user_cache_path

from graphmap.files import make_private_folder

_held: list[FileLock] = []
"""This process's lock, once there was an upload."""


def upload_folder() -> TemporaryDirectory[str]:
    """Make an empty folder for what is uploaded at once."""
    if not _held:
        home = _home()
        make_private_folder(home)
        lock = FileLock(home / f"{uuid.uuid4().hex}.lock", mode=0o600)
        lock.acquire(timeout=0)
        _folder(lock).mkdir(mode=0o700)
        _held.append(lock)
    return TemporaryDirectory(dir=_folder(_held[0]), ignore_cleanup_errors=True)


def remove() -> None:
    """Delete what was uploaded to this process."""
    while _held:
        _delete(_held.pop())


def remove_leftovers() -> None:
    """Delete what was uploaded to processes that have ended without deleting it."""
    for file in _home().glob("*.lock"):
        lock = FileLock(file)
        try:
            lock.acquire(timeout=0)
        except (Timeout, OSError):
            continue
        _delete(lock)


def _home() -> Path:
    return user_cache_path("graphmap") / "uploads"


def _folder(lock: FileLock) -> Path:
    return Path(lock.lock_file).with_suffix("")


def _delete(lock: FileLock) -> None:
    shutil.rmtree(_folder(lock), ignore_errors=True)
    Path(lock.lock_file).unlink(missing_ok=True)
    lock.release()
