"""From participations to ties, beside networkx's projection with Newman's weights, and how it grows with the data."""

from collections.abc import Iterator

import networkx as nx
from networkx.algorithms import bipartite

from benchmarks.sizes import SIZES, records_of, sheets_of, times
from benchmarks.timing import OURS, Result, timed
from graphmap.choice import Choice
from graphmap.snapshot import Snapshot
from graphmap.ties import ties


def projection_result(size: str, snapshot: Snapshot) -> Result:
    """The ties between people."""
    took_part = snapshot.tables.relationships["TOOK_PART"].select("start", "end").rows()
    people = {who for who, _ in took_part}
    return timed(
        "ties of participations",
        size,
        {
            OURS: lambda: ties(snapshot, Choice("people")),
            "networkx": lambda: bipartite.collaboration_weighted_projected_graph(nx.Graph(took_part), people),
        },
    )


def growth_results() -> Iterator[Result]:
    """The same for 1, 3 and 10 times a cluster."""
    for factor in (1, 3, 10):
        size = times(SIZES["cluster"], factor)
        with sheets_of(size) as sheets:
            snapshot = Snapshot(records_of(sheets).tables)
        yield timed(f"ties, {factor} times the cluster", "growth", {OURS: lambda found=snapshot: ties(found, Choice("people"))})
