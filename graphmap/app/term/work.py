"""What there is to do: the first cards, all of them on request, and what people have taken on.

All of it is one fragment: a click on a card runs this again, and nothing above it is worked out anew."""

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from graphmap.actions.actions import Action, without_closed
from graphmap.app.shell.frame import Frame
from graphmap.app.shell.kept import actions
from graphmap.app.shell.language import _, _n
from graphmap.app.shell.listing import plain
from graphmap.app.shell.results import Carded
from graphmap.app.term.address import all_in_address, card_in_address, old_weak_link, open_card, put_all_in_address
from graphmap.app.term.all_cards import show_all_cards
from graphmap.app.term.card import show_card
from graphmap.app.term.in_a_sentence import how_many_taken
from graphmap.app.term.taken_on import show_taken_on
from graphmap.app.term.taking import show_what_happened, today
from graphmap.errors import GraphmapError
from graphmap.weak.cards import FIRST, Card, without_repeats_at_first


def is_blank(frame: Frame, carded: Carded) -> bool:
    """Return whether nothing is recorded that this page could show: its first sentence then says it all."""
    return frame.snapshot.first_and_last_day is None and not carded.cards


@st.fragment
def show_work(frame: Frame, carded: Carded) -> None:
    """Show the cards of `carded`, and what people have taken on."""
    try:
        kept = actions()
    except GraphmapError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    if is_blank(frame, carded) and not kept:
        return
    show_what_happened()
    first = without_repeats_at_first(carded.case, without_closed(carded.cards, kept, today(frame)))[:FIRST]
    _open_old_weak_link(carded)
    if carded.cards:
        _show_first(frame, carded, first, kept)
        _show_rest(frame, carded, first, kept)
    else:
        _show_nothing_to_do(carded)
    show_taken_on(frame, carded, kept)


def _show_first(frame: Frame, carded: Carded, first: Sequence[Card], kept: Sequence[Action]) -> None:
    st.html(
        Markup('<h2 class="gm-part">{}</h2><p class="gm-kind">{}</p>').format(
            _("Worth an hour this term"),
            how_many_taken(first, kept) if first else _("All of these are done or set aside. Well done."),
        )
    )
    for number, card in enumerate(first, 1):
        show_card(frame, carded, card, kept, number)


def _show_rest(frame: Frame, carded: Carded, first: Sequence[Card], kept: Sequence[Action]) -> None:
    """Show the way to all cards, or all of them; and a card that a link opens, wherever it is."""
    shows_all = all_in_address()
    linked = next((card for card in carded.cards if card.id == card_in_address()), None)
    if card_in_address() and linked is None:
        st.info(_("That card isn’t here in this period. The records may no longer show it."), icon=":material/info:")
        st.button(_("All right"), key="term-no-card", on_click=open_card, args=(None,), type="tertiary")
    if linked and not shows_all and linked not in first:
        show_card(frame, carded, linked, kept)
    if len(carded.cards) <= len(first):
        return
    st.button(
        _("Only the first few") if shows_all else _n("All {number} cards", "All {number} cards", len(carded.cards)),
        key="term-all",
        icon=":material/unfold_less:" if shows_all else ":material/unfold_more:",
        on_click=put_all_in_address,
        args=(not shows_all,),
    )
    if shows_all:
        show_all_cards(frame, carded, first, kept)


def _show_nothing_to_do(carded: Carded) -> None:
    st.html(Markup('<h2 class="gm-part">{}</h2>').format(_("Worth an hour this term")))
    if carded.thin:
        st.caption(_("There are no cards until more is recorded. Add what happened under Records."))
    else:
        st.caption(_("No card this term. That is good news if the record is complete."))


def _open_old_weak_link(carded: Carded) -> None:
    """Open the card that has the weak link of an older address."""
    wanted = old_weak_link()
    if wanted is None:
        return
    st.query_params.pop("weak")
    name, ends = wanted
    for card in carded.cards:
        for rule, finding in card.findings:
            if rule.name == name and ends <= {finding.subject, finding.other, finding.part}:
                open_card(card)
                return
    st.info(_("That weak link isn’t in this view and period. It may be fixed."), icon=":material/info:")
