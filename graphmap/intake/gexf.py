"""Read GEXF, as Gephi, networkx and graphmap write it. Each spell of an edge becomes an edge."""

from dataclasses import replace
from pathlib import Path

from graphmap.intake.attributes import DIRECTION, NODE_ID, SOURCE, TARGET, Described, graph_foreign
from graphmap.intake.foreign import Foreign
from graphmap.intake.mapping import mapping_of
from graphmap.intake.xml_elements import Element, read_elements, undeclared

FORMAT = "GEXF"
_WANTED = frozenset({"meta", "attributes", "node", "edge"})
_OF_NODES = (NODE_ID, "label")
_OF_EDGES = (SOURCE, TARGET, DIRECTION, "label", "kind", "weight", "start", "end")


def read_gexf(path: Path) -> Foreign:
    """Return the graph in the file at `path`. Raises `BadSheets` where it is broken."""
    reading = _Reading(path.name)
    read_elements(path, _WANTED, reading.take)
    notes = ["Values that change over time are read as their first."] if reading.changing else []
    foreign = graph_foreign(FORMAT, path.name, reading.nodes, reading.edges, notes, reading.own_date)
    if not foreign.suggested.get("edges", "relationship"):
        return foreign
    spell = mapping_of(edges={"since": foreign.edges.heading("start"), "until": foreign.edges.heading("end")})
    return replace(foreign, suggested=spell.over(foreign.suggested))


class _Reading:
    def __init__(self, file: str) -> None:
        self._file = file
        self._names: dict[tuple[str, str], str] = {}
        self.nodes: list[Described] = []
        self.edges: list[Described] = []
        self.own_date = ""
        self.changing = False

    def take(self, element: Element) -> None:
        match element.name:
            case "meta":
                self.own_date = element.attributes.get("lastmodifieddate", "")
            case "attributes":
                of = element.attributes.get("class", "")
                for one in element.all("attribute"):
                    self._names[of, one.attributes.get("id", "")] = one.attributes.get(
                        "title", one.attributes.get("id", "")
                    )
            case "node":
                label = element.attributes.get("label", "")
                self.nodes.append(
                    (
                        element.line,
                        {NODE_ID: element.needed("id", self._file), **_given(label=label), **self._values(element)},
                    )
                )
            case "edge":
                self._take_edge(element)

    def _take_edge(self, element: Element) -> None:
        of = element.attributes
        edge = {SOURCE: element.needed("source", self._file), TARGET: element.needed("target", self._file)}
        edge |= _given(
            direction=of.get("type", ""),
            label=of.get("label", ""),
            kind=of.get("kind", ""),
            weight=of.get("weight", ""),
        )
        edge |= self._values(element)
        for spell in element.all("spell") or [element]:
            start = (
                spell.attributes.get("start")
                or spell.attributes.get("startopen")
                or spell.attributes.get("timestamp", "")
            )
            end = spell.attributes.get("end") or spell.attributes.get("endopen", "")
            self.edges.append((element.line, {**edge, **_given(start=start, end=end)}))

    def _values(self, element: Element) -> dict[str, str]:
        found: dict[str, str] = {}
        for one in element.all("attvalue"):
            id = one.attributes.get("for", one.attributes.get("id", ""))
            name = self._names.get((element.name, id))
            if name is None:
                raise undeclared(one, id, "an attribute", self._file)
            taken = _OF_NODES if element.name == "node" else _OF_EDGES
            name = f"{name} (attribute)" if name in taken else name
            self.changing |= name in found
            found.setdefault(name, one.attributes.get("value", ""))
        return {name: value for name, value in found.items() if value}


def _given(**attributes: str) -> dict[str, str]:
    return {name: value for name, value in attributes.items() if value}
