"""The centralities of networkx, with its signatures and its numbers."""

import math
from collections.abc import Hashable, Iterable, Mapping
from random import Random
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from graphmap.backend.arrays import GraphArrays, by_node
from graphmap.backend.paths import dependencies, distances, edge_dependencies, nearness

Values = dict[Hashable, float]


def betweenness_centrality(
    G: GraphArrays,
    k: int | None = None,
    normalized: bool = True,
    weight: str | None = None,
    endpoints: bool = False,
    seed: Random | None = None,
) -> Values:
    """`networkx.betweenness_centrality`, exact or from `k` sources drawn with `seed` as networkx draws them."""
    sources = _sources(G, k, seed)
    sums = dependencies(G, sources)
    if endpoints:
        sums += _as_an_end(G, sources)
    size = len(G) if endpoints else len(G) - 1  # how many nodes can be a source, or a target, of a path through a node
    if size < 2:
        return by_node(G, sums)
    if not len(sources):
        raise ZeroDivisionError("a sample needs at least one source")
    pairs = np.full(len(G), float(len(sources) if k is not None else size))
    if k is not None and not endpoints:
        pairs[sources] -= 1  # a sampled source is not a source of paths through itself
    whole = size - 1 if normalized else (1 if G.directed else 2) / size
    return by_node(G, np.divide(sums, pairs * whole, out=np.full(len(G), math.nan), where=pairs > 0))


def edge_betweenness_centrality(
    G: GraphArrays,
    k: int | None = None,
    normalized: bool = True,
    weight: str | None = None,
    seed: Random | None = None,
) -> dict[tuple[Hashable, Hashable], float]:
    """`networkx.edge_betweenness_centrality`, exact or from `k` sources drawn with `seed` as networkx draws them."""
    sources, size = _sources(G, k, seed), len(G)
    sums = edge_dependencies(G, sources)
    if size >= 2 and not len(sources):
        raise ZeroDivisionError("a sample needs at least one source")
    if size >= 2:
        sums /= len(sources) * (size - 1 if normalized else (1 if G.directed else 2) / size)
    ends = zip((G.nodes[end] for end in G.sources.tolist()), (G.nodes[end] for end in G.targets.tolist()), strict=True)
    return dict(zip(ends, sums.tolist(), strict=True))


def _sources(arrays: GraphArrays, k: int | None, seed: Random | None) -> NDArray[np.int64]:
    every = np.arange(len(arrays))
    return every if k is None else np.array((seed or Random()).sample(every.tolist(), k), dtype=np.int64)


def _as_an_end(arrays: GraphArrays, sources: NDArray[np.int64]) -> NDArray[np.float64]:
    """How many shortest paths from `sources` start or end at each node."""
    ends = np.zeros(len(arrays))
    for block, rows in distances(arrays, sources):
        known = np.isfinite(rows)
        ends += known.sum(axis=0)
        ends[block] += known.sum(axis=1) - 2  # a path from a source to itself has no ends
    return ends


def closeness_centrality(
    G: GraphArrays,
    u: Hashable | None = None,
    distance: str | None = None,
    wf_improved: bool = True,
) -> Values | float:
    """`networkx.closeness_centrality`: by the distance from others, scaled by the share of them that reach the node."""
    if u is not None:
        position = _position(G, u)
        ((_, row),) = distances(G, [position], mode="in")
        near = row[0][np.isfinite(row[0])]
        return float(_closeness(np.array([len(near)]), np.array([near.sum()]), len(G), wf_improved)[0])
    if G.directed or not G.all_positive():
        reached, total, _ = nearness(G, np.arange(len(G)))
        return by_node(G, _closeness(reached, total, len(G), wf_improved))
    parts = G.to_igraph().connected_components()  # all of a part reach one another, so the mean distance is enough
    reached = np.array(parts.sizes(), dtype=np.int64)[parts.membership]
    mean = np.array(G.to_igraph().closeness(weights=G.as_list(), normalized=True), dtype=np.float64)
    total = np.divide(reached - 1.0, mean, out=np.zeros(len(G)), where=reached > 1)
    return by_node(G, _closeness(reached, total, len(G), wf_improved))


