"""What an engine under test offers besides its store."""

from dataclasses import dataclass

import neo4j

from graphmap.store.location import Location, ServerLocation


@dataclass(frozen=True)
class RunningEngine:
    """An engine under test: where its store is, how a server there is reached, and the bare driver for what a store
    lacks."""

    location: Location
    server: ServerLocation
    driver: neo4j.Driver

    def session(self) -> neo4j.Session:
        return self.driver.session(database=self.server.database)

    def empty(self) -> None:
        """Delete everything, some at a time: in one go the embedded engine takes more than twice as long."""
        with self.session() as session:
            while session.run("MATCH (n) WITH n LIMIT 500 DETACH DELETE n RETURN count(*) AS deleted").single(
                strict=True
            )["deleted"]:
                pass
