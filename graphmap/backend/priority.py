"""Let networkx use fast backends for a while, so that the code that calls it stays plain networkx."""

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
    """Let networkx try our backend first for the functions it covers, until no block is left in any thread.

    Functions that need igraph, where it is missing, go to rustworkx before networkx; for others its conversion would
    cost more than it saves. Backends that are not installed are skipped.

    networkx's configuration is one for the whole process: of blocks at the same time, the first sets it and the last
    restores it. Change the graph inside a block only by its own methods, because conversions are kept. Only the calls
    themselves are dispatched, not those that networkx makes in turn."""
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
