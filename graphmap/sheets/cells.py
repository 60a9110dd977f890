"""Read a cell's text as the value of a property, or explain why it can't be one."""

import math
from datetime import date
from difflib import get_close_matches
from functools import cache

from graphmap.language.dates import NotADate, read_date
from graphmap.language.loose_dates import LooseDate, read_loose_date
from graphmap.language.normalising import fold
from graphmap.model import YES_NO, Property, Type
from graphmap.sheets.problems import Guesses, did_you_mean

Value = str | int | float | date | None

_YES = {"yes", "y", "true", "1", "ae"}
_NO = {"no", "n", "false", "0", "kao"}
_LARGEST_WHOLE = 2**53  # beyond it, whole numbers can't all be told apart
_NEARLY = 0.8  # how alike words must be to a choice to be a slip for it: *shared nede*, and not *sports day*


class BadValue(ValueError):
    """The text can't be the property's value. ``sort``, ``why``, ``fix`` and ``instead`` are as in a `Problem`."""

    def __init__(self, sort: str, why: str, fix: str, instead: str = "") -> None:
        super().__init__(sort, why, fix)
        self.sort, self.why, self.fix, self.instead = sort, why, fix, instead


def read_value(property: Property, text: str, guesses: Guesses | None = None) -> Value:
    """Return the value of `property` that `text` gives; nothing for an empty text.

    Raises `BadValue`.
    """
    if not text:
        if property.required:
            raise BadValue(
                "missing value",
                "The cell is empty",
                f"Give the {property.name}: {property.meaning[0].lower()}{property.meaning[1:]}",
            )
        return None
    match property.type:
        case Type.DATE:
            try:
                return _day(property, text)
            except NotADate as error:
                raise BadValue("bad date", error.why, error.fix) from None
        case Type.WHOLE | Type.DECIMAL:
            return _number(property, text)
        case Type.TEXT:
            if property.choices == YES_NO:
                return _yes_or_no(text)
            if property.in_words:
                return _choice_in_words(property, text, guesses or Guesses())
            return _choice(property, text, guesses or Guesses()) if property.choices else text


def _day(property: Property, text: str) -> date:
    if not property.bounds:
        return read_date(text)
    found = read_loose_date(text)
    return found.first if property.bounds == "first" else found.last


def read_past_date(property: Property, text: str, today: date | None = None) -> LooseDate:
    """Return the date of something that has happened: a day, a month, a term or a year that is not after `today`.

    Raises `BadValue`.
    """
    try:
        found = read_loose_date(text)
    except NotADate as error:
        raise BadValue("bad date", error.why, error.fix) from None
    if today is not None and found.first > today:
        fix = f"Correct the {property.name}, or leave the row out until it has happened."
        raise BadValue("future date", f"is after today ({today})", fix)
    return found


def _number(property: Property, text: str) -> int | float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    whole = property.type is Type.WHOLE
    if not math.isfinite(number) or (whole and not (number.is_integer() and abs(number) <= _LARGEST_WHOLE)):
        raise BadValue(
            "bad number", f"is not a {property.type.value}", f"Write it in digits, such as {property.example}."
        )
    low, high = property.lowest, property.highest
    if (low is not None and number < low) or (high is not None and number > high):
        limits = f"{low:g} to {high:g}" if low is not None and high is not None else f"{low:g} or more"
        raise BadValue("number out of range", "cannot be right", f"The {property.name} is {limits}.")
    return int(number) if whole else number


def _yes_or_no(text: str) -> str:
    folded = fold(text)
    if folded not in _YES | _NO:
        raise BadValue("bad yes or no", "is neither yes nor no", "Write yes or no.")
    return YES_NO[folded in _NO]


@cache
def _by_fold(choices: tuple[str, ...]) -> dict[str, str]:
    return {fold(choice): choice for choice in choices}


def _choice_in_words(property: Property, text: str, guesses: Guesses) -> str:
    """Return a choice with the words after its colon, if any, or several words of one's own, as older sheets have.

    A single word is meant as a choice, and so are several that are nearly one.
    """
    before, colon, words = text.partition(":")
    if colon:
        choice = _choice(property, before.strip(), guesses)
        return f"{choice}: {words.strip()}" if words.strip() else choice
    known = _by_fold(property.choices)
    folded = fold(text)
    if folded not in known and " " in folded and not get_close_matches(folded, known, cutoff=_NEARLY):
        return text
    try:
        return _choice(property, text, guesses)
    except BadValue as error:
        fix = f"{error.fix} Words of your own go after it and a colon, such as {property.example}."
        raise BadValue(error.sort, error.why, fix, error.instead) from None


def _choice(property: Property, text: str, guesses: Guesses) -> str:
    if found := _by_fold(property.choices).get(fold(text)):
        return found
    guess = guesses.nearest(text, property.choices)
    raise BadValue(
        f"unknown {property.name}",
        f"is not {'an' if property.name[0] in 'aeiou' else 'a'} {property.name} that graphmap knows",
        did_you_mean(guess) + f"It is one of: {', '.join(property.choices)}.",
        guess,
    )
