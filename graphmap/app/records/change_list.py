"""A list of changes, name by name: what is new, what was and what it becomes, and what is gone."""

from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st
from markupsafe import Markup

from graphmap import model
from graphmap.app.shell.language import _, capital, kind_told, later
from graphmap.language.wording import RELATIONSHIP_SENTENCES
from graphmap.map.colouring import title_of
from graphmap.model import NodeKey
from graphmap.records.named_changes import NamesOf

_PAGE = 40
_WHAT = {"new": later("New"), "changed": later("Changed"), "gone": later("Ended")}
_SENTENCES = {
    **RELATIONSHIP_SENTENCES,
    "TOOK_PART": later("took part in"),
    "WITHIN": later("was within"),
    "TOWARDS": later("worked towards"),
}
_NOTHING = "—"
_USUAL = ("… – …", "took part")  # which say nothing more
_LEFT_OUT = ("depth", "source")  # which follow from the practice and the sheet


def show_changes(changes: pl.DataFrame, names_of: NamesOf, key: str) -> None:
    """Show a table of changes, as `graphmap.records.named_changes` makes it, a page at a time."""
    changes = changes.filter(pl.col("property").is_null() | ~pl.col("property").is_in(_LEFT_OUT))
    pages = max(1, -(-len(changes) // _PAGE))
    number = 1
    if pages > 1:
        number = int(st.number_input(_("Page of {pages}", pages=f"{pages:,}"), 1, pages, key=f"{key}-page", width=160))
    some = changes.slice((number - 1) * _PAGE, _PAGE)
    names = names_of({key for name in ("key", "other") for key in some[name].drop_nulls()})
    rows = Markup("").join(Markup("<li>{}</li>").format(_sentence(row, names)) for row in some.iter_rows(named=True))
    st.html(Markup('<ul class="gm-changes">{}</ul>').format(rows))


def _sentence(row: Mapping[str, Any], names: Mapping[NodeKey, str]) -> Markup:
    what = _(_WHAT[row["what"]])
    name = names.get(row["key"], row["key"])
    if row["other"] is None:
        subject = Markup("{} <b>{}</b>").format(kind_told(row["of"]), name)
    else:
        verb = _(_SENTENCES[row["of"]])
        subject = Markup("<b>{}</b> {} <b>{}</b>").format(name, verb, names.get(row["other"], row["other"]))
    if row["what"] != "changed":
        days = row["after"] if row["what"] == "new" else row["before"]
        if days in _USUAL:
            days = ""
        return Markup("{}: {} {}").format(what, subject, days or "")
    title = Markup(" {}:").format(capital(_(title_of(row["property"])))) if row["property"] else Markup(":")
    return Markup("{}{} <del>{}</del> → <ins>{}</ins>").format(
        subject, title, row["before"] or _NOTHING, row["after"] or _NOTHING
    )


def kinds_in(tallies: Mapping[str, object]) -> list[str]:
    """Return the kinds and relationships of these tallies that people know by a name."""
    return [name for name in tallies if name in model.KIND or name in model.RELATIONSHIP_WORDS]
