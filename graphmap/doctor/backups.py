"""The backups: how old the newest is, whether it is whole, and who can read them."""

import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from graphmap.doctor.finding import Finding, fine, look, wrong
from graphmap.errors import GraphmapError
from graphmap.store.backup.file import read_backup
from graphmap.store.backup.series import backups_in, written_at

USUAL_FOLDER = Path("/var/backups/graphmap")
_ABOUT = "Backups"
_OLD = timedelta(hours=26)
_BY_HAND = "Make one now: graphmap db backup {folder} --keep 30. Then see why the schedule didn't: "
_SEE = "journalctl -u graphmap-backup, or docker compose logs backup."


def backups(folder: Path) -> Iterator[Finding]:
    """Yield how the backups in `folder` are."""
    try:
        mode = stat.S_IMODE(folder.stat().st_mode)
        list(folder.iterdir())
    except OSError as error:
        yield look(
            _ABOUT,
            f"{folder} can't be looked into ({error.strerror}).",
            "Run the doctor as the account that graphmap runs as, or name the folder with --backups.",
        )
        return
    if mode & 0o077:
        yield wrong(
            _ABOUT,
            f"Other users of this machine may look into {folder}, and backups have everyone's names.",
            f"chmod 700 {folder}",
        )
    found = backups_in(folder)
    by_hand = _BY_HAND.format(folder=folder) + _SEE
    if not found:
        yield wrong(_ABOUT, f"There is none in {folder}.", by_hand)
        return
    newest = found[-1]
    age = datetime.now(UTC) - written_at(newest)
    try:
        held = read_backup(newest).held
    except GraphmapError as error:
        yield wrong(_ABOUT, str(error), by_hand)
        return
    if age > _OLD:
        yield wrong(_ABOUT, f"The newest, {newest.name}, is {_aged(age)} old.", by_hand)
    elif age < -timedelta(minutes=5):
        yield wrong(
            "Clock",
            f"The newest backup, {newest.name}, is from the future: this machine's clock is or was wrong.",
            "Set the clock by the network: timedatectl set-ntp true.",
        )
    else:
        yield fine(_ABOUT, f"{len(found)} in {folder}; the newest, {_aged(age)} old, is whole and holds {held}.")


def _aged(age: timedelta) -> str:
    hours = max(age, timedelta()) // timedelta(hours=1)
    return f"{hours} hours" if hours < 48 else f"{hours // 24} days"
