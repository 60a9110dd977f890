"""The layout by force: actors that work together are close together.

Each component is laid out by stress: the distance between any two is made to resemble the number of steps between them
(Kamada & Kawai 1989), by majorisation (Gansner, Koren & North 2004, "Graph drawing by stress majorization"), which from
one start always ends in one place, needs no seed, and takes a second or two for a thousand; then whatever is still too
close is moved apart. Components are packed beside each other, the largest first, and actors without a tie are in a
block of their own: nothing flies off, and nobody is hidden."""

import math
from collections.abc import Sequence

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import shortest_path
from scipy.spatial.distance import cdist

from graphmap.map.layout.packing import SPACING, Place, Places, Points, apart, as_places, block, box, clear_of, packed
from graphmap.model import NodeKey

_ITERATIONS = 100
_SETTLED = 3e-4  # the share by which an iteration must at least lessen the stress
_TURNS = 60
_OFF = 0.02  # how far, in steps, nodes that would start in one place start apart
_SCATTERED = 4.0  # how many times as far apart as usual nodes may stand before they are drawn together


def places_of(graph: nx.Graph, start: Places | None = None) -> Places:
    """Return a place for every node of `graph`.

    Nodes with a place in `start`, the places of a larger map, stay there, unless that leaves them scattered: then they
    are laid out from there, so that left stays left. Other nodes are placed beside their neighbours."""
    known = {node: start[node] for node in graph if node in start} if start else {}
    if known and not _scattered(known):
        return known if len(known) == len(graph) else joined(graph, known)
    parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(part)))
    laid_out = [_laid_out(graph, sorted(part), known) for part in parts if len(part) > 1]
    alone = sorted(node for part in parts if len(part) == 1 for node in part)
    if alone:
        laid_out.append(block(alone))
    return packed(laid_out)


def _scattered(places: Places) -> bool:
    left, top, right, bottom = box(places)
    usual = SPACING * math.sqrt(len(places))
    return max(right - left, bottom - top) > _SCATTERED * max(usual, 2 * SPACING)


def _laid_out(graph: nx.Graph, nodes: Sequence[NodeKey], known: Places) -> dict[NodeKey, Place]:
    """Return the places of one component, around its own middle."""
    steps = shortest_path(nx.to_scipy_sparse_array(graph, nodelist=nodes, weight=None), unweighted=True)
    start = (
        np.array([known[node] for node in nodes]) / SPACING
        if all(node in known for node in nodes)
        else _unfolded(steps)
    )
    points = _least_stress(steps, start - start.mean(axis=0) + _OFF * _circle(len(nodes)))
    return as_places(nodes, apart(points * (SPACING * math.sqrt(len(nodes)) / (2 * float(points.std()) or 1.0))))


def _unfolded(steps: Points) -> Points:
    """Return points whose distances roughly resemble `steps`, by classical scaling: a good start."""
    squares = -0.5 * steps**2
    centred = squares - squares.mean(axis=0) - squares.mean(axis=1, keepdims=True) + squares.mean()
    axes = _circle(len(steps))
    for _ in range(_TURNS):  # towards the two directions of greatest extent, always from the same start
        axes, _ = np.linalg.qr(centred @ axes)
    reach: Points = np.sqrt(np.maximum(((centred @ axes) * axes).sum(axis=0), 0))
    unfolded: Points = axes * reach
    return unfolded


def _least_stress(steps: Points, points: Points) -> Points:
    """Move `points` until their distances resemble `steps` as closely as they can. Near ones count for more."""
    weights: NDArray[np.float64] = 1 / np.maximum(steps, 1) ** 2
    np.fill_diagonal(weights, 0)
    solve = np.linalg.inv(
        np.diag(weights.sum(axis=1)) - weights + 1 / len(steps)
    )  # the constant leaves the middle where it is
    wanted = weights * steps
    before = math.inf
    for _ in range(_ITERATIONS):
        lengths = np.maximum(cdist(points, points), 1e-6)
        stress = float((weights * (steps - lengths) ** 2).sum())
        if stress > before * (1 - _SETTLED):
            break
        before = stress
        pull = -wanted / lengths  # the diagonal is 0, as nobody is a step away from themselves
        np.fill_diagonal(pull, -pull.sum(axis=1))
        points = solve @ (pull @ points)
    return points


def _circle(number: int) -> Points:
    angles = 2 * np.pi * np.arange(number) / number
    return np.column_stack([np.cos(angles), np.sin(angles)])


def joined(graph: nx.Graph, known: Places) -> Places:
    """Return `known`, unchanged, with the other nodes of `graph` beside their neighbours, or below without any."""
    left, _, _, bottom = box(known)
    new = sorted(node for node in graph if node not in known)
    beside = {node: [known[other] for other in graph.adj[node] if other in known] for node in new}
    placed = {node: tuple(np.mean(near, axis=0)) for node, near in beside.items() if near}
    below = block([node for node in new if node not in placed])
    placed |= {node: (left + x, bottom + 2 * SPACING + y) for node, (x, y) in below.items()}
    return {
        **known,
        **(
            as_places(new, clear_of(np.array(list(known.values())), np.array([placed[node] for node in new])))
            if new
            else {}
        ),
    }
