"""Where everything goes on the map: the same graph always gives the same places.

Each part that hangs together is laid out by springs: by stress (Kamada & Kawai 1989) while it is small
enough, by forces from a fixed seed (Fruchterman & Reingold 1991) beyond that, both networkx's; then
whatever still stands too close is moved apart. The parts are packed beside each other, the largest
first, and those without a tie stand in a block of their own: nothing flies off, and nobody is hidden.
"""

import math
from collections.abc import Mapping, Sequence

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from graphmap.model import NodeKey

Place = tuple[float, float]
Places = Mapping[NodeKey, Place]
"""Where each node is, in pixels at full size, y pointing down."""

_SEED = 7
_MOST_BY_STRESS = 250  # stress takes the cube of this
_ITERATIONS = 100
_SPACING = 88.0  # pixels between neighbours, which leaves room for a name
_CLOSEST = 62.0  # pixels, the least between any two
_ROUNDS_APART = 60
_GAP = 150.0  # pixels between parts
_WIDE = 1.5  # how much wider than high the whole may be


def places_of(graph: nx.Graph) -> Places:
    """A place for every node of `graph`."""
    parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(part)))
    laid_out = [_laid_out(graph, sorted(part)) for part in parts if len(part) > 1]
    alone = sorted(node for part in parts if len(part) == 1 for node in part)
    if alone:
        laid_out.append(_block(alone))
    return _packed(laid_out)


def _laid_out(graph: nx.Graph, nodes: Sequence[NodeKey]) -> dict[NodeKey, Place]:
    """The places of one part, around its own middle."""
    part = nx.Graph()
    part.add_nodes_from(nodes)
    part.add_edges_from(sorted(tuple(sorted(tie)) for tie in graph.subgraph(nodes).edges))
    circle = nx.circular_layout(part)
    if len(nodes) <= _MOST_BY_STRESS:
        found = nx.kamada_kawai_layout(part, pos=circle)
    else:
        found = nx.spring_layout(part, pos=circle, seed=_SEED, iterations=_ITERATIONS, method="force")
    places = np.array([found[node] for node in nodes])
    places = _apart(places * (_SPACING * math.sqrt(len(nodes)) / (2 * float(places.std()) or 1.0)))
    return {node: (round(float(x), 1), round(float(y), 1)) for node, (x, y) in zip(nodes, places, strict=True)}


def _apart(places: NDArray[np.float64]) -> NDArray[np.float64]:
    """`places`, moved as little as it takes for no two to be closer than `_CLOSEST`."""
    places = places.copy()
    for _ in range(_ROUNDS_APART):
        close = cKDTree(places).query_pairs(_CLOSEST, output_type="ndarray")
        if not len(close):
            break
        one, other = close[:, 0], close[:, 1]
        between = places[other] - places[one]
        length = np.linalg.norm(between, axis=1, keepdims=True)
        angle = (one + 2.4 * other)[:, None]  # for two in one place: any direction will do, if always the same
        direction = np.where(length > 1e-9, between / np.maximum(length, 1e-9), np.hstack([np.cos(angle), np.sin(angle)]))
        push = direction * (_CLOSEST - length) / 2
        np.add.at(places, one, -push)
        np.add.at(places, other, push)
    return places


def _block(nodes: Sequence[NodeKey]) -> dict[NodeKey, Place]:
    columns = math.ceil(math.sqrt(len(nodes) * _WIDE))
    return {node: (index % columns * _SPACING * _WIDE, index // columns * _SPACING) for index, node in enumerate(nodes)}


def _packed(parts: Sequence[Mapping[NodeKey, Place]]) -> Places:
    """The parts in rows, none overlapping another."""
    boxes = [_box(part) for part in parts]
    area = sum((width + _GAP) * (height + _GAP) for _, _, width, height in boxes)
    row_width = max([math.sqrt(area * _WIDE), *(width for _, _, width, _ in boxes)])
    packed: dict[NodeKey, Place] = {}
    left = top = row_height = 0.0
    for part, (x0, y0, width, height) in zip(parts, boxes, strict=True):
        if left and left + width > row_width:
            left, top, row_height = 0.0, top + row_height + _GAP, 0.0
        packed |= {node: (round(x - x0 + left, 1), round(y - y0 + top, 1)) for node, (x, y) in part.items()}
        left, row_height = left + width + _GAP, max(row_height, height)
    return packed


def _box(part: Mapping[NodeKey, Place]) -> tuple[float, float, float, float]:
    """The left, the top, the width and the height of a part."""
    across, down = [x for x, _ in part.values()], [y for _, y in part.values()]
    return min(across), min(down), max(across) - min(across), max(down) - min(down)
