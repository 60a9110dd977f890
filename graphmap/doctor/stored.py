"""The store: who may look into its folder, whether it answers, what it is of, and what its account may do."""

import os
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from graphmap import model
from graphmap.access.accounts import accounts_of
from graphmap.doctor.finding import Finding, fine, look, wrong
from graphmap.doctor.software import embedded_engine
from graphmap.errors import GraphmapError
from graphmap.settings import is_this_computer
from graphmap.store.location import EmbeddedLocation, Location, ServerLocation
from graphmap.store.server_facts import LEAST_VERSION, refused_rights, server_facts
from graphmap.store.store import Store, open_store, store_exists

_ABOUT = "Store"
_MOST_APART = 120.0  # seconds
_MOST_NAMED = 3


def stored(location: Location, signs_in: bool = False) -> Iterator[Finding]:
    """Yield how the store at `location` is, and whether its accounts will do where people sign in.

    A store that isn't there yet isn't made.
    """
    if isinstance(location, EmbeddedLocation):
        yield embedded_engine()
        if not store_exists(location):
            yield look(
                _ABOUT,
                f"There is none in {location.folder} yet.",
                "graphmap load, graphmap db restore or the app makes it; or name another with store in the settings.",
            )
            return
        private = list(_folder(location.folder))
        yield from private
        if any(finding.stops_store for finding in private):
            return
    else:
        yield from _encrypted(location)
    try:
        with open_store(location, migrating=False) as store:
            yield from _answers(store)
            if signs_in:
                yield _accounts(store)
    except GraphmapError as error:
        fix = "Start the server, and check store, user and password_file in the settings."
        if isinstance(location, EmbeddedLocation):
            fix = f"See {location.folder / 'engine.log'}; if the store is damaged, restore a backup into a new one."
        yield wrong(_ABOUT, str(error), fix, stops_store=True)


def _folder(folder: Path) -> Iterator[Finding]:
    if os.name != "posix":
        return
    about = folder.stat()
    if about.st_uid != os.geteuid():
        yield wrong(
            _ABOUT,
            f"{folder} belongs to {_name(about.st_uid)}, and this is {_name(os.geteuid())}.",
            "Run graphmap as the account that the app runs as: sudo graphmap doctor.",
            stops_store=True,
        )
        return
    if stat.S_IMODE(about.st_mode) & 0o077:
        yield wrong(_ABOUT, f"Other users of this machine may look into {folder}.", f"chmod 700 {folder}")
    others = [path for path in sorted(folder.rglob("*")) if path.lstat().st_uid != about.st_uid]
    if others:
        named = ", ".join(str(path.relative_to(folder)) for path in others[:_MOST_NAMED])
        yield wrong(
            _ABOUT,
            f"{len(others)} files in {folder} belong to another account ({named}), so the engine can't write.",
            f"chown -R {_name(about.st_uid)} {folder}",
            stops_store=True,
        )


def _name(uid: int) -> str:
    import pwd

    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user {uid}"


def _encrypted(location: ServerLocation) -> Iterator[Finding]:
    parts = urlsplit(location.url)
    host = parts.hostname or ""
    if "+s" not in parts.scheme and not is_this_computer(host) and "." in host:
        yield look(
            _ABOUT,
            f"What goes between here and {host} isn't encrypted, names and the password included.",
            f"Give the server a certificate, and write {parts.scheme}+s://{host} in the settings; or keep the two on "
            "one machine or a network of their own.",
        )


def _answers(store: Store) -> Iterator[Finding]:
    stamp = store.stamp()
    if stamp.version > model.VERSION:
        yield wrong(
            _ABOUT,
            f"It is from a newer graphmap (version {stamp.version} of the model; this one knows up to "
            f"{model.VERSION}).",
            "Update graphmap.",
            stops_store=True,
        )
        return
    if stamp.version < model.VERSION:
        yield look(
            _ABOUT,
            f"It is of version {stamp.version} of the model, and this graphmap of {model.VERSION}.",
            "Run graphmap db migrate, which writes a backup first.",
        )
    last = next(iter(store.log(limit=1)), None) if stamp.seq else None
    if last and (last.act.at - datetime.now(UTC)).total_seconds() > _MOST_APART:
        yield wrong(
            "Clock",
            "The last change in the log is from the future: this machine's clock is or was wrong.",
            "Set the clock by the network: timedatectl set-ntp true.",
        )
    yield fine(_ABOUT, f"{store.location} answers; its last change is number {stamp.seq}.")
    if isinstance(store.location, ServerLocation):
        yield from _server(store)


def _accounts(store: Store) -> Finding:
    accounts = accounts_of(store)
    stewards = sum(account.role == "steward" for account in accounts)
    if not stewards:
        return wrong("Accounts", "There is no steward to let people in.", "graphmap access grant EMAIL --role steward")
    return fine("Accounts", f"{len(accounts)}, with {stewards} who may let people in.")


def _server(store: Store) -> Iterator[Finding]:
    facts = server_facts(store)
    if facts.version_numbers < LEAST_VERSION:
        least = ".".join(map(str, LEAST_VERSION))
        yield wrong("Neo4j", f"It is Neo4j {facts.version}.", f"Update the server to {least} or newer.")
    else:
        yield fine("Neo4j", f"{facts.version} {facts.edition}.")
    if abs(facts.clock_ahead) > _MOST_APART:
        yield look(
            "Clock",
            f"The server's clock and this machine's are {abs(facts.clock_ahead):,.0f} s apart.",
            "Set both by the network: timedatectl set-ntp true.",
        )
    refused = refused_rights(store)
    for right in refused:
        yield wrong("Neo4j", f"The account may not {right}.", "Give it the rights that docs/sharing.md lists.")
    if not refused:
        yield fine("Neo4j", "The account may read, write and make constraints.")
