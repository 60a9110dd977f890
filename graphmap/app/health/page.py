"""The Health page: how a network does on each condition that changes teaching, where it is heading, and how that is
known."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import polars as pl
import streamlit as st
from markupsafe import Markup

from graphmap.app.health import STYLE
from graphmap.app.health.all_measures import charts
from graphmap.app.health.networks import choose_network
from graphmap.app.health.rows import rows, summary
from graphmap.app.map.drawn_map import current_theme
from graphmap.app.shell.frame import Frame, open_page
from graphmap.app.shell.language import _, _n, day, words
from graphmap.app.shell.results import health_of
from graphmap.health.changes import what_changed
from graphmap.health.comparing import compared
from graphmap.health.health import LEAST_INTERACTIONS, all_terms
from graphmap.health.indicators import RECENT_TERMS
from graphmap.health.overview import overview
from graphmap.language.wording import interactions_told
from graphmap.model import NodeKey, node_key


def show() -> None:
    """Show the page."""
    frame = open_page(_("Health"))
    if frame is None:
        return
    st.html(STYLE)
    networks = _networks(frame)
    if not networks:
        st.info(
            _("No networks yet. Add them in the networks and memberships sheets, and load those on the Records page."),
            icon=":material/info:",
        )
        return
    table = health_of(frame.snapshot, all_terms(frame.choice))
    if not table["interactions"].sum():
        _show_nothing_recorded(frame, len(networks))
        return
    busiest = table.group_by("network").agg(pl.col("interactions").sum()).sort("interactions", "network")
    order = {key: n for n, key in enumerate(reversed(busiest["network"].to_list()))}
    networks.sort(key=lambda key: order[key])
    names = frame.snapshot.names
    network = choose_network(networks, names, lambda key: overview(table, key, words()))
    if network is not None:
        _show_network(frame, table.filter(pl.col("network") == network), network)


def _networks(frame: Frame) -> list[NodeKey]:
    return [node_key("Network", id) for id in frame.choice.networks or frame.snapshot.tables.kinds["Network"]["id"]]


def _show_nothing_recorded(frame: Frame, networks: int) -> None:
    """Say that nothing is recorded up to the end of the period, or at all, and what to do."""
    first_and_last = frame.snapshot.first_and_last_day
    until = frame.choice.until
    if first_and_last and until and until < first_and_last[0]:
        text = _(
            "Nothing is recorded up to {until}. The first record is from {first}: choose a later period.",
            until=day(until),
            first=day(first_and_last[0]),
        )
    else:
        text = _n(
            "{number} network, and nothing recorded for it yet. Health comes from what people do together: list it in "
            "the interactions sheet, each with its network, and load that on the Records page.",
            "{number} networks, and nothing recorded for them yet. Health comes from what people do together: list it "
            "in the interactions sheet, each with its network, and load that on the Records page.",
            networks,
        )
    st.info(text, icon=":material/info:")


# ------------------------------------------------------------------------------------------ a network


def _show_network(frame: Frame, table: pl.DataFrame, network: NodeKey) -> None:
    table = table.sort("since")
    shown = overview(table, network, words())
    name = Markup('<h2 class="gm-health-name">{}</h2>').format(frame.snapshot.names[network])
    is_judged = table["judged"].any()
    st.html(name + summary(shown) if is_judged else name)
    if is_judged:
        _show_caption(frame, table)
    else:
        least = interactions_told(LEAST_INTERACTIONS, words())
        text = _(
            "Too early to judge: no term has {interactions} or more yet. What each needs is below.", interactions=least
        )
        st.info(text, icon=":material/info:")
        shown = [replace(each, facts=each.how) for each in shown]
    st.html(rows(shown, current_theme(), _compared(frame, network)))
    if len(table):
        _show_all_measures(table, network)


def _show_caption(frame: Frame, table: pl.DataFrame) -> None:
    """Say which terms it is judged by, and where the period has no record of its own."""
    judged = table.filter("judged")
    in_period = table.filter(pl.col("until") >= (frame.choice.since or date.min))
    st.caption(
        _n(
            "Judged by the last term with enough on record. Trends and charts are over all terms.",
            "Judged by the last {number} terms with enough on record. Trends and charts are over all terms.",
            min(RECENT_TERMS, len(judged)),
        )
    )
    if not in_period["interactions"].sum():
        st.info(
            _("Nothing is recorded in the period that you chose. This is what was known before it."),
            icon=":material/info:",
        )


def _compared(frame: Frame, network: NodeKey) -> Mapping[str, str] | None:
    """Return a sentence for each condition about the period and the one to compare it with, if there is one."""
    if frame.compare is None:
        return None
    since, until = frame.compare
    chosen = replace(all_terms(frame.choice), since=frame.choice.since)
    other = replace(chosen, since=since, until=until)
    return compared(health_of(frame.snapshot, chosen), health_of(frame.snapshot, other), network, words())


def _show_all_measures(table: pl.DataFrame, network: NodeKey) -> None:
    """Show every measure as a chart, once they are asked for."""
    opened = st.expander(_("All measures"), on_change="rerun", key=f"health-all-measures-{network}")
    if not opened.open:
        return
    with opened:
        st.markdown(
            _(
                "Only work within the network counts. A hollow point is a term with fewer than {least} interactions: "
                "too few to judge. A gap is a term in which the measure has no value.",
                least=LEAST_INTERACTIONS,
            )
        )
        items = Markup("").join(
            Markup("<li>{}</li>").format(sentence) for sentence in what_changed(table, network, words())
        )
        st.html(Markup('<ul class="gm-told">{}</ul>').format(items))
        st.html(charts(table, current_theme()))
