"""What the doctor finds: one sentence about one thing, and the way to put it right."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """How a thing is: in order, worth a look, or wrong."""

    FINE = "fine"
    LOOK = "look"
    WRONG = "wrong"


@dataclass(frozen=True)
class Finding:
    """How one thing is, and for what isn't in order, how to ``fix`` it. ``stops_store``: the store can't be used."""

    about: str
    verdict: Verdict
    what: str
    fix: str = ""
    stops_store: bool = False


def fine(about: str, what: str) -> Finding:
    """Return that something is in order."""
    return Finding(about, Verdict.FINE, what)


def look(about: str, what: str, fix: str) -> Finding:
    """Return something that works, but that a person should look at."""
    return Finding(about, Verdict.LOOK, what, fix)


def wrong(about: str, what: str, fix: str, stops_store: bool = False) -> Finding:
    """Return something that doesn't work, or that lets people see what they shouldn't."""
    return Finding(about, Verdict.WRONG, what, fix, stops_store)
