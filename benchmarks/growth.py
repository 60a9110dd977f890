"""How the time of each stage grows with the data: ten times the data should take about ten times as long."""

import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import networkx as nx

from benchmarks.sizes import SIZES, records_of, sheets_of, times
from benchmarks.timing import Result, Way, timed
from graphmap.graph.choice import Choice
from graphmap.graph.network_graph import graph_of
from graphmap.graph.snapshot import Snapshot
from graphmap.graph.ties import ties
from graphmap.measures.measures import MEASURES, values_of
from graphmap.measures.shortest_paths import PATH_MEASURES
from graphmap.store.comparison import edit_between
from graphmap.store.location import EmbeddedLocation
from graphmap.store.log import now
from graphmap.store.store import open_store
from graphmap.tables import GraphTables

_BASE = times(SIZES["cluster"], 3)
_FACTORS = (1, 10)
_PEOPLE = Choice("people")


def growth_results() -> Iterator[Result]:
    """Each stage with the data of three clusters and with ten times that, as the two ways of one result."""
    found: dict[str, dict[str, float]] = {}
    for factor in _FACTORS:
        for task, seconds in _stages(factor):
            found.setdefault(task, {})[f"{factor} times"] = seconds
    for task, seconds in found.items():
        yield Result(task, "growth", seconds)


def _stages(factor: int) -> Iterator[tuple[str, float]]:
    with sheets_of(times(_BASE, factor)) as sheets:
        yield "reading sheets", _seconds(lambda: records_of(sheets))
        records = records_of(sheets)
    changes = edit_between(GraphTables.of(), records)
    with tempfile.TemporaryDirectory() as folder, open_store(EmbeddedLocation(Path(folder))) as store:
        yield "loading", _seconds(lambda: store.write(changes, now("loaded")), rounds=1)
        yield "reading the store", _seconds(store.read)
    snapshot = Snapshot(records.tables)
    yield "ties", _seconds(lambda: ties(snapshot, _PEOPLE))
    yield "graph", _seconds(lambda: graph_of(snapshot, _PEOPLE))
    graph = graph_of(snapshot, _PEOPLE)
    for measure in MEASURES:
        if measure.name not in PATH_MEASURES:  # they grow by the square, until they are sampled
            yield measure.name, _seconds(partial(_alone, graph, measure.name))


def _alone(graph: nx.Graph, measure: str) -> None:
    graph.__networkx_cache__.clear()  # so that conversion counts
    values_of(graph, measure)


def _seconds(way: Way, rounds: int = 3) -> float:
    return timed("", "", {"": way}, rounds).seconds[""]
