"""Graphs as JSON: node-link data, as networkx and graphmap write it, and Kumu's blueprints."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graphmap.errors import BadData
from graphmap.intake import kumu
from graphmap.intake.attributes import DIRECTION, NODE_ID, SOURCE, TARGET, Described, graph_foreign
from graphmap.intake.foreign import SAVE_AGAIN, Foreign, broken
from graphmap.intake.tabular import text_of

FORMAT = "node-link JSON"
_SIDECAR = {"about", "tables", "labels"}  # what stands beside a file of graphmap that can't say where it comes from


def read_json(path: Path) -> Foreign | None:
    """The graph in the file at `path`; nothing where it is JSON of another sort. Raises `BadSheets` where it is
    broken."""
    try:
        with text_of(path) as file:
            found = json.load(file)
    except json.JSONDecodeError as error:
        why, fix = (
            f"The file is broken here ({error.msg})",
            "It may have been cut short: save it again where it came from.",
        )
        raise broken(path.name, "broken JSON", why, fix, row=error.lineno) from None
    except RecursionError:
        raise broken(
            path.name, "broken JSON", "The file is nested too deeply", "Save it again where it came from."
        ) from None
    if not isinstance(found, dict):
        return None
    if "about" in found and set(found) <= _SIDECAR:
        other = path.name.removesuffix(".about.json")
        raise BadData(
            f"{path.name} only says where {other} comes from and what its columns mean; give "
            f"{other} instead, or their folder."
        )
    if "elements" in found and "connections" in found:
        nodes, edges = _described(path, found, "elements"), _described(path, found, "connections")
        _check_ends(path, edges, "connections", ("from", "to"))
        return kumu.blueprint(path.name, nodes, edges)
    links = "edges" if "edges" in found else "links"
    if "nodes" not in found or links not in found:
        return None
    edges = _described(path, found, links)
    _check_ends(path, edges, links, (SOURCE, TARGET))
    if found.get("directed") is True:
        edges = [(row, {**edge, DIRECTION: "directed"}) for row, edge in edges]
    nodes = _described(path, found, "nodes")
    _check_ends(path, nodes, "nodes", (NODE_ID,))
    return graph_foreign(FORMAT, path.name, nodes, edges)


def _described(path: Path, found: Mapping[str, Any], name: str) -> list[Described]:
    entries = found[name]
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise broken(
            path.name, "broken JSON", "is not a list of objects", "Save it again where it came from.", column=name
        )
    return [
        (row, {key: text for key, value in entry.items() if (text := _text(value))})
        for row, entry in enumerate(entries, 1)
    ]


def _check_ends(path: Path, described: list[Described], name: str, needed: tuple[str, ...]) -> None:
    for row, of in described:
        for key in needed:
            if key not in of:
                raise broken(
                    path.name,
                    "missing attribute",
                    f"Entry {row} of {name} has no {key}",
                    SAVE_AGAIN,
                    row=row,
                    column=key,
                )


def _text(value: Any) -> str:
    """A JSON value as the text that a cell would have: lists as Kumu's sheets write them."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float() if value.is_integer():
            return str(int(value))
        case list():
            return "|".join(map(_text, value))
        case dict():
            return json.dumps(value, ensure_ascii=False)
        case _:
            return str(value).strip()
