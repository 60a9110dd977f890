"""The commands that say who may sign in, and what they may see and do."""

from typing import Annotated

import typer

from graphmap.cli.options import OutputOption, StoreOption, WhoOption
from graphmap.cli.table_out import show_or_write

_LoginArgument = Annotated[
    str, typer.Argument(metavar="EMAIL", help="The e-mail address that they sign in with.", show_default=False)
]


def grant(
    login: _LoginArgument,
    role: Annotated[
        str,
        typer.Option("--role", metavar="ROLE", help="viewer, researcher, lead, coordinator or steward."),
    ] = "viewer",
    name: Annotated[
        str, typer.Option("--name", metavar="NAME", help="Their name, for the log [default: the one they have].")
    ] = "",
    network: Annotated[
        list[str] | None,
        typer.Option("--network", metavar="NETWORK", help="Only this network, by id or name. Can be repeated."),
    ] = None,
    by: WhoOption = "",
    store: StoreOption = None,
) -> None:
    """Let somebody sign in, or change what they may. The first has to be a steward, for all networks."""
    from graphmap.access import accounts
    from graphmap.store.location import read_location
    from graphmap.store.store import open_store

    with open_store(read_location(store)) as opened:
        account = accounts.grant(opened, login, role, name, network or (), by=by)
    where = ", ".join(account.networks) or "all networks"
    typer.echo(f"{account.login} ({account.name}) is now {account.role} for {where}.", err=True)


def revoke(login: _LoginArgument, by: WhoOption = "", store: StoreOption = None) -> None:
    """Take somebody's account away: their next click is refused."""
    from graphmap.access import accounts
    from graphmap.store.location import read_location
    from graphmap.store.store import open_store

    with open_store(read_location(store)) as opened:
        account = accounts.revoke(opened, login, by=by)
    typer.echo(f"{account.login} ({account.name}) may no longer sign in.", err=True)


def list_accounts(output: OutputOption = None, store: StoreOption = None) -> None:
    """List who may sign in, with their roles and networks."""
    import polars as pl

    from graphmap.access import accounts
    from graphmap.store.location import read_location
    from graphmap.store.store import open_store

    with open_store(read_location(store)) as opened:
        found = accounts.accounts_of(opened)
    schema = dict.fromkeys(("login", "name", "role", "networks"), pl.String)
    rows = [(each.login, each.name, each.role, "; ".join(each.networks) or "all") for each in found]
    show_or_write(pl.DataFrame(rows, schema=schema, orient="row"), output, "accounts")
