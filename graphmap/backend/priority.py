"""To let networkx use the fast backends for a while, so that the code that calls it stays plain networkx."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import networkx as nx

from graphmap.backend.arrays import HAVE_IGRAPH
from graphmap.backend.interface import FUNCTIONS

_turn = threading.Lock()
_within = 0
_before = ExitStack()


@contextmanager
def fast() -> Iterator[None]:
    """For what our backend covers, let networkx try it first, then do it itself, until no block is left in any thread.

    What ours lacks for want of igraph rustworkx tries before networkx; elsewhere its conversion would cost more than it
    saves.

    networkx's configuration is one for the whole process: of blocks that run at once the first sets it and the last
    puts it back. A backend that is not installed is not tried. The graph must not be changed within but by its own
    methods: conversions are kept. Only the calls themselves are handed on, not what networkx calls in turn."""
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
    for name, function in FUNCTIONS.items():
        wanted = ("graphmap",) if HAVE_IGRAPH or not function.needs_igraph else ("graphmap", "rustworkx")
        installed = [backend for backend in wanted if backend in config.backends]
        if name in priority:
            _before.callback(setattr, priority, name, priority[name])
        else:
            _before.callback(delattr, priority, name)
        setattr(priority, name, [*installed, *priority.get(name, priority.algos)])
    _before.callback(setattr, config, "warnings_to_ignore", config.warnings_to_ignore)
    config.warnings_to_ignore = {*config.warnings_to_ignore, "cache"}
