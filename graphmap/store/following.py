"""Moves a graph on by what has changed since: only the rows that were touched are read."""

import neo4j
import neo4j.exceptions
import polars.exceptions

from graphmap.store.carrying_out import rows_now
from graphmap.store.counts import count, counts_of, kept_counts
from graphmap.store.log import Change, Followed
from graphmap.store.log_reading import changes_with, entries_with
from graphmap.store.stamp import Stamp
from graphmap.store.touched import all_touched, with_rows
from graphmap.tables import GraphTables

_MOST_ROWS = 20_000
"""Up to so many touched rows, following always costs less than reading the graph."""

_MOST_SHARE = 0.1
"""Of a graph's rows: reading all of them costs no more than looking up so many."""

_NOT_FOLLOWED = ("restored", "migrated", "erased")
"""What a change can do without keeping which rows it touched, or without keeping all of them."""


def follow(tx: neo4j.ManagedTransaction, stamp: Stamp, at: Followed, *, embedded: bool) -> Followed | None:
    """Return the graph `at` a change moved on to that of the `stamp`; None where it must be read anew."""
    if stamp.seq < at.seq or (at.revision is not None and not _is_of_this_store(tx, stamp, at)):
        return None
    changes = changes_with(tx, range(at.seq + 1, stamp.seq + 1))[::-1]
    if len(changes) != stamp.seq - at.seq or any(change.act.what in _NOT_FOLLOWED for change in changes):
        return None
    if sum(change.rows for change in changes) > max(_MOST_ROWS, _MOST_SHARE * sum(counts_of(at.tables).values())):
        return None
    try:
        tables = _moved_on(tx, at.tables, changes)
    except (TypeError, ValueError, polars.exceptions.PolarsError, neo4j.exceptions.CypherTypeError):
        return None  # another program wrote there: reading all says what
    counts = kept_counts(tx) if embedded else count(tx)
    if counts is not None and counts_of(tables) != counts:
        return None
    return Followed(stamp.seq, stamp.revision, tables, changes)


def _is_of_this_store(tx: neo4j.ManagedTransaction, stamp: Stamp, at: Followed) -> bool:
    if at.seq == stamp.seq:
        return at.revision == stamp.revision
    return [change.id for change in changes_with(tx, [at.seq])] == [at.revision]


def _moved_on(tx: neo4j.ManagedTransaction, tables: GraphTables, changes: list[Change]) -> GraphTables:
    if not changes:
        return tables
    touched = all_touched([entry.touched for entry in entries_with(tx, [change.seq for change in changes])])
    return with_rows(tables, touched, rows_now(tx, touched))
