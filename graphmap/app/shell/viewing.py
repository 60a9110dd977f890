"""Who looks at the page: the account of the person who is signed in, or anybody at this computer."""

import os
from collections.abc import Mapping
from threading import Lock
from time import monotonic

import streamlit as st

from graphmap.access.accounts import Account, accounts_of, as_login
from graphmap.access.viewer import ON_THIS_COMPUTER, Viewer
from graphmap.app.shell.own_store import asked_of_own
from graphmap.app.sign_in.login import installation, login_in_claims
from graphmap.errors import NotAllowed

_EVERY = 0.1  # seconds that an account which was taken away may still be used


def current_viewer() -> Viewer:
    """Return who looks at this page. Their account is read anew, so what was taken from them is gone in a moment.

    Raises `NotAllowed` where nobody with an account is signed in any more, and `NoStore`.
    """
    sign_in = installation().sign_in
    if sign_in is None:
        return ON_THIS_COMPUTER
    login = login_in_claims(st.user.to_dict(), sign_in)
    if login is None or not login.is_verified:
        raise NotAllowed("You are no longer signed in. Sign in again.")
    account = account_with(login.email)
    if account is None:
        raise NotAllowed("Your account was taken away. Sign out, and ask for access again.")
    return account.viewer


def account_with(email: str) -> Account | None:
    """Return the account of somebody who signed in with this address, as the app's own store has it now.

    Raises `NoStore`.
    """
    return _known.with_login(as_login(email))


class _Known:
    """All accounts, as they were within the last moment: every request asks for one, however many people there are."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._store: str | None = None
        self._asked = -_EVERY
        self._accounts: Mapping[str, Account] = {}

    def with_login(self, login: str) -> Account | None:
        """Return the account of this login, if there is one. Raises `NoStore`."""
        with self._lock:
            store, now = os.environ.get("GRAPHMAP_STORE"), monotonic()
            if store != self._store or now - self._asked >= _EVERY:
                self._accounts = {each.login: each for each in asked_of_own(accounts_of)[1]}
                self._store, self._asked = store, now
            return self._accounts.get(login)


_known = _Known()
