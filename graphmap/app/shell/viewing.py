"""Who looks at the page: the account of the person who is signed in, or anybody at this computer."""

import streamlit as st

from graphmap.access.accounts import Account, account_of
from graphmap.access.viewer import ON_THIS_COMPUTER, Viewer
from graphmap.app.shell.own_store import asked_of_own
from graphmap.app.sign_in.login import installation, login_in_claims
from graphmap.errors import NotAllowed


def current_viewer() -> Viewer:
    """Return who looks at this page. Their account is read anew, so what was taken from them is gone at once.

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
    return asked_of_own(lambda store: account_of(store, email))[1]
