"""What a page of the app is: its name in the address, its title, its icon, and the function that shows it."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """A page of the app, at ``/name``. `title` is a message; `icon` is one of Streamlit's, as ``:material/hub:``."""

    name: str
    title: str
    icon: str
    show: Callable[[], None]
