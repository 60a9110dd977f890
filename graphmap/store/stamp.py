"""The stamp that every write leaves in a store: the revision of the graph, and the version of the model it is of."""

import uuid
from dataclasses import dataclass

import neo4j

from graphmap import model
from graphmap.errors import NoStore
from graphmap.store.queries import named_queries


@dataclass(frozen=True)
class Stamp:
    """What the last write left: the ``revision`` of the graph, and the ``version`` of the model that it is of."""

    revision: str | None
    version: int

    @staticmethod
    def of(revision: str | None, version: int | None) -> "Stamp":
        """Make the stamp of what was found in a store.

        A revision without a version is of version 1. A store that graphmap has never written to is of this version.
        """
        return Stamp(revision, version or (1 if revision else model.VERSION))


def read_stamp(tx: neo4j.ManagedTransaction) -> Stamp:
    """Return the stamp that is in the store."""
    record = tx.run(named_queries()["stamp"].text).single()
    return Stamp.of(record["revision"], record["version"]) if record else Stamp.of(None, None)


def leave_stamp(tx: neo4j.ManagedTransaction, *, migrating: bool = False) -> str | None:
    """Begin a write to the graph: leave a new stamp, and return the revision before it.

    Raises `NoStore` for a store of another version of the model, unless `migrating` an older one.
    """
    query = named_queries()["leave_stamp"]
    record = tx.run(query.text, revision=uuid.uuid4().hex, version=model.VERSION).single(strict=True)
    before = Stamp.of(record["previous"], record["before"])
    refuse_newer(before)
    if not migrating:
        _refuse_older(before)
    return before.revision


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
