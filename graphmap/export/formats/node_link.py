"""Node-link JSON, for networkx, D3 and your own programs: everything in the graph."""

import json
from typing import IO

import networkx as nx

from graphmap.export.graph_format import Exported, GraphFormat


def write_node_link(exported: Exported, file: IO[bytes]) -> None:
    """Write the graph as networkx's `node_link_data` has it, with the key ``edges``; ``graph`` says where it comes
    from."""
    data = nx.node_link_data(exported.graph, edges="edges")
    data["graph"] = data["graph"] | exported.about.fields
    file.write(json.dumps(data, ensure_ascii=False, indent=1).encode())


FORMATS = (
    GraphFormat(
        ending=".json",
        tools="networkx, D3",
        holds="everything, as node-link JSON",
        files={".json": write_node_link},
    ),
)
