"""UCINET's DL: the actors, the ties and their strengths, as a list of edges. No library writes it."""

from collections.abc import Mapping
from typing import IO

from graphmap.export.graph_format import Exported, GraphFormat
from graphmap.export.labels import labels_of
from graphmap.export.node_edge_tables import ends_in_order
from graphmap.model import NodeKey

_LONGEST_LABEL = 18  # UCINET cuts longer labels, and writes all of them in capitals


def ucinet_labels(exported: Exported) -> Mapping[NodeKey, str]:
    """Return the label of each actor: its id in ASCII, without spaces, commas, equal signs, colons and quotes, and
    short enough."""
    ids = {key: key.partition(":")[2] or key for key in exported.graph}
    return labels_of(ids, r"[,=;:\"'\\]", longest=_LONGEST_LABEL, ascii_only=True)


def write_ucinet(exported: Exported, file: IO[bytes]) -> None:
    """Write the graph with its labels and weights. The list is of arcs, so each tie is written twice, once each way."""
    labels = ucinet_labels(exported)
    number = {key: str(position) for position, key in enumerate(labels, 1)}
    lines = [f"dl n={len(labels)}", "format=edgelist1", "labels:", *labels.values(), "data:"]
    for one, other, tie in ends_in_order(exported.graph):
        for source, target in ((one, other), (other, one)):
            lines.append(f"{number[source]} {number[target]} {tie['weight']!r}")
    file.write("\n".join([*lines, ""]).encode("ascii"))


FORMATS = (
    GraphFormat(
        ending=".dl",
        tools="UCINET, igraph, Gephi",
        holds="labels and the ties' weights",
        files={".dl": write_ucinet},
        holds_about=False,
        labels=ucinet_labels,
    ),
)
