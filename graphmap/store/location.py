"""Where a store is: ``embedded:DIR`` and ``neo4j://…``, as people write them on a command line."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from platformdirs import user_data_path

from graphmap.errors import WrongCommand
from graphmap.settings import Settings, read_settings

SERVER_SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")

Identity = tuple[str, ...]
"""Tells one store from every other: two locations with the same identity are the same store, seen by the same user."""


@dataclass(frozen=True)
class EmbeddedLocation:
    """An embedded store in a folder of its own."""

    folder: Path

    def __str__(self) -> str:
        return f"embedded:{self.folder}"

    @property
    def identity(self) -> Identity:
        """The folder."""
        return ("embedded", str(self.folder))


@dataclass(frozen=True)
class ServerLocation:
    """A Neo4j server. Without a ``database`` it is the server's default one."""

    url: str
    user: str = field(repr=False)
    password: str = field(repr=False)
    database: str | None = None

    def __str__(self) -> str:
        return self.url

    @property
    def identity(self) -> Identity:
        """The server, the user and the database; never the password."""
        return (self.url, self.user, self.database or "")


Location = EmbeddedLocation | ServerLocation


def read_location(text: str | None) -> Location:
    """Return the store that `text` names; without one, the store in ``GRAPHMAP_STORE``, in the settings, or our own.

    A server's user and password come from its URL (``neo4j://user:password@host``) or from ``GRAPHMAP_USER`` and
    ``GRAPHMAP_PASSWORD``, those of the settings' store from the settings, and a database from the URL's path.

    Raises `WrongCommand` where `text` names no store, and `BadSettings`.
    """
    text = text or os.environ.get("GRAPHMAP_STORE")
    settings = Settings() if text else read_settings()
    text = text or settings.store or "embedded:"
    scheme, colon, rest = text.partition(":")
    if colon and scheme == "embedded":
        folder = Path(rest).expanduser() if rest else user_data_path("graphmap") / "store"
        return EmbeddedLocation(folder.absolute())
    if colon and scheme in SERVER_SCHEMES:
        return _server(text, settings)
    raise WrongCommand("The store isn't named as graphmap expects: write embedded:DIR, or neo4j://host for a server.")


def _server(text: str, settings: Settings) -> ServerLocation:
    try:
        parts = urlsplit(text)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        raise WrongCommand("The store’s URL has a mistake in its host or port: write neo4j://host:7687.") from None
    if not parts.hostname:
        raise WrongCommand(f"The store’s URL names no host: write {parts.scheme}://host or {parts.scheme}://host:7687.")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return ServerLocation(
        url=f"{parts.scheme}://{host}{port}",
        user=unquote(parts.username or "") or settings.user or os.environ.get("GRAPHMAP_USER", "neo4j"),
        password=unquote(parts.password or "") or settings.password or os.environ.get("GRAPHMAP_PASSWORD", ""),
        database=parts.path.strip("/") or None,
    )
