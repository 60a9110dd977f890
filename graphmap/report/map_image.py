"""The map of the paper: everybody where they are on the screen, or groups where there are too many for a mark each."""

from dataclasses import replace

import networkx as nx
import polars as pl
from pyvis.network import Network

from graphmap.graph.affiliations import networks_of
from graphmap.graph.choice import Choice, View
from graphmap.graph.network_graph import graph_of
from graphmap.graph.snapshot import Snapshot
from graphmap.language.wording import listed
from graphmap.language.words import ENGLISH, Words
from graphmap.map.actor_facts import actor_facts_of
from graphmap.map.display import Display
from graphmap.map.drawing import draw
from graphmap.map.drawing.overview import draw_overview, overview_legend
from graphmap.map.layout import Places, arrange, places_of
from graphmap.map.layout.groups import by_ties
from graphmap.map.legend import Legend, legend_of
from graphmap.map.partition import MOST_DRAWN, opened
from graphmap.map.picture import draw_picture
from graphmap.map.quotient_graph import overview, strongest_lines
from graphmap.report.paper import Image
from graphmap.report.typesetting import widths

WIDTH = 487.0
"""The width of the map in points: that of the text on A4."""

_NAMED = 3


def map_image(
    snapshot: Snapshot,
    choice: Choice,
    graph: nx.Graph,
    ties: pl.DataFrame,
    height: float,
    words: Words = ENGLISH,
) -> Image:
    """Return the map of `graph` on paper, at this `height` in points.

    Its `ties` are those of `choice`."""
    alt = _alt(graph, counted_actors(choice.view, len(graph), words), words)
    network, legend = (_groups if len(graph) > MOST_DRAWN else _everybody)(snapshot, choice, graph, ties, words)
    of_the_screen = words("Counts include faded items.")  # nothing is faded on paper
    notes = [note for note in legend.notes if note != of_the_screen]
    picture = draw_picture(network, legend, notes, (WIDTH, height), widths, alt, words)
    return Image(picture.svg, alt, picture.width, picture.height)


def counted_actors(view: View, number: int, words: Words) -> str:
    """Return a number of actors of a view: 6 organisations."""
    match view:
        case "people":
            return words.many("{number} person", "{number} people", number)
        case "networks":
            return words.many("{number} network", "{number} networks", number)
    return words.many("{number} organisation", "{number} organisations", number)


def _everybody(
    snapshot: Snapshot, choice: Choice, graph: nx.Graph, _: pl.DataFrame, words: Words
) -> tuple[Network, Legend]:
    display = Display(mode="print")
    known = actor_facts_of(snapshot, choice, graph, display)
    network = draw(graph, _places(snapshot, choice, graph), "light", display, known, words=words)
    return network, legend_of(graph, "light", display, known, words)


def _places(snapshot: Snapshot, choice: Choice, graph: nx.Graph) -> Places:
    """Return the places of all dates, as on the screen, so that nobody moves from one paper to the next."""
    whole = graph_of(snapshot, Choice(view=choice.view))
    everyone = places_of(whole) if len(whole) <= MOST_DRAWN else None
    at_all_times = replace(choice, since=None, until=None, min_depth=0)
    of_all_dates = graph_of(snapshot, at_all_times) if choice.networks else whole
    places = arrange(snapshot, at_all_times, of_all_dates, Display(), everyone).places
    if all(node in places for node in graph):
        return places
    return arrange(snapshot, choice, graph, Display(), everyone).places


def _groups(
    snapshot: Snapshot, choice: Choice, graph: nx.Graph, ties: pl.DataFrame, words: Words
) -> tuple[Network, Legend]:
    parts = opened(graph, "network", networks_of(snapshot, choice), ()).parts
    quotient = strongest_lines(overview(parts, ties))
    network = draw_overview(quotient, by_ties(quotient).places, "light", snapshot.names, words)
    return network, overview_legend(quotient, "light", words)


def _alt(graph: nx.Graph, counted: str, words: Words) -> str:
    """Say what the map shows: how many, the busiest, and those without a tie."""
    strengths = dict(graph.degree(weight="weight"))
    names = dict(graph.nodes(data="name"))
    tied = sorted((node for node in graph if graph.degree(node)), key=lambda node: (-strengths[node], node))
    alone = sorted(names[node] for node in graph if not graph.degree(node))
    parts = [
        words(
            "Map of {actors} and {ties}.",
            actors=counted,
            ties=words.many("{number} tie", "{number} ties", graph.number_of_edges()),
        )
    ]
    if tied:
        parts.append(
            words("Most strongly tied: {names}.", names=listed([names[node] for node in tied[:_NAMED]], _NAMED, words))
        )
    if alone:
        parts.append(words("Without a tie: {names}.", names=listed(alone, _NAMED, words)))
    return " ".join(parts)
