"""Every error that graphmap raises on purpose, and the exit code each one ends a command with.

GraphmapError            something a person can act on; its text is one sentence, never a traceback
├── WrongCommand   2     the command or an option makes no sense
├── BadData        1     sheets, a codebook or a file hold something that cannot be right
├── NoCluster      3     the cluster that was to share the work is not there for us
└── NoStore        3     the store, the disk or the network is not there for us
    └── StoreBusy  3     it is there, but others keep changing the same data; trying again may help
        └── Overtaken    somebody has changed what we were about to replace; trying again would undo theirs
"""

from typing import ClassVar


class GraphmapError(Exception):
    """Something went wrong that a person can act on: ``str(error)`` says what, where and how to fix it."""

    exit_code: ClassVar[int] = 1


class WrongCommand(GraphmapError):
    """The command or one of its options makes no sense."""

    exit_code = 2


class BadData(GraphmapError):
    """Data that was handed in cannot be right; nothing of it was written."""

    exit_code = 1


class NoCluster(GraphmapError):
    """The cluster cannot be reached, or its workers cannot do the work."""

    exit_code = 3


class NoStore(GraphmapError):
    """The store cannot be reached, refuses us, or cannot write."""

    exit_code = 3


class StoreBusy(NoStore):
    """Somebody else kept changing the same data while we tried to write."""


class Overtaken(StoreBusy):
    """Somebody else has changed what we were about to replace since we read it."""
