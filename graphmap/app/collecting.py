"""Keep full garbage collections short while the app runs.

Streamlit asks for one after every run of a page. It looks at everything in the process, all modules and every graph in
a cache, which takes longer than most pages do.
"""

import gc
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

_SHORT = 0.01
"""Seconds of the processor."""


@contextmanager
def short_collections() -> Iterator[None]:
    """Leave out of full collections what has survived a long one, until the block ends."""
    keeper = _Keeper()
    gc.callbacks.append(keeper)
    try:
        yield
    finally:
        gc.callbacks.remove(keeper)
        gc.unfreeze()


class _Keeper:
    """Freezes what survives a collection of everything.

    A long collection although much is frozen means that much is new, and that what was frozen may be garbage by now, as
    a graph that has left a cache. The next collection is then of everything again.
    """

    def __init__(self) -> None:
        self._is_of_everything = True
        self._began = 0.0

    def __call__(self, phase: str, about: Mapping[str, int]) -> None:
        if about["generation"] < 2:  # a collection of all but the oldest generation
            return
        if phase == "start":
            self._began = time.thread_time()
        elif time.thread_time() - self._began > _SHORT:
            if self._is_of_everything:
                gc.freeze()
            else:
                gc.unfreeze()
            self._is_of_everything = not self._is_of_everything
