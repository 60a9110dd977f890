"""The settings of an installation: one TOML file, checked as a whole when it is read.

Without a file, graphmap answers this computer alone, and nobody signs in. Secrets are never in the file, which names
the files that hold them. docs/sign-in.md describes each setting.
"""

import os
import stat
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from graphmap.errors import BadSettings
from graphmap.toml_text import read_toml

VARIABLE = "GRAPHMAP_SETTINGS"
"""The environment variable that names the file."""

THIS_COMPUTER = ("localhost", "127.0.0.1", "::1")
"""The names by which a computer reaches itself, and nobody else does."""

_SHORTEST_COOKIE_SECRET = 32  # characters
_LARGEST_SECRET = 10_000  # bytes of a file
_LONGEST_STAY = 24 * 90  # hours


@dataclass(frozen=True)
class SignIn:
    """How people sign in: an OpenID provider, and what it knows this installation by.

    `verified_claim` is what the provider calls its word that an e-mail address belongs to the person. People stay
    signed in for `hours`. `prompt` is what the provider asks of people who are signed in there already.
    """

    provider: str
    client_id: str
    client_secret: str = field(repr=False)
    cookie_secret: str = field(repr=False)
    name: str = ""
    verified_claim: str = "email_verified"
    prompt: str = "select_account"
    hours: int = 12

    @property
    def metadata_url(self) -> str:
        """The address where the provider describes itself."""
        return f"{self.provider}/.well-known/openid-configuration"


@dataclass(frozen=True)
class Settings:
    """What an installation is set to. `contact` is whom people ask for access. `sign_in` is None where nobody does.

    `user` and `password` are for the server that `store` names, and for no other.
    """

    address: str = "localhost"
    port: int | None = None
    public_url: str = ""
    store: str = ""
    user: str = ""
    password: str = field(default="", repr=False)
    contact: str = ""
    sign_in: SignIn | None = None

    @property
    def host(self) -> str:
        """The name, and perhaps the port, by which browsers reach the app, as in their Host header."""
        return urlsplit(self.public_url).netloc.lower()

    @property
    def is_secure(self) -> bool:
        """Whether browsers reach the app by HTTPS."""
        return self.public_url.startswith("https://")

    @property
    def redirect_uri(self) -> str:
        """The address that the provider sends people back to. It has to be registered there."""
        return f"{self.public_url}/oauth2callback"


def is_this_computer(address: str) -> bool:
    """Return whether only this computer reaches a server that listens on `address`."""
    try:
        return address in THIS_COMPUTER or ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return False


def read_settings(file: Path | str | None = None) -> Settings:
    """Return the settings in `file`; without one, those in the file that `GRAPHMAP_SETTINGS` names, or the defaults.

    Raises `BadSettings`, with a sentence for each mistake.
    """
    file = file or os.environ.get(VARIABLE)
    if not file:
        return Settings()
    path = Path(file).expanduser().absolute()
    try:
        found = read_toml(path.read_text("utf-8"))
    except OSError as error:
        raise BadSettings(
            [f"The settings in {path} can't be read ({error.strerror}): check the name and who may read it."]
        ) from None
    except UnicodeDecodeError:
        raise BadSettings([f"The settings in {path} aren't plain text: save the file as UTF-8."]) from None
    except tomllib.TOMLDecodeError as error:
        raise BadSettings(
            [f'The settings in {path} aren\'t TOML: {error}. Text goes in quotes, as in contact = "Hine".']
        ) from None
    reading = _Reading(path, found)
    settings = reading.settings()
    if reading.mistakes:
        raise BadSettings([f"{path}: {mistake}" for mistake in reading.mistakes])
    return settings


_KEYS = ("address", "port", "public_url", "store", "user", "password_file", "contact", "sign_in")
_SIGN_IN_KEYS = (
    "provider",
    "client_id",
    "client_secret_file",
    "cookie_secret_file",
    "name",
    "verified_claim",
    "prompt",
    "hours",
)
_SECRETS = ("password", "client_secret", "cookie_secret")


