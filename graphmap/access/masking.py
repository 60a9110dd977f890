"""Take names out of free text: those of people, networks and organisations that somebody may not see."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

SOMEBODY = "[name]"
"""What a text has in place of a name that may be several people's, or of only a part of a name."""

_WORD = re.compile(r"[^\W_]+")
_SHORTEST_PART = 3
"""A part of a name of fewer letters, such as O’ or de, gives nobody away."""


class Masker:
    """Replaces names in texts, whatever their case, their macrons and what is between their words.

    ``names`` has what to write in place of each name. In prose, also a part of a name is taken out where it is written
    as a name is, unless it is one of the words of the names ``shown``.
    """

    def __init__(self, names: Iterable[tuple[str, str]], shown: Iterable[str] = ()) -> None:
        self._by_first: dict[str, dict[tuple[str, ...], str]] = defaultdict(dict)
        parts: set[str] = set()
        for name, instead in names:
            words = _words(name)
            if not words:
                continue
            known = self._by_first[words[0]]
            known[words] = instead if known.get(words, instead) == instead else SOMEBODY
            parts.update(word for word in words if len(word) >= _SHORTEST_PART and not word.isdecimal())
        self._parts = parts.difference(word for name in shown for word in _words(name)) if parts else parts
        self._longest = {first: max(len(words) for words in names_of) for first, names_of in self._by_first.items()}

    @property
    def has_names(self) -> bool:
        """Whether there are names to take out."""
        return bool(self._by_first)

    def full_names(self, text: str) -> str:
        """Return `text` without whole names."""
        return self._replaced(text, {})

    def prose(self, text: str) -> str:
        """Return `text` without whole names, and without first names or surnames alone."""
        return self._replaced(text, dict.fromkeys(self._parts, SOMEBODY))

    def _replaced(self, text: str, parts: Mapping[str, str]) -> str:
        if not text or not self._by_first:
            return text
        text = unicodedata.normalize("NFC", text)
        found = list(_WORD.finditer(text))
        folded = [_fold(match[0]) for match in found]
        written, end, at = [], 0, 0
        while at < len(found):
            taken, instead = self._name_at(folded, at)
            if not taken and folded[at] in parts and found[at][0][0].isupper():
                taken, instead = 1, parts[folded[at]]
            if taken:
                written += [text[end : found[at].start()], instead]
                end = found[at + taken - 1].end()
            at += taken or 1
        return "".join((*written, text[end:])) if written else text

    def _name_at(self, words: list[str], at: int) -> tuple[int, str]:
        """Return how many words from this one are the longest name that begins here, and what to write instead."""
        known = self._by_first.get(words[at])
        if known is None:
            return 0, ""
        for length in range(self._longest[words[at]], 0, -1):
            instead = known.get(tuple(words[at : at + length]))
            if instead is not None:
                return min(length, len(words) - at), instead
        return 0, ""


def _words(text: str) -> tuple[str, ...]:
    return tuple(_fold(word) for word in _WORD.findall(unicodedata.normalize("NFC", text)))


@cache
def _fold_letter(letter: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(c))
    return bare.casefold() or letter


def _fold(word: str) -> str:
    return word.casefold() if word.isascii() else "".join(map(_fold_letter, word))
