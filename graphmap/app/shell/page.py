"""What a page of the app is: its name in the address, its title, its icon, and the function that shows it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args

from graphmap.export.dictionary import TableName

Filter = Literal["view", "networks", "min_depth", "weighting"]
FILTERS: tuple[Filter, ...] = get_args(Filter)
"""What a person can filter by on a page, besides the period."""


@dataclass(frozen=True)
class Page:
    """A page of the app, at ``/name``.

    `title` is a message; `icon` is one of Streamlit's, as ``:material/hub:``. A canvas fills the window below the bar;
    any other page is a column to read. `filters` are those that change what the page shows. `table` is what Share
    offers as the table behind the page. A page that isn't `in_bar` is reached from other pages only.
    """

    name: str
    title: str
    icon: str
    show: Callable[[], None]
    is_canvas: bool = False
    filters: tuple[Filter, ...] = FILTERS
    table: TableName | None = None
    in_bar: bool = True


MOVED = {"weak-links": "term", "data": "records", "metrics": "measures"}
"""Names of pages in old addresses, and where each is now."""
