"""What others have changed since a page was shown. The page asks every second, and offers to show it."""

import secrets
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from threading import Lock
from time import monotonic
from typing import Any

from graphmap.errors import GraphmapError
from graphmap.language.words import Words
from graphmap.store.log import Change
from graphmap.store.store import Store

ADDRESS = "/_graphmap/changes/"
"""Where the server answers with what has changed."""

_EVERY = 0.8  # seconds between two questions to a store, however many pages ask
_MOST_READ = 50  # changes whose authors are named
_MOST_NAMED = 3
_MOST_KEPT = 16
_SECRET = secrets.token_bytes(16)


@dataclass
class _Watched:
    """A store that pages watch, and the last changes that it had when it was last asked."""

    store: Store
    lock: Lock = field(default_factory=Lock)
    asked: float = -_EVERY
    seq: int = 0
    changes: Sequence[Change] = ()

    @property
    def is_due(self) -> bool:
        """Whether the store has to be asked, because it wasn't a moment ago."""
        return monotonic() - self.asked >= _EVERY

    def latest(self) -> Sequence[Change]:
        """Return the last changes, newest first, as they were within the last moment. Raises `NoStore`.

        While the store is being asked, others get what it answered last.
        """
        if self.is_due and self.lock.acquire(blocking=False):
            try:
                self.asked = monotonic()
                seq = self.store.seq()
                if seq != self.seq:
                    self.changes, self.seq = self.store.log(limit=_MOST_READ), seq
            finally:
                self.lock.release()
        return self.changes


_watched: OrderedDict[str, tuple[_Watched, Words, bool]] = OrderedDict()
"""The stores that pages watch, by a token that nobody guesses: each with the language to answer in, and whether to name
people."""


def address_of_changes(store: Store, words: Words, *, names: bool = True) -> str:
    """Return where a page asks what has changed in `store`, and with `names`, who changed it."""
    about = f"{store.location.identity!r}\n{words.language}\n{names}".encode()
    token = blake2b(about, key=_SECRET, digest_size=20).hexdigest()
    known = _watched.get(token)
    if known is None or known[0].store is not store:  # opened again, for one
        _watched[token] = (_Watched(store), words, names)
    _watched.move_to_end(token)
    while len(_watched) > _MOST_KEPT:
        _watched.popitem(last=False)
    return ADDRESS + token


def has_to_ask(token: str) -> bool:
    """Return whether `changes_since` would ask the store, and so wait for it."""
    known = _watched.get(token)
    return known is not None and known[0].is_due


def changes_since(token: str, after: int) -> dict[str, Any] | None:
    """Return how many changes there are after that of number `after`, and a text that says so; None of no store."""
    known = _watched.get(token)
    if known is None:
        return None
    watched, words, names = known
    try:
        changes = watched.latest()
    except GraphmapError:
        return {"number": 0, "text": ""}  # the page says so by itself when it is used
    later = [change for change in changes if change.seq > after]
    number = later[0].seq - after if len(later) == _MOST_READ else len(later)
    return {"number": number, "text": _in_words(later if names else (), number, words) if number else ""}


def _in_words(changes: Sequence[Change], number: int, words: Words) -> str:
    names = list(dict.fromkeys(change.act.by for change in changes if change.act.by))[:_MOST_NAMED]
    if not names:
        return words.many("{number} change", "{number} changes", number)
    return words.many("{number} change by {names}", "{number} changes by {names}", number, names=", ".join(names))
