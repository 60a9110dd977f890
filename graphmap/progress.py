"""Reports how far long work has come, without knowing who listens."""

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Called with the name of the work, how much is done, and how much there is."""


def silent(doing: str, done: int, total: int) -> None:
    """Report to nobody."""
