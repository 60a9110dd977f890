"""The Cypher that writes entities and relationships, made from the model.

Labels and types can't be parameters in Cypher; here they come from the model alone, and every value is in the parameter
``$rows``.
"""

from collections.abc import Iterator

from graphmap import model


def constraints() -> Iterator[str]:
    """Yield the statements that make ids unique in their kind, and the mark of the store unique."""
    for label in (*model.KIND, *(kind.label for kind in model.KEPT), "Store"):
        yield f"CREATE CONSTRAINT {label.lower()}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"


def create_entities(label: str) -> str:
    """Create an entity of the kind from each row of its properties."""
    return f"UNWIND $rows AS row CREATE (n:{model.KIND[label].label}) SET n = row RETURN count(n) AS rows"


def update_entities(label: str) -> str:
    """Set the properties in each row on the entity with its id; a null takes the property away."""
    return (
        f"UNWIND $rows AS row MATCH (n:{model.KIND[label].label} {{id: row.id}}) SET n += row RETURN count(n) AS rows"
    )


def delete_entities(label: str) -> str:
    """Delete the entity with the id in each row, and all its relationships."""
    return (
        f"UNWIND $rows AS row MATCH (n:{model.KIND[label].label} {{id: row.id}}) DETACH DELETE n RETURN "
        "count(*) AS rows"
    )


def update_kept(label: str) -> str:
    """Set the properties in each row on what people keep under its id beside the network."""
    return f"UNWIND $rows AS row MATCH (n:{label} {{id: row.id}}) SET n += row RETURN count(n) AS rows"


def delete_kept(label: str) -> str:
    """Delete what people keep under the id in each row beside the network."""
    return f"UNWIND $rows AS row MATCH (n:{label} {{id: row.id}}) DETACH DELETE n RETURN count(*) AS rows"


def begin_relationships(type: str, start: str, end: str) -> str:
    """Create a relationship between the ids ``start`` and ``end`` of each row, with its ``properties``."""
    return (
        f"UNWIND $rows AS row MATCH (a:{start} {{id: row.start}}) MATCH (b:{end} {{id: row.end}}) "
        f"CREATE (a)-[r:{model.RELATIONSHIP[type].type}]->(b) SET r = row.properties RETURN count(r) AS rows"
    )


def end_relationships(type: str, start: str, end: str) -> str:
    """Delete the relationships of the type between the ids ``start`` and ``end`` of each row."""
    return (
        f"UNWIND $rows AS row MATCH (a:{start} {{id: "
        f"row.start}})-[r:{model.RELATIONSHIP[type].type}]->(b:{end} {{id: row.end}}) "
        "DELETE r RETURN count(*) AS rows"
    )
