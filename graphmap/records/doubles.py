"""Find records that are likely to be of one and the same school, person or partner: likely doubles.

Two names are alike by their words, each weighed by how few have it, and by the slips in them (Damerau 1964). What is
known besides them, place, level, role and school, adds to that or takes away from it, as in record linkage (Fellegi &
Sunter 1969). docs/doubles.md reports how often this is right.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl
from rapidfuzz import fuzz, process

from graphmap import model
from graphmap.language.words import ENGLISH, Words, later
from graphmap.model import NodeKey
from graphmap.records.candidates import pairs_to_compare
from graphmap.records.evidence import NOTHING_KNOWN, Around, around, weigh
from graphmap.records.likeness import Likeness, Rarity, likeness
from graphmap.records.names import Name, name_of
from graphmap.tables import GraphTables

KINDS = ("School", "Person", "Role", "Iwi", "CommunityPartner", "Network")
"""The kinds that are searched for doubles."""

SHOWN_FIRST = 0.9
"""The likeness from which a pair is shown without being asked for."""

_WORTH_WEIGHING = 0.7
_EXACT = 0.98
_CLEARLY_BETTER = 0.04
_EITHER = 0.11
_CHANCE, _CHANCE_ELSEWHERE = 0.6, 0.8
_SHORTLIST = 60
_SCHEMA = pl.Schema({"key": pl.String, "other": pl.String, "score": pl.Float64, "why": pl.String})

REASONS: Mapping[str, str] = {
    "same name": later("same name"),
    "same name but for words like School": later("same name but for words like School"),
    "spelling": later("spelt almost the same"),
    "words in another order": later("same words in another order"),
    "initial": later("one has only an initial"),
    "short name": later("one is short for the other"),
    "part of the name": later("one has only part of the name"),
}


@dataclass(frozen=True)
class _Pair:
    one: int
    other: int
    score: float
    why: str


def doubles(
    tables: GraphTables,
    threshold: float = SHOWN_FIRST,
    labels: Iterable[str] = KINDS,
    apart: Iterable[tuple[NodeKey, NodeKey]] = (),
    words: Words = ENGLISH,
) -> pl.DataFrame:
    """Return the likely doubles of these kinds: ``key``, ``other``, ``score`` from 0 to 1, and ``why`` in words.

    The likeliest come first. `apart` are pairs that somebody has said are not the same.
    """
    not_the_same = {frozenset(pair) for pair in apart}
    found = [
        (keys[pair.one], keys[pair.other], round(pair.score, 3), pair.why)
        for label in labels
        for keys, pairs in (_doubles_of(tables, label, threshold, words),)
        for pair in pairs
        if frozenset((keys[pair.one], keys[pair.other])) not in not_the_same
    ]
    table = pl.DataFrame(found, schema=_SCHEMA, orient="row")
    return table.sort(["score", "key", "other"], descending=[True, False, False])


def near(
    name: str,
    label: str,
    tables: GraphTables,
    at: NodeKey | None = None,
    threshold: float = SHOWN_FIRST,
    words: Words = ENGLISH,
) -> pl.DataFrame:
    """Return who or what may be meant by a `name` that was typed: ``key``, ``name``, ``score`` and ``why``.

    `at` is the organisation of a person or a role, where it is known.
    """
    table = tables.kinds[label]
    keys, typed = tables.keys(label), name_of(label, name)
    types = _types(table)
    names = [name_of(label, text, type) for text, type in zip(table["name"], types, strict=True)]
    found = process.extract(typed.bare, [name.bare for name in names], scorer=fuzz.WRatio, limit=_SHORTLIST)
    rows = [number for _text, _score, number in found]
    rarity = Rarity([*names, typed])
    known = around(tables, label, [keys[row] for row in rows])
    place_names = dict(tables.entities((*model.ORGANISATIONS, "Network")).select("key", "name").iter_rows())
    of_typed = Around(places=frozenset((at,))) if at else NOTHING_KNOWN
    scored = []
    for row in rows:
        alike = likeness(label, typed, names[row], rarity)
        score, why = _judged(label, alike, of_typed, known[keys[row]], place_names, words)
        if score >= threshold:
            scored.append((keys[row], table["name"][row], round(score, 3), why))
    schema = {"key": pl.String, "name": pl.String, "score": pl.Float64, "why": pl.String}
    return pl.DataFrame(scored, schema=schema, orient="row").sort(["score", "key"], descending=[True, False])


def _types(table: pl.DataFrame) -> Sequence[str | None]:
    """Return the type of each school, and nothing for each entity of another kind."""
    return table["type"].to_list() if "type" in table.columns else [None] * len(table)


def _doubles_of(
    tables: GraphTables, label: str, threshold: float, words: Words
) -> tuple[Sequence[NodeKey], Sequence[_Pair]]:
    table, keys = tables.kinds[label], tables.keys(label).to_list()
    names = [name_of(label, text, type) for text, type in zip(table["name"], _types(table), strict=True)]
    rarity = Rarity(names)
    alike = _alike_names(label, names, rarity)
    known = around(tables, label, {keys[at] for pair in alike for at in pair})
    place_names = dict(tables.entities((*model.ORGANISATIONS, "Network")).select("key", "name").iter_rows())
    pairs = []
    for (one, other), found in alike.items():
        score, why = _judged(label, found, known[keys[one]], known[keys[other]], place_names, words)
        if label == "Person":
            score -= _namesakes((names[one], names[other]), (known[keys[one]], known[keys[other]]), rarity)
        if score >= min(threshold, _WORTH_WEIGHING):
            pairs.append(_Pair(one, other, score, why))
    return keys, [pair for pair in _without_rivals(pairs) if pair.score >= threshold]


def _alike_names(label: str, names: Sequence[Name], rarity: Rarity) -> Mapping[tuple[int, int], Likeness]:
    found = {}
    for one, other in pairs_to_compare(label, names):
        alike = likeness(label, names[one], names[other], rarity)
        if alike.score >= _WORTH_WEIGHING:
            found[one, other] = alike
    return found


def _judged(
    label: str, alike: Likeness, one: Around, other: Around, names: Mapping[NodeKey, str], words: Words
) -> tuple[float, str]:
    if alike.score < _WORTH_WEIGHING:
        return 0.0, ""
    verdict = weigh(label, one, other, alike.score >= _EXACT, names, words)
    score = min(1.0, max(0.0, alike.score + verdict.points))
    return score, "; ".join((words(REASONS[alike.reason]), *verdict.reasons))


def _namesakes(names: tuple[Name, Name], known: tuple[Around, Around], rarity: Rarity) -> float:
    """Return what to take away because two people may have one name by chance, unless they work at one place."""
    one, other = (around.places for around in known)
    if one & other:
        return 0.0
    share = _CHANCE_ELSEWHERE if one and other else _CHANCE
    return min(0.2, share * min(rarity.by_chance(name.core[0], name.core[-1]) for name in names))


def _without_rivals(pairs: Sequence[_Pair]) -> Iterator[_Pair]:
    """Yield `pairs` without those of which one is clearly more like a third, unless all three are one.

    Where one is as much like a third, either may be meant: both pairs are then less likely.
    """
    partners: dict[int, dict[int, float]] = defaultdict(dict)
    for pair in pairs:
        partners[pair.one][pair.other] = partners[pair.other][pair.one] = pair.score
    for pair in pairs:
        best = max(_best_rival(pair.one, pair.other, partners), _best_rival(pair.other, pair.one, partners))
        if best > pair.score + _CLEARLY_BETTER:
            continue
        yield replace(pair, score=pair.score - _EITHER) if best >= pair.score - _CLEARLY_BETTER else pair


def _best_rival(one: int, other: int, partners: Mapping[int, Mapping[int, float]]) -> float:
    """Return the likeness of `one` to a third that is not a double of `other`, or 0."""
    thirds = (
        score
        for third, score in partners[one].items()
        if third != other and partners[other].get(third, 0.0) < SHOWN_FIRST
    )
    return max(thirds, default=0.0)
