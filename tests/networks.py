"""Small networks for tests of what is derived from a snapshot, without any store."""

from collections.abc import Mapping
from functools import cache
from itertools import count

import networkx as nx
import polars as pl
from sheet_writing import SheetText, graph_of

from graphmap.graph.choice import Choice, read_choice
from graphmap.graph.network_graph import graph_of as networkx_graph_of
from graphmap.graph.snapshot import Snapshot
from graphmap.sample.demo import demo_sheets
from graphmap.sheets.codebook import shipped_codebook
from graphmap.sheets.records import read_records
from graphmap.store.loading import find_sheets
from graphmap.tables import GraphTables

PRACTICES = ("network meeting", "school visit", "critical friend", "evidence review", "co-teaching")
"""A practice of each depth."""

PEOPLE, ORGANISATIONS, NETWORKS, STRUCTURE = map(read_choice, ("people", "organisations", "networks", "structure"))


def snapshot_of(**sheets: SheetText) -> Snapshot:
    """The snapshot of a store that holds only these sheets."""
    return Snapshot(graph_of(**sheets))


def working_together(*events: str, staff: Mapping[str, str] | None = None) -> Snapshot:
    """A snapshot of people, the schools where they work (`staff`), and what they did.

    An event is written ``2026-03-02 school visit: ana! bo``, with a ``!`` after those who initiated it. Participants
    are people, or a school that `staff` names, as itself. The events' ids are 1, 2, 3…
    """
    staff = staff or {}
    schools = sorted(set(staff.values()))
    listed = [(str(number), *_event(event)) for number, event in zip(count(1), events, strict=False)]
    names = {who.rstrip("!") for *_, participants in listed for who in participants} | set(staff)
    sheets: dict[str, list[dict[str, str]]] = {
        "people": [{"id": name, "name": name} for name in sorted(names - set(schools))],
        "schools": [{"id": name, "name": name} for name in schools],
        "roles": [{"id": f"at-{name}", "name": "Teacher", "at": name} for name in schools],
        "roles_held": [{"person": person, "role": f"at-{school}"} for person, school in staff.items()],
        "interactions": [{"id": id, "date": day, "practice": practice} for id, day, practice, _ in listed],
        "took_part": [
            {"interaction": id, "actor": who.rstrip("!"), "part": "initiated" if who.endswith("!") else "took part"}
            for id, _, _, participants in listed
            for who in participants
        ],
    }
    return snapshot_of(**{name: rows for name, rows in sheets.items() if rows})


def _event(text: str) -> tuple[str, str, list[str]]:
    before, _, participants = text.partition(": ")
    day, _, practice = before.partition(" ")
    return day, practice, participants.split()


def between_pairs(graph: nx.Graph, practice: str = "school visit") -> Snapshot:
    """People who did one thing with each of their neighbours in `graph`; the node 3 is ``p03``."""
    return working_together(*(f"2026-03-02 {practice}: p{a:02} p{b:02}" for a, b in graph.edges))


@cache
def demo_snapshot() -> Snapshot:
    """The demo cluster."""
    return Snapshot(read_records(find_sheets(demo_sheets()), GraphTables.of(), shipped_codebook()).tables)


def demo_graph(choice: Choice) -> nx.Graph:
    """The graph of the demo cluster under `choice`."""
    return networkx_graph_of(demo_snapshot(), choice)


def graph_with(name: str) -> nx.Graph:
    """A graph of two schools and a tie, one of which has this name."""
    graph = nx.Graph(view="organisations")
    graph.add_node("school:a", name=name, kind="School")
    graph.add_node("school:b", name="Tauira Flats", kind="School")
    graph.add_edge(
        "school:a",
        "school:b",
        weight=2.5,
        distance=0.4,
        interactions=3,
        depth=1,
        first="2026-03-02",
        last="2026-05-04",
        bridge=True,
        only_sharing=True,
    )
    return graph


def shuffled(snapshot: Snapshot, seed: int) -> Snapshot:
    """The same graph with the rows of its tables in another order."""

    def mixed(tables: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
        return {name: table.sample(fraction=1, shuffle=True, seed=seed) for name, table in tables.items()}

    return Snapshot(GraphTables(mixed(snapshot.tables.kinds), mixed(snapshot.tables.relationships)))
