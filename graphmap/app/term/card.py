"""One card: what it is about, why it matters, what to do on Monday, who takes it, and what opens beside it."""

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from graphmap.actions.actions import Action, latest_on
from graphmap.app.shell.frame import Frame
from graphmap.app.shell.language import _, _n, said
from graphmap.app.shell.listing import show_interactions
from graphmap.app.shell.results import Carded
from graphmap.app.term.address import Beside, beside_in_address, open_beside
from graphmap.app.term.beside import show_beside
from graphmap.app.term.taking import show_form, show_taking
from graphmap.graph.snapshot import Snapshot
from graphmap.language.wording import listed
from graphmap.map import panel_tables
from graphmap.weak.cards import Card
from graphmap.whatif.suggestions import ending
from graphmap.whatif.suppose import edits_of

_WITH_BUTTONS, _WITH_BESIDE = (7, 3), (1, 1)
"""The widths of a card's text, and of its buttons or of what is beside it."""


def show_card(frame: Frame, carded: Carded, card: Card, kept: Sequence[Action], number: int | None = None) -> None:
    """Show a card, with its place among the first, if it has one, and what the address opens beside it."""
    action = latest_on(card, kept)
    beside = beside_in_address(card)
    with st.container(key=f"term-card-{card.id}", border=True):
        mine, side = st.columns(_WITH_BESIDE if beside else _WITH_BUTTONS, gap="medium")
        with mine:
            st.html(_text(frame.snapshot, card, number))
            show_form(frame, carded, card, action)
        with mine if beside else side:
            show_taking(frame, carded, card, action, in_a_row=beside is not None)
            _show_ways(carded, card, beside)
        if beside:
            with side:
                show_beside(frame, carded, card, beside)
        _show_evidence(frame, card)


def _text(snapshot: Snapshot, card: Card, number: int | None) -> Markup:
    title = card.title if number is None else f"{number}. {card.title}"
    takers = listed([snapshot.names[person] for person in card.takers], len(card.takers))
    could = Markup("<small>{}</small>").format(_("{names} could take it.", names=takers)) if takers else ""
    return Markup(
        '<h3 class="gm-card-title">{}</h3><p class="gm-why">{}</p><p class="gm-step"><b>{}</b> {} {}</p>'
    ).format(title, card.why, _("On Monday"), card.step, could)


def _show_ways(carded: Carded, card: Card, beside: Beside | None) -> None:
    """Show the buttons that open something beside the card."""
    ways: list[tuple[Beside, str, str]] = []
    if carded.case.choice.view != "structure":
        ways.append(("map", _("See it"), ":material/hub:"))
        if ending(carded.case, card):
            ways.append(("gone", _("What if it went"), ":material/link_off:"))
    if edits_of(card):
        ways.append(("done", _("What if we did it"), ":material/alt_route:"))
    with st.container(horizontal=beside is not None, gap="small" if beside else None, key=f"term-ways-{card.id}"):
        for way, label, icon in ways:
            st.button(
                label,
                key=f"term-{way}-{card.id}",
                icon=icon,
                type="secondary" if way == beside else "tertiary",
                on_click=open_beside,
                args=(card, None if way == beside else way),
            )


def _show_evidence(frame: Frame, card: Card) -> None:
    """Show what the card rests on when somebody opens it."""
    label = _n("What it rests on: {number} record", "What it rests on: {number} records", len(card.evidence))
    with st.expander(label, key=f"term-evidence-{card.id}", type="compact", on_change="rerun") as opened:
        if not opened.open:
            return
        for rule in dict.fromkeys(rule for rule, _finding in card.findings):
            st.html(
                Markup("<p><b>{}</b> {}{}</p>").format(
                    said(rule.title),
                    said(rule.definition),
                    Markup(" <small>{}: {}</small>").format(_("Source"), said(rule.source)) if rule.source else "",
                )
            )
        found = panel_tables.interactions_with(frame.snapshot, card.evidence)
        if len(found):
            show_interactions(found, f"term-events-{card.id}")
        else:
            st.caption(_("No interactions are recorded here: that is the finding."))
