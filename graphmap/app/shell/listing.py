"""Lists on pages: the first few, or all on request. Text from users is never read as markup."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl
import streamlit as st
from markupsafe import Markup
from streamlit.delta_generator import DeltaGenerator

from graphmap.app.shell.language import _, _n, words
from graphmap.language.loose_dates import put_into_words
from graphmap.language.wording import depth_word

_FIRST_SHOWN = 8
_PEOPLE_NAMED = 6


def show_interactions(interactions: pl.DataFrame, key: str = "interactions") -> None:
    """List interactions, as `graphmap.map.panel_tables` describes them. Two lists on one page need different `key`s."""
    st.markdown(f"**{_n('{number} interaction', '{number} interactions', len(interactions))}**")
    if len(interactions):
        listed, some = some_of(interactions, key)
        listed.html(items(map(_event_item, some.iter_rows(named=True))))


def _event_item(event: Mapping[str, Any]) -> Markup:
    people = event["participants"] or []
    listed = ", ".join(people[:_PEOPLE_NAMED])
    if len(people) > _PEOPLE_NAMED:
        listed = _("{names} and {number} more", names=listed, number=len(people) - _PEOPLE_NAMED)
    towards = event["goal"] and _("Towards: {goal}", goal=event["goal"])
    details = [part for part in (event["note"], listed, event["network"], towards) if part]
    lines = Markup("").join(Markup("<small>{}</small>").format(part) for part in details)
    return Markup("<li><b>{}</b> · {} · {}{}</li>").format(
        put_into_words(event["date"], event["dated"], words()), event["practice"], _(depth_word(event["depth"])), lines
    )


def listing(key: str) -> DeltaGenerator:
    """Make room for a list of buttons, close together."""
    return st.container(key=f"list-{key}", gap=None)


def some_of(table: pl.DataFrame, key: str) -> tuple[DeltaGenerator, pl.DataFrame]:
    """Make room for a list, and return the rows to list: the first of `table`, or all if the person asks."""
    listed = listing(key)
    shows_all = len(table) <= _FIRST_SHOWN or st.toggle(
        _("Show all {number}", number=f"{len(table):,}"), key=f"all-{key}"
    )
    return listed, table if shows_all else table.head(_FIRST_SHOWN)


def items(listed: Iterable[Markup]) -> Markup:
    """Put ``<li>`` items into a list."""
    return Markup('<ul class="gm-events">{}</ul>').format(Markup("").join(listed))


def plain(name: str) -> str:
    """Escape `name` for text that Streamlit reads as Markdown, such as a button's label.

    Markdown makes links of bare addresses and icons of `:material/home:` even if they are escaped. A word joiner, which
    is invisible, stops that.
    """
    name = re.sub(r"(:(?=[\w/])|www(?=\.)|@)", "\\1\u2060", name, flags=re.IGNORECASE)
    return "".join(f"\\{c}" if c in r"\`*_{}[]()<>#+-.!|~$:&" else " " if c in "\r\n\t" else c for c in name)
