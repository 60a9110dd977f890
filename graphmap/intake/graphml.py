"""Read GraphML, as networkx, yEd, igraph, NodeXL and graphmap write it."""

from pathlib import Path

from graphmap.intake.attributes import DIRECTION, NODE_ID, SOURCE, TARGET, Described, graph_foreign
from graphmap.intake.foreign import Foreign
from graphmap.intake.xml_elements import Element, read_elements, undeclared

FORMAT = "GraphML"
_WANTED = frozenset({"key", "node", "edge", "hyperedge"})
_TAKEN = {"node": (NODE_ID,), "edge": (SOURCE, TARGET, DIRECTION)}


def read_graphml(path: Path) -> Foreign:
    """Return the graph in the file at `path`; nested graphs are read as one. Raises `BadSheets` where it is broken."""
    reading = _Reading(path.name)
    read_elements(path, _WANTED, reading.take)
    notes = [f"{reading.hyperedges:,} hyperedges are left out: a tie is between two."] if reading.hyperedges else []
    return graph_foreign(FORMAT, path.name, reading.nodes, reading.edges, notes)


class _Reading:
    def __init__(self, file: str) -> None:
        self._file = file
        self._keys: dict[str, tuple[str, str, str]] = {}  # id: what it is for, its name, its default
        self.nodes: list[Described] = []
        self.edges: list[Described] = []
        self.hyperedges = 0

    def take(self, element: Element) -> None:
        match element.name:
            case "key":
                self._take_key(element)
            case "node":
                self.nodes.append((element.line, {NODE_ID: element.needed("id", self._file), **self._data(element)}))
            case "edge":
                ends = {SOURCE: element.needed("source", self._file), TARGET: element.needed("target", self._file)}
                directed = {"true": "directed", "false": "undirected"}.get(element.attributes.get("directed", ""), "")
                self.edges.append(
                    (element.line, {**ends, **({DIRECTION: directed} if directed else {}), **self._data(element)})
                )
            case "hyperedge":
                self.hyperedges += 1

    def _take_key(self, element: Element) -> None:
        name = (
            element.attributes.get("attr.name")
            or element.attributes.get("yfiles.type")
            or element.needed("id", self._file)
        )
        default = element.child("default")
        of = element.attributes.get("for", "all")
        self._keys[element.needed("id", self._file)] = (of, name, default.text if default else "")

    def _data(self, element: Element) -> dict[str, str]:
        data = {name: default for of, name, default in self._keys.values() if default and of in (element.name, "all")}
        for one in element.children:
            if one.name == "data":
                key = one.attributes.get("key", "")
                if key not in self._keys:
                    raise undeclared(one, key, "a key", self._file)
                data[self._keys[key][1]] = one.text
                for label in one.all("NodeLabel")[:1]:  # yEd's drawing of a node
                    data["NodeLabel"] = label.text
        return {
            f"{name} (attribute)" if name in _TAKEN[element.name] else name: text for name, text in data.items() if text
        }
