"""Load the named queries of ``queries/*.cypher``, and check them against their headers.

A query begins with a header. The comment lines under it say what it is for::

    // name: ties_of(actor, since) -> other, interactions
    // Everyone that `actor` did something with since a day, busiest first.
    MATCH …
    RETURN other.id AS other, count(i) AS interactions

An exclamation mark after the name marks a query that writes. Every returned value is named with AS.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from graphmap.project import project_file

_HEADER = re.compile(r"// name: (?P<name>\w+)(?P<writes>!?)\((?P<parameters>[\w, ]*)\)(?: -> (?P<columns>[\w, ]+))?\s*")


class BadQuery(Exception):
    """A query file breaks the rules; the text begins with ``file:line``."""


@dataclass(frozen=True)
class Query:
    """A named query. ``text`` keeps its header as a comment, so that its name is in the server's log."""

    name: str
    writes: bool
    parameters: tuple[str, ...]
    columns: tuple[str, ...]
    meaning: str
    text: str


@cache
def named_queries() -> Mapping[str, Query]:
    """Return all the project's queries by name."""
    return load_queries(project_file("queries"))


def load_queries(folder: Path) -> Mapping[str, Query]:
    """Return the queries of every ``.cypher`` file in `folder`, by name.

    Raises `BadQuery` for a query whose parameters or columns differ from those it declares, one without a sentence
    about its purpose, and a name used twice.
    """
    queries: dict[str, Query] = {}
    for file in sorted(folder.glob("*.cypher")):
        for line, block in _blocks(file):
            query = _parse(block, f"{file.name}:{line}")
            if query.name in queries:
                raise BadQuery(f"{file.name}:{line}: there is another query called {query.name}")
            queries[query.name] = query
    return queries


def _blocks(file: Path) -> list[tuple[int, list[str]]]:
    """Return the queries of a file as lines, each with the number of its first line."""
    blocks: list[tuple[int, list[str]]] = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("// name:"):
            blocks.append((number, []))
        if blocks:
            blocks[-1][1].append(line)
        elif line and not line.startswith("//"):
            raise BadQuery(f"{file.name}:{number}: a query needs a header that begins with ‘// name:’")
    return blocks


def _parse(lines: list[str], where: str) -> Query:
    header = _HEADER.fullmatch(lines[0])
    if header is None:
        raise BadQuery(f"{where}: the header is not ‘// name: name(parameters) -> columns’")
    comments = [line[2:].strip() for line in lines[1:] if line.startswith("//")]
    code = "\n".join(line for line in lines if not line.startswith("//")).strip()
    parameters, columns = _names(header["parameters"]), _names(header["columns"])
    used = set(re.findall(r"\$(\w+)", code))
    if used != set(parameters):
        raise BadQuery(f"{where}: declares the parameters {sorted(parameters)} but uses {sorted(used)}")
    if _returned(code) != columns:
        raise BadQuery(f"{where}: declares the columns {columns} but returns {_returned(code)}")
    if not comments:
        raise BadQuery(f"{where}: a sentence that says what the query is for is missing")
    return Query(header["name"], bool(header["writes"]), parameters, columns, " ".join(comments), f"{lines[0]}\n{code}")


def _names(listed: str | None) -> tuple[str, ...]:
    return tuple(name.strip() for name in (listed or "").split(",") if name.strip())


def _returned(code: str) -> tuple[str, ...]:
    """Return the names of the values that a query returns."""
    last = code.rpartition("RETURN ")[2] if "RETURN " in code else ""
    last = re.split(r"\bORDER BY\b|\bLIMIT\b", last)[0]
    return tuple(re.findall(r"\bAS (\w+)", last))
