"""Says what is wrong in a graph that another program wrote: what, in which node, and how to fix it.

Reading stops at the first thing it can't use and doesn't know where that is. This goes through every node and
relationship instead, which is slow, so it is used only where reading has failed.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NoReturn

import neo4j.time

from graphmap import model
from graphmap.errors import BadData, NoStore
from graphmap.sheets.problems import Problem, summary
from graphmap.store.counts import RESTORE
from graphmap.store.location import EmbeddedLocation, Location

_SHOWN = 3  # of each sort of problem


@dataclass(frozen=True, order=True)
class GraphProblem(Problem):
    """A value that graphmap can't use: ``file`` names its node or relationship, ``column`` the property."""

    @property
    def where(self) -> str:
        """The place, as ``School tauira (node 4:…:12), property roll``."""
        return f"{self.file}, property {self.column}"


class BadGraph(BadData):
    """The graph on a server can't be read; ``problems`` has all that is wrong with it."""

    def __init__(self, location: Location, problems: list[Problem]) -> None:
        self.problems = problems
        count = "one value isn’t" if len(problems) == 1 else f"{len(problems):,} values aren’t"
        super().__init__(
            f"The graph at {location} can’t be read: {count} as graphmap needs. Fix this there: "
            + " ".join(summary(problems, _SHOWN))
        )


def refuse_graph(location: Location, problems: list[Problem], cause: Exception) -> NoReturn:
    """Raise what there is to say of a graph that can't be read, because of `problems`: `BadGraph` or `NoStore`."""
    if isinstance(location, EmbeddedLocation):
        example = f" ({problems[0].where})" if problems else ""
        raise NoStore(
            f"The store in {location.folder} is damaged: a value can’t be read{example}. {RESTORE}"
        ) from cause
    if not problems:
        raise NoStore(f"The graph at {location} can’t be read: {cause}.") from cause
    raise BadGraph(location, problems) from cause


def graph_problems(tx: neo4j.ManagedTransaction) -> list[Problem]:
    """Return everything in the store that reading can't use."""
    return [
        *(problem for kind in model.KINDS for problem in _kind_problems(tx, kind)),
        *(problem for each in model.RELATIONSHIPS for problem in _relationship_problems(tx, each)),
    ]


def _kind_problems(tx: neo4j.ManagedTransaction, kind: model.Kind) -> Iterator[Problem]:
    text = f"MATCH (n:{kind.label}) RETURN elementId(n) AS node, properties(n) AS properties"
    found = [(record["node"], record["properties"]) for record in tx.run(text)]
    times = Counter(_id_of(properties) for _, properties in found)
    for node, properties in found:
        id = _id_of(properties)
        place = _named(kind.label, id, node)
        if id and times[id] > 1:
            yield GraphProblem(
                place, 0, "id", "the same id twice", id, "is the id of another node too", "Give each an id of its own."
            )
        for each in kind.properties:
            yield from _value_problems(place, each, properties.get(each.name))


def _id_of(properties: Mapping[str, Any]) -> str | None:
    id = properties.get("id")
    return id if isinstance(id, str) and id else None


def _named(label: str, id: str | None, node: str) -> str:
    return f"{label} {' '.join(id.split())[:60]} (node {node})" if id else f"{label} (node {node})"


def _relationship_problems(tx: neo4j.ManagedTransaction, relationship: model.Relationship) -> Iterator[Problem]:
    if not relationship.properties:
        return
    starts, ends = "|".join(relationship.starts), "|".join(relationship.ends)
    text = (
        f"MATCH (a:{starts})-[r:{relationship.type}]->(b:{ends}) "
        "RETURN elementId(r) AS relationship, a.id AS start, b.id AS end, properties(r) AS properties"
    )
    for record in tx.run(text):
        place = f"{relationship.type} from {record['start']} to {record['end']}"
        for each in relationship.properties:
            yield from _value_problems(place, each, record["properties"].get(each.name))


def _value_problems(place: str, declared: model.Property, value: object) -> Iterator[Problem]:
    """Yield what is wrong with the `value` of a property, if anything."""

    def problem(sort: str, why: str, fix: str) -> Problem:
        return GraphProblem(place, 0, declared.name, sort, "" if value in (None, "") else str(value), why, fix)

    needed = declared.required or declared.name == "id"
    if value is None or value == "":
        if needed:
            yield problem(
                f"no {declared.name}", f"has no {declared.name}", f"Give it one, such as ‘{declared.example}’."
            )
    elif not _is_of(declared.type, value):
        name, example = _WANTED[declared.type]
        yield problem(f"not a {name}", f"is not a {name}", f"Write it as {example}.")
    elif declared.lowest is not None and not declared.lowest <= float(str(value)) <= (declared.highest or float("inf")):
        most = "or more" if declared.highest is None else f"to {declared.highest:g}"
        yield problem("out of range", "is out of range", f"Write a number from {declared.lowest:g} {most}.")


_WANTED = {
    model.Type.TEXT: ("text", "a text, as toString(…) makes it"),
    model.Type.WHOLE: ("whole number", "a number, such as 212"),
    model.Type.DECIMAL: ("number", "a number, such as -35.31"),
    model.Type.DATE: ("date", "a date, such as date('2024-02-05')"),
}


def _is_of(type: model.Type, value: object) -> bool:
    """Return whether reading can take `value` for one of `type`: a text will do where it says the same."""
    if type is model.Type.TEXT:
        return isinstance(value, str)
    if type is model.Type.DATE:
        return _is_date(value)
    pattern = r"[+-]?\d+" if type is model.Type.WHOLE else r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?"
    return not isinstance(value, bool) and re.fullmatch(pattern, str(value)) is not None


def _is_date(value: object) -> bool:
    if isinstance(value, neo4j.time.Date):
        return True
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
