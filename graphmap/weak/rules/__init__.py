"""The rules for weak links, one a module. A module here with a `RULE` is a rule; nothing else lists it."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import get_args

from graphmap.weak.rule import About, Rule


def _rules() -> Iterator[Rule]:
    for module in iter_modules(__path__):
        rule = import_module(f"{__name__}.{module.name}").RULE
        assert isinstance(rule, Rule)
        yield rule


RULES: tuple[Rule, ...] = tuple(
    sorted(_rules(), key=lambda rule: (get_args(About).index(rule.about), rule.place, rule.name))
)
"""Every rule, in the order in which equally severe weak links are listed."""

RULE: Mapping[str, Rule] = {rule.name: rule for rule in RULES}
