"""How many entities and relationships there are, by kind: what a store should hold, kept with its revision.

Every write keeps them, so that reading tells a damaged store from a smaller graph. They are carried forward with what
each write adds and takes away: counting afresh would take damage for the truth, and the embedded engine needs a second
for every 100,000 relationships to count them. A Neo4j server counts at no cost.
"""

import json
from collections.abc import Mapping

import neo4j

from graphmap import model
from graphmap.errors import NoStore
from graphmap.store.location import EmbeddedLocation
from graphmap.store.queries import named_queries
from graphmap.tables import GraphTables

Counts = Mapping[str, int]
"""How many there are of each kind (by label) and of each relationship (by type)."""

RESTORE = (
    "Don’t load anything into it: restore your last backup into a new store, with "
    "graphmap db restore FILE --store embedded:DIR."
)
"""What to do about a damaged store."""

NAMES = (*model.KIND, *model.RELATIONSHIP)


def counts_of(graph: GraphTables) -> Counts:
    """Count the rows of `graph`."""
    return {name: table.height for tables in (graph.kinds, graph.relationships) for name, table in tables.items()}


def count(tx: neo4j.ManagedTransaction) -> Counts:
    """Count what is in the store, by name."""
    text = "\nUNION ALL\n".join(_counting())
    found = {record["name"]: record["rows"] for record in tx.run(text)}  # without those that there are none of
    return {name: found.get(name, 0) for name in NAMES}


def _counting() -> list[str]:
    kinds = [f"MATCH (n:{label}) RETURN '{label}' AS name, count(n) AS rows" for label in model.KIND]
    return kinds + [f"MATCH ()-[r:{type}]->() RETURN '{type}' AS name, count(r) AS rows" for type in model.RELATIONSHIP]


def kept_counts(tx: neo4j.ManagedTransaction) -> Counts | None:
    """Return the counts after the last write, or None where no write has kept any."""
    record = tx.run(named_queries()["counts"].text).single()
    return json.loads(record["counts"]) if record and record["counts"] else None


def counts_after(tx: neo4j.ManagedTransaction, kept: str | None, added: Mapping[str, int]) -> str:
    """Return the counts to keep after a write, as JSON: those `kept` before it with what it has `added`.

    Where none were kept, they are counted, which then has to be after the write.
    """
    before = json.loads(kept) if kept else None
    counts = {name: before.get(name, 0) + added.get(name, 0) for name in NAMES} if before else count(tx)
    return json.dumps(counts)


def refuse_damage(location: EmbeddedLocation, found: Counts, kept: Counts | None) -> None:
    """Raise `NoStore` where an embedded store holds fewer than the counts `kept`, or anything where none were kept.

    More than was written is no damage. Where an older graphmap kept no counts, there is nothing to compare with.
    """
    if kept is None:
        return
    for name in NAMES:
        if found[name] < kept.get(name, 0) or (not kept and found[name]):
            raise NoStore(
                f"The store in {location.folder} is damaged: {kept.get(name, 0):,} {_plural(name)} were written, and "
                f"{found[name]:,} can be read. {RESTORE}"
            )


def _plural(name: str) -> str:
    return model.KIND[name].plural if name in model.KIND else f"{name} relationships"
