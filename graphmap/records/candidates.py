"""Find the pairs of names that are worth comparing: those that share a key, never all with all.

A key survives one slip: it is the name with one letter left out, or its consonants with one left out.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import polars as pl
from rapidfuzz import fuzz, process

from graphmap.records.likeness import once
from graphmap.records.names import Name, nickname_groups

_LARGEST = 60
"""The most names that a key brings together. One that more share, such as a common family name, tells too little."""

_RARE = 25
"""The most names that have a word which alone brings two together."""

_ROUGHLY_ALIKE = 83
_SHORT = "!"
"""Keys that begin with this bring together short given names, which look different."""


def pairs_to_compare(label: str, names: Sequence[Name]) -> Iterable[tuple[int, int]]:
    """Return the pairs of positions in `names` to compare, in order, the smaller position first."""
    rare = _rare_words(names) if label != "Person" else frozenset()
    keys = [list(set(_keys(label, name, rare))) for name in names]
    table = pl.DataFrame({"key": keys}, schema={"key": pl.List(pl.String)}).with_row_index("at").explode("key")
    blocks = table.drop_nulls().filter(pl.len().over("key").is_between(2, _LARGEST))
    pairs = (
        blocks.join(blocks, on="key", suffix="_other")
        .filter(pl.col("at") < pl.col("at_other"))
        .group_by("at", "at_other")
        .agg(short=pl.col("key").str.starts_with(_SHORT).any())
        .sort("at", "at_other")
    )
    if label == "Person":
        initials = pl.Series([_has_initial(name) for name in names], dtype=pl.Boolean)
        has_initial = initials.gather(pairs["at"]) | initials.gather(pairs["at_other"])
        pairs = pairs.filter(pl.col("short") | has_initial | _roughly_alike(pairs, names))
    return pairs.select("at", "at_other").iter_rows()


def _has_initial(name: Name) -> bool:
    return len(name.core) > 1 and 1 in (len(name.core[0]), len(name.core[-1]))


def _roughly_alike(pairs: pl.DataFrame, names: Sequence[Name]) -> pl.Series:
    texts = pl.Series([" ".join(name.core) for name in names], dtype=pl.String)
    one, other = (texts.gather(pairs[column]).to_list() for column in ("at", "at_other"))
    ratios = process.cpdist(one, other, scorer=fuzz.token_sort_ratio, score_cutoff=_ROUGHLY_ALIKE)
    return pl.Series(np.asarray(ratios) > 0)


def _rare_words(names: Sequence[Name]) -> frozenset[str]:
    counts = Counter(word for name in names for word in set(name.core))
    return frozenset(word for word, count in counts.items() if count <= _RARE)


def _keys(label: str, name: Name, rare: frozenset[str]) -> Iterator[str]:
    joined = once(name.joined)
    yield from (f"={key}" for key in _one_out(joined))
    yield f"c{_consonants(joined)}"
    if label == "Person":
        yield from _keys_of_person(name)
    else:
        yield from (f"={key}" for key in _one_out(once("".join(name.core))))
    for word in rare.intersection(name.core):
        yield from (f"w{key}" for key in _one_out(once(word)))


def _keys_of_person(name: Name) -> Iterator[str]:
    """Yield keys for a short given name or an initial, at either end of the name."""
    if len(name.core) < 2:
        return
    first, last = name.core[0], name.core[-1]
    for given, family in ((first, last), (last, first)):
        yield from (f"{_SHORT}{group} {family}" for group in nickname_groups(given))
        if len(given) == 1:
            yield f"i{given} {family}"
    yield f"i{first[0]} {last}"


def _consonants(text: str) -> str:
    return once("".join(letter for letter in text if letter not in "aeiou"))


def _one_out(text: str) -> Iterator[str]:
    yield text
    if len(text) > 3:
        yield from (once(text[:at] + text[at + 1 :]) for at in range(len(text)))
