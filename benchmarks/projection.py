"""From participations to ties, beside networkx's projection with Newman's weights."""

import networkx as nx
from networkx.algorithms import bipartite

from benchmarks.timing import OURS, Result, timed
from graphmap.graph.choice import Choice
from graphmap.graph.snapshot import Snapshot
from graphmap.graph.ties import ties


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
