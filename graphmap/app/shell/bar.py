"""The bar on every page: whose network it is, the pages, one search, the period, the filters and what can be done.

The page draws it (`graphmap/app/frontend/shell`) and asks for changes, which this module carries out.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

import streamlit as st
from streamlit.errors import StreamlitAPIException

from graphmap import model
from graphmap.access.viewer import Viewer
from graphmap.app.components.bundle import FRONTEND, bundle
from graphmap.app.map.steering import go_to, stop_picking
from graphmap.app.shell import practice, tour
from graphmap.app.shell.address import (
    address_elsewhere,
    compare_with,
    display_in_address,
    display_of_this_visit,
    know_as_on,
    leave,
    put_display_in_address,
    put_in_address,
    select_in_address,
)
from graphmap.app.shell.filters import WEIGHTING_NAMES, Chip, change_view, chips_of_choice, chips_of_display
from graphmap.app.shell.frame import Frame, Opened
from graphmap.app.shell.judging import day_judged_from
from graphmap.app.shell.kept import address_of_changes
from graphmap.app.shell.knowing import day_known
from graphmap.app.shell.language import _, capital, choose_language, kind_told, language, later, words
from graphmap.app.shell.page import Page
from graphmap.app.shell.search import address_of_names
from graphmap.app.shell.session import may
from graphmap.app.visit.form import open_visit
from graphmap.errors import GraphmapError
from graphmap.graph.actors import LABELS
from graphmap.graph.choice import VIEWS, WEIGHTINGS, Choice
from graphmap.language.dates import NotADate, read_date
from graphmap.language.periods import (
    COMPARISON_NAMES,
    COMPARISONS,
    PRESET_NAMES,
    PRESETS,
    Period,
    compared_with,
    period_name,
    preset,
    preset_of,
    read_period,
)
from graphmap.language.words import LANGUAGES
from graphmap.map.actor_facts import shown_fields
from graphmap.map.display import Display
from graphmap.sample.demo import holds_demo

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

_NAME = "graphmap.shell"
_KEY = "bar"
_GOING = "page-to-go-to"
_SHARING = "page-to-share"
_PROBLEM = "period-that-is-none"
_MOST_TYPED = 200
_NAMED = ("this-term", "last-term", "this-year")  # periods whose own name is short

_WORDS = {
    "skip": later("Skip to content"),
    "pages": later("Pages"),
    "search": later("Search"),
    "searchHint": later("A school, a person, a practice, a page…"),
    "nothing": later("No matching names"),
    "page": later("Page"),
    "action": later("Action"),
    "results": later("Results"),
    "period": later("Period"),
    "typed": later("Type a period"),
    "typedHint": later("Term 2 2026, March 2026, 2026-02-02 to 2026-04-02"),
    "custom": later("Custom"),
    "compare": later("Compare with"),
    "nothingElse": later("Nothing"),
    "versus": later("and {}"),
    "use": later("Use"),
    "knownOn": later("As it was known on"),
    "now": later("Now"),
    "earlier": later("Earlier month"),
    "later": later("Later month"),
    "firstDay": later("Choose the first day"),
    "lastDay": later("Choose the last day"),
    "filter": later("Filter"),
    "filters": later("Filters"),
    "remove": later("Remove this filter: {}"),
    "clear": later("Clear all"),
    "show": later("Show"),
    "networks": later("Networks"),
    "findNetwork": later("Find a network"),
    "depth": later("Show work at least this deep"),
    "kinds": later("Only these kinds"),
    "advanced": later("Advanced"),
    "strength": later("Strength of a tie"),
    "add": later("Add visit"),
    "share": later("Share"),
    "more": later("More"),
    "menu": later("Menu"),
    "theme": later("Theme"),
    "light": later("Light"),
    "dark": later("Dark"),
    "system": later("As the computer"),
    "tour": later("Take the tour"),
    "next": later("Next"),
    "back": later("Back"),
    "finish": later("Finish"),
    "leave": later("Leave the tour"),
    "signOut": later("Sign out"),
    "language": "Language · Te reo",
    "switchTheme": later("Switch between light and dark"),
    "close": later("Close"),
    "showChanges": later("Show"),
}


def going() -> tuple[str, dict[str, str]] | None:
    """Return the page that the bar was asked for, and the parameters of its address."""
    asked: tuple[str, dict[str, str]] | None = st.session_state.pop(_GOING, None)
    if asked:
        leave()
    return asked


def is_sharing() -> bool:
    """Return whether the bar was asked to share the page, once for each time."""
    return bool(st.session_state.pop(_SHARING, False))


def _share(_name: str) -> None:
    st.session_state[_SHARING] = True


ROLE_NAMES = {
    "viewer": later("Viewer"),
    "researcher": later("Researcher"),
    "lead": later("Lead"),
    "coordinator": later("Coordinator"),
    "steward": later("Steward"),
}


def show_bar(page: Page, pages: Sequence[Page], opened: Opened, viewer: Viewer) -> None:
    """Show the bar on `page` to `viewer`."""
    frame = opened.frame if opened.frame and not opened.frame.snapshot.tables.is_empty else None
    display = display_in_address()[0] if page.is_canvas and frame else None
    chips = _chips(page, frame, display)
    data: dict[str, Any] = {
        "page": page.name,
        "lang": language(),
        "languages": [[name, told if name == "en" else f"{told} (draft)"] for name, told in LANGUAGES.items()],
        "words": {name: _(text) for name, text in _WORDS.items()},
        "whose": _whose(frame) if frame else "",
        "demo": _demo() if frame and holds_demo(frame.snapshot.tables) else None,
        "pages": _pages(page, pages, frame),
        "tour": tour.now(page.name),
        "said": _(page.title),
        "mayAdd": opened.frame is None or may("record"),
        "account": {"name": viewer.name, "role": _(ROLE_NAMES[viewer.role])} if viewer.login else None,
    }
    if frame:
        data |= {
            "names": address_of_names(frame.snapshot),
            "changes": "" if day_known() else _changes(),
            "seq": frame.snapshot.seq,
            "period": _period(frame),
            "chips": [chip.text for chip in chips],
            "filters": _filters(page, frame, display),
        }
        compared = data["period"]["compared"]
        heard = [_("Compared with {period}", period=compared)] if compared else []
        data["said"] = ". ".join([_(page.title), data["period"]["name"], *heard, *data["chips"]])
    answers = Answers(page, frame, display, chips)

    def asked_changed() -> None:
        asked = st.session_state.get(_KEY, {}).get("asked")  # without a bar where the run before did not get so far
        if isinstance(asked, Mapping):
            answers.answer(asked)

    with st.container(key="shell"):
        _renderer()(key=_KEY, data=data, on_asked_change=asked_changed)


def _changes() -> str:
    """Return where the page asks what others have changed.

    There is none for a page that shows what was known on an earlier day, or if the store has just gone."""
    if day_known():
        return ""
    try:
        return address_of_changes()
    except GraphmapError:
        return ""


def _chips(page: Page, frame: Frame | None, display: Display | None) -> list[Chip]:
    if frame is None:
        return []
    names = frame.snapshot.names
    return [
        *chips_of_choice(names, frame.choice, page.filters),
        *(chips_of_display(names, display, shown_fields(frame.snapshot, frame.choice)) if display else ()),
    ]


def _demo() -> dict[str, str]:
    return {
        "short": _("Demo"),
        "long": _("This is the invented demo cluster: no school, person, iwi or event in it is real."),
    }


def _whose(frame: Frame) -> str:
    """Return the name of the network that is chosen or the only one, or how many there are."""
    names = dict(frame.snapshot.tables.kinds["Network"].select("id", "name").iter_rows())
    ids = frame.choice.networks or tuple(names)
    if len(ids) == 1:
        return str(names[ids[0]])
    return _("{number} networks", number=f"{len(ids):,}") if ids else ""


def _pages(current: Page, pages: Sequence[Page], frame: Frame | None) -> list[dict[str, Any]]:
    elsewhere = address_elsewhere(frame.choice, frame.compare) if frame else ""
    return [
        {
            "name": page.name,
            "title": _(page.title),
            "icon": page.icon.removeprefix(":material/").removesuffix(":"),
            "href": ("/" if page is pages[0] else f"/{page.name}") + elsewhere,
            "isCurrent": page is current,
        }
        for page in pages
        if page.in_bar
    ]


def _period(frame: Frame) -> dict[str, Any]:
    """Return the period as the page shows it, and what can be chosen instead."""
    mine = Period(frame.choice.since, frame.choice.until)
    compared = Period(*frame.compare) if frame.compare else None
    comparisons = [(name, compared_with(mine, name)) for name in COMPARISONS]
    known = preset_of(mine, _today(frame))
    recorded = frame.snapshot.first_and_last_day
    return {
        "name": period_name(mine, words()),
        "since": _iso(mine.since),
        "until": _iso(mine.until),
        "chosen": known or "custom",
        "presets": [
            [name, _(PRESET_NAMES[name]), period_name(preset(name, _today(frame)), words()) if name in _NAMED else ""]
            for name in PRESETS
        ],
        "compared": period_name(compared, words()) if compared else "",
        "comparisons": [
            [name, _(COMPARISON_NAMES[name]), period_name(found, words()), found == compared]
            for name, found in comparisons
            if found
        ],
        "months": [words().day(date(2026, month, 1)).split()[1] for month in range(1, 13)],
        "recorded": [_iso(day) for day in recorded] if recorded else [],
        "today": _iso(_today(frame)),
        "known": _iso(day_known()),
        "problem": st.session_state.pop(_PROBLEM, None),
    }


def _today(frame: Frame) -> date:
    """Return the day that this term and the like are worked out from: today, or the day that the page judges from."""
    return day_judged_from(frame.snapshot, Choice())[0]


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _filters(page: Page, frame: Frame, display: Display | None) -> dict[str, Any]:
    """Return what the page can be filtered by, and what is chosen. The page has the names of the networks already."""
    choice = frame.choice
    kinds = LABELS[choice.view] if display else ()
    found: dict[str, Any] = {}
    if "view" in page.filters:
        found["view"] = [[view, capital(_(view)), view == choice.view] for view in VIEWS]
    if "networks" in page.filters:
        found["networks"] = list(choice.networks)
    if "min_depth" in page.filters and choice.view != "structure":
        found["depth"] = [
            [str(number), capital(_(name)), number == choice.min_depth] for number, name in enumerate(model.DEPTHS)
        ]
    if display and len(kinds) > 1:
        found["kinds"] = [[kind, kind_told(kind), f"kind:{kind}" in display.only] for kind in kinds]
    if "weighting" in page.filters and choice.view != "structure":
        found["weighting"] = [[name, _(WEIGHTING_NAMES[name]), name == choice.weighting] for name in WEIGHTINGS]
    return found


class Answers:
    """Carries out what the bar asks for. Anything else that a page may send changes nothing."""

    def __init__(self, page: Page, frame: Frame | None, display: Display | None, chips: Sequence[Chip]) -> None:
        self._page = page
        self._frame = frame
        self._display = display
        self._chips = chips

    def answer(self, asked: Mapping[str, Any]) -> None:
        """Carry out a request: what is asked, and perhaps the name of what it is about."""
        what, name = asked.get("what"), str(asked.get("name") or "")[:_MOST_TYPED]
        answers: dict[str, Callable[[str], None]] = {
            "page": self._go,
            "add": self._add,
            "language": choose_language,
            "tour": self._tour,
            "signOut": lambda _name: st.logout(),
            "follow": lambda _name: None,  # any run shows the record as it is now
        }
        if self._frame:
            answers |= {
                "share": _share,
                "find": self._find,
                "preset": self._preset,
                "period": self._typed,
                "compare": self._compare,
                "comparePeriod": self._compare_typed,
                "known": self._know,
                "remove": self._remove,
                "clear": self._clear,
                "view": self._view,
                "network": self._network,
                "depth": self._depth,
                "kind": self._kind,
                "weighting": self._weighting,
            }
        if isinstance(what, str) and what in answers:
            answers[what](name)

    @property
    def _choice(self) -> Choice:
        assert self._frame
        return self._frame.choice

    def _go(self, page: str, **parameters: str) -> None:
        st.session_state[_GOING] = (page, parameters)

    def _add(self, _name: str) -> None:
        """Open the form of a visit where the page has not opened it by itself; without a network there is none."""
        if not may("record"):
            return
        if self._frame and not self._frame.snapshot.tables.is_empty:
            open_visit()
        else:
            self._go("records")

    def _tour(self, step: str) -> None:
        if step.lstrip("-").isdecimal() and (page := tour.go(int(step))) and page != self._page.name:
            self._go(page)

    def _find(self, key: str) -> None:
        """Show an entity on the map, or the evidence of a practice."""
        assert self._frame
        if key not in self._frame.snapshot.names:
            return
        if key.startswith("practice:"):
            practice.show_next(key)
            return
        stop_picking()
        display = display_of_this_visit()
        label = model.KIND_BY_WORD[key.partition(":")[0]].label
        if label in LABELS[self._choice.view] and key not in display.hidden:
            select_in_address(key)
        else:
            go_to(self._choice, display, key)
        if not self._page.is_canvas:
            self._go("map", selected=key)

    def _preset(self, name: str) -> None:
        assert self._frame
        for known in PRESETS:
            if name == known:
                self._put_period(preset(known, _today(self._frame)))

    def _typed(self, text: str) -> None:
        if (period := self._read(text)) is not None:
            self._put_period(period)

    def _put_period(self, period: Period) -> None:
        put_in_address(replace(self._choice, since=period.since, until=period.until))

    def _read(self, text: str) -> Period | None:
        assert self._frame
        try:
            return read_period(text, _today(self._frame))
        except NotADate as error:
            st.session_state[_PROBLEM] = _("‘{text}’ {why}. {fix}", text=text, why=error.why, fix=error.fix)
            return None

    def _compare(self, name: str) -> None:
        mine = Period(self._choice.since, self._choice.until)
        found = next((compared_with(mine, known) for known in COMPARISONS if name == known), None)
        compare_with((found.since, found.until) if found and found.since and found.until else None)

    def _compare_typed(self, text: str) -> None:
        period = self._read(text)
        if period is None:
            return
        if period.since and period.until:
            compare_with((period.since, period.until))
        else:
            st.session_state[_PROBLEM] = _("Write a period with a first and a last day.")

    def _know(self, text: str) -> None:
        if text == "now":
            know_as_on(None)
            return
        try:
            know_as_on(read_date(text).isoformat())
        except NotADate as error:
            st.session_state[_PROBLEM] = _("‘{text}’ {why}. {fix}", text=text, why=error.why, fix=error.fix)

    def _remove(self, number: str) -> None:
        if number.isdecimal() and int(number) < len(self._chips):
            self._chips[int(number)].remove()

    def _clear(self, _name: str) -> None:
        if self._display:
            put_display_in_address(
                replace(self._display, focus=None, path=None, compare=None, steps=1, hidden=(), only=())
            )
        kept = Choice(since=self._choice.since, until=self._choice.until)
        if self._choice.view != kept.view:
            change_view(self._choice, kept.view)
        put_in_address(kept)

    def _view(self, name: str) -> None:
        if name in VIEWS and name != self._choice.view:
            change_view(self._choice, name)

    def _network(self, id: str) -> None:
        assert self._frame
        chosen = self._choice.networks
        if model.node_key("Network", id) in self._frame.snapshot.names:
            others = tuple(other for other in chosen if other != id)
            put_in_address(replace(self._choice, networks=others if id in chosen else (*chosen, id)))

    def _depth(self, number: str) -> None:
        if number.isdecimal() and int(number) < len(model.DEPTHS):
            put_in_address(replace(self._choice, min_depth=int(number)))

    def _kind(self, kind: str) -> None:
        if self._display and kind in model.KIND:
            entry = f"kind:{kind}"
            others = tuple(other for other in self._display.only if other != entry)
            is_shown = entry in self._display.only
            put_display_in_address(replace(self._display, only=others if is_shown else (*others, entry)))

    def _weighting(self, name: str) -> None:
        for known in WEIGHTINGS:
            if name == known:
                put_in_address(replace(self._choice, weighting=known))


@cache
def _renderer() -> "ComponentRenderer":
    """Register the component, once a process, and return what mounts it."""
    try:
        return st.components.v2.component(_NAME, js="shell/index.js", isolate_styles=False)
    except (OSError, StreamlitAPIException):  # graphmap isn't installed and has no folder of assets
        return st.components.v2.component(_NAME, js=bundle(FRONTEND / "shell" / "index.js"), isolate_styles=False)
