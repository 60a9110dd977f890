"""The stamp that every write leaves in a store: the revision of the graph, and the version of the model it is of."""

from dataclasses import dataclass

import neo4j

from graphmap import model
from graphmap.errors import NoStore
from graphmap.store.queries import named_queries


@dataclass(frozen=True)
class Stamp:
    """What the last write left: the ``revision`` of the graph, and the ``version`` of the model that it is of.

    ``seq`` is that of the last change in the log. ``counts`` are how much there was after the write that a new one
    follows, as JSON.
    """

    revision: str | None
    version: int
    seq: int = 0
    counts: str | None = None

    @staticmethod
    def of(revision: str | None, version: int | None, seq: int | None = None, counts: str | None = None) -> "Stamp":
        """Make the stamp of what was found in a store.

        A revision without a version is of version 1. A store that graphmap has never written to is of this version.
        """
        return Stamp(revision, version or (1 if revision else model.VERSION), seq or 0, counts)


def read_stamp(tx: neo4j.ManagedTransaction) -> Stamp:
    """Return the stamp that is in the store."""
    record = tx.run(named_queries()["stamp"].text).single()
    return Stamp.of(record["revision"], record["version"], record["seq"]) if record else Stamp.of(None, None)


def leave_stamp(tx: neo4j.ManagedTransaction, revision: str, *, migrating: bool = False) -> Stamp:
    """Begin a write to the graph: leave a stamp with a new `revision`, and return the one before it.

    Raises `NoStore` for a store of another version of the model, unless `migrating` an older one.
    """
    record = tx.run(named_queries()["leave_stamp"].text, revision=revision, version=model.VERSION).single(strict=True)
    before = Stamp.of(record["previous"], record["before"], record["last"], record["counts"])
    refuse_newer(before)
    if not migrating:
        _refuse_older(before)
    return before


def leave_version(tx: neo4j.ManagedTransaction) -> None:
    """Begin a write beside the graph: a store without a stamp gets the version, and the revision stays.

    Raises `NoStore` for a store of another version of the model.
    """
    record = tx.run(named_queries()["leave_version"].text, version=model.VERSION).single(strict=True)
    stamp = Stamp.of(record["revision"], record["before"])
    refuse_newer(stamp)
    _refuse_older(stamp)


def refuse_newer(stamp: Stamp, what: str = "The store") -> None:
    """Raise `NoStore` if a newer graphmap wrote the stamp of `what`."""
    if stamp.version > model.VERSION:
        raise NoStore(
            f"{what} is from a newer graphmap (version {stamp.version} of the model; this one knows up to "
            f"{model.VERSION}): update graphmap to use it."
        )


def _refuse_older(stamp: Stamp) -> None:
    if stamp.version < model.VERSION:
        raise NoStore(
            "The store is from an older graphmap; nothing was written. Run graphmap db migrate, and try again."
        )
