"""Keep two records apart that look like doubles: somebody knows that they are two, so they aren't listed again."""

import uuid
from collections.abc import Sequence

from graphmap.errors import Overtaken, StoreBusy
from graphmap.language.normalising import digest
from graphmap.model import NodeKey
from graphmap.store.store import Store

Pair = tuple[NodeKey, NodeKey]


def pairs_apart(store: Store) -> Sequence[Pair]:
    """Return the pairs that are kept apart. Raises `NoStore`."""
    return [(found["one"], found["other"]) for found in store.ask("apart")]


def keep_apart(store: Store, one: NodeKey, other: NodeKey) -> None:
    """Keep two records apart from now on. Two people may say so at once."""
    first, second = sorted((one, other))
    values = {"id": _id(one, other), "one": first, "other": second, "version": uuid.uuid4().hex}
    try:
        store.replace("keep_apart", None, values)
    except (Overtaken, StoreBusy):
        if tuple(sorted((one, other))) not in pairs_apart(store):
            raise


def list_again(store: Store, one: NodeKey, other: NodeKey) -> None:
    """Let two records be listed as likely doubles again."""
    id = _id(one, other)
    version = next((found["version"] for found in store.ask("apart") if found["id"] == id), None)
    if version is not None:
        store.replace("drop_apart", version, {"id": id})


def _id(one: NodeKey, other: NodeKey) -> str:
    return digest(*sorted((one, other)))
