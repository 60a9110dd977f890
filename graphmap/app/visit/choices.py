"""What the form offers: everybody who can take part, practices, networks and goals. The page fetches it when it opens
the form, and searches it by itself, so that typing never waits for the server."""

import gzip
import json
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from threading import Lock
from typing import Any

from graphmap import model
from graphmap.graph.snapshot import Snapshot
from graphmap.language.wording import KIND_WORDS, depth_word
from graphmap.language.words import Words, capital
from graphmap.model import NodeKey
from graphmap.records.guessing import practices
from graphmap.records.matching import actors_beside

ADDRESS = "/_graphmap/visit/"
"""Where the server answers with the choices."""

_MOST_KEPT = 12


@dataclass
class _Offer:
    """The choices of a snapshot, made when a page fetches them."""

    snapshot: Snapshot
    words: Words
    network: NodeKey | None
    today: date
    lock: Lock = field(default_factory=Lock)
    packed: bytes | None = None

    def pack(self) -> bytes:
        """Return the choices as compressed JSON."""
        with self.lock:
            if self.packed is None:
                found = json.dumps(self._choices(), ensure_ascii=False, separators=(",", ":"))
                self.packed = gzip.compress(found.encode(), 5, mtime=0)
            return self.packed

    def _choices(self) -> dict[str, Any]:
        tables, words = self.snapshot.tables, self.words
        actors = actors_beside(tables, self.today)
        kinds = {label: capital(words(KIND_WORDS[label])) for label in model.ACTORS}
        goals = dict(tables.relationships["PURSUES"].select("end", "start").iter_rows())
        return {
            "kinds": kinds,
            "actors": {name: actors[name].to_list() for name in ("key", "name", "label", "beside", "places")},
            "practices": [
                [name, depth, capital(words(depth_word(depth))), definition or ""]
                for name, depth, definition in practices(tables, self.network)
                .select("name", "depth", "definition")
                .iter_rows()
            ],
            "networks": [list(row) for row in tables.entities(["Network"]).sort("name").select("key", "name").rows()],
            "goals": [
                [key, name, goals.get(key, "")]
                for key, name in tables.entities(["Goal"]).sort("name").select("key", "name").rows()
            ],
        }


_offered: OrderedDict[str, _Offer] = OrderedDict()
"""The latest offers, by a token that nobody guesses: the identity of a snapshot is random."""


def address_of_choices(snapshot: Snapshot, words: Words, network: NodeKey | None, today: date) -> str:
    """Return where the page fetches the choices of `snapshot`; practices used in `network` come first."""
    token = blake2b(f"{snapshot.identity}\n{words.language}\n{network}\n{today}".encode(), digest_size=20).hexdigest()
    if token not in _offered:
        _offered[token] = _Offer(snapshot, words, network, today)
    _offered.move_to_end(token)
    while len(_offered) > _MOST_KEPT:
        _offered.popitem(last=False)
    return ADDRESS + token


def served(token: str) -> bytes | None:
    """Return the compressed JSON at this token, or None."""
    offer = _offered.get(token)
    return offer.pack() if offer else None
