"""The commands that run things: the app, and the embedded store's engine."""

import os
from pathlib import Path
from typing import Annotated

import typer

from graphmap.cli.counts import show_counts
from graphmap.cli.options import StoreOption


def open_app(
    port: Annotated[
        int | None,
        typer.Option(
            "--port", metavar="N", min=1, max=65535, help="The port to listen on [default: 8501, or a free one]."
        ),
    ] = None,
    store: StoreOption = None,
    settings: Annotated[
        Path | None,
        typer.Option(
            "--settings",
            metavar="FILE",
            help="The installation's settings, such as how people sign in [default: GRAPHMAP_SETTINGS].",
        ),
    ] = None,
    browser: Annotated[bool, typer.Option(help="Open the app in the browser.")] = True,
) -> None:
    """Open the app in the browser."""
    from graphmap.cli.launch import run_app
    from graphmap.settings import VARIABLE, read_settings
    from graphmap.store.location import read_location
    from graphmap.store.store import open_store

    if settings:
        os.environ[VARIABLE] = str(settings.absolute())
    read = read_settings()
    with open_store(read_location(store)):
        run_app(store, port or read.port, browser and not read.sign_in, read)


def start(store: StoreOption = None) -> None:
    """Start the embedded store and keep it running until `graphmap db stop`."""
    from graphmap.store.embedded import keep_engine

    folder = _embedded_folder(store)
    keep_engine(folder)
    typer.echo(f"The store in {folder} is running.")


def stop(store: StoreOption = None) -> None:
    """Stop the embedded store, even if it is in use."""
    from graphmap.store.embedded import stop_engine

    folder = _embedded_folder(store)
    typer.echo(
        f"The store in {folder} has stopped." if stop_engine(folder) else f"The store in {folder} was not running."
    )


def status(store: StoreOption = None) -> None:
    """Show whether the store is running, how many use it, and what it holds."""
    from graphmap.graph.taking import take_snapshot
    from graphmap.store.embedded import engine_status
    from graphmap.store.location import EmbeddedLocation, read_location
    from graphmap.store.snapshot_cache import cache_folder
    from graphmap.store.store import open_store

    location = read_location(store)
    if isinstance(location, EmbeddedLocation):
        found = engine_status(location.folder)
        if found is None:
            typer.echo(f"The store in {location.folder} is not running; it starts when it is needed.")
            return
        kept = ", kept running" if found.kept else ""
        typer.echo(f"The store in {location.folder} is running (process {found.pid}, users {found.users}{kept}).")
    with open_store(location) as opened:
        tables = take_snapshot(opened).tables
    show_counts({label: len(table) for label, table in tables.kinds.items()})
    if (folder := cache_folder(location)).exists():
        typer.echo(f"The last reading is kept in {folder}. Every write deletes it; you can delete it too.", err=True)


def _embedded_folder(store: str | None) -> Path:
    from graphmap.errors import WrongCommand
    from graphmap.store.location import EmbeddedLocation, read_location

    location = read_location(store)
    if not isinstance(location, EmbeddedLocation):
        raise WrongCommand(
            "graphmap db starts and stops embedded stores only; start and stop a Neo4j server where it runs."
        )
    return location.folder
