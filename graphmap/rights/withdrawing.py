"""Withdrawing: from a day on, nothing more is recorded of a person, and that they withdrew is recorded.

What happened until then stays until it is erased."""

from dataclasses import replace
from datetime import date, timedelta

from graphmap.model import NodeKey
from graphmap.records.retiring import retire
from graphmap.rights.register import record
from graphmap.store.edit import Edit
from graphmap.tables import GraphTables


def withdraw(tables: GraphTables, person: NodeKey, day: date) -> Edit:
    """Return the edit after which nothing of `person` goes on, and which records that they withdrew on `day`."""
    rights = record(tables, [person], {"answer": "withdrawn", "answered": day.isoformat()}, day)
    ended = retire(tables, [person], day - timedelta(days=1))
    return replace(
        rights,
        updated={**ended.updated, **rights.updated},
        ended={**ended.ended, **rights.ended},
        begun={**ended.begun, **rights.begun},
        tallies={**ended.tallies, **rights.tallies},
    )
