"""Accounts: who may sign in, in which role and for which networks. A store keeps them beside the network.

Granting and revoking are changes in the log. Stores are few and accounts fewer, so all of them are read at once."""

import re
import secrets
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphmap.access.roles import ROLE, RoleName
from graphmap.access.viewer import Viewer
from graphmap.errors import BadData, Overtaken, StoreBusy
from graphmap.sheets.problems import nearest
from graphmap.store.log import now
from graphmap.store.store import Store

_ADDRESS = re.compile(r"[^\s@,;<>\"'()]+@[^\s@,;<>\"'()]+\.[^\s@,;<>\"'().]+")
_LONGEST_LOGIN, _LONGEST_NAME = 254, 60
_TRIES = 5  # other people may write between looking and writing


@dataclass(frozen=True)
class Account:
    """Somebody who may sign in with the e-mail address `login`, and what they may.

    ``networks`` are ids; without any, the account is for all networks. ``version`` is None until it is kept.
    """

    login: str
    name: str
    role: RoleName
    networks: tuple[str, ...] = ()
    version: str | None = field(default=None, compare=False)

    @property
    def viewer(self) -> Viewer:
        """The viewer that somebody is who signs in with this account."""
        return Viewer(self.login, self.name, self.role, self.networks)

    @property
    def is_steward_of_all(self) -> bool:
        """Whether it may decide everything, so that there has to be one such account."""
        return self.role == "steward" and not self.networks


def as_login(email: str) -> str:
    """Return how an e-mail address is kept: its case makes no difference."""
    return email.strip().casefold()


def accounts_of(store: Store) -> Sequence[Account]:
    """Return the accounts in `store`, by login. One with a role that this graphmap doesn't know is a viewer's."""
    return [_account(found) for found in store.ask("accounts")]


def _account(found: Mapping[str, Any]) -> Account:
    role: RoleName = ROLE[found["role"]].name if found["role"] in ROLE else "viewer"
    return Account(found["id"], found["name"], role, tuple(found["networks"]), found["version"])


def account_of(store: Store, email: str) -> Account | None:
    """Return the account of somebody who has signed in with this address, if there is one."""
    return next((each for each in accounts_of(store) if each.login == as_login(email)), None)


def networks_of(store: Store) -> Mapping[str, str]:
    """Return the name of each network by its id."""
    return {found["id"]: found["name"] or found["id"] for found in store.ask("networks")}


def grant(
    store: Store, login: str, role: str, name: str = "", networks: Sequence[str] = (), *, by: str = ""
) -> Account:
    """Let somebody sign in with the address `login` in a role, or change the account that they have; return it.

    ``networks`` are ids or names. Without a `name`, an account keeps its own, or is called by its address. Raises
    `BadData` where something makes no sense, or nobody would be left who may decide everything.
    """
    id, known_role = _checked_login(login), _checked_role(role)
    chosen = _checked_networks(networks, networks_of(store))
    called = " ".join(name.split())
    if len(called) > _LONGEST_NAME:
        raise BadData(f"A name can have at most {_LONGEST_NAME} letters; shorten it.")

    def write(accounts: Mapping[str, Account], revision: str | None) -> Account:
        earlier = accounts.get(id)
        own = called or (earlier.name if earlier else id[:_LONGEST_NAME])
        account = Account(id, own, known_role, chosen, uuid.uuid4().hex)
        _refuse_none_left(accounts, {**accounts, id: account})
        values = {"id": id, "name": own, "role": known_role, "networks": list(chosen), "version": account.version}
        why = f"{id}: {known_role}, {', '.join(chosen) or 'all networks'}"
        store.replace_with_change(
            "keep_account", earlier.version if earlier else None, values, now("granted", by, why), revision
        )
        return account

    return _written(store, write)


def revoke(store: Store, login: str, *, by: str = "") -> Account:
    """Take the account away from an address; return it as it was.

    Raises `BadData` where there is none, or nobody would be left who may decide everything.
    """
    id = as_login(login)

    def write(accounts: Mapping[str, Account], revision: str | None) -> Account:
        account = accounts.get(id)
        if account is None:
            guess = nearest(id, list(accounts))
            hint = f"did you mean {guess}?" if guess else "see the list of accounts."
            raise BadData(f"There is no account for {id}; {hint}")
        _refuse_none_left(accounts, {key: each for key, each in accounts.items() if key != id})
        store.replace_with_change("drop_account", account.version, {"id": id}, now("revoked", by, id), revision)
        return account

    return _written(store, write)


def code_secret(store: Store) -> bytes:
    """Return the secret that codes are made with in this store. The first who asks makes one."""
    found = store.ask("code_secret")
    if not found:
        store.replace("keep_code_secret", None, {"id": "codes", "secret": secrets.token_hex(32)})
        found = store.ask("code_secret")
    return bytes.fromhex(found[0]["secret"])


def _written(store: Store, write: Callable[[Mapping[str, Account], str | None], Account]) -> Account:
    """Let `write` change the accounts that there are, again where somebody has written meanwhile."""
    for last in (False,) * _TRIES + (True,):
        revision = store.revision()
        try:
            return write({each.login: each for each in accounts_of(store)}, revision)
        except Overtaken:
            raise
        except StoreBusy:
            if last:
                raise
    raise AssertionError


def _refuse_none_left(before: Mapping[str, Account], after: Mapping[str, Account]) -> None:
    """Raise `BadData` where there was a steward of all networks, or any account at all, and there would be none."""
    if any(each.is_steward_of_all for each in after.values()):
        return
    if not before and after:
        raise BadData("The first account has to be a steward’s, for all networks: nobody else could add more.")
    if before:
        raise BadData(
            "This is the last steward for all networks, and somebody has to decide who may see what. Make somebody "
            "else a steward first."
        )


def _checked_login(login: str) -> str:
    id = as_login(login)
    if not _ADDRESS.fullmatch(id) or len(id) > _LONGEST_LOGIN or not id.isprintable():
        raise BadData(f"‘{id[:60]}’ is not an e-mail address; give the one that they sign in with.")
    return id


def _checked_role(role: str) -> RoleName:
    if role not in ROLE:
        raise BadData(f"There is no role ‘{role[:60]}’; choose one of {', '.join(ROLE)}.")
    return ROLE[role].name


def _checked_networks(texts: Sequence[str], known: Mapping[str, str]) -> tuple[str, ...]:
    """Return the ids of the networks that `texts`, ids or names, refer to."""
    by_name = {name.casefold(): id for id, name in known.items()}
    found = []
    for text in texts:
        id = text if text in known else by_name.get(text.strip().casefold())
        if id is None:
            guess = nearest(text, [*known, *known.values()])
            hint = f"did you mean ‘{guess}’?" if guess else f"the store has {', '.join(list(known)[:5]) or 'none'}."
            raise BadData(f"There is no network ‘{text[:60]}’; {hint}")
        found.append(id)
    return tuple(dict.fromkeys(found))
