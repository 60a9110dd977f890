"""Say how deep a tie has settled, what that rests on, and whether it is beginning to go deeper or has lapsed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from graphmap import model
from graphmap.graph.settling import usual_depth
from graphmap.language.terms import term_of
from graphmap.language.wording import depth_word, term_told
from graphmap.language.words import ENGLISH, Words, later

_PAIR = 2
_NAMES = {
    "beyond": later("Beyond sharing"),
    "lapsed": later("Lapsed"),
    "beginning": later("Beginning to go beyond sharing"),
    "sharing": later("Only sharing"),
    "contact": later("Only contact"),
    "one event": later("One event"),
}


@dataclass(frozen=True)
class Event:
    """An interaction in words: its practice, its date as it was recorded, and how many were there."""

    practice: str
    when: str
    there: int

    def in_words(self, words: Words = ENGLISH) -> str:
        """Write the practice, the date, and the number there if it was more than the two of a tie."""
        if self.there <= _PAIR:
            return words("{practice}, {when}", practice=self.practice, when=self.when)
        return words("{practice}, {when}, {number} there", practice=self.practice, when=self.when, number=self.there)


def standing_name(standing: str, words: Words = ENGLISH) -> str:
    """Return the name of a standing, as in "Beginning to go beyond sharing"."""
    return words(_NAMES[standing])


def standing_sentence(tie: Mapping[str, Any], words: Words = ENGLISH, latest: Event | None = None) -> str:
    """Say how deep a tie has settled and what that rests on.

    `tie` has the columns of a table of ties. `latest` is its only event, or else its latest event beyond sharing; with
    it the sentence names the practice and how many were there.
    """
    number, beyond = tie["interactions"], _times_beyond(tie)
    depth = words(depth_word(usual_depth(tie)))
    counted = {"number": f"{number:,}", "beyond": f"{beyond:,}", "since": _since(tie, words)}
    match tie["standing"]:
        case "one event":
            return words("One event: {event}", event=_event(latest, depth, tie["first"], words))
        case "lapsed":
            term = term_told(term_of(_as_day(tie["last_beyond"])), words)
            return words("Was at {depth}; nothing beyond sharing since {term}", depth=depth, term=term)
        case "beginning" if beyond == 1:
            event = _event(latest, words(depth_word(tie["depth"])), tie["last_beyond"], words)
            text = later("{number} interactions {since}; one is the first beyond sharing: {event}")
            return words(text, **counted, event=event)
    if not beyond:
        return words("Settled at {depth}: {number} interactions {since}, none beyond sharing", **counted, depth=depth)
    if tie["standing"] == "beginning":
        text = later("Beginning to go beyond sharing: {beyond} of {number} interactions {since} (last: {day})")
    elif beyond == number:
        text = later("Settled at {depth}: all {number} interactions {since} went beyond sharing (last: {day})")
    else:
        text = later("Settled at {depth}: {beyond} of {number} interactions {since} went beyond sharing (last: {day})")
    return words(text, **counted, depth=depth, day=latest.when if latest else words.day(tie["last_beyond"]))


def _times_beyond(tie: Mapping[str, Any]) -> int:
    return sum(int(tie[name.split()[0]]) for name in model.DEPTHS[model.BEYOND_SHARING :])


def _event(event: Event | None, depth: str, day: date | str, words: Words) -> str:
    return event.in_words(words) if event else words("{depth}, {day}", depth=depth, day=words.day(day))


def _since(tie: Mapping[str, Any], words: Words) -> str:
    first, last = words.month(tie["first"]), words.month(tie["last"])
    return words("in {month}", month=first) if first == last else words("since {month}", month=first)


def _as_day(when: date | str) -> date:
    return date.fromisoformat(when) if isinstance(when, str) else when
