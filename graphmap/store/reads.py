"""The Cypher that reads the entities of a kind and the relationships of a type, all or some, made from the model.

A snapshot is made of these. Each column is one list of texts, empty where nothing is known: a driver reads that many
times faster than a record per row. Labels and types can't be parameters in Cypher; here they come from the model alone.
"""

from graphmap import model


def read_entities(label: str) -> str:
    """Return one record, with a list of texts for each property of the entities of the kind."""
    kind = model.KIND[label]
    columns = ", ".join(_column("n", property) for property in kind.properties)
    return f"// name: read_{label}()\nMATCH (n:{kind.label})\nRETURN {columns}"


def read_relationships(type: str) -> str:
    """Return one record, with lists of texts for the relationships of the type.

    Each end has its label (``start_label``) and its id (``start``); the properties follow."""
    starts, ends = "|".join(model.RELATIONSHIP[type].starts), "|".join(model.RELATIONSHIP[type].ends)
    return f"// name: read_{type}()\nMATCH (a:{starts})-[r:{type}]->(b:{ends})\nRETURN {_related(type)}"


def read_entities_with(label: str) -> str:
    """Return one record, with a list of texts for each property of the entities whose ids are in ``$rows``."""
    columns = ", ".join(_column("n", property) for property in model.KIND[label].properties)
    return f"UNWIND $rows AS row MATCH (n:{label} {{id: row.id}}) RETURN {columns}"


def read_relationships_between(type: str, start: str, end: str) -> str:
    """Return one record, with lists of texts for the relationships between the ids in each row of ``$rows``."""
    columns = _related(type, (start,), (end,))
    return (
        f"UNWIND $rows AS row MATCH (a:{start} {{id: row.start}})-[r:{type}]->(b:{end} {{id: row.end}}) "
        f"RETURN {columns}"
    )


def read_relationships_from(type: str, start: str) -> str:
    """Return one record, with lists of texts for the relationships that start at the ids in ``$rows``."""
    ends = model.RELATIONSHIP[type].ends
    return (
        f"UNWIND $rows AS row MATCH (a:{start} {{id: row.id}})-[r:{type}]->(b:{'|'.join(ends)}) "
        f"RETURN {_related(type, (start,))}"
    )


def read_relationships_to(type: str, end: str) -> str:
    """Return one record, with lists of texts for the relationships that end at the ids in ``$rows``."""
    starts = model.RELATIONSHIP[type].starts
    return (
        f"UNWIND $rows AS row MATCH (a:{'|'.join(starts)})-[r:{type}]->(b:{end} {{id: row.id}}) "
        f"RETURN {_related(type, None, (end,))}"
    )


def read_kept(kind: model.Kind) -> str:
    """Return a record for each entity of a kind that people keep beside the network, with its properties."""
    columns = ", ".join(f"n.{property.name} AS {property.name}" for property in kind.properties)
    return f"MATCH (n:{kind.label}) RETURN {columns}"


def _related(type: str, starts: tuple[str, ...] | None = None, ends: tuple[str, ...] | None = None) -> str:
    """Return the columns of relationships whose ends have one of these labels; all labels of the type if not given."""
    relationship = model.RELATIONSHIP[type]
    return ", ".join(
        [
            *(_label("a", "start_label", starts or relationship.starts), "collect(a.id) AS start"),
            *(_label("b", "end_label", ends or relationship.ends), "collect(b.id) AS end"),
            *(_column("r", property) for property in relationship.properties),
        ]
    )


def _column(variable: str, property: model.Property) -> str:
    value = f"{variable}.{property.name}"
    if property.name == "id":
        return f"collect({value}) AS id"
    text = value if property.type is model.Type.TEXT else f"toString({value})"
    return f"collect(coalesce({text}, '')) AS {property.name}"


def _label(variable: str, name: str, labels: tuple[str, ...]) -> str:
    """Return the column of an end's labels. Where the model allows only one, no node has to be asked for its own."""
    label = f"'{labels[0]}'" if len(labels) == 1 else f"labels({variable})[0]"
    return f"collect({label}) AS {name}"
