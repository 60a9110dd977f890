"""How alike two names are, from 0 to 1, and in which way they differ."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import log

from rapidfuzz.distance import OSA

from graphmap.records.names import Name, level_left_out, levels_differ, nickname_groups

_SLIP = 0.5  # what a slip costs, as a share of the letters of a word
_ANOTHER_SLIP = 0.04  # and each after the first besides
_FIRST_LETTER = 0.03  # people seldom get the first letter wrong
_BOTH_IN_USE = 0.12  # Ana and Anna are two names, not a slip
_DOUBLED = 0.97  # how alike two words are that differ only by doubled letters
_ALIGNED = 0.6  # the least likeness of two words that may stand for each other
_LEAST_WEIGHT = 0.15
_SEVERAL = 3
_LEVEL_LEFT_OUT = 0.06
_NO_TOWN = 0.03
_OTHER_TOWN = 0.6  # a factor: St Mary's in another town is another school
_SAME_TOWN = 0.7
_TURNED = 0.02


@dataclass(frozen=True)
class Likeness:
    """How alike two names are, and the reason to show: one of the keys of `graphmap.records.doubles.REASONS`."""

    score: float
    reason: str


DIFFERENT = Likeness(0.0, "")


class Rarity:
    """How many names of a kind have each word: a word that few have tells more, and is more likely a slip."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._counts: Counter[str] = Counter()
        self.names = 0
        for name in names:
            self.names += 1
            self._counts.update({*name.core, *name.place})

    def weight(self, word: str) -> float:
        """Return how much `word` tells, from 0.15 for one that all names have to 1 for one that a single name has."""
        most = log(self.names + 1)
        return max(_LEAST_WEIGHT, 1 - log(max(self._counts[word], 1)) / most) if most else 1.0

    def both_in_use(self, one: str, other: str) -> bool:
        """Return whether several names have each of two words: neither is then likely a slip for the other."""
        return min(self._counts[one], self._counts[other]) >= _SEVERAL

    def by_chance(self, one: str, other: str) -> float:
        """Return how many names besides two would have these two words, if words went together at random."""
        others = [max(0, self._counts[word] - 2) for word in (one, other)]
        return others[0] * others[1] / max(self.names, 1)


def likeness(label: str, one: Name, other: Name, rarity: Rarity) -> Likeness:
    """Return how alike two names of a kind are."""
    if not one.core or not other.core:
        return DIFFERENT
    if label == "Person":
        return _people(one, other, rarity)
    if one.sides != other.sides or (label == "School" and levels_differ(one, other)):
        return DIFFERENT
    if label == "Role" and one.place != other.place:  # brackets say which of several alike roles it is
        return DIFFERENT
    return _organisations(one, other, rarity)


def once(text: str) -> str:
    """Return `text` with every doubled letter once: Maaori and Maori are alike."""
    return "".join(letter for letter, _run in groupby(text))


def _alike(one: str, other: str, rarity: Rarity) -> float:
    """Return how alike two words are. A swap of neighbours is one slip, as is a letter too many, too few or wrong."""
    if one == other:
        return 1.0
    if once(one) == once(other):
        return _DOUBLED
    slips = OSA.distance(one, other)
    score = 1 - _SLIP * slips / max(len(one), len(other)) - _ANOTHER_SLIP * (slips - 1)
    if one[0] != other[0]:
        score -= _FIRST_LETTER
    return score - _BOTH_IN_USE if rarity.both_in_use(one, other) else score


# ----------------------------------------------------------------------------------- organisations


def _organisations(one: Name, other: Name, rarity: Rarity) -> Likeness:
    if one.bare == other.bare:
        return Likeness(1.0, "same name")
    core = _aligned(one.core, other.core, rarity) - (_LEVEL_LEFT_OUT if level_left_out(one, other) else 0.0)
    if one.place and other.place:
        same_town = _aligned(one.place, other.place, rarity) > _SAME_TOWN
        return _organisation(core if same_town else core * _OTHER_TOWN, one, other)
    if one.place or other.place:  # one name has its town in brackets: the other has it in its words, or not at all
        full, short = (one, other) if one.place else (other, one)
        return _organisation(max(core - _NO_TOWN, _aligned((*full.core, *full.place), short.core, rarity)), one, other)
    return _organisation(core, one, other)


