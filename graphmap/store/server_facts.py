"""What a Neo4j server is, and what the account that we use may do there."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from graphmap.store.writes import constraints

if TYPE_CHECKING:
    from graphmap.store.store import Store

LEAST_VERSION = (5, 26)
"""The oldest Neo4j that graphmap is for."""

_COMPONENTS = "CALL dbms.components() YIELD versions, edition RETURN versions[0], edition"
_CLOCK = "RETURN datetime().epochMillis"
_RIGHTS = {
    "read": "MATCH (n) RETURN n.id LIMIT 1",
    "write": "CREATE (n:Person {id: randomUUID()}) SET n.name = 'Nobody' DETACH DELETE n",
    "make constraints": next(constraints()),
}


@dataclass(frozen=True)
class ServerFacts:
    """A server's version and edition, and by how many seconds its clock is ahead of ours."""

    version: str
    edition: str
    clock_ahead: float

    @property
    def version_numbers(self) -> tuple[int, ...]:
        """The version as numbers, to compare."""
        return tuple(map(int, re.findall(r"\d+", self.version)[:2]))


def server_facts(store: "Store") -> ServerFacts:
    """Return what the server of `store` is. Raises `NoStore`."""
    version, edition = store.try_out(_COMPONENTS)
    [clock] = store.try_out(_CLOCK)
    return ServerFacts(str(version), str(edition), float(clock) / 1000 - datetime.now(UTC).timestamp())


def refused_rights(store: "Store") -> Sequence[str]:
    """Return what the account of `store` may not do, of what graphmap needs. All that is tried is taken back."""
    return [right for right, statement in _RIGHTS.items() if not store.allows(statement)]
