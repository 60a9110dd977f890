"""An engine under test: its store, its server and the bare driver."""

from dataclasses import dataclass

import neo4j

from graphmap.store.location import Location, ServerLocation


@dataclass(frozen=True)
class RunningEngine:
    """An engine under test: where its store is, how to reach the server there, and the bare driver."""

    location: Location
    server: ServerLocation
    driver: neo4j.Driver

    def session(self) -> neo4j.Session:
        return self.driver.session(database=self.server.database)

    def empty(self) -> None:
        """Delete everything, in parts: at once it takes the embedded engine more than twice as long."""
        with self.session() as session:
            while session.run("MATCH (n) WITH n LIMIT 500 DETACH DELETE n RETURN count(*) AS deleted").single(
                strict=True
            )["deleted"]:
                pass
