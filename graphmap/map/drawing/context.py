"""Context on a drawn map: it stays in place, pale and without its name."""

from pyvis.network import Network

from graphmap.map.drawing import tie_id
from graphmap.map.emphasis import Explored

_MARK, _LINE = 0.2, 0.12  # the opacity of what is only context


def step_back(network: Network, explored: Explored) -> Network:
    """`network`, which shows the graph of `explored`, with everything that is only context ``faded`` and pale."""
    if not explored.has_context:
        return network
    standing_out = {tie_id(*tie) for tie in explored.ties}
    for node in network.nodes:
        if node["id"] not in explored.shown:
            node.update(faded=True, opacity=_MARK)
    for edge in network.edges:
        if tie_id(edge["from"], edge["to"]) not in standing_out:
            edge.pop("background", None)
            edge.update(faded=True, color={"color": edge["color"], "opacity": _LINE})
    return network
