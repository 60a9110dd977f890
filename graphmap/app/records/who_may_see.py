"""Who may see: the accounts of those who sign in, for a steward to grant, change and take away."""

import streamlit as st
from markupsafe import Markup

from graphmap.access.roles import ROLES
from graphmap.app.shell import acting
from graphmap.app.shell.bar import ROLE_NAMES
from graphmap.app.shell.kept import accounts, network_names
from graphmap.app.shell.language import _, later
from graphmap.app.shell.listing import plain
from graphmap.app.shell.store_errors import store_errors
from graphmap.errors import GraphmapError
from graphmap.graph.snapshot import Snapshot

_SAID = "access-said"
_LONGEST = 254
_MEANINGS = {
    "viewer": later("Looks at the pages. People have codes instead of names."),
    "researcher": later("Looks, and takes files of the data away. People have codes instead of names."),
    "lead": later("Sees names and notes, takes on cards, and writes stories."),
    "coordinator": later("Does what a lead does, sees private fields, and records what happens."),
    "steward": later("Does everything, and decides who may see the network."),
}


def show_access(_snapshot: Snapshot) -> None:
    """Show the accounts, and the form that gives somebody one or changes theirs."""
    _show_said()
    st.markdown(_("People sign in with their e-mail address. What they see and may do follows from their role."))
    with store_errors():
        _show_accounts(network_names())
        _show_form(network_names())


def _show_said() -> None:
    """Say once what was done, or why it wasn’t."""
    said, is_fault = st.session_state.pop(_SAID, ("", False))
    if said and is_fault:
        st.error(plain(said), icon=":material/error:")
    elif said:
        st.success(plain(said), icon=":material/check:")


def _show_accounts(networks: dict[str, str]) -> None:
    found = accounts()
    if not found:
        st.info(_("Nobody has an account yet. The first has to be a steward’s, for all networks."))
    for account in found:
        with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"account-{account.login}"):
            where = ", ".join(networks.get(id, id) for id in account.networks) or _("all networks")
            st.html(
                Markup('<div><b>{}</b><p class="gm-kind">{} · {} · {}</p></div>').format(
                    account.name, account.login, _(ROLE_NAMES[account.role]), where
                ),
                width="stretch",
            )
            st.button(
                _("Take access away"),
                key=f"revoke-{account.login}",
                icon=":material/person_remove:",
                type="tertiary",
                on_click=_revoke,
                args=(account.login,),
            )


def _show_form(networks: dict[str, str]) -> None:
    st.subheader(_("Give access, or change it"))
    with st.form("access", border=True):
        login = st.text_input(_("E-mail address"), max_chars=_LONGEST, key="access-login", autocomplete="off")
        name = st.text_input(
            _("Name"), max_chars=60, key="access-name", help=_("The history shows it. An empty one stays as it is.")
        )
        role = st.radio(
            _("Role"),
            [role.name for role in ROLES],
            format_func=lambda name: _(ROLE_NAMES[name]),
            captions=[_(_MEANINGS[role.name]) for role in ROLES],
            key="access-role",
        )
        chosen = st.multiselect(
            _("Only these networks"),
            list(networks),
            format_func=lambda id: plain(networks[id]),
            placeholder=_("All networks"),
            key="access-networks",
        )
        asked = st.form_submit_button(_("Give access"), type="primary")
    if asked:
        _grant(login, role, name, chosen)
        st.rerun()


def _grant(login: str, role: str, name: str, networks: list[str]) -> None:
    try:
        account = acting.grant(login, role, name, networks)
    except GraphmapError as error:
        _say(str(error), is_fault=True)
    else:
        _say(_("{name} has access as {role}.", name=account.name, role=_(ROLE_NAMES[account.role])), is_fault=False)


def _revoke(login: str) -> None:
    try:
        account = acting.revoke(login)
    except GraphmapError as error:
        _say(str(error), is_fault=True)
    else:
        _say(_("{name} no longer has access.", name=account.name), is_fault=False)


def _say(what: str, is_fault: bool) -> None:
    st.session_state[_SAID] = (what, is_fault)
