"""What opens beside a card: where it is on the map, what if it went, and what if we did it."""

from dataclasses import replace
from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

from graphmap.app.map.drawn_map import show_drawn_map
from graphmap.app.shell.frame import Frame
from graphmap.app.shell.language import _
from graphmap.app.shell.mapped import is_large, mapped
from graphmap.app.shell.results import Carded
from graphmap.app.term.address import Beside, open_beside
from graphmap.app.whatif.beside import whatif_beside
from graphmap.map.display import Display
from graphmap.map.drawing import tie_id
from graphmap.model import split_key
from graphmap.weak.cards import Card
from graphmap.whatif.suggestions import ending
from graphmap.whatif.suppose import edits_of

_HEIGHT = 380


def show_beside(frame: Frame, carded: Carded, card: Card, beside: Beside) -> None:
    """Show what is open beside a card, with the way back."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        titles = {"map": _("Where it is"), "gone": _("What if it went?"), "done": _("What if we did it?")}
        st.html(Markup('<h4 class="gm-beside">{}</h4>').format(titles[beside]))
        st.button(
            _("Back to the card"),
            key=f"term-back-{card.id}",
            icon=":material/close:",
            type="tertiary",
            on_click=open_beside,
            args=(card, None),
        )
    if beside == "map":
        _show_map(frame, card)
    else:
        whatif_beside(frame, ending(carded.case, card) if beside == "gone" else edits_of(card))


def _show_map(frame: Frame, card: Card) -> None:
    """Show the card's first tie or actor selected on the map; of a network, what happened within it.

    Of a large network only what is around it is drawn."""
    rule, finding = next(((rule, finding) for rule, finding in card.findings if rule.about == "tie"), card.findings[0])
    choice, centre = frame.judging, finding.subject
    if rule.about == "role" and finding.other:
        centre = finding.other
    if split_key(centre)[0].label == "Network" and choice.view != "networks":
        choice, centre = replace(choice, networks=(split_key(centre)[1],)), ""
    selected = tie_id(finding.subject, finding.other) if rule.about == "tie" and finding.other else centre
    display = Display(focus=centre) if centre and is_large(frame.snapshot, choice) else Display()
    shown = mapped(frame.snapshot, choice, display)
    show_drawn_map(frame.snapshot, choice, shown, key=f"term-drawn-{card.id}", height=_HEIGHT, display=display)
    parameters = {**frame.choice.to_parameters(), **({"selected": selected} if selected else {})}
    if not selected:
        parameters["network"] = list(choice.networks)
    st.html(
        Markup('<p><a href="map?{}" target="_self">{}</a></p>').format(
            urlencode(parameters, doseq=True), _("Open it on the Map page")
        )
    )
