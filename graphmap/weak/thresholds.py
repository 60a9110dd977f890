"""The numbers that the rules for weak links judge by: all of them in this one place.

A user may override any of them in a TOML file with a section ``[rules]``, one ``name = number`` a line.
"""

import tomllib
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from graphmap.errors import BadData
from graphmap.sheets.problems import nearest


def _number(default: float, meaning: str) -> Any:
    return field(default=default, metadata={"meaning": meaning})


@dataclass(frozen=True)
class Thresholds:
    """What counts as too old, too few or too much. Each field's metadata says what it means; shares are of 1."""

    least_interactions: float = _number(5, "Below so many interactions in the window there is too little to judge.")
    long_shared_years: float = _number(3, "After so many years a tie that still only shares has the full severity.")
    stale_days: float = _number(
        365, "A tie is stale when its last interaction is so many days before the window's last day."
    )
    leaving_days: float = _number(180, "A role that ends within so many days of the window's last day is about to end.")
    known_starts: float = _number(4, "Who starts is judged only where it is known of at least so many interactions …")
    known_share: float = _number(0.3, "… and of at least this share of the tie's interactions.")
    deep_share: float = _number(
        0.25, "An actor carries too much when more than this share of all strength beyond sharing is in its ties."
    )
    present_share: float = _number(
        0.1, "Whānau, iwi and community are each present when they take part in this share of interactions."
    )
    leaders_share: float = _number(
        0.8, "Only leaders take part when their share of people's participations is at least this."
    )
    untied_share: float = _number(0.5, "Work is not tied to goals when at least this share of interactions has none.")
    challenge_share: float = _number(
        0.05, "Nobody challenges when less than this share of interactions goes beyond sharing."
    )
    origin_share: float = _number(
        0.2, "A network is still what it began as when at least this share of its interactions is of that sort …"
    )
    origin_beyond: float = _number(0.1, "… and less than this share goes beyond sharing.")
    funded_days: float = _number(
        365, "Funding is ending when its last day is so many days after the window's last day, or earlier."
    )
    outlast_share: float = _number(
        0.25, "Too little would outlast the funding when less than this share of interactions goes beyond sharing."
    )

    def __str__(self) -> str:
        """Every number by its name, on one line."""
        return ", ".join(f"{number.name} {getattr(self, number.name):g}" for number in fields(self))


def read_thresholds(path: Path | None) -> Thresholds:
    """The thresholds, with those in the TOML file at `path` put over the defaults.

    Raises `BadData` for a file that cannot be read, anything outside ``[rules]``, a name there is none of, or a value
    that is no number of 0 or more."""
    if path is None:
        return Thresholds()
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadData(f"{path} cannot be read ({error.strerror}).") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadData(f"{path} is not TOML ({error}).") from None
    rules = told.get("rules", {})
    if outside := [name for name in told if name != "rules" or not isinstance(rules, dict)]:
        raise BadData(f"{path}: the numbers belong under a line [rules], and ‘{outside[0]}’ is not there.")
    names = {known.name for known in fields(Thresholds)}
    for name, value in rules.items():
        if name not in names:
            guess = nearest(name, names)
            raise BadData(
                f"{path}: there is no rule number ‘{name}’" + (f"; did you mean ‘{guess}’?" if guess else ".")
            )
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value < float("inf"):
            raise BadData(f"{path}: {name} must be a number of 0 or more, and is {value!r}.")
    return replace(Thresholds(), **rules)
