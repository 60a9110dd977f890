"""To let networkx use the fast backends for a while, so that the code that calls it stays plain networkx."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import networkx as nx

from graphmap.backend.info import COVERED

_FASTEST_FIRST = ("graphmap", "rustworkx")
_turn = threading.Lock()
_within = 0
_before = ExitStack()


@contextmanager
def fast() -> Iterator[None]:
    """For what our backend covers, let networkx try it first, then rustworkx, then do it itself, until no block is left in any thread.

    networkx's configuration is one for the whole process: of blocks that run at once the first sets it and the last puts it back.
    A backend that is not installed is not tried. The graph must not be changed within but by its own methods: conversions are kept.
    Only the calls themselves are handed on, not what networkx calls in turn.
    """
    global _within  # noqa: PLW0603 (as networkx's own configuration is)
    with _turn:
        if not _within:
            _let_the_fastest_first()
        _within += 1
    try:
        yield
    finally:
        with _turn:
            _within -= 1
            if not _within:
                _before.close()


def _let_the_fastest_first() -> None:
    config, priority = nx.config, nx.config.backend_priority
    installed = [name for name in _FASTEST_FIRST if name in config.backends]
    for name in COVERED:
        if name in priority:
            _before.callback(setattr, priority, name, priority[name])
        else:
            _before.callback(delattr, priority, name)
        setattr(priority, name, [*installed, *priority.get(name, priority.algos)])
    _before.callback(setattr, config, "warnings_to_ignore", config.warnings_to_ignore)
    config.warnings_to_ignore = {*config.warnings_to_ignore, "cache"}
