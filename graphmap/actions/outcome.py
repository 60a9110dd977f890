"""What became of an action: worked out from the records and the cards as they are now, and never asked of anybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from graphmap.actions.actions import Action, TieThen, settled_depth
from graphmap.language.wording import depth_word
from graphmap.language.words import ENGLISH, Words
from graphmap.model import NodeKey
from graphmap.weak.cards import Card
from graphmap.weak.judged_network import JudgedNetwork

Became = Literal["deeper", "settled", "less pressing", "as it was", "more pressing", "unknown"]
"""deeper: a tie has settled deeper. settled: nothing finds it any more. unknown: there is too little to judge."""

NOTABLE = 0.1
"""A priority that differs by less than this share of what it was counts as the same."""

_NAMED = 3
_NOT_SETTLED = -1


@dataclass(frozen=True)
class Outcome:
    """What became of an action: in a word, and in sentences, the most telling first."""

    became: Became
    sentences: tuple[str, ...]

    @property
    def is_good(self) -> bool | None:
        """Whether that is good. None where nothing has changed yet, or nobody can know."""
        if self.became in ("as it was", "unknown"):
            return None
        return self.became != "more pressing"


def outcome(
    action: Action, judged: JudgedNetwork, cards: Sequence[Card], thin: bool = False, words: Words = ENGLISH
) -> Outcome:
    """Return what became of `action`, given the network and the `cards` as they are now.

    Where the record is too `thin` to judge, a card that is gone says nothing."""
    deeper = [tie for tie in action.ties if _depth(_now(judged, tie)) > _depth(tie.settled)]
    sentences = [_tie_sentence(judged, tie, words) for tie in deeper[:_NAMED]]
    if (more := len(deeper) - _NAMED) > 0:
        sentences.append(
            words.many("{number} more tie has settled deeper.", "{number} more ties have settled deeper.", more)
        )
    became, about_card = _of_the_card(action, cards, thin, words)
    if not deeper:
        sentences += _unchanged(judged, action, words)
    return Outcome("deeper" if deeper else became, (*sentences, about_card))


def _of_the_card(action: Action, cards: Sequence[Card], thin: bool, words: Words) -> tuple[Became, str]:
    """Return how the card compares with the day that it was taken on."""
    card = next((card for card in cards if card.id == action.card), None) or next(filter(action.is_about, cards), None)
    if card is None and thin:
        return "unknown", words("Too little is recorded now to tell.")
    if card is None:
        return "settled", words("The records no longer show this.")
    change = card.priority - action.priority
    if abs(change) < NOTABLE * action.priority or change == 0:
        return "as it was", words("It is as pressing as it was.")
    place = 1 + next(place for place, each in enumerate(cards) if each.id == card.id)
    if change < 0:
        return "less pressing", words("It is less pressing than it was: number {place} now.", place=place)
    return "more pressing", words("It is more pressing than it was: number {place} now.", place=place)


def _unchanged(judged: JudgedNetwork, action: Action, words: Words) -> list[str]:
    """Say of a single tie where it is now; of several, that none has settled deeper."""
    match action.ties:
        case ():
            return []
        case (tie,):
            return [_tie_sentence(judged, tie, words)]
    return [words("None of the {number} ties has settled deeper yet.", number=len(action.ties))]


def _tie_sentence(judged: JudgedNetwork, tie: TieThen, words: Words) -> str:
    """Say where a tie had settled and has settled now."""
    now = _now(judged, tie)
    names = f"{_name(judged, tie.source)} – {_name(judged, tie.target)}"
    then = depth_word(tie.settled, words) if tie.settled is not None else None
    if now is None and then is None:
        return words("{names}: not settled yet.", names=names)
    if now is None:
        return words("{names}: was {then}, now too little to tell.", names=names, then=then)
    if then is None:
        return words("{names}: had not settled, now settled at {now}.", names=names, now=depth_word(now, words))
    if now == tie.settled:
        return words("{names}: still {then}.", names=names, then=then)
    return words("{names}: was {then}, now settled at {now}.", names=names, then=then, now=depth_word(now, words))


def _now(judged: JudgedNetwork, tie: TieThen) -> int | None:
    return settled_depth(judged, tie.source, tie.target)


def _name(judged: JudgedNetwork, key: NodeKey) -> str:
    return judged.snapshot.names.get(key, key)


def _depth(settled: int | None) -> int:
    return _NOT_SETTLED if settled is None else settled
