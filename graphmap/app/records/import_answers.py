"""Questions about the answers in a file from another tool: which practice each means, and which kind of actor."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from graphmap import model
from graphmap.app.records.import_columns import Sections, asked_of, kind_name, rooms
from graphmap.app.shell.language import _, _n
from graphmap.app.shell.listing import plain
from graphmap.intake.mapping import FileMapping
from graphmap.intake.practices import Practices

Counts = tuple[Mapping[str, int], Mapping[str, int]]
"""The answers and the kinds without a meaning yet, each with its number of rows."""

_MOST_ASKED = 40  # questions at a time; the next follow once these are answered


@dataclass(frozen=True)
class _Ask:
    """What values may mean, and how the options read."""

    meanings: Sequence[str]
    say: Callable[[str], str] = str
    nearest: Callable[[str], str] = lambda _value: ""
    may_be_left_out: bool = False


def ask_answers(counts: Counts, mapping: FileMapping, codebook: Sequence[str], key: str) -> Sections:
    """Ask what each answer and kind means that has no meaning yet, and return the sections of a mapping.

    The closest practice is offered first but never chosen for the person.
    """
    practices = _Ask(codebook, nearest=Practices(mapping, codebook).guess, may_be_left_out=True)
    words = [kind.word for kind in model.KINDS if kind.label not in ("Interaction", *model.BESIDE)]
    sections = {
        "practices": _ask_values(
            "practices", _("**What each answer means**"), counts[0], mapping.section("practices"), key, practices
        ),
        "kinds": _ask_values(
            "kinds", _("**What each kind is**"), counts[1], mapping.section("kinds"), key, _Ask(words, kind_name)
        ),
    }
    return {section: meanings for section, meanings in sections.items() if meanings}


def _ask_values(
    section: str, title: str, counts: Mapping[str, int], known: Mapping[str, str], key: str, ask: _Ask
) -> dict[str, str]:
    """Ask one question per value, with its closest meaning first, and return the answers joined to `known`."""
    asked = [(value, count) for value, count in counts.items() if value]
    if not asked:
        return dict(known)
    st.markdown(title)
    keys = [f"{key}-{section}-{value}" for value, _count in asked]
    most = _MOST_ASKED + sum(st.session_state.get(each) is not None for each in keys)
    answers = dict(known)
    for (value, count), each, room in zip(asked[:most], keys, rooms(min(len(asked), most)), strict=False):
        found = _ask_value(asked_of(room, value, _n("{number} row", "{number} rows", count)), value, ask, each)
        if found is not None:
            answers[value] = found
    if len(asked) > most:
        st.caption(
            _n(
                "{number} more question after these.",
                "{number} more questions after these.",
                len(asked) - most,
            )
        )
    return answers


def _ask_value(room: DeltaGenerator, value: str, ask: _Ask, key: str) -> str | None:
    """Return what one value means, or None while it has no answer."""
    nearest = ask.nearest(value)
    leave_out = [""] if ask.may_be_left_out else []
    options = [*filter(None, [nearest]), *leave_out, *(each for each in ask.meanings if each != nearest)]
    return room.selectbox(
        plain(value),
        options,
        index=None,
        format_func=lambda option: _option(option, ask.say, nearest),
        key=key,
        placeholder=_("Choose what it means"),
        label_visibility="collapsed",
    )


def _option(option: str, say: Callable[[str], str], nearest: str) -> str:
    if not option:
        return _("Leave these rows out")
    return _("{meaning} (closest)", meaning=option) if option == nearest else say(option)