def _organisation(score: float, one: Name, other: Name) -> Likeness:
    return Likeness(score, "same name but for words like School" if set(one.core) == set(other.core) else "spelling")


def _aligned(one: Sequence[str], other: Sequence[str], rarity: Rarity) -> float:
    """Return the share that two lists of words have in common, each word by how much it tells."""
    if sorted(one) == sorted(other):
        return 1.0 if tuple(one) == tuple(other) else 0.98
    together = _alike("".join(one), "".join(other), rarity) if abs(len(one) - len(other)) <= 1 else 0.0
    pairs = sorted(
        ((_alike(a, b, rarity), i, j) for i, a in enumerate(one) for j, b in enumerate(other)),
        key=lambda pair: (-pair[0], pair[1], pair[2]),
    )
    left, right = set(range(len(one))), set(range(len(other)))
    shared = total = 0.0
    for score, i, j in pairs:
        if score < _ALIGNED:
            break
        if i in left and j in right:
            left.discard(i)
            right.discard(j)
            weight = (rarity.weight(one[i]) + rarity.weight(other[j])) / 2
            shared += weight * score
            total += weight
    total += sum(rarity.weight(one[i]) for i in left) + sum(rarity.weight(other[j]) for j in right)
    split = len(one) != len(other) and together >= 0.9
    return max(shared / total if total else 0.0, together if split else 0.0)


# ------------------------------------------------------------------------------------------ people


def _people(one: Name, other: Name, rarity: Rarity) -> Likeness:
    if one.core == other.core:
        return Likeness(1.0, "same name")
    if once("".join(one.core)) == once("".join(other.core)):
        return Likeness(_DOUBLED, "spelling")
    if len(one.core) < 2 or len(other.core) < 2:
        same = one.core[0] == other.core[0] or one.core[-1] == other.core[-1]
        return Likeness(0.7, "part of the name") if same else DIFFERENT
    first, *rest = other.core
    *begin, last = other.core
    straight = _in_order(one.core, other.core, rarity)
    turned = max((_in_order(one.core, words, rarity) for words in ((*rest, first), (last, *begin))), key=_score)
    reason = "words in another order" if turned.reason == "same name" else turned.reason
    return max(straight, Likeness(turned.score - _TURNED, reason), key=_score)


def _score(found: Likeness) -> float:
    return found.score


def _in_order(one: Sequence[str], other: Sequence[str], rarity: Rarity) -> Likeness:
    """Return how alike two people's names are, given names first."""
    given, reason = _given(one[0], other[0], rarity)
    family = _alike(one[-1], other[-1], rarity)
    if family < _ALIGNED or given < _ALIGNED:
        return DIFFERENT
    score = given * family * _middle(one[1:-1], other[1:-1], rarity)
    return Likeness(score, reason if family == 1 else "spelling")


def _middle(one: Sequence[str], other: Sequence[str], rarity: Rarity) -> float:
    """Return the factor for middle names. An initial says little; half of a double family name says more."""
    long, others = [word for word in one if len(word) > 1], [word for word in other if len(word) > 1]
    if long and others:
        return _aligned(long, others, rarity)
    if long or others:
        initials = {word[0] for word in (*long, *others)} & {word[0] for word in (*one, *other) if len(word) == 1}
        return 0.98 if initials else 0.9
    return 0.85 if one and other and set(one) != set(other) else 0.98 if set(one) != set(other) else 1.0


def _given(one: str, other: str, rarity: Rarity) -> tuple[float, str]:
    if one == other:
        return 1.0, "same name"
    if 1 in (len(one), len(other)):
        return (0.86, "initial") if one[0] == other[0] else (0.0, "")
    if nickname_groups(one) & nickname_groups(other):
        return 0.95, "short name"
    return _alike(one, other, rarity), "spelling"
