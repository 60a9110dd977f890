"""The grid of a kind: one page of its rows, searched and sorted, and what can be done with those that are chosen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import streamlit as st

from graphmap import model
from graphmap.app.records.address import open_form, open_history, open_new
from graphmap.app.records.chosen import show_chosen
from graphmap.app.records.component import renderer
from graphmap.app.records.names import names_of
from graphmap.app.shell.language import _, _n, capital, later
from graphmap.graph.snapshot import Snapshot
from graphmap.map.colouring import title_of
from graphmap.model import NodeKey
from graphmap.records.grids import Column, Grid, Order, Page, first_order

_MOST_TYPED = 100
_MOST_KEPT = 4  # a grid holds on to its whole snapshot
_SEARCH = {
    "School": later("Find schools"),
    "Person": later("Find people"),
    "Role": later("Find roles"),
    "Iwi": later("Find iwi"),
    "CommunityPartner": later("Find partners"),
    "Network": later("Find networks"),
    "Programme": later("Find programmes"),
    "Goal": later("Find goals"),
    "Interaction": later("Find visits and other interactions"),
}
_ADD = {
    "School": later("Add a school"),
    "Person": later("Add a person"),
    "Role": later("Add a role"),
    "Iwi": later("Add an iwi"),
    "CommunityPartner": later("Add a partner"),
    "Network": later("Add a network"),
    "Programme": later("Add a programme"),
    "Goal": later("Add a goal"),
    "Interaction": later("Add an interaction"),
}


@dataclass
class _Seen:
    """What somebody sees of a grid: the search, the order, the page, and the rows they chose."""

    order: Order
    text: str = ""
    number: int = 1
    chosen: dict[NodeKey, None] = field(default_factory=dict)


@st.fragment
def show_grid(snapshot: Snapshot, label: str, may_change: bool) -> None:
    """Show the grid of a kind. Searching, sorting and turning pages run only this part of the page."""
    seen: _Seen = st.session_state.setdefault(f"grid-{label}", _Seen(first_order(label)))
    grid = _grid(snapshot.identity, label, snapshot)
    page = grid.page(seen.text, seen.order, seen.number, date.today())
    key = f"records-{label}"

    def asked() -> None:
        request = st.session_state.get(key, {}).get("asked")
        if isinstance(request, Mapping):
            what, name = str(request.get("what")), str(request.get("name") or "")[:_MOST_TYPED]
            if not _open(page, label, may_change, what, name):
                _answer(seen, page, grid, what, name)

    renderer()(key=key, data=_data(seen, grid, page, may_change), on_asked_change=asked)
    if st.session_state.pop(_OPENED, False):
        st.rerun()
    if seen.chosen and may_change:
        show_chosen(snapshot, label, seen.chosen)


_OPENED = "records-opened"


def _open(page: Page, label: str, may_change: bool, what: str, name: str) -> bool:
    """Open the form of a row, or an empty one, if the grid asks for that; its history if nothing may be changed."""
    if what == "new" and may_change:
        open_new(label)
    elif what == "open" and any(row["key"] == name for row in page.rows):
        (open_form if may_change else open_history)(name)
    else:
        return False
    st.session_state[_OPENED] = True
    return True


def _answer(seen: _Seen, page: Page, grid: Grid, what: str, name: str) -> None:
    """Carry out what else the grid asks for. Anything that it can't ask for changes nothing."""
    keys = [row["key"] for row in page.rows]
    match what:
        case "search":
            seen.text, seen.number = name.strip(), 1
        case "sort" if any(column.name == name for column in grid.columns):
            again = seen.order.by == name and not seen.order.descending
            seen.order, seen.number = Order(name, descending=again), 1
        case "page" if name.isdecimal():
            seen.number = int(name)
        case "choose" if name in seen.chosen:
            del seen.chosen[name]
        case "choose" if name in keys:
            seen.chosen[name] = None
        case "all":
            seen.chosen.update(dict.fromkeys(keys))
        case "none":
            for key in keys:
                seen.chosen.pop(key, None)


def _data(seen: _Seen, grid: Grid, page: Page, may_change: bool) -> dict[str, Any]:
    """Return what the browser needs of a page of the grid."""
    label = grid.label
    return {
        "kind": label,
        "label": capital(_(model.KIND[label].plural)),
        "columns": [
            {"name": c.name, "title": _title(c), "isSorted": c.is_sorted, "isNumber": _is_number(label, c.name)}
            for c in grid.columns
        ],
        "rows": [{name: text for name, text in row.items() if text} for row in page.rows],
        "order": {"by": seen.order.by, "descending": seen.order.descending},
        "text": seen.text,
        "number": page.number,
        "pages": page.pages,
        "paged": _("Page {number} of {pages}", number=f"{page.number:,}", pages=f"{page.pages:,}"),
        "counted": _n("{number} found", "{number} found", page.total) if seen.text else f"{page.total:,}",
        "nothing": _("No matching names") if seen.text else _("Nothing here yet."),
        "chosen": [row["key"] for row in page.rows if row["key"] in seen.chosen],
        "isReadOnly": not may_change,
        "words": {
            "search": _(_SEARCH[label]),
            "add": _(_ADD[label]),
            "all": _("Choose all on this page"),
            "choose": _("Choose"),
            "pages": _("Pages of the table"),
            "previous": _("Previous page"),
            "next": _("Next page"),
        },
    }


def _title(column: Column) -> str:
    return capital(_(title_of(column.name)))


def _is_number(label: str, name: str) -> bool:
    properties = {property.name: property for property in model.KIND[label].properties}
    return name in properties and properties[name].type in (model.Type.WHOLE, model.Type.DECIMAL)


@st.cache_resource(max_entries=_MOST_KEPT, show_spinner=False)
def _grid(identity: str, label: str, _snapshot: Snapshot) -> Grid:  # noqa: ARG001 — the cache's key
    return Grid(_snapshot.tables, label, names_of(_snapshot))
