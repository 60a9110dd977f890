"""Communities: groups of closely tied nodes, found in a random order that differs from networkx's."""

import threading
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from random import Random

import numpy as np

from graphmap.backend.arrays import GraphArrays
from graphmap.backend.connectivity import groups

_ONE_AT_A_TIME = threading.Lock()


def louvain_communities(
    G: GraphArrays,
    weight: str | None = "weight",
    resolution: float = 1,
    threshold: float = 0.0000001,
    max_level: int | None = None,
    seed: Random | None = None,
) -> list[set[Hashable]]:
    """`networkx.community.louvain_communities`: an equally good partition, and the same for the same seed.

    It is not the one that networkx finds for that seed.
    """
    _check(max_level)
    if _nothing_to_join(G):
        return [{node} for node in G.nodes]
    with _drawing_from(seed):
        levels = G.to_igraph().community_multilevel(weights=G.as_list(), return_levels=True, resolution=resolution)
    if not levels:  # no node gains by joining another
        return [{node} for node in G.nodes]
    partition = levels[-1 if max_level is None else min(max_level, len(levels)) - 1]
    return groups(G, partition.membership)


def leiden_communities(
    G: GraphArrays,
    weight: str | None = "weight",
    resolution: float = 1,
    max_level: int | None = None,
    seed: Random | None = None,
) -> list[set[Hashable]]:
    """`networkx.community.leiden_communities` by modularity (Traag, Waltman & van Eck 2019).

    networkx itself has no implementation.
    """
    _check(max_level)
    if _nothing_to_join(G):
        return [{node} for node in G.nodes]
    rounds = -1 if max_level is None else max_level
    with _drawing_from(seed):
        partition = G.to_igraph().community_leiden(
            objective_function="modularity", weights=G.as_list(), resolution=resolution, n_iterations=rounds
        )
    return groups(G, partition.membership)


def _check(max_level: int | None) -> None:
    if max_level is not None and max_level <= 0:
        raise ValueError("max_level argument must be a positive integer or None")


def _nothing_to_join(arrays: GraphArrays) -> bool:
    return not len(arrays.sources) or (arrays.weights is not None and not np.any(arrays.weights))


@contextmanager
def _drawing_from(seed: Random | None) -> Iterator[None]:
    """Make igraph, which has one random number generator for all, draw from `seed`, and then from its own again."""
    import igraph  # optional

    with _ONE_AT_A_TIME:
        igraph.set_random_number_generator(seed or Random())
        try:
            yield
        finally:
            igraph.set_random_number_generator(Random())
