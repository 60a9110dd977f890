"""Node-link JSON, for networkx, D3 and programs of one's own: everything that the graph carries."""

import json
from typing import IO

import networkx as nx

from graphmap.export.exported import Exported


def write_node_link(exported: Exported, file: IO[bytes]) -> None:
    """Write the graph as networkx's `node_link_data` has it, with the key ``edges``; its ``graph`` says where it comes
    from."""
    data = nx.node_link_data(exported.graph, edges="edges")
    data["graph"] = data["graph"] | exported.about.fields
    file.write(json.dumps(data, ensure_ascii=False, indent=1).encode())
