"""What takes long and is kept: made by whoever asks first, while everybody who waits sees how far it has come."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Generic, TypeVar

import streamlit as st

from graphmap.progress import Progress

T = TypeVar("T")


@dataclass
class Waited(Generic[T]):
    """A result, once somebody has waited for it."""

    lock: Lock = field(default_factory=Lock)
    result: T | None = None


def wait_for(waited: Waited[T], make: Callable[[Progress], T]) -> T:
    """What `make` gives, which is made once; it is told how to show its progress."""
    room = st.empty()  # in every run, so that what follows has the same place on the page
    with waited.lock:
        if waited.result is None:
            waited.result = make(lambda doing, done, total: _show(room.progress, doing, done, total))
            room.empty()
    return waited.result


def _show(bar: Callable[[float, str], object], doing: str, done: int, total: int) -> None:
    bar(min(done / total, 1.0) if total else 0.0, doing)
