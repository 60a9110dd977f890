"""Show the form on every page, open or not.

The page draws it (`graphmap/app/frontend/visit`), keeps what is typed, and asks here for guesses, checks and saving.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

import streamlit as st
from markupsafe import Markup
from streamlit.errors import StreamlitAPIException

from graphmap import model
from graphmap.app.components.bundle import FRONTEND, bundle
from graphmap.app.shell.frame import Frame
from graphmap.app.shell.language import _, language, later, words
from graphmap.app.shell.session import may, store_identity
from graphmap.app.shell.who import LONGEST, call_me, my_name
from graphmap.app.visit.answers import answer
from graphmap.app.visit.choices import address_of_choices
from graphmap.model import NodeKey

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

_NAME = "graphmap.visit"
_KEY = "visit"
_OPEN = "visit-to-open"
_ANSWER = "visit-answer"
_CHANGED = "page-to-show-anew"

_WORDS = {
    "title": later("Add visit"),
    "close": later("Close"),
    "when": later("When"),
    "today": later("Today"),
    "yesterday": later("Yesterday"),
    "otherDate": later("Another date"),
    "dateHint": later("12 March, March 2026, T2 2026"),
    "calendar": later("Choose from a calendar"),
    "practice": later("What you did"),
    "practiceHint": later("Type or choose a practice"),
    "who": later("Who was there"),
    "whoHint": later("Type names, or paste a list"),
    "someone": later("Add somebody new: {}"),
    "remove": later("Remove {}"),
    "lastTime": later("As last time: {names} ({what})"),
    "paste": later("Paste a list of names"),
    "pasteLabel": later("Names, one on each line"),
    "findThem": later("Find them"),
    "looking": later("Looking for the names…"),
    "found": later("{number} added."),
    "foundNone": later("No names in that list."),
    "which": later("{}: which one?"),
    "choose": later("Choose…"),
    "meant": later("Did you mean {}?"),
    "unknown": later("{}: not in the records"),
    "newOne": later("Somebody new"),
    "leaveOut": later("Leave out"),
    "leaveAllOut": later("Leave out all {}"),
    "more": later("and {} more"),
    "newcomer": later("Somebody new"),
    "name": later("Name"),
    "place": later("School, iwi or partner"),
    "placeHint": later("Type to search"),
    "role": later("Role there"),
    "roleHint": later("Teacher, Year 5"),
    "group": later("Group of this role"),
    "groupNone": later("Not sure"),
    "addThem": later("Add them"),
    "change": later("Change"),
    "cancel": later("Cancel"),
    "isNew": later("new"),
    "sameOne": later("Already in the records: is it {}?"),
    "useThem": later("Yes, that’s them"),
    "others": later("How many others were there?"),
    "network": later("Network"),
    "goal": later("Goal"),
    "none": later("None"),
    "guessed": later("Guessed from who was there."),
    "note": later("Note"),
    "noteHint": later("Anything worth remembering. Nothing sensitive, please."),
    "save": later("Save visit"),
    "saving": later("Saving…"),
    "noAnswer": later(
        "graphmap hasn’t answered. What you typed is kept here. Check that graphmap is running and try again."
    ),
    "fix": later("Not saved yet. Fix what is marked, then save again."),
    "already": later("This is already recorded: {}."),
    "another": later("Add a second one"),
    "throwAway": later("Throw away"),
    "wereAdding": later("You were adding a visit."),
    "wereAddingWhat": later("You were adding a visit: {}."),
    "goOn": later("Go on"),
    "undo": later("Undo"),
    "undoing": later("Undoing…"),
    "you": later("You"),
    "youHint": later("Your name, for the history. Leave it empty if you like."),
    "recordedBy": later("Recorded by {}"),
    "recordedByNobody": later("Say who you are"),
    "keep": later("Keep"),
    "needName": later("Write their name."),
    "needPlace": later("‘{}’ isn’t in the records. Choose a school, iwi or partner from the list."),
    "needRole": later("Say what they do there, such as Teacher."),
    "needPlaceOfRole": later("Choose where the role is."),
    "finishNew": later("Finish or cancel the new person first."),
    "notAdded": later("‘{}’ isn’t added yet. Choose it from the list, or delete it."),
    "unsettled": later("Some names are still open. Choose who they are, or leave them out."),
}

_GROUPS = {
    "leader": later("leader"),
    "teacher": later("teacher"),
    "support": later("support"),
    "whanau": later("whānau"),
    "iwi": later("iwi"),
    "partner": later("partner"),
    "facilitator": later("facilitator"),
}


def open_visit() -> None:
    """Open the form in the next run, as it was left."""
    st.session_state[_OPEN] = st.session_state.get(_OPEN, 0) + 1


def show_visit_button(about: Sequence[NodeKey]) -> None:
    """Show a button that opens the form filled in from what a panel is about: an actor, or the ends of a tie.

    The page opens it by itself: a run of the map would take a second.
    """
    if not may("record"):
        return
    actors = [key for key in about if model.split_key(key)[0].label in model.ACTORS]
    networks = [key for key in about if model.split_key(key)[0].label == "Network"]
    filled_in = json.dumps({"who": actors, "network": networks[0] if len(networks) == 1 else ""})
    button = Markup(
        '<button type="button" class="gm-add-from-panel" data-add-visit="{}">'
        '<span class="gm-icon" aria-hidden="true" translate="no">add</span>{}</button>'
    )
    st.html(button.format(filled_in, _("Add visit")), width="content")


def show_visit(frame: Frame | None) -> None:
    """Show the form, closed until somebody opens it.

    There is none without a store or with an empty one, and none for somebody who may not record anything."""
    if frame is not None and not frame.snapshot.tables.is_empty and may("record"):
        with st.container(key="visit-room"):
            _form(frame)


@st.fragment
def _form(frame: Frame) -> None:
    def asked_changed() -> None:
        asked = st.session_state.get(_KEY, {}).get("asked")
        if isinstance(asked, Mapping):
            _hear(asked)

    today = date.today()
    _renderer()(
        key=_KEY,
        data={
            "lang": language(),
            "words": {name: _(text) for name, text in _WORDS.items()},
            "groups": [[name, _(text)] for name, text in _GROUPS.items()],
            "choices": address_of_choices(frame.snapshot, words(), _network_of(frame), today),
            "kept": blake2b(repr(store_identity()).encode(), digest_size=8).hexdigest(),
            "today": today.isoformat(),
            "by": my_name(),
            "longestName": LONGEST,
            "opened": st.session_state.get(_OPEN, 0),
            "answer": st.session_state.get(_ANSWER),
        },
        on_asked_change=asked_changed,
    )
    if st.session_state.pop(_CHANGED, False):
        st.rerun(scope="app")


def _hear(asked: Mapping[str, Any]) -> None:
    """Carry out what the form asks, and keep the answer for the run that follows."""
    name = asked.get("by")
    if isinstance(name, str) and name != my_name():
        call_me(name)
    found = answer(asked)
    st.session_state[_ANSWER] = {"what": asked.get("what"), "number": asked.get("number"), **found}
    if asked.get("what") == "refresh":
        st.session_state[_CHANGED] = True


def _network_of(frame: Frame) -> NodeKey | None:
    """Return the network that the page is about: the chosen one, or the only one there is."""
    ids = frame.choice.networks or tuple(frame.snapshot.tables.kinds["Network"]["id"].head(2))
    return model.node_key("Network", ids[0]) if len(ids) == 1 else None


@cache
def _renderer() -> "ComponentRenderer":
    """Register the component, once a process, and return what mounts it."""
    try:
        return st.components.v2.component(_NAME, js="visit/index.js", isolate_styles=False)
    except (OSError, StreamlitAPIException):  # graphmap isn't installed and has no folder of assets
        return st.components.v2.component(_NAME, js=bundle(FRONTEND / "visit" / "index.js"), isolate_styles=False)
