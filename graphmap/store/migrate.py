"""Bring a store of an older version of the model forward, with a backup first."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_data_path

from graphmap import model
from graphmap.errors import BadData, GraphmapError, NoStore
from graphmap.files import make_private_folder, write_whole
from graphmap.language.normalising import digest
from graphmap.progress import Progress, silent
from graphmap.store.backup import everything_in
from graphmap.store.backup.file import write_backup
from graphmap.store.location import EmbeddedLocation, Location
from graphmap.store.log import Act, now
from graphmap.store.migrations import STEPS, Step, statements_since, steps_since
from graphmap.store.stamp import refuse_newer

if TYPE_CHECKING:
    from graphmap.store.store import Store


@dataclass(frozen=True)
class Migrated:
    """A store was brought forward from the version ``before``. ``backup`` holds it as it was, unless it was empty."""

    before: int
    backup: Path | None


def migrate(
    store: "Store", progress: Progress = silent, steps: Sequence[Step] = STEPS, act: Act | None = None
) -> Migrated | None:
    """Bring `store` to this version of the model, or return nothing if it is at it.

    Writes a backup first; then all is done in one transaction. Raises `NoStore` for a store of a newer version, and
    where the store can't be written; `BadData` where no backup can be made of it. Nothing has changed then.
    """
    stamp = store.stamp()
    if stamp.version == model.VERSION:
        return None
    refuse_newer(stamp, f"The store at {store.location}")
    found = everything_in(store, progress)
    file = None
    if not found.held.is_nothing:
        file = backups_folder(store.location) / f"version-{stamp.version}-{digest(found.revision or '')}.graphmap"
        try:
            make_private_folder(file.parent)
        except OSError as error:
            raise BadData(f"The folder {file.parent} cannot be made ({error.strerror}); make it yourself.") from None
        write_whole(file, lambda draft: write_backup(found, draft), private=True)
    store.migrate(statements_since(stamp.version, steps), act or now("migrated"), found.revision)
    return Migrated(stamp.version, file)


def bring_up_to_date(store: "Store", steps: Sequence[Step] = STEPS) -> None:
    """Migrate `store` if that loses nothing.

    Where that fails, as with a server that only lets us read, a store whose data needs no change is used as it is.
    Raises `NoStore` where a step would lose something, and for a store of a newer version.
    """
    version = store.stamp().version
    to_do = steps_since(version, steps)
    if lost := ", ".join(step.loses for step in to_do if step.loses):
        raise NoStore(
            f"The store at {store.location} is from an older graphmap, and bringing it up to date loses {lost}: run "
            "graphmap db migrate, which writes a backup first."
        )
    try:
        migrate(store, steps=steps)
    except GraphmapError:
        if to_do or version > model.VERSION:
            raise


def backups_folder(location: Location) -> Path:
    """Return where backups of older stores go: an embedded store's into its folder, a server's into the user's."""
    if isinstance(location, EmbeddedLocation):
        return location.folder / "backups"
    return user_data_path("graphmap") / "backups" / digest(location.url, location.database or "")
