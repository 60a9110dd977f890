"""Questions about a file from another tool: how to read it, what each column is, what is the same for every row."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import streamlit as st
from markupsafe import Markup
from streamlit.delta_generator import DeltaGenerator

from graphmap import model
from graphmap.app.shell.language import _, capital, kind_told, later
from graphmap.app.shell.listing import plain
from graphmap.intake.foreign import Foreign, Table
from graphmap.intake.mapping import PROPERTIES, SECTIONS, FileMapping
from graphmap.map.colouring import title_of
from graphmap.tables import GraphTables

Sections = dict[str, dict[str, str]]
_LOOKED_AT = 3  # values of a column are shown
_SHOWN = 60  # characters of those values
_ABREAST = 3  # questions beside each other
_MOST_CONSTANTS = 8
_LONGEST = 500  # characters of an answer

_READING = {
    "format": later("File format"),
    "worksheet": later("The worksheet with who works with whom"),
    "nodes": later("The file or worksheet with one row per actor"),
    "separator": later("What separates the columns"),
    "encoding": later("Text encoding (UTF-8 if empty)"),
    "dates": later("Which number comes first in 3/4/2026"),
}
_EDGES = {
    "from": later("The first of the two"),
    "to": later("The second of the two"),
    "date": later("The day"),
    "practice": later("What they did"),
    "direction": later("Whether it has a direction"),
    "id": later("The row’s own id"),
    "network": later("The network"),
    "goal": later("The goal"),
    "note": later("A note"),
    "from_at": later("The organisation of the first"),
    "to_at": later("The organisation of the second"),
    "within": later("Where ids are unique only inside it"),
    "relationship": later("A stored relationship"),
    "since": later("The first day of that relationship"),
    "until": later("The last day of that relationship"),
}
_NODES = {
    "id": later("The id"),
    "name": later("The name"),
    "kind": later("What kind of actor"),
    "at": later("Where a person has a role"),
    "role": later("The role"),
    "within": later("Where ids are unique only inside it"),
}


def ask_reading(path: Path, known: FileMapping, key: str) -> dict[str, str]:
    """Ask how to read the file at `path`, and return the section ``file`` of a mapping.

    Only what such a file leaves open is asked.
    """
    answers = dict(known.section("file"))
    asked = _left_open(path)
    for name, room in zip(asked, rooms(len(asked)), strict=True):
        files = tuple(sorted(file.name for file in path.iterdir())) if name == "nodes" and path.is_dir() else ()
        choices, value, label = SECTIONS["file"][name].choices or files, answers.pop(name, ""), _(_READING[name])
        say = str if files else _
        with room:
            if choices:
                index = choices.index(value) if value in choices else None
                found = st.selectbox(
                    label,
                    choices,
                    index=index,
                    format_func=say,
                    placeholder=_("As the file says"),
                    key=f"{key}-file-{name}",
                )
            else:
                found = st.text_input(label, value, max_chars=_LONGEST, key=f"{key}-file-{name}", autocomplete="off")
        if found:
            answers[name] = found
    return answers


def _left_open(path: Path) -> Sequence[str]:
    """Return the keys of the section ``file`` that apply to such a file."""
    if path.is_dir():
        return ("format", "nodes", "separator", "encoding", "dates")
    match path.suffix.lower():
        case ".graphml" | ".gexf" | ".json":
            return ("dates",)
        case ".xlsx" | ".xlsm":
            return ("format", "worksheet", "nodes", "dates")
        case ".parquet":
            return ("format", "dates")
        case _:
            return ("format", "separator", "encoding", "dates")


# --------------------------------------------------------------------------------------------- columns


def ask_columns(foreign: Foreign, known: FileMapping, key: str) -> Sections:
    """Ask what each column is, showing its first values, and return sections of a mapping."""
    st.markdown(
        _("The first of the two is the one who answered, asked or started. Skip the columns that you don’t need.")
    )
    edges = _ask_table(foreign.edges, {("edges", name): label for name, label in _EDGES.items()}, known, key)
    if foreign.nodes is None:
        return edges
    st.markdown(_("**About each actor**, in {file}.", file=plain(foreign.nodes.file)))
    meanings = {("nodes", name): label for name, label in _NODES.items()}
    meanings |= {("properties", name): title_of(name) for name in PROPERTIES}
    return edges | _ask_table(foreign.nodes, meanings, known, key)


def _ask_table(table: Table, meanings: Mapping[tuple[str, str], str], known: FileMapping, key: str) -> Sections:
    """Ask one question per column.

    A suggested meaning that no column has any more becomes empty, which takes the suggestion back.
    """
    sections: Sections = {}
    for section, name in meanings:
        kept = {other: value for other, value in known.section(section).items() if not SECTIONS[section][other].column}
        sections.setdefault(section, kept)
        if known.get(section, name):
            sections[section][name] = ""
    of_column = {known.get(section, name): (section, name) for section, name in reversed(list(meanings))}
    asked = [(place, heading) for place, heading in enumerate(table.headings) if heading]
    head = table.head(_LOOKED_AT)
    twice = []
    for (place, heading), room in zip(asked, rooms(len(asked)), strict=True):
        values = ", ".join(dict.fromkeys(cells[place] for _number, cells in head if cells[place]))
        found = asked_of(room, heading, values[:_SHOWN]).selectbox(
            plain(heading),
            options := [None, *meanings],
            label_visibility="collapsed",
            index=options.index(of_column.get(heading)),
            format_func=lambda option: capital(_(meanings[option])) if option else _("Skip this column"),
            key=f"{key}-{table.file}-{place}-{heading}",
        )
        if found and sections[found[0]].get(found[1]):
            twice.append(_(meanings[found]))
        elif found:
            sections[found[0]][found[1]] = heading
    for meaning in twice:
        st.warning(
            _("Two columns are set to “{meaning}”. The first one counts.", meaning=plain(meaning)),
            icon=":material/warning:",
        )
    return sections


def rooms(count: int) -> Iterator[DeltaGenerator]:
    """Yield places for `count` questions, several to a row; in a narrow window they stack in the same order."""
    for begin in range(0, count, _ABREAST):
        yield from st.columns(_ABREAST)[: count - begin]


def asked_of(room: DeltaGenerator, what: str, more: str) -> DeltaGenerator:
    """Return a place for a question about something in the file, headed by its name there.

    It is HTML because a widget's label would be read out with its markup.
    """
    asked = room.container(gap=None)
    asked.html(Markup('<p class="gm-asked"><b>{}</b> <span>{}</span></p>').format(what, more))
    return asked


# ------------------------------------------------------------------------------------------- constants


def ask_constants(
    known: FileMapping,
    columns: Mapping[str, Mapping[str, str]],
    existing: GraphTables,
    codebook: Sequence[str],
    key: str,
) -> Sections:
    """Ask what is the same for every row, and return sections of a mapping.

    Only what the columns leave open is asked.
    """
    edges, nodes = columns["edges"], columns.get("nodes", {})
    always, parts = dict(known.section("always")), dict(known.section("parts"))
    together, kind = not edges.get("relationship"), not nodes.get("kind")
    at = any((edges.get("from_at"), edges.get("to_at"), nodes.get("at")))
    if together or kind or at:
        st.markdown(_("**The same for every row**, where no column says."))
    room = rooms(_MOST_CONSTANTS)
    if together:
        day = next(room).date_input(
            _("The day"), _day(always.get("date", "")), format="YYYY-MM-DD", key=f"{key}-always-date"
        )
        _put(always, "date", day.isoformat() if isinstance(day, date) else "")
        _put(
            always,
            "practice",
            _choice(next(room), _("What they did"), codebook, always.get("practice", ""), f"{key}-always-practice"),
        )
    if kind:
        words = SECTIONS["always"]["kind"].choices
        _put(
            always,
            "kind",
            _choice(
                next(room), _("What kind of actors"), words, always.get("kind", ""), f"{key}-always-kind", kind_name
            ),
        )
    if at:
        words = SECTIONS["always"]["at_kind"].choices
        found = _choice(
            next(room),
            _("What kind of organisations"),
            words,
            always.get("at_kind") or words[0],
            f"{key}-always-at",
            kind_name,
        )
        _put(always, "at_kind", found)
        role = next(room).text_input(
            _("Their role there"), always.get("role", ""), max_chars=_LONGEST, key=f"{key}-always-role"
        )
        _put(always, "role", role)
    if together and (networks := existing.kinds["Network"]["name"].to_list()):
        _put(
            always,
            "network",
            _choice(next(room), _("The network"), networks, always.get("network", ""), f"{key}-always-network"),
        )
    for name, label in (("from", _("What the first did")), ("to", _("What the second did"))) if together else ():
        _put(parts, name, _choice(next(room), label, model.PARTS, parts.get(name, ""), f"{key}-parts-{name}", _))
    return {"always": always, "parts": parts}


def kind_name(word: str) -> str:
    """Return the name of a kind in the visit's language, by its word."""
    return kind_told(model.KIND_BY_WORD[word].label)


def _choice(
    room: DeltaGenerator, label: str, options: Sequence[str], value: str, key: str, say: Callable[[str], str] = str
) -> str:
    index = list(options).index(value) if value in options else None
    return room.selectbox(label, options, index=index, placeholder=_("Not set"), format_func=say, key=key) or ""


def _put(section: dict[str, str], name: str, value: str) -> None:
    section.pop(name, None)
    if value:
        section[name] = value


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
