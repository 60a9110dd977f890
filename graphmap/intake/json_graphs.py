"""Read graphs as JSON: node-link data of networkx and graphmap, Kumu's blueprints, and graphology's graphs, as Gephi
Lite saves them."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graphmap.errors import BadData
from graphmap.intake import kumu
from graphmap.intake.attributes import DIRECTION, NODE_ID, SOURCE, TARGET, Described, graph_foreign
from graphmap.intake.foreign import SAVE_AGAIN, Foreign
from graphmap.intake.tabular import encoding_of
from graphmap.sheets.cell_texts import visible
from graphmap.sheets.problems import broken

FORMAT = "node-link JSON"
GRAPHOLOGY = "Gephi Lite"
_MOST_BYTES = 64 << 20  # Python needs some ten times as much to hold it
_SIDECAR = {"about", "tables", "labels"}  # a file beside one of graphmap's that can't itself say where it comes from


def read_json(path: Path) -> Foreign | None:
    """Return the graph in the file at `path`; nothing where it is JSON of another sort. Raises `BadSheets` where it is
    broken."""
    try:
        return _graph(path, _parsed(path))
    except RecursionError:
        raise broken(path.name, "broken JSON", "The file is nested too deeply", SAVE_AGAIN) from None


def _parsed(path: Path) -> object:
    size = path.stat().st_size
    if size > _MOST_BYTES:
        why = f"The file has {size >> 20:,} MB"
        fix = f"Save it as GraphML, GEXF or CSV, or in parts of at most {_MOST_BYTES >> 20} MB."
        raise broken(path.name, "JSON too large", why, fix)
    try:
        with path.open(encoding=encoding_of(path)) as file:
            return json.load(file)
    except json.JSONDecodeError as error:
        why = f"The file is broken here ({error.msg})"
        fix = "It may have been cut short: save it again where it came from."
        raise broken(path.name, "broken JSON", why, fix, row=error.lineno) from None
    except ValueError:
        why, fix = "The file has a number of thousands of digits", "Take it out, or write it between quotes."
        raise broken(path.name, "broken JSON", why, fix) from None


def _graph(path: Path, found: object) -> Foreign | None:
    if not isinstance(found, dict):
        return None
    if "about" in found and set(found) <= _SIDECAR:
        other = path.name.removesuffix(".about.json")
        raise BadData(
            f"{path.name} only says where {other} comes from and what its columns mean; give {other} instead, or their "
            "folder."
        )
    if isinstance(found.get("graphDataset"), dict):
        found = _of_gephi_lite(found["graphDataset"])
    if "elements" in found and "connections" in found:
        nodes, edges = _described(path, found, "elements"), _described(path, found, "connections")
        _check_ends(path, edges, "connections", ("from", "to"))
        return kumu.blueprint(path.name, nodes, edges)
    links = "edges" if "edges" in found else "links"
    if "nodes" not in found or links not in found:
        return None
    if _is_graphology(found):
        return _graphology(path, found)
    edges = _described(path, found, links)
    _check_ends(path, edges, links, (SOURCE, TARGET))
    if found.get("directed") is True:
        edges = [(row, {**edge, DIRECTION: "directed"}) for row, edge in edges]
    nodes = _described(path, found, "nodes")
    _check_ends(path, nodes, "nodes", (NODE_ID,))
    return graph_foreign(FORMAT, path.name, nodes, edges)


# ---------------------------------------------------------------------------------------- graphology


def _of_gephi_lite(dataset: Mapping[str, Any]) -> dict[str, Any]:
    """The graph that Gephi Lite saves, with the attributes that it keeps beside the nodes and edges put into them."""
    graph = dataset.get("fullGraph")
    if not isinstance(graph, dict):
        return {}

    def filled(entries: object, data: object) -> object:
        if not isinstance(entries, list) or not isinstance(data, dict):
            return entries
        return [
            {**entry, "attributes": {**_dict(data.get(str(entry.get("key")))), **_dict(entry.get("attributes"))}}
            if isinstance(entry, dict)
            else entry
            for entry in entries
        ]

    return {
        **graph,
        "nodes": filled(graph.get("nodes"), dataset.get("nodeData")),
        "edges": filled(graph.get("edges"), dataset.get("edgeData")),
    }


def _is_graphology(found: Mapping[str, Any]) -> bool:
    nodes = found["nodes"]
    keyed = isinstance(nodes, list) and bool(nodes) and isinstance(nodes[0], dict) and "key" in nodes[0]
    return "options" in found or (keyed and "id" not in nodes[0])


def _graphology(path: Path, found: Mapping[str, Any]) -> Foreign:
    """A graph of graphology: a node has a key, and nodes and edges keep what else is known in their attributes."""
    nodes, edges = _described(path, found, "nodes", attributes=True), _described(path, found, "edges", attributes=True)
    _check_ends(path, nodes, "nodes", ("key",))
    _check_ends(path, edges, "edges", (SOURCE, TARGET))
    type = _dict(found.get("options")).get("type")

    def direction(edge: Mapping[str, str]) -> dict[str, str]:
        if edge.get("undirected") == "true" or type == "undirected":
            return {DIRECTION: "undirected"}
        return {DIRECTION: "directed"}

    nodes = [(row, {NODE_ID: of["key"], **_without(of, "key")}) for row, of in nodes]
    edges = [(row, {**_without(of, "key", "undirected"), **direction(of)}) for row, of in edges]
    return graph_foreign(GRAPHOLOGY, path.name, nodes, edges)


def _without(of: Mapping[str, str], *keys: str) -> dict[str, str]:
    return {key: value for key, value in of.items() if key not in keys}


def _dict(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


# ------------------------------------------------------------------------------------------- entries


def _described(path: Path, found: Mapping[str, Any], name: str, attributes: bool = False) -> list[Described]:
    """The entries of a list as texts; with `attributes`, those of an entry are taken out of it and put beside it."""
    entries = found.get(name)
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise broken(
            path.name, "broken JSON", "is not a list of objects", "Save it again where it came from.", column=name
        )
    return [
        (row, {key: text for key, value in (_flat(entry) if attributes else entry).items() if (text := _text(value))})
        for row, entry in enumerate(entries, 1)
    ]


def _flat(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    own = _without(entry, "attributes")
    return {
        **{f"{key} (attribute)" if key in own else key: value for key, value in _dict(entry.get("attributes")).items()},
        **own,
    }


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
            return visible(str(value))
