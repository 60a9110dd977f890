"""What brings the data of an older version of the model to this one.

A property that is only added needs nothing here: older stores and backups don't have it, so it is empty there. Every
other change of what is stored is a `Step`. Tests migrate the stored samples of all earlier versions
(``tests/store/samples``).
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """What brings stored data to a ``version`` of the model from the version before.

    ``statements`` are Cypher for both engines. ``loses`` says what is gone afterwards, if anything is: opening a store
    does not take such a step by itself.
    """

    version: int
    statements: tuple[str, ...]
    loses: str = ""


STEPS: tuple[Step, ...] = ()
"""All steps, in order. Version 2 needed none: since then every write leaves the version in the store."""


def steps_since(version: int, steps: Sequence[Step] = STEPS) -> list[Step]:
    """Return the steps from a version of the model to this one."""
    return [step for step in steps if step.version > version]


def statements_since(version: int, steps: Sequence[Step] = STEPS) -> list[str]:
    """Return the statements that bring the data of a version of the model to this one."""
    return [statement for step in steps_since(version, steps) for statement in step.statements]
