"""The layout: where everything is on the map. The same graph and display always give the same places."""

from dataclasses import replace

import networkx as nx

from graphmap.graph.affiliations import coordinates_of, networks_of
from graphmap.graph.choice import Choice
from graphmap.graph.snapshot import Snapshot
from graphmap.language.words import ENGLISH, Words
from graphmap.map.display import Display
from graphmap.map.layout.force import places_of
from graphmap.map.layout.network import by_network
from graphmap.map.layout.packing import Arranged, Backdrop, Place, Places
from graphmap.map.layout.places import by_places
from graphmap.map.layout.radial import around
from graphmap.model import NodeKey

__all__ = ["Arranged", "Backdrop", "Place", "Places", "arrange", "centre_of", "places_of"]


def arrange(
    snapshot: Snapshot,
    choice: Choice,
    graph: nx.Graph,
    display: Display,
    start: Places | None = None,
    words: Words = ENGLISH,
) -> Arranged:
    """The places of `graph` in the layout of `display`, and what lies behind them.

    ``start`` has places, in the layout by force, of a larger graph; as little as possible moves from there."""
    match display.layout:
        case "network":
            at_all_times = replace(choice, since=None, until=None) if choice.view != "structure" else choice
            return by_network(
                graph, networks_of(snapshot, at_all_times), snapshot.names, places_of(graph, start), words
            )
        case "places":
            return by_places(list(graph), coordinates_of(snapshot, choice), words)
        case "radial" if centre := centre_of(graph, display):
            return around(graph, centre, places_of(graph, start), words)
        case _:
            return Arranged(places_of(graph, start))


def centre_of(graph: nx.Graph, display: Display) -> NodeKey | None:
    """The actor in the middle of the rings: the one in focus, or else the one in `graph` with the strongest ties."""
    if display.focus in graph:
        return display.focus
    strengths = dict(graph.degree(weight="weight"))
    return min(strengths, key=lambda node: (-strengths[node], node), default=None)
