"""Find the entity that a cell refers to, by id, by name, or by kind and id (``school:12``)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from graphmap import model
from graphmap.language.normalising import fold
from graphmap.model import NodeKey
from graphmap.sheets.cells import BadValue
from graphmap.sheets.problems import Guesses


class References:
    """Every entity that a cell may refer to: those in the store, and those in the sheets.

    Names are compared without regard to case, spaces or macrons. An id is compared as it is, and wins
    over a name.
    """

    def __init__(self, guesses: Guesses | None = None) -> None:
        self._names: dict[NodeKey, str] = {}
        self._by_name: dict[str, list[NodeKey]] = defaultdict(list)
        self._guesses = guesses or Guesses()

    def add(self, key: NodeKey, name: str) -> None:
        """Add an entity, or give a known one a new name. One without a name is found by its id alone."""
        if before := self._names.get(key):
            self._by_name[fold(before)].remove(key)
        self._names[key] = name
        if name:
            self._by_name[fold(name)].append(key)

    def name(self, key: NodeKey) -> str | None:
        """Return the name of the entity with this key, or nothing where there is no such entity."""
        return self._names.get(key)

    def named(self, name: str, labels: Sequence[str]) -> list[NodeKey]:
        """Return the entities of these kinds that are called `name`."""
        return list(_of_kind(self._by_name.get(fold(name), ()), labels))

    def find(self, text: str, labels: Sequence[str]) -> NodeKey:
        """Return the one entity of these kinds that `text` refers to.

        Raises `BadValue` where there is none, or more than one.
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
        article = "an" if words[0] in "aeiou" else "a"
        guess = self._guesses.nearest(text, (self._names[key] for key in _of_kind(self._names, labels)))
        sheets = " or ".join(sheet.name for sheet in model.SHEETS if sheet.holds in labels)
        return BadValue(
            "unknown reference",
            f"is not {article} {words} in these sheets or in the store",
            f"Did you mean ‘{guess}’?" if guess else f"Add it to the sheet {sheets}, or check the spelling.",
            guess,
        )


def _keys(id: str, labels: Sequence[str]) -> list[NodeKey]:
    """The node keys that `id` has as an entity of each of these kinds."""
    return [prefix + id for prefix in _prefixes(tuple(labels))]


def _of_kind(keys: Iterable[NodeKey], labels: Sequence[str]) -> Iterator[NodeKey]:
    prefixes = _prefixes(tuple(labels))
    return (key for key in keys if key.startswith(prefixes))


@cache
def _prefixes(labels: tuple[str, ...]) -> tuple[str, ...]:
    """What the node keys of these kinds begin with."""
    return tuple(model.node_key(label, "") for label in labels)
