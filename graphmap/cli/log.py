"""The commands of the log: what was written, by whom and when, and taking a change back."""

from typing import TYPE_CHECKING, Annotated

import typer

from graphmap.cli.options import OutputOption, StoreOption, WhoOption
from graphmap.cli.table_out import show_or_write

if TYPE_CHECKING:
    from graphmap.store.store import Store


def log(
    entity: Annotated[
        str | None,
        typer.Argument(
            metavar="ENTITY",
            help="Only the changes of this: a key such as school:12, or an id or name that only one has.",
        ),
    ] = None,
    limit: Annotated[int | None, typer.Option("--limit", metavar="N", min=1, help="At most N changes.")] = None,
    output: OutputOption = None,
    store: StoreOption = None,
) -> None:
    """List everything that was written into the store, the latest first: when, by whom, what and why."""
    from graphmap.store.location import read_location
    from graphmap.store.log_table import change_table
    from graphmap.store.store import open_store

    with open_store(read_location(store)) as opened:
        table = change_table(opened.log(entity=_key_of(opened, entity) if entity else None, limit=limit))
    show_or_write(table, output, "changes")


def undo(
    change: Annotated[
        int, typer.Argument(metavar="CHANGE", help="The number of the change, as graphmap log shows it.")
    ],
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="Why, for the log.")] = "",
    by: WhoOption = "",
    store: StoreOption = None,
) -> None:
    """Put back what was there before a change, unless something later rests on it. That is a change too."""
    from graphmap.store.location import read_location
    from graphmap.store.log import now
    from graphmap.store.store import open_store

    with open_store(read_location(store)) as opened:
        done = opened.undo(change, now("undone", by, why))
    typer.echo(f"Change {change} is undone; that is change {done.seq}.", err=True)


def _key_of(store: "Store", text: str) -> str:
    """Return the node key that `text` is or means. Raises `WrongCommand` where that isn't one entity."""
    from graphmap import model
    from graphmap.errors import WrongCommand

    word, colon, _ = text.partition(":")
    if colon and word in model.KIND_BY_WORD:
        return text
    entities = store.read()[1].entities(label for label in model.KIND if label != "Interaction")
    wanted = text.casefold()
    found = [
        key
        for key, id, name in entities.select("key", "id", "name").iter_rows()
        if wanted in (str(id).casefold(), str(name).casefold())
    ]
    if len(found) != 1:
        several = f"‘{text}’ may be any of {', '.join(found[:3])}; " if found else f"There is no ‘{text}’; "
        raise WrongCommand(f"{several}name it by its kind and id, as in school:12.")
    return str(found[0])
