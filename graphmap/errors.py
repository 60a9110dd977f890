"""Every error that graphmap raises on purpose, and the exit code that each ends a command with.

GraphmapError            a person can act on it: its text says what is wrong, where and how to fix it
├── WrongCommand   2     the command or an option makes no sense
├── BadData        1     sheets, a codebook or a file hold something that can't be right
│   └── BadSettings      the settings file has mistakes
├── CannotUndo     1     a change can't be undone, as something later rests on it
├── NotAllowed     1     somebody's account doesn't allow it
├── NoCluster      3     the cluster that was to share the work can't be used
└── NoStore        3     the store, the disk or the network can't be used
    ├── StoreMoved 3     the folder of an open store has gone, or another has taken its place
    └── StoreBusy  3     others keep changing the same data; trying again may help
        └── Overtaken    somebody has changed what we were about to replace; trying again would undo theirs
"""

from collections.abc import Mapping, Sequence
from typing import ClassVar


class GraphmapError(Exception):
    """Something went wrong that a person can act on: ``str(error)`` says what, where and how to fix it."""

    exit_code: ClassVar[int] = 1


class WrongCommand(GraphmapError):
    """The command or one of its options makes no sense."""

    exit_code = 2


class BadData(GraphmapError):
    """Data that we were given can't be right; nothing of it was written."""

    exit_code = 1


class BadSettings(BadData):
    """The settings file has mistakes: a sentence on each is in `mistakes`."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = tuple(mistakes)


class CannotUndo(GraphmapError):
    """A change can't be undone; nothing was written. The text says what is in the way."""

    exit_code = 1


class NotAllowed(GraphmapError):
    """The account of the person who is signed in doesn't allow this; nothing was done."""

    exit_code = 1


class NoCluster(GraphmapError):
    """The cluster can't be reached, or its workers can't do the work."""

    exit_code = 3


class NoStore(GraphmapError):
    """The store can't be reached, refuses us, is damaged or can't write."""

    exit_code = 3


class StoreMoved(NoStore):
    """The folder of an open store was moved or deleted."""


class StoreBusy(NoStore):
    """Somebody else kept changing the same data while we tried to read or write."""


class Overtaken(StoreBusy):
    """Somebody else has changed what we were about to replace since we read it.

    ``rows`` are the rows that were touched since, such as ``school:12`` or ``HOLDS person:1 role:2``, each with the
    numbers of the changes that touched it.
    """

    def __init__(self, sentence: str, rows: Mapping[str, Sequence[int]] | None = None) -> None:
        super().__init__(sentence)
        self.rows = rows or {}
