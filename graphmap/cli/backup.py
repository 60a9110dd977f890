"""The commands that keep a store's content safe: all of it into one file, and back."""

from pathlib import Path
from typing import Annotated

import typer

from graphmap.cli.counts import show_counts
from graphmap.cli.options import StoreOption


def backup(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The file to write; one that is there gives way once all is written.")
    ],
    store: StoreOption = None,
) -> None:
    """Write everything in the store into one file: the graph, the codebook, saved views and stories.

    Names are in it as they are in the store, so only you can read the file.
    """
    from graphmap.cli.terminal import progress_bar
    from graphmap.errors import NoStore
    from graphmap.files import write_whole
    from graphmap.store.backup import take_backup
    from graphmap.store.backup.file import write_backup
    from graphmap.store.location import read_location
    from graphmap.store.store import open_store, store_exists

    location = read_location(store)
    if not store_exists(location):
        raise NoStore(f"There is no store at {location}, so nothing was written; name another with --store.")
    with open_store(location) as opened, progress_bar() as progress:
        taken = take_backup(opened, progress)
    write_whole(file, lambda draft: write_backup(taken, draft), private=True)
    show_counts(taken.counts)
    typer.echo(f"{file}: everything in the store at {location}; graphmap db restore brings it back.", err=True)


def restore(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="A file that graphmap db backup wrote, from a store on either engine."),
    ],
    store: StoreOption = None,
) -> None:
    """Write everything in a backup into an empty store, or nothing."""
    from graphmap.cli.terminal import progress_bar
    from graphmap.store.backup import restore_backup
    from graphmap.store.backup.file import read_backup
    from graphmap.store.location import read_location
    from graphmap.store.store import open_store

    found = read_backup(file)
    location = read_location(store)
    with open_store(location) as opened, progress_bar() as progress:
        restore_backup(found, opened, progress)
    show_counts(found.counts)
    typer.echo(f"Everything in {file} is in the store at {location} now.", err=True)
