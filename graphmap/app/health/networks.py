"""Choosing the network that the Health page is about: by its name where there are few, else from a list."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st
from markupsafe import Markup

from graphmap.app.health.rows import counts
from graphmap.app.shell.language import _
from graphmap.app.shell.listing import plain
from graphmap.health.overview import ConditionOverview
from graphmap.model import NodeKey, node_key

_ADDRESS = "of"
_KEPT = "health-of-this-visit"
_FEW = 5
_ON_A_PAGE = 10


def choose_network(
    networks: Sequence[NodeKey],
    names: Mapping[NodeKey, str],
    overview_of: Callable[[NodeKey], Sequence[ConditionOverview]],
) -> NodeKey | None:
    """Let a person choose one of `networks`, and return it; None while they choose from a long list."""
    if len(networks) == 1:
        return networks[0]
    chosen = _chosen(networks)
    if len(networks) <= _FEW:
        return _from_few(networks, names, chosen or networks[0])
    if chosen is None:
        _show_list(networks, names, overview_of)
        return None
    text = _("All {number} networks", number=f"{len(networks):,}")
    st.button(text, icon=":material/arrow_back:", type="tertiary", key="health-all-networks", on_click=_choose)
    return chosen


def _from_few(networks: Sequence[NodeKey], names: Mapping[NodeKey, str], chosen: NodeKey) -> NodeKey:
    st.session_state["health-network"] = chosen

    def changed() -> None:
        _choose(st.session_state["health-network"])

    st.pills(
        _("Network"),
        networks,
        required=True,
        format_func=lambda key: plain(names[key]),
        key="health-network",
        on_change=changed,
        wrap=True,
        label_visibility="collapsed",
    )
    return chosen


def _show_list(
    networks: Sequence[NodeKey],
    names: Mapping[NodeKey, str],
    overview_of: Callable[[NodeKey], Sequence[ConditionOverview]],
) -> None:
    """List the networks, a page at a time, each with how many of its conditions are good, mixed and poor."""
    st.markdown(_("{number} networks. Choose one to see its conditions.", number=f"{len(networks):,}"))
    if len(networks) > _ON_A_PAGE:
        wanted = st.text_input(_("Find a network"), key="health-find", icon=":material/search:").strip().casefold()
        networks = [key for key in networks if wanted in names[key].casefold()]
        if not networks:
            st.info(_("No matching networks."), icon=":material/info:")
    place = st.container(key="health-networks", gap=None)
    pages = -(-len(networks) // _ON_A_PAGE)
    page = st.pagination(pages, key=f"health-page-of-{pages}", max_visible_pages=5) if pages > 1 else 1
    for key in networks[(page - 1) * _ON_A_PAGE : page * _ON_A_PAGE]:
        with place.container(horizontal=True, vertical_alignment="center", key=f"health-row-{key}"):
            st.button(plain(names[key]), type="tertiary", key=f"health-choose-{key}", on_click=_choose, args=(key,))
            st.html(Markup('<div class="gm-health-counts">{}</div>').format(counts(overview_of(key))))


def _chosen(networks: Sequence[NodeKey]) -> NodeKey | None:
    """Return the network in the address, or the visit's last one, if it is one of these."""
    if _ADDRESS in st.query_params:
        st.session_state[_KEPT] = node_key("Network", st.query_params[_ADDRESS])
    kept: NodeKey | None = st.session_state.get(_KEPT)
    if kept is None or kept not in networks:
        st.query_params.pop(_ADDRESS, None)
        return None
    st.query_params[_ADDRESS] = kept.partition(":")[2]
    return kept


def _choose(network: NodeKey | None = None) -> None:
    """Put the network into the address, or none to choose again."""
    st.session_state[_KEPT] = network
    if network:
        st.query_params[_ADDRESS] = network.partition(":")[2]
    else:
        st.query_params.pop(_ADDRESS, None)
