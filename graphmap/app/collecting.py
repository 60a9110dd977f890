"""Keep full garbage collections short while the app runs.

Streamlit asks for one after every run of a page. It looks at everything in the process, all modules and every graph in
a cache, and nothing else runs meanwhile: with many people it takes more time than their pages do.
"""

import gc
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

_SHARE = 0.02
"""Of the time: at most so much goes into looking at everything."""

_LEAST_BETWEEN = 5.0
"""Seconds between two collections of everything."""


@contextmanager
def short_collections(clock: Callable[[], float] = time.monotonic) -> Iterator[None]:
    """Leave out of full collections what has survived one, until the block ends.

    What was left out may be garbage by now, as a graph that has left a cache. So now and then, by the `clock`, one is
    of everything again.
    """
    keeper = _Keeper(clock)
    gc.callbacks.append(keeper)
    try:
        yield
    finally:
        gc.callbacks.remove(keeper)
        gc.unfreeze()


class _Keeper:
    """Freezes what survives a full collection, and thaws it when one of everything is due."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._due = clock()
        self._began: float | None = None

    def __call__(self, phase: str, about: Mapping[str, int]) -> None:
        if about["generation"] < 2:  # a collection of all but the oldest generation
            return
        if phase == "start":
            if self._clock() >= self._due:
                gc.unfreeze()
                self._began = time.thread_time()
            return
        if self._began is not None:
            self._due = self._clock() + max(_LEAST_BETWEEN, (time.thread_time() - self._began) / _SHARE)
            self._began = None
        gc.freeze()
