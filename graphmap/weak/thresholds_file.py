"""Read the rules' numbers from a TOML file with a section ``[rules]`` and one ``name = number`` a line."""

import tomllib
from pathlib import Path
from typing import Any

from graphmap.errors import BadData
from graphmap.sheets.problems import nearest
from graphmap.toml_text import read_toml
from graphmap.weak.rules import RULES
from graphmap.weak.thresholds import LEAST_INTERACTIONS, Number, Thresholds

_ORDER = ("tie", "actor", "network", "role")

NUMBERS: tuple[Number, ...] = (
    LEAST_INTERACTIONS,
    *(number for about in _ORDER for rule in RULES if rule.about == about for number in rule.numbers),
)
"""Every number: the general one, then those of the rules about ties, actors, networks and roles."""


def described(thresholds: Thresholds) -> str:
    """Return every number with its name, on one line."""
    return ", ".join(f"{number.name} {thresholds[number]:g}" for number in NUMBERS)


def read_thresholds(path: Path | None) -> Thresholds:
    """Return the thresholds that the TOML file at `path` gives; without a file, the defaults.

    Raises `BadData` for a file that can't be read, anything outside ``[rules]``, an unknown name, or a value that is
    not a number of 0 or more.
    """
    if path is None:
        return Thresholds()
    rules = _section(path)
    names = {number.name for number in NUMBERS}
    for name, value in rules.items():
        if name not in names:
            guess = nearest(name, names)
            raise BadData(f"{path}: no rule has a number ‘{name}’" + (f"; did you mean ‘{guess}’?" if guess else "."))
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value < float("inf"):
            raise BadData(f"{path}: {name} must be a number, 0 or more, but is {value!r}.")
    return Thresholds(rules)


def _section(path: Path) -> dict[str, Any]:
    """Return what the file has under ``[rules]``; anything else in it is an error."""
    try:
        content = read_toml(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadData(f"{path} cannot be read ({error.strerror}).") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadData(f"{path} is not TOML ({error}).") from None
    rules = content.get("rules", {})
    if outside := [name for name in content if name != "rules" or not isinstance(rules, dict)]:
        raise BadData(f"{path}: ‘{outside[0]}’ is outside the section; put the numbers under a line [rules].")
    return dict(rules)
