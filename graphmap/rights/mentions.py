"""Finds the names of one person in texts, however they are spelt, and takes them out."""

import re
import unicodedata
from collections.abc import Iterable

ERASED = "[erased]"
"""What stands in a text where a name was."""

_MARKS = "[\u0300-\u036f]*"
_BETWEEN = r"[\s\-_.,+]+"
_NOT_AFTER, _NOT_BEFORE = r"(?<![^\W_])", r"(?![^\W_]|[\u0300-\u036f])"


class Mentions:
    """The mentions of a person with these names.

    Case, macrons and what is between the words make no difference, and the family name may come first. A name of one
    word counts only as it is written, with or without its macrons: it may be another word as well.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._words = [words for name in names if (words := _words(name))]
        several = [order for words in self._words if len(words) > 1 for order in _orders(words)]
        single = [words[0] for words in self._words if len(words) == 1]
        patterns = [f"(?i:{_BETWEEN.join(map(_spelt, words))})" for words in several] + [
            _spelt(word) for word in single
        ]
        longest_first = sorted(patterns, key=len, reverse=True)
        self._pattern = re.compile(f"{_NOT_AFTER}(?:{'|'.join(longest_first)}){_NOT_BEFORE}") if patterns else None
        parts = {word for words in self._words if len(words) > 1 for word in words if len(word) > 1}
        self._part = (
            re.compile(f"{_NOT_AFTER}(?:{'|'.join(map(_spelt, sorted(parts)))}){_NOT_BEFORE}") if parts else None
        )

    def redact(self, text: str) -> str:
        """Return `text` with a mark in place of each mention; itself where there is none."""
        if self._pattern is None or not text:
            return text
        redacted, times = self._pattern.subn(ERASED, unicodedata.normalize("NFD", text))
        return unicodedata.normalize("NFC", redacted) if times else text

    def are_in(self, text: str) -> bool:
        """Return whether one of the names is in `text`."""
        return self.redact(text) != text

    def may_be_in(self, text: str) -> bool:
        """Return whether `text` has a part of a name alone, such as a first name, which may be somebody else's."""
        return self._part is not None and self._part.search(unicodedata.normalize("NFD", text)) is not None

    def slugs(self) -> list[str]:
        """Return how ids that were made from the names of several words have them."""
        return [
            "-".join(re.findall(r"[a-z0-9]+", " ".join(words).casefold())) for words in self._words if len(words) > 1
        ]


def _words(name: str) -> list[str]:
    bare = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return re.findall(r"[^\s\-_.,+]+", bare)


def _orders(words: list[str]) -> list[list[str]]:
    return [words, [words[-1], *words[:-1]]]


def _spelt(word: str) -> str:
    return "".join(re.escape(letter) + _MARKS for letter in word)
