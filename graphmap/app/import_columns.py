"""What is asked about a file of another tool: how it is read, what each column is, what holds for every row, what each answer means."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from graphmap import model
from graphmap.app.language import _, _n, capital, later
from graphmap.app.listing import plain
from graphmap.intake.foreign import Foreign, Table
from graphmap.intake.mapping import PROPERTIES, SECTIONS, FileMapping
from graphmap.intake.practices import Practices
from graphmap.tables import GraphTables

Sections = dict[str, dict[str, str]]
Counts = tuple[Mapping[str, int], Mapping[str, int]]
"""The answers and the kinds that nobody has said the meaning of, with how many rows each is in."""

_LOOKED_AT = 3  # values of a column
_MOST_ASKED = 40  # answers at a time; the next come when these are said
_LONGEST = 500  # characters of an answer

_READING = {
    "format": later("What the file is"),
    "worksheet": later("The worksheet with who works with whom"),
    "nodes": later("The file or worksheet with one row an actor"),
    "separator": later("What stands between the columns"),
    "encoding": later("How the letters are stored (UTF-8 if empty)"),
    "dates": later("Which number comes first in 3/4/2026"),
}
_EDGES = {
    "from": later("One of the two"),
    "to": later("The other of the two"),
    "date": later("The day"),
    "practice": later("What they did"),
    "direction": later("Whether it has a direction"),
    "id": later("The row’s own id"),
    "network": later("The network"),
    "goal": later("The goal"),
    "note": later("A note"),
    "from_at": later("The organisation of the one"),
    "to_at": later("The organisation of the other"),
    "within": later("Where ids are unique only inside it"),
    "relationship": later("A stored relationship"),
    "start": later("The end at which it starts"),
}
_NODES = {
    "id": later("The id"),
    "name": later("The name"),
    "kind": later("What kind of actor"),
    "at": later("Where a person has a role"),
    "role": later("The role"),
    "within": later("Where ids are unique only inside it"),
}


def ask_reading(said: FileMapping, key: str) -> dict[str, str]:
    """How the file is read, as the section ``file`` of a mapping."""
    answers = {}
    for place, (name, label) in enumerate(_READING.items()):
        if place % 3 == 0:
            columns = st.columns(3)
        choices = SECTIONS["file"][name].choices
        value = said.get("file", name)
        with columns[place % 3]:
            if choices:
                index = choices.index(value) if value in choices else None
                found = st.selectbox(_(label), choices, index=index, placeholder=_("As it says itself"), key=f"{key}-file-{name}")
            else:
                found = st.text_input(_(label), value, max_chars=_LONGEST, key=f"{key}-file-{name}", autocomplete="off")
        if found:
            answers[name] = found
    return answers


# --------------------------------------------------------------------------------------------- columns


def ask_columns(foreign: Foreign, said: FileMapping, key: str) -> Sections:
    """What each column is, with its first values beside it, as sections of a mapping."""
    st.markdown(_("**What each column is.** Columns that are nothing are not read."))
    edges = _ask_table(foreign.edges, {("edges", name): label for name, label in _EDGES.items()}, said, key)
    if foreign.nodes is None:
        return edges
    st.markdown(_("**What is known of each actor**, in {file}.", file=plain(foreign.nodes.file)))
    meanings = {("nodes", name): label for name, label in _NODES.items()}
    meanings |= {("properties", name): name.replace("_", " ") for name in PROPERTIES}
    return edges | _ask_table(foreign.nodes, meanings, said, key)


def _ask_table(table: Table, meanings: Mapping[tuple[str, str], str], said: FileMapping, key: str) -> Sections:
    """One question a column; a meaning that no column has any longer is said to be empty, which takes back what was suggested."""
    sections: Sections = {}
    for section, name in meanings:
        kept = {other: value for other, value in said.section(section).items() if not SECTIONS[section][other].column}
        sections.setdefault(section, kept)
        if said.get(section, name):
            sections[section][name] = ""
    of_column = {said.get(section, name): (section, name) for section, name in reversed(list(meanings))}
    options = [None, *meanings]
    twice = []
    head = table.head(_LOOKED_AT)
    for place, heading in enumerate(table.headings):
        if not heading:
            continue
        values = ", ".join(dict.fromkeys(cells[place] for _number, cells in head if cells[place]))
        found = st.selectbox(
            f"**{plain(heading)}**  {plain(values[:80])}",
            options,
            index=options.index(of_column.get(heading)),
            format_func=lambda option: capital(_(meanings[option])) if option else _("Not read"),
            key=f"{key}-{table.file}-{place}",
        )
        if found and sections[found[0]].get(found[1]):
            twice.append(_(meanings[found]))
        elif found:
            sections[found[0]][found[1]] = heading
    for meaning in twice:
        st.warning(_("Two columns are said to be “{meaning}”; the first counts.", meaning=plain(meaning)), icon=":material/warning:")
    return sections


# ------------------------------------------------------------------------------------------- constants


def ask_constants(
    said: FileMapping, columns: Mapping[str, Mapping[str, str]], existing: GraphTables, codebook: Sequence[str], key: str
) -> Sections:
    """What no column says and yet holds for every row, as sections of a mapping: only what is still needed."""
    edges, nodes = columns["edges"], columns.get("nodes", {})
    always = dict(said.section("always"))
    parts = dict(said.section("parts"))
    st.markdown(_("**What holds for every row**, where no column says it."))
    room = iter(st.columns(3) + st.columns(3))
    if not edges.get("relationship"):
        if not edges.get("date"):
            with next(room):
                day = st.date_input(_("The day"), _day(always.get("date", "")), format="YYYY-MM-DD", key=f"{key}-always-date")
                _put(always, "date", day.isoformat() if isinstance(day, date) else "")
        with next(room):
            _put(always, "practice", _choice(_("What they did"), codebook, always.get("practice", ""), f"{key}-always-practice"))
    if not nodes.get("kind"):
        with next(room):
            words = SECTIONS["always"]["kind"].choices
            _put(always, "kind", _choice(_("What kind of actors"), words, always.get("kind", ""), f"{key}-always-kind"))
    if not edges.get("network"):
        networks = existing.kinds["Network"]["name"].to_list()
        if networks:
            with next(room):
                _put(always, "network", _choice(_("The network"), networks, always.get("network", ""), f"{key}-always-network"))
    for name, label in (("from", _("What the one did")), ("to", _("What the other did"))):
        with next(room):
            _put(parts, name, _choice(label, model.PARTS, parts.get(name, ""), f"{key}-parts-{name}"))
    return {"always": always, "parts": parts}


def _choice(label: str, options: Sequence[str], value: str, key: str) -> str:
    index = list(options).index(value) if value in options else None
    return st.selectbox(label, options, index=index, placeholder=_("Nothing for all rows"), key=key) or ""


def _put(section: dict[str, str], name: str, value: str) -> None:
    section.pop(name, None)
    if value:
        section[name] = value


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


# --------------------------------------------------------------------------------------------- answers


@dataclass(frozen=True)
class _Ask:
    """What values may mean."""

    meanings: Sequence[str]
    nearest: Callable[[str], str] = lambda _value: ""
    may_be_left_out: bool = False


def ask_answers(counts: Counts, mapping: FileMapping, codebook: Sequence[str], key: str) -> Sections:
    """What each answer and each kind means that nobody has said the meaning of; the nearest practice is offered and never taken."""
    practices = _Ask(codebook, Practices(mapping, codebook).guess, may_be_left_out=True)
    words = [kind.word for kind in model.KINDS if kind.label not in ("Practice", "Interaction")]
    said = {
        "practices": _ask_values("practices", _("**What each answer means**"), counts[0], mapping.section("practices"), key, practices),
        "kinds": _ask_values("kinds", _("**What each kind is**"), counts[1], mapping.section("kinds"), key, _Ask(words)),
    }
    return {section: meanings for section, meanings in said.items() if meanings}


def _ask_values(section: str, title: str, counts: Mapping[str, int], said: Mapping[str, str], key: str, ask: _Ask) -> dict[str, str]:
    """One question a value, its nearest meaning first among the options; what is answered joins what is `said`."""
    asked = [(value, count) for value, count in counts.items() if value]
    if not asked:
        return dict(said)
    st.markdown(title)
    answers = dict(said)
    for value, count in asked[:_MOST_ASKED]:
        nearest = ask.nearest(value)
        options = [
            *([nearest] if nearest else []),
            *([""] if ask.may_be_left_out else []),
            *(each for each in ask.meanings if each != nearest),
        ]
        found = st.selectbox(
            f"**{plain(value)}** · {_n('{number} row', '{number} rows', count)}",
            options,
            index=None,
            placeholder=_("Choose what it means"),
            format_func=lambda option, nearest=nearest: _option(option, nearest),  # type: ignore[misc]
            key=f"{key}-{section}-{value}",
        )
        if found is not None:
            answers[value] = found
    if len(asked) > _MOST_ASKED:
        st.caption(
            _n(
                "{number} more is asked about once these are said.",
                "{number} more are asked about once these are said.",
                len(asked) - _MOST_ASKED,
            )
        )
    return answers


def _option(option: str, nearest: str) -> str:
    if not option:
        return _("Leave its rows out")
    return _("{meaning} (the nearest)", meaning=option) if option == nearest else option
