"""The fields of a form, each made from the model, with what is wrong beside it."""

from collections.abc import Iterable, Sequence

import streamlit as st
from markupsafe import Markup

from graphmap import model
from graphmap.app.records.choosing import choose
from graphmap.app.shell.language import _, capital, english
from graphmap.graph.snapshot import Snapshot
from graphmap.language.wording import depth_word
from graphmap.map.colouring import title_of
from graphmap.model import Property, Sheet
from graphmap.sheets.problems import Problem
from graphmap.sheets.reading import is_required
from graphmap.store.loading import practice_names

_LONGEST = 1_000
_LONG = ("note", "purpose", "evidence")  # texts of more than a line
_NOTHING = "—"


def ask_cell(snapshot: Snapshot, sheet: Sheet, heading: str, text: str, key: str) -> str:
    """Show the field of a heading of a sheet, with `text` in it at first, and return what it has."""
    title = title_of_heading(sheet, heading)
    link = sheet.links.get(heading)
    if link is not None:
        return choose(snapshot, title, model.far_labels(link), text, key, help=_(link.meaning))
    property = sheet.properties[heading]
    options = _options(snapshot, sheet, property)
    meaning = _(property.meaning)
    if options:
        if text and text not in options:
            options = [text, *options]
        said = _depths(snapshot) if heading == "practice" else {}
        chosen: str | None = st.selectbox(
            title,
            ["", *options],
            index=options.index(text) + 1 if text else 0,
            format_func=lambda option: said.get(option, _(option) if option else _NOTHING),
            key=key,
            help=meaning,
        )
        return chosen or ""
    example = _("such as {example}", example=property.example)
    if heading in _LONG:
        return st.text_area(title, text, max_chars=_LONGEST, key=key, help=meaning, placeholder=example, height=80)
    return st.text_input(
        title, text, max_chars=_LONGEST, key=key, help=meaning, placeholder=example, autocomplete="off"
    )


def title_of_heading(sheet: Sheet, heading: str) -> str:
    """Return the title of the field of a heading; one that is needed has a star."""
    title = capital(_(title_of(heading)))
    return f"{title} *" if is_required(sheet, heading) else title


def show_wrong(problems: Iterable[Problem]) -> None:
    """Show what is wrong with the field above."""
    for problem in problems:
        value = Markup("‘{}’ ").format(problem.value) if problem.value else ""
        text = english(Markup("{}{}. {}").format(value, problem.why, problem.fix))
        st.html(Markup('<p class="gm-wrong" role="alert">{}</p>').format(text))


def _options(snapshot: Snapshot, sheet: Sheet, property: Property) -> Sequence[str]:
    """Return what a property has to be one of; nothing where any text will do."""
    if sheet.holds == "Interaction" and property.name == "practice":
        return practice_names(snapshot.tables)
    return () if property.in_words else property.choices


def _depths(snapshot: Snapshot) -> dict[str, str]:
    """Return each practice with how deep it goes."""
    known = snapshot.tables.kinds["Practice"].select("name", "depth").iter_rows()
    return {name: f"{name} · {_(depth_word(depth))}" for name, depth in known}
