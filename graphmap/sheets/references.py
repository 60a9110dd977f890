"""Finding the entity that a cell refers to, by id, by name, or by both (``school:12``)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from graphmap import model
from graphmap.language.normalising import fold
from graphmap.model import NodeKey
from graphmap.sheets.cells import BadValue
from graphmap.sheets.problems import nearest

_GUESSES = 25  # a guess looks through every name; of ten thousand slips only the first few of a sort are shown


class References:
    """Every entity that a cell may refer to: those in the store, and those that the sheets bring.

    Names are compared without regard to case, spaces or macrons. An id is compared as it is, and wins
    over a name.
    """

    def __init__(self) -> None:
        self._names: dict[NodeKey, str] = {}
        self._by_name: dict[str, list[NodeKey]] = defaultdict(list)
        self._guesses_left = _GUESSES

    def add(self, key: NodeKey, name: str) -> None:
        """Make an entity known; under a new name where it was known by another. One without a name is found by its id
        alone."""
        if before := self._names.get(key):
            self._by_name[fold(before)].remove(key)
        self._names[key] = name
        if name:
            self._by_name[fold(name)].append(key)

    def name(self, key: NodeKey) -> str | None:
        """The name that the entity with this key goes by, or nothing where there is no such entity."""
        return self._names.get(key)

    def named(self, name: str, labels: Sequence[str]) -> list[NodeKey]:
        """The entities of these kinds that go by `name`."""
        return _of_kind(self._by_name.get(fold(name), ()), labels)

    def find(self, text: str, labels: Sequence[str]) -> NodeKey:
        """The one entity of these kinds that `text` refers to.

        Raises `BadValue` where there is none, or more than one that it could be.
        """
        word, colon, rest = text.partition(":")
        kind = model.KIND_BY_WORD.get(word.strip().lower()) if colon else None
        if kind is not None and kind.label in labels:
            labels, text = (kind.label,), rest.strip()
        found = [key for key in _keys(text, labels) if key in self._names] or self.named(text, labels)
        if len(found) == 1:
            return found[0]
        if found:
            shown = ", ".join(f"{key} ({self._names[key]})" for key in sorted(found)[:4])
            raise BadValue(
                "ambiguous reference",
                "could be more than one",
                f"Write one of: {shown}{' …' if len(found) > 4 else ''}.",
            )
        raise self._unknown(text, labels)

    def _unknown(self, text: str, labels: Sequence[str]) -> BadValue:
        kinds = [model.KIND[label] for label in labels]
        words = ", ".join(kind.word for kind in kinds[:-1]) + (" or " if len(kinds) > 1 else "") + kinds[-1].word
        guess = self._guess(text, labels)
        sheets = " or ".join(sheet.name for sheet in model.SHEETS if sheet.holds in labels)
        return BadValue(
            "unknown reference",
            f"is no {words} in these sheets or in the store",
            f"Did you mean ‘{guess}’?" if guess else f"Add it to the sheet {sheets}, or check the spelling.",
        )

    def _guess(self, text: str, labels: Sequence[str]) -> str:
        self._guesses_left -= 1
        if self._guesses_left < 0:
            return ""
        return nearest(text, sorted({self._names[key] for key in _of_kind(self._names, labels)} - {""}))


def _keys(id: str, labels: Sequence[str]) -> list[NodeKey]:
    """The node keys that `id` has as an entity of each of these kinds."""
    return [prefix + id for prefix in _prefixes(tuple(labels))]


def _of_kind(keys: Iterable[NodeKey], labels: Sequence[str]) -> list[NodeKey]:
    prefixes = _prefixes(tuple(labels))
    return [key for key in keys if key.startswith(prefixes)]


@cache
def _prefixes(labels: tuple[str, ...]) -> tuple[str, ...]:
    """What the node keys of these kinds begin with."""
    return tuple(model.node_key(label, "") for label in labels)
