"""What is asked about the answers in a file of another tool: which practice each means, and which kind of actor."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from graphmap import model
from graphmap.app.data.import_columns import Sections, asked_of, kind_said, rooms
from graphmap.app.shell.language import _, _n
from graphmap.app.shell.listing import plain
from graphmap.intake.mapping import FileMapping
from graphmap.intake.practices import Practices

Counts = tuple[Mapping[str, int], Mapping[str, int]]
"""The answers and the kinds that nobody has said the meaning of, with how many rows each is in."""

_MOST_ASKED = 40  # answers at a time; the next come when these are said


@dataclass(frozen=True)
class _Ask:
    """What values may mean."""

    meanings: Sequence[str]
    say: Callable[[str], str] = str
    nearest: Callable[[str], str] = lambda _value: ""
    may_be_left_out: bool = False


def ask_answers(counts: Counts, mapping: FileMapping, codebook: Sequence[str], key: str) -> Sections:
    """What each answer and each kind means that nobody has said the meaning of; the nearest practice is offered and
    never taken."""
    practices = _Ask(codebook, nearest=Practices(mapping, codebook).guess, may_be_left_out=True)
    words = [kind.word for kind in model.KINDS if kind.label not in ("Practice", "Interaction")]
    said = {
        "practices": _ask_values(
            "practices", _("**What each answer means**"), counts[0], mapping.section("practices"), key, practices
        ),
        "kinds": _ask_values(
            "kinds", _("**What each kind is**"), counts[1], mapping.section("kinds"), key, _Ask(words, kind_said)
        ),
    }
    return {section: meanings for section, meanings in said.items() if meanings}


def _ask_values(
    section: str, title: str, counts: Mapping[str, int], said: Mapping[str, str], key: str, ask: _Ask
) -> dict[str, str]:
    """One question a value, its nearest meaning first among the options; what is answered joins what is `said`."""
    asked = [(value, count) for value, count in counts.items() if value]
    if not asked:
        return dict(said)
    st.markdown(title)
    keys = [f"{key}-{section}-{value}" for value, _count in asked]
    most = _MOST_ASKED + sum(st.session_state.get(each) is not None for each in keys)
    answers = dict(said)
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
    """What one value means, or nothing where that is not said yet."""
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
