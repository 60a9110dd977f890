"""How the core tells how far it has come, without knowing who listens."""

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""


def silent(doing: str, done: int, total: int) -> None:
    """Tell nobody."""
