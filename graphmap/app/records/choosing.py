"""Choose an entity by its name: from a list, or by a search where there are too many to list."""

from collections.abc import Collection, Sequence

import streamlit as st

from graphmap import model
from graphmap.app.records.names import names_of
from graphmap.app.shell.language import _
from graphmap.graph.snapshot import Snapshot
from graphmap.model import NodeKey

_MOST_LISTED = 1_000
_MOST_FOUND = 30
_LONGEST = 100
_NOTHING = "—"


def choose(
    snapshot: Snapshot,
    title: str,
    labels: Sequence[str],
    current: NodeKey,
    key: str,
    without: Collection[NodeKey] = (),
    help: str | None = None,
) -> NodeKey:
    """Ask for an entity of these kinds, and return its key, or an empty text for none."""
    names = names_of(snapshot)
    text = ""
    if sum(len(snapshot.tables.kinds[label]) for label in labels) > _MOST_LISTED:
        asked = _("{title}: type part of the name", title=title)
        text = st.text_input(asked, key=f"{key}-search", max_chars=_LONGEST, autocomplete="off", help=help)
        found = names.find(text, labels, _MOST_FOUND) if text.strip() else []
    else:
        found = names.find("", labels, _MOST_LISTED)
    options = [option for option in found if option not in without]
    if current and current not in options:
        options.insert(0, current)
    if not options and not text:
        return ""
    shown = names.of(options)
    chosen: str = st.selectbox(
        title,
        ["", *options],
        index=options.index(current) + 1 if current else 0,
        format_func=lambda option: shown.get(option, option) or _NOTHING,
        key=f"{key}-{text}",
        help=help,
        placeholder=_("No matching names"),
    )
    return chosen


def labels_of(link: model.Link) -> Sequence[str]:
    """Return the kinds that a link may name."""
    return model.far_labels(link)
