"""Write numbers, dates, terms and depths as people in New Zealand read them."""

from collections.abc import Sequence
from datetime import date

from graphmap import model
from graphmap.language.terms import Term
from graphmap.language.words import ENGLISH, Words

KIND_WORDS = {
    "School": "school",
    "Person": "person",
    "Role": "role",
    "Iwi": "iwi",
    "CommunityPartner": "community partner",
    "Network": "network",
    "Programme": "programme",
    "Goal": "goal",
    "Practice": "practice",
    "Interaction": "interaction",
    "Field": "field",
    "Rights": "rights",
    "Authority": "authority",
}

RELATIONSHIP_SENTENCES = {
    "HOLDS": "holds",
    "AT": "is at",
    "MEMBER_OF": "belongs to",
    "FUNDED_BY": "is funded by",
    "PURSUES": "pursues",
}


def day(when: date | str) -> str:
    """Write a day: 12 March 2026."""
    when = date.fromisoformat(when) if isinstance(when, str) else when
    return f"{when.day} {when:%B %Y}"


def counted(number: int, one: str, many: str | None = None) -> str:
    """Write a number with its noun: 1 tie, 2 ties, 1,440 schools."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(names: Sequence[str], most: int, words: Words = ENGLISH) -> str:
    """Write names as in a sentence: Ana, Bo and Cy. After `most` names, write how many more there are."""
    more = [words("{number} more", number=f"{len(names) - most:,}")] if len(names) > most else []
    *first, last = [*names[:most], *more] or [""]
    return words("{first} and {last}", first=", ".join(first), last=last) if first else last


def interactions_told(number: int, words: Words = ENGLISH) -> str:
    """Write a number of interactions: 1 interaction, 288 interactions."""
    return words.many("{number} interaction", "{number} interactions", number)


def term_told(term: Term, words: Words = ENGLISH) -> str:
    """Write the name of a school term: Term 2 2025."""
    return words("Term {number} {year}", number=term.number, year=term.year)


def depth_word(depth: int, words: Words = ENGLISH) -> str:
    """Return the name of a depth."""
    return words(model.DEPTHS[depth])