def _closeness(
    reached: NDArray[np.int64], total: NDArray[np.float64], size: int, wf_improved: bool
) -> NDArray[np.float64]:
    near: NDArray[np.float64] = np.divide(reached - 1.0, total, out=np.zeros(len(total)), where=total > 0)
    return near * ((reached - 1) / (size - 1)) if wf_improved and size > 1 else near


def harmonic_centrality(
    G: GraphArrays,
    nbunch: Iterable[Hashable] | None = None,
    distance: str | None = None,
    sources: Iterable[Hashable] | None = None,
) -> Values:
    """`networkx.harmonic_centrality`: the sum of 1/distance from all others, or from `sources`."""
    position = {node: number for number, node in enumerate(G.nodes)}
    if sources is None and G.all_positive():
        inverse = np.array(
            G.to_igraph().harmonic_centrality(weights=G.as_list(), mode="in", normalized=False), dtype=np.float64
        )
    else:
        some = G.nodes if sources is None else sources
        *_, inverse = nearness(G, sorted({position[node] for node in some if node in position}))
    values = by_node(G, inverse)
    return values if nbunch is None else {node: values[node] for node in dict.fromkeys(nbunch) if node in position}


def _position(arrays: GraphArrays, node: Hashable) -> int:
    try:
        return list(arrays.nodes).index(node)
    except ValueError:
        raise nx.NodeNotFound(f"Node {node} not found in graph") from None


def eigenvector_centrality(
    G: GraphArrays,
    max_iter: int = 100,
    tol: float = 1.0e-6,
    nstart: Mapping[Hashable, float] | None = None,
    weight: str | None = None,
) -> Values:
    """`networkx.eigenvector_centrality`: the same iteration and the same end, for all nodes at once."""
    if len(G) == 0:
        raise nx.NetworkXPointlessConcept("cannot compute centrality for the null graph")
    x = np.ones(len(G)) if nstart is None else np.array([nstart[node] for node in G.nodes], dtype=np.float64)
    if not x.any():
        raise nx.NetworkXError("initial vector cannot have all zero values")
    x /= x.sum()
    onto = G.to_matrix().T.tocsr()
    for _ in range(max_iter):
        last, x = x, x + onto @ x
        x /= np.linalg.norm(x) or 1.0
        if np.abs(x - last).sum() < len(G) * tol:
            return by_node(G, x)
    raise nx.PowerIterationFailedConvergence(max_iter)


def pagerank(
    G: GraphArrays,
    alpha: float = 0.85,
    personalization: Mapping[Hashable, float] | None = None,
    max_iter: int = 100,
    tol: float = 1.0e-6,
    nstart: Mapping[Hashable, float] | None = None,
    weight: str | None = "weight",
    dangling: Mapping[Hashable, float] | None = None,
) -> Values:
    """`networkx.pagerank`: the same iteration and the same end, n x `tol`."""
    size = len(G)
    if size == 0:
        return {}
    onto = G.to_matrix()
    out = onto.sum(axis=1)
    step = (onto.multiply(np.divide(1.0, out, out=np.zeros(size), where=out != 0)[:, np.newaxis])).T.tocsr()
    jump = _shares(G, personalization)
    ending = jump if dangling is None else _shares(G, dangling)
    x = _shares(G, nstart)
    stuck = out == 0
    for _ in range(max_iter):
        last, x = x, alpha * (step @ x + x[stuck].sum() * ending) + (1 - alpha) * jump
        if np.abs(x - last).sum() < size * tol:
            return by_node(G, x)
    raise nx.PowerIterationFailedConvergence(max_iter)


def _shares(arrays: GraphArrays, given: Mapping[Hashable, Any] | None) -> NDArray[np.float64]:
    """The share of each node in what is given; equal shares if nothing is."""
    values = (
        np.ones(len(arrays))
        if given is None
        else np.array([given.get(node, 0) for node in arrays.nodes], dtype=np.float64)
    )
    if values.sum() == 0:
        raise ZeroDivisionError
    shares: NDArray[np.float64] = values / values.sum()
    return shares
