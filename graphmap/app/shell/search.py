"""What the search in the bar finds: every named thing in the store, fetched by the page once and searched there."""

import gzip
import json
from collections import OrderedDict
from collections.abc import Sequence
from hashlib import blake2b

import streamlit as st

from graphmap import model
from graphmap.app.shell.language import kind_told, words
from graphmap.graph.snapshot import Snapshot
from graphmap.language.words import Words
from graphmap.model import Kind, NodeKey
from graphmap.sheets.fields import fields_in, values_in
from graphmap.tables import GraphTables

ADDRESS = "/_graphmap/names/"
"""Where the server answers with the names."""

_MOST_KEPT = 24
_LEFT_OUT = ("interaction", "field", "rights", "authority")
_served: OrderedDict[str, bytes] = OrderedDict()
"""Names as the page fetches them, by a token that nobody guesses who doesn't know them all."""


def address_of_names(snapshot: Snapshot) -> str:
    """Return where the page fetches the names in `snapshot`. It changes when any of them does."""
    token, packed = _packed(snapshot.identity, words(), snapshot)
    _served[token] = packed
    _served.move_to_end(token)
    while len(_served) > _MOST_KEPT:
        _served.popitem(last=False)
    return ADDRESS + token


def served(token: str) -> bytes | None:
    """Return the compressed JSON at this token, or None."""
    return _served.get(token)


@st.cache_resource(max_entries=_MOST_KEPT, show_spinner=False)
def _packed(identity: str, words: Words, _snapshot: Snapshot) -> tuple[str, bytes]:  # noqa: ARG001 — the cache's key
    kinds = [kind for kind in model.KINDS if kind.word not in _LEFT_OUT]
    keys: dict[str, list[str]] = {kind.word: [] for kind in kinds}
    for key in _snapshot.names:
        keys.get(key.partition(":")[0], []).append(key)
    listed = [
        {
            "kind": kind_told(kind.label),
            "word": kind.word,
            "ids": [key.partition(":")[2] for key in keys[kind.word]],
            "names": [_snapshot.names[key] for key in keys[kind.word]],
            **_also(_snapshot.tables, kind, keys[kind.word]),
        }
        for kind in kinds
        if keys[kind.word]
    ]
    packed = gzip.compress(json.dumps(listed, ensure_ascii=False, separators=(",", ":")).encode(), 5, mtime=0)
    return blake2b(packed, digest_size=20).hexdigest(), packed


def _also(tables: GraphTables, kind: Kind, keys: Sequence[NodeKey]) -> dict[str, list[str]]:
    """Return what else each of `keys` is found by: the texts in its fields, without private ones."""
    fields = [
        field for field in fields_in(tables, kind.label) if field.type in ("text", "choice") and not field.private
    ]
    if not fields:
        return {}
    table = tables.kinds[kind.label]
    found = {
        model.node_key(kind.label, id): " · ".join(values[field.name] for field in fields if field.name in values)
        for id, values in zip(table["id"], map(values_in, table["extra"]), strict=True)
    }
    return {"also": [found[key] for key in keys]}
