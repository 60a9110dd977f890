"""Turns what the driver or the embedded engine raises into a sentence for a person."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import neo4j.exceptions

from graphmap.errors import NoStore, StoreBusy
from graphmap.store.embedded import disk_full_sentence, is_disk_full, ran_out_of_memory
from graphmap.store.location import EmbeddedLocation, Location

TOO_LITTLE_MEMORY = {
    "Neo.TransientError.General.MemoryPoolOutOfMemoryError",
    "Neo.TransientError.General.OutOfMemoryError",
    "Neo.TransientError.Transaction.MemoryPoolOutOfMemoryError",
}

logging.getLogger("neo4j").addHandler(logging.NullHandler())  # people get a sentence instead of the driver's log


@contextmanager
def as_sentences(location: Location) -> Iterator[None]:
    """Raise `NoStore` or `StoreBusy`, with a sentence about the store at `location`, for every error of the driver."""
    try:
        yield
    except neo4j.exceptions.AuthError:
        raise NoStore(
            f"The store at {location} refused the user name or the password; give them as "
            "neo4j://user:password@host, or in GRAPHMAP_USER and GRAPHMAP_PASSWORD."
        ) from None
    except (neo4j.exceptions.ConstraintError, neo4j.exceptions.TransientError) as error:
        if error.code in TOO_LITTLE_MEMORY:
            raise NoStore(
                f"The store at {location} has too little memory for a write of this size; nothing was written. "
                "Give the server more with server.memory.heap.max_size, or load the sheets in parts."
            ) from None
        raise StoreBusy("Somebody else is changing the same data; nothing was written, so try again.") from None
    except neo4j.exceptions.IncompleteCommit:
        raise NoStore(
            f"The connection to the store at {location} broke while a change was being saved, so it may or may not "
            "have been saved. Look for it in graphmap log, or on the Records page, before you try again."
        ) from None
    except (neo4j.exceptions.ServiceUnavailable, neo4j.exceptions.SessionExpired, OSError):
        raise NoStore(_no_answer(location)) from None
    except (neo4j.exceptions.Neo4jError, neo4j.exceptions.DriverError) as error:
        raise NoStore(_disk_full(location) or f"The store at {location} refused: {_first_line(error)}.") from None


def _no_answer(location: Location) -> str:
    if not isinstance(location, EmbeddedLocation):
        return f"No store answers at {location}; check the address, and that the server is running."
    if ran_out_of_memory(location.folder):
        return (
            f"The engine of the store in {location.folder} had too little memory for a write of this size; nothing was "
            "written. Load the sheets in parts, or on a machine with more memory."
        )
    return _disk_full(location) or (
        f"The engine of the store in {location.folder} stopped; anything it was writing was undone, so try again."
    )


def _disk_full(location: Location) -> str | None:
    if isinstance(location, EmbeddedLocation) and is_disk_full(location.folder):
        return disk_full_sentence(location.folder)
    return None


def _first_line(error: Exception) -> str:
    lines = str(getattr(error, "message", None) or error).strip().splitlines()
    return lines[0].rstrip(".") if lines else type(error).__name__
