"""A series of backups in one folder: each has the moment of its writing in its name, and the newest are kept."""

import contextlib
import re
import time
from datetime import UTC, datetime
from pathlib import Path

from graphmap.errors import BadData
from graphmap.store.backup.file import Backup, held_in

_NAMED = re.compile(r"graphmap-(\d{8}T\d{6}Z)\.graphmap")
_MOMENT = "%Y%m%dT%H%M%SZ"
_DRAFT = re.compile(r"\.graphmap-\d{8}T\d{6}Z\.graphmap\..+")
_OLD_DRAFT = 24 * 3600.0  # seconds; a younger one may still be written
_FAR_LESS = 2  # how many times as much the one before may hold


def backups_in(folder: Path) -> list[Path]:
    """Return the backups of the series in `folder`, the oldest first. Other files there don't count."""
    try:
        return sorted(path for path in folder.iterdir() if _NAMED.fullmatch(path.name))
    except OSError:
        return []


def written_at(backup: Path) -> datetime:
    """Return when a backup of a series was written, by its name."""
    found = _NAMED.fullmatch(backup.name)
    assert found
    return datetime.strptime(found[1], _MOMENT).replace(tzinfo=UTC)


def next_backup(folder: Path, moment: datetime) -> Path:
    """Return the file in `folder` for a backup made at `moment`. Makes the folder, for its owner alone, if need be.

    Raises `BadData` where that can't be done.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise BadData(
            f"The folder {folder} can't be used for backups ({error.strerror}); name another, or make it yourself."
        ) from None
    return folder / f"graphmap-{moment.astimezone(UTC).strftime(_MOMENT)}.graphmap"


def refuse_far_less(folder: Path, backup: Backup) -> None:
    """Raise `BadData` if the newest backup in `folder` holds over twice as much as `backup`.

    A store that has lost its content would otherwise push every good backup out of the series, night by night.
    """
    for newest in reversed(backups_in(folder)):
        held = held_in(newest)
        if held is None:  # damaged
            continue
        if held.entities + held.relationships > _FAR_LESS * (backup.held.entities + backup.held.relationships):
            raise BadData(
                f"Nothing was written or deleted: the newest backup, {newest}, holds far more ({held}) than the store "
                f"does now ({backup.held}). If the store should hold less, run this once with --replace."
            )
        return


def delete_older(folder: Path, keep: int) -> list[Path]:
    """Delete all but the newest `keep` backups of the series, and drafts that a killed process has left behind.

    Return the backups that were deleted. A file that can't be deleted stays.
    """
    deleted = []
    for path in backups_in(folder)[:-keep]:
        with contextlib.suppress(OSError):
            path.unlink()
            deleted.append(path)
    for path in folder.iterdir():
        with contextlib.suppress(OSError):
            if _DRAFT.fullmatch(path.name) and time.time() - path.stat().st_mtime > _OLD_DRAFT:
                path.unlink()
    return deleted
