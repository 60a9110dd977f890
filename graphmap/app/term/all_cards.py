"""All cards, grouped by rule, with a filter by rule and by whom a card is about, and all of them as a file."""

import os
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

import streamlit as st
from markupsafe import Markup

from graphmap.actions.actions import Action, latest_on
from graphmap.app.shell.frame import Frame
from graphmap.app.shell.language import _, _n, said
from graphmap.app.shell.listing import listing, plain
from graphmap.app.shell.results import Carded
from graphmap.app.shell.session import may
from graphmap.app.term.address import card_in_address, open_card
from graphmap.app.term.card import show_card
from graphmap.app.term.taking import in_words
from graphmap.export.dictionary import columns_of
from graphmap.export.provenance import provenance_of, writing_day
from graphmap.export.tables import TABLE_FORMATS, table_bytes
from graphmap.measures.measures import COMMUNITY_SEED
from graphmap.weak.cards import LEAST_PRIORITY, Card, on_screen
from graphmap.weak.rules import RULE
from graphmap.weak.tables import card_table

_FILE = "cards.csv"


def show_all_cards(frame: Frame, carded: Carded, first: Sequence[Card], kept: Sequence[Action]) -> None:
    """List the other cards that a screen shows by their rules. The one that the address opens is in its place."""
    shown = on_screen(carded.cards)
    for family, group in _grouped(_filtered(carded, [card for card in shown if card not in first])).items():
        st.html(Markup('<h3 class="gm-rule">{}</h3>').format(said(RULE[family].title)))
        for card in group:
            if card.id == card_in_address():
                show_card(frame, carded, card, kept)
            else:
                _show_row(card, latest_on(card, kept))
    _show_below(frame, carded, len(carded.cards) - len(shown))


def _filtered(carded: Carded, cards: Sequence[Card]) -> Sequence[Card]:
    """Return the cards of the chosen rules and about whom is chosen."""
    families = list(dict.fromkeys(card.rule.family for card in cards))
    about = sorted({actor for card in cards for actor in card.actors}, key=carded.case.name)
    left, right = st.columns(2)
    rules = left.multiselect(
        _("Rules"),
        families,
        format_func=lambda family: _(RULE[family].title),
        placeholder=_("All rules"),
        key="term-rules",
    )
    actor = right.selectbox(
        _("About"), about, index=None, format_func=carded.case.name, placeholder=_("Anyone"), key="term-about"
    )
    return [
        card for card in cards if (not rules or card.rule.family in rules) and (actor is None or actor in card.actors)
    ]


def _grouped(cards: Sequence[Card]) -> Mapping[str, Sequence[Card]]:
    groups: dict[str, list[Card]] = {}
    for card in cards:
        groups.setdefault(card.rule.family, []).append(card)
    return groups


def _show_row(card: Card, action: Action | None) -> None:
    """Show a card as a row, without the rule that it is listed under."""
    names = card.title
    for title in (card.rule.title, RULE[card.rule.family].title):
        names = names.removeprefix(f"{_(title)}: ")
    label = plain(names) + (f" · *{plain(in_words(action))}*" if action else "")
    listing(f"term-{card.id}").button(
        label, key=f"term-row-{card.id}", type="tertiary", on_click=open_card, args=(card,), width="stretch"
    )


def _show_below(frame: Frame, carded: Carded, below: int) -> None:
    """Count the cards that are not on the screen, and offer all as a file."""
    if below:
        st.caption(
            _n(
                "{number} more is below priority {least}: too little to be worth an hour. The file has it.",
                "{number} more are below priority {least}: too little to be worth an hour. The file has them.",
                below,
                least=f"{LEAST_PRIORITY:g}",
            )
        )
    if not may("share"):
        return
    st.download_button(
        _("Download all cards ({file})", file=_FILE),
        partial(_file, frame, carded),
        _FILE,
        TABLE_FORMATS[".csv"].media_type,
        key="term-download",
        icon=":material/download:",
        on_click="ignore",
    )


def _file(frame: Frame, carded: Carded) -> bytes:
    written = writing_day(None, os.environ.get("SOURCE_DATE_EPOCH"), date.today())
    about = provenance_of(frame.snapshot, frame.judging, "cards", written, COMMUNITY_SEED)
    table = card_table(carded.case)
    return table_bytes(table, _FILE, about, columns_of("cards", table))[_FILE]
