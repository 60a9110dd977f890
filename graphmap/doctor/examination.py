"""Look at everything: software, settings, store, sign-in, machine and backups."""

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from graphmap.doctor.backups import USUAL_FOLDER, backups
from graphmap.doctor.finding import Finding, fine, look, wrong
from graphmap.doctor.machine import disks, memory, port
from graphmap.doctor.sign_in_provider import sign_in_provider
from graphmap.doctor.software import software
from graphmap.doctor.stored import stored
from graphmap.errors import BadSettings, GraphmapError
from graphmap.settings import VARIABLE, Settings, read_settings
from graphmap.store.location import EmbeddedLocation, Location, read_location

_USUAL_PORT = 8501


def examine(store: str | None = None, ports: Sequence[int] = (), folder: Path | None = None) -> Iterator[Finding]:
    """Yield what is found, one thing after the other. `folder` is where the backups are.

    Where the settings are wrong, what depends on them isn't looked at.
    """
    yield from software()
    settings: Settings | None = None
    try:
        settings = read_settings()
        yield from _settings(settings)
    except BadSettings as error:
        yield from (wrong("Settings", mistake, "Correct that line, then try again.") for mistake in error.mistakes)
    location: Location | None = None
    if settings or store:
        try:
            location = read_location(store)
            yield from stored(location, signs_in=bool(settings and settings.sign_in))
        except GraphmapError as error:
            yield wrong("Store", str(error), "Correct store in the settings, GRAPHMAP_STORE or --store.", True)
    if settings and settings.sign_in:
        yield from sign_in_provider(settings.sign_in)
    is_embedded = isinstance(location, EmbeddedLocation)
    kept_in = folder or (USUAL_FOLDER if USUAL_FOLDER.exists() else None)
    places = [location.folder] if isinstance(location, EmbeddedLocation) else []
    yield from disks([*places, *([kept_in] if kept_in else []), Path.home()])
    yield from memory(is_embedded)
    for number in ports or [(settings and settings.port) or _USUAL_PORT]:
        yield port(number)
    if kept_in:
        yield from backups(kept_in)
    else:
        yield look(
            "Backups",
            "No folder of backups was named.",
            "Name it with --backups, and back up every night: graphmap db backup FOLDER --keep 30.",
        )


def _settings(settings: Settings) -> Iterator[Finding]:
    file = os.environ.get(VARIABLE)
    if not file:
        yield fine("Settings", "No settings file: the app answers this computer alone, and nobody signs in.")
        return
    if os.name == "posix" and stat.S_IMODE(Path(file).stat().st_mode) & stat.S_IWOTH:
        yield wrong("Settings", f"Every user of this machine may change {file}.", f"chmod o-w {file}")
    who = f"people sign in at {settings.public_url}" if settings.sign_in else "nobody signs in"
    yield fine("Settings", f"{file} is in order; {who}.")
