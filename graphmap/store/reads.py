"""The Cypher that reads every entity of a kind and every relationship of a type, made from the model.

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
    relationship = model.RELATIONSHIP[type]
    starts, ends = "|".join(relationship.starts), "|".join(relationship.ends)
    columns = [
        *(_label("a", "start_label", relationship.starts), "collect(a.id) AS start"),
        *(_label("b", "end_label", relationship.ends), "collect(b.id) AS end"),
        *(_column("r", property) for property in relationship.properties),
    ]
    return (
        f"// name: read_{type}()\nMATCH (a:{starts})-[r:{relationship.type}]->(b:{ends})\nRETURN {', '.join(columns)}"
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
