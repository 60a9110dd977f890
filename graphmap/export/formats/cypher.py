"""A Cypher script that makes the graph in Neo4j or another database that speaks Cypher. Running it again changes
nothing.

The script has no parameters, because a reader has only the file: every value is a quoted literal. A tie becomes a
relationship ``TIE`` whose direction means nothing; in the view ``structure`` the relationships are those of graphmap's
own stores."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import IO, Any

from graphmap import model
from graphmap.export.graph_format import Exported, GraphFormat, Spell
from graphmap.export.node_edge_tables import ends_in_order
from graphmap.model import NodeKey

_ESCAPES = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_DAYS = {"first", "last", "last_beyond", "since", "until"}
"""The attributes that are days, which a graph holds as texts."""


def write_cypher(exported: Exported, file: IO[bytes]) -> None:
    """Write one statement a line."""
    for line in _lines(exported):
        file.write(f"{line}\n".encode())


def _lines(exported: Exported) -> Iterator[str]:
    graph = exported.graph
    yield from (f"// {name}: {' '.join(value.split())}" for name, value in exported.about.fields.items())
    for label in sorted({kind for _, kind in graph.nodes(data="kind")}):
        yield f"CREATE CONSTRAINT {label.lower()}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE;"
    for key, attributes in graph.nodes(data=True):
        kind, _ = model.split_key(key)
        own = {
            "kind" if name == f"{kind.word}_kind" else name: value
            for name, value in attributes.items()
            if name != "kind"
        }
        yield f"MERGE (n:{_node(key)}) SET n += {_map(own)};"
    for one, other, tie in ends_in_order(graph):
        ends = f"MATCH (a:{_node(one)}), (b:{_node(other)})"
        if "relationship" in tie:
            spells = exported.times.get((min(one, other), max(one, other)), [(None, None)])
            yield from (
                f"{ends} MERGE (a)-[:{tie['relationship']}{_spell(spell)}]->(b);" for spell in _widest_first(spells)
            )
        else:
            type = "TOOK_PART" if model.split_key(other)[0].label == "Interaction" else "TIE"
            yield f"{ends} MERGE (a)-[r:{type}]->(b) SET r += {_map(tie)};"


def _widest_first(spells: Sequence[Spell]) -> Sequence[Spell]:
    """Sort `spells` by how many ends they have: MERGE would match a spell with fewer ends to an earlier one with
    more."""
    return sorted(spells, key=lambda spell: sum(day is not None for day in spell))


def _spell(spell: Spell) -> str:
    days = {name: day.isoformat() for name, day in zip(("since", "until"), spell, strict=True) if day is not None}
    return f" {_map(days)}" if days else ""


def _node(key: NodeKey) -> str:
    kind, id = model.split_key(key)
    return f"{kind.label} {{id: {_literal(id)}}}"


def _map(values: Mapping[str, Any]) -> str:
    pairs = (
        f"{name}: " + (f"date({_literal(value)})" if name in _DAYS else _literal(value))
        for name, value in values.items()
    )
    return "{" + ", ".join(pairs) + "}"


def _literal(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return "'" + re.sub(r"\\u|.", lambda found: _escaped(found[0]), value, flags=re.DOTALL) + "'"
        case _:
            return repr(value)


def _escaped(text: str) -> str:
    """Return `text`, a character or a backslash and a ``u``, as it is written in a literal.

    Some engines read ``\\u`` before anything else, even after an escaped backslash, so there the ``u`` is written as
    its number."""
    if text == "\\u":
        return _ESCAPES["\\"] + "\\u0075"
    return _ESCAPES.get(text) or (text if text.isprintable() or ord(text) > 0xFFFF else f"\\u{ord(text):04x}")


FORMATS = (
    GraphFormat(
        ending=".cypher",
        tools="Neo4j and others that speak Cypher",
        holds="everything, as a script",
        files={".cypher": write_cypher},
    ),
)
