"""Slow results that are kept: the first visit that asks works one out, and shows its progress."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Generic, TypeVar

import streamlit as st

from graphmap.progress import Progress

T = TypeVar("T")


@dataclass
class Waited(Generic[T]):
    """A result, and the lock that the first visit holds while it works it out."""

    lock: Lock = field(default_factory=Lock)
    result: T | None = None


def wait_for(waited: Waited[T], make: Callable[[Progress], T]) -> T:
    """Return the result of `make`, which runs once and shows its progress."""
    room = st.empty()  # in every run, so that the elements below it keep their places
    with waited.lock:
        if waited.result is None:
            waited.result = make(lambda doing, done, total: _show(room.progress, doing, done, total))
            room.empty()
    return waited.result


def _show(bar: Callable[[float, str], object], doing: str, done: int, total: int) -> None:
    bar(min(done / total, 1.0) if total else 0.0, doing)