class _Reading:
    """Reads one file, and collects its mistakes."""

    def __init__(self, path: Path, found: Mapping[str, Any]) -> None:
        self._path = path
        self._found = found
        self.mistakes: list[str] = []

    def settings(self) -> Settings:
        """Return the settings. They are worth something only where there are no mistakes."""
        found = self._found
        self._refuse_others(found, _KEYS, "")
        sign_in = self._sign_in()
        settings = Settings(
            address=self._text(found, "address") or "localhost",
            port=self._number(found, "port", 1, 65535),
            public_url=self._url(found, "public_url").rstrip("/"),
            store=self._store(),
            user=self._text(found, "user"),
            password=self._secret(found, "password_file", "") if "password_file" in found else "",
            contact=self._text(found, "contact"),
            sign_in=sign_in,
        )
        self._check_address(settings, isinstance(found.get("sign_in"), Mapping))
        return settings

    def _sign_in(self) -> SignIn | None:
        found = self._found.get("sign_in")
        if found is None:
            return None
        if not isinstance(found, Mapping):
            self.mistakes.append("sign_in is a section: write [sign_in] on a line of its own, and its settings below.")
            return None
        self._refuse_others(found, _SIGN_IN_KEYS, "sign_in.")
        cookie_secret = self._secret(found, "cookie_secret_file", "sign_in.")
        if cookie_secret and len(cookie_secret) < _SHORTEST_COOKIE_SECRET:
            self.mistakes.append(
                f"sign_in.cookie_secret_file holds fewer than {_SHORTEST_COOKIE_SECRET} characters, which can be "
                "guessed: make one with openssl rand -hex 32."
            )
        return SignIn(
            provider=self._url(found, "provider", "sign_in.", required=True).rstrip("/"),
            client_id=self._text(found, "client_id", "sign_in.", required=True),
            client_secret=self._secret(found, "client_secret_file", "sign_in."),
            cookie_secret=cookie_secret,
            name=self._text(found, "name", "sign_in."),
            verified_claim=self._text(found, "verified_claim", "sign_in.") or SignIn.verified_claim,
            prompt=self._text(found, "prompt", "sign_in.") or SignIn.prompt,
            hours=self._number(found, "hours", 1, _LONGEST_STAY, "sign_in.") or SignIn.hours,
        )

    def _check_address(self, settings: Settings, signs_in: bool) -> None:
        if not is_this_computer(settings.address) and not signs_in:
            self.mistakes.append(
                f"address {settings.address} can be reached by other computers, and nobody has to sign in: "
                "set up [sign_in], or leave address out."
            )
        if not signs_in:
            return
        if not settings.public_url:
            self.mistakes.append(
                "public_url is missing: write the address that people type, as in https://map.example.nz."
            )
        elif urlsplit(settings.public_url).path:
            self.mistakes.append(
                "public_url has a path, and graphmap needs a name of its own: write only https:// and the name."
            )
        if not settings.contact:
            self.mistakes.append(
                'contact is missing: write whom people ask for access, as in contact = "Hine, hine@example.school.nz".'
            )

    def _store(self) -> str:
        store = self._text(self._found, "store")
        if store.startswith("embedded:") and (folder := store.removeprefix("embedded:")):
            return f"embedded:{self._path.parent / Path(folder).expanduser()}"
        try:
            if urlsplit(store).password:
                self.mistakes.append(
                    "store has a password in it: write the password in a file of its own, and name it in password_file."
                )
        except ValueError:
            pass  # opening the store reports what is wrong with it
        return store

    def _refuse_others(self, found: Mapping[str, Any], known: tuple[str, ...], section: str) -> None:
        for key in found:
            if key in _SECRETS:
                self.mistakes.append(
                    f"{section}{key} is a secret: write it in a file of its own, and name the file in {key}_file."
                )
            elif key not in known:
                self.mistakes.append(f"{section}{key} is no setting: the settings here are {', '.join(known)}.")

    def _text(self, found: Mapping[str, Any], key: str, section: str = "", required: bool = False) -> str:
        value = found.get(key, "")
        if not isinstance(value, str):
            self.mistakes.append(f'{section}{key} must be text: write it in quotes, as in {key} = "…".')
            return ""
        if required and not value.strip():
            self.mistakes.append(f"{section}{key} is missing: docs/sign-in.md says what to write there.")
        return value.strip()

    def _number(self, found: Mapping[str, Any], key: str, least: int, most: int, section: str = "") -> int | None:
        value = found.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            self.mistakes.append(f"{section}{key} must be a whole number from {least} to {most}, without quotes.")
            return None
        return value

    def _url(self, found: Mapping[str, Any], key: str, section: str = "", required: bool = False) -> str:
        """Return an address of HTTPS, or of this computer."""
        value = self._text(found, key, section, required)
        if not value:
            return ""
        try:
            parts = urlsplit(value)
            is_right = bool(parts.hostname) and parts.port != 0 and not (parts.query or parts.fragment or "@" in value)
        except ValueError:
            is_right = False
        if not is_right or parts.scheme not in ("http", "https"):
            self.mistakes.append(f"{section}{key} is not a web address: write it as https://name.example.")
            return ""
        if parts.scheme == "http" and not is_this_computer(parts.hostname or ""):
            self.mistakes.append(
                f"{section}{key} begins with http:, so others on the way can read what is sent: use https:."
            )
        return value

    def _secret(self, found: Mapping[str, Any], key: str, section: str) -> str:
        """Return what is in the file that `key` names, which other users of this computer must not be able to open."""
        name = self._text(found, key, section, required=True)
        if not name:
            return ""
        path = self._path.parent / Path(name).expanduser()
        try:
            mode = path.stat().st_mode
            if os.name == "posix" and mode & stat.S_IRWXO:
                self.mistakes.append(
                    f"{section}{key} names {path}, which every user of this computer may open: run chmod o= {path}"
                )
                return ""
            with path.open("rb") as file:
                secret = file.read(_LARGEST_SECRET).decode().strip()
        except OSError as error:
            self.mistakes.append(
                f"{section}{key} names {path}, which can't be read ({error.strerror}): check the name and its rights."
            )
            return ""
        except UnicodeDecodeError:
            secret = ""
        if not secret or "\n" in secret:
            self.mistakes.append(
                f"{section}{key} names {path}, which must hold the secret on one line, and nothing else."
            )
        return secret
