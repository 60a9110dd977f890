"""The commands that keep a store's content safe: all of it into one file, back again, and on to a newer graphmap."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from graphmap.cli.counts import show_counts
from graphmap.cli.options import StoreOption, WhoOption


def backup(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="The file to write. It replaces one of that name once it is complete."),
    ],
    store: StoreOption = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Write the backup even if the one before holds more.")
    ] = False,
    keep: Annotated[
        int | None,
        typer.Option(
            "--keep",
            metavar="N",
            min=1,
            help="FILE is a folder: add a backup with the time in its name, and keep the newest N.",
        ),
    ] = None,
) -> None:
    """Write everything in the store into one file: the graph, the codebook, saved views, stories and the log.

    It has everyone's names, so only you can read the file.
    """
    from graphmap.cli.terminal import progress_bar
    from graphmap.errors import NoStore, WrongCommand
    from graphmap.files import write_whole
    from graphmap.store.backup import refuse_to_lose, take_backup
    from graphmap.store.backup.file import write_backup
    from graphmap.store.backup.series import delete_older, next_backup, refuse_far_less
    from graphmap.store.location import read_location
    from graphmap.store.store import open_store, store_exists

    location = read_location(store)
    if not store_exists(location):
        raise NoStore(f"There is no store at {location}, so nothing was written; name another with --store.")
    if keep and file.is_file():
        raise WrongCommand(f"{file} is a file; with --keep, name the folder that the backups go into.")
    with open_store(location) as opened, progress_bar() as progress:
        taken = take_backup(opened, progress)
    if not replace:
        refuse = refuse_far_less if keep else refuse_to_lose
        refuse(file, taken)
    target = next_backup(file, datetime.now(UTC)) if keep else file
    write_whole(target, lambda draft: write_backup(taken, draft), private=True)
    deleted = delete_older(file, keep) if keep else []
    show_counts(taken.counts)
    typer.echo(
        f"{target}: everything in the store at {location} ({taken.held}). graphmap db restore brings it back.", err=True
    )
    for old in deleted:
        typer.echo(f"Deleted {old} (--keep {keep}).", err=True)


def restore(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A file that graphmap db backup wrote, from either engine.")
    ],
    store: StoreOption = None,
    by: WhoOption = "",
) -> None:
    """Write everything in a backup into an empty store, or nothing."""
    from graphmap.cli.terminal import progress_bar
    from graphmap.store.backup import restore_backup
    from graphmap.store.backup.file import read_backup
    from graphmap.store.location import read_location
    from graphmap.store.log import now
    from graphmap.store.store import open_store

    found = read_backup(file)
    location = read_location(store)
    with open_store(location) as opened, progress_bar() as progress:
        restore_backup(found, opened, progress, act=now("restored", by))
    show_counts(found.counts)
    typer.echo(f"Everything in {file} ({found.held}) is now in the store at {location}.", err=True)


def migrate(store: StoreOption = None, by: WhoOption = "") -> None:
    """Bring a store from an older graphmap up to date, after writing a backup.

    Opening a store does this by itself where nothing is lost.
    """
    from graphmap.cli.terminal import progress_bar
    from graphmap.errors import NoStore
    from graphmap.model import VERSION
    from graphmap.store.location import read_location
    from graphmap.store.log import now
    from graphmap.store.migrate import migrate as bring_forward
    from graphmap.store.store import open_store, store_exists

    location = read_location(store)
    if not store_exists(location):
        raise NoStore(f"There is no store at {location}; name another with --store.")
    with open_store(location, migrating=False) as opened, progress_bar() as progress:
        done = bring_forward(opened, progress, act=now("migrated", by))
    if done is None:
        typer.echo(f"The store at {location} is up to date (version {VERSION} of the model).")
        return
    kept = f"A backup of it as it was is in {done.backup}." if done.backup else "It was empty."
    typer.echo(f"The store at {location} went from version {done.before} of the model to {VERSION}. {kept}")
