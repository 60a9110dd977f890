"""Who the core of a network is, and how clearly it is one.

Borgatti & Everett 1999, "Models of core/periphery structures", Social Networks 21, 375-395: the fit is the correlation
between the ties as they are, by strength, and an ideal in which everybody in the core is tied to everybody else in it
and nobody outside to anybody outside. Pairs of one of each are left out. The core is sought by hill-climbing: from
several starts, one actor at a time moves in or out while that raises the fit.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from graphmap.model import NodeKey

_LEAST = 4
"""With fewer actors there are not two pairs inside and two outside to compare."""

_SHARES = (0.1, 0.2, 0.35, 0.5)
"""The starts: the strongest tenth, fifth… of all actors …"""

_EGO_NETWORKS = 20
"""… and the ego networks of so many of the strongest."""

_GAIN = 1e-12


@dataclass(frozen=True)
class Core:
    """The core found: its ``fit``, from -1 to 1, and its members, each with its ``membership``.

    A membership says how much the fit would fall if that member left the core, as a share of the fit: near 0 for a
    member who could as well be outside.
    """

    fit: float
    membership: dict[NodeKey, float] = field(default_factory=dict)


def find_core(graph: nx.Graph, weight: str = "weight") -> Core | None:
    """Return the best core by the edge attribute `weight` (missing counts as 0); nothing where none differs from the
    rest.

    Undefined, and so nothing, for fewer than four actors and where all pairs are tied alike.
    """
    nodes = sorted(graph)
    if len(nodes) < _LEAST:
        return None
    ties = _Ties(_weights(graph, nodes, weight))
    best: tuple[float, NDArray[np.bool_]] | None = None
    for start in _starts(ties.weights):
        fit, inside = _climb(ties, start)
        if np.isfinite(fit) and (best is None or fit > best[0] + _GAIN):
            best = fit, inside
    if best is None:
        return None
    fit, inside = best
    without = _fits_after_moving(ties, inside, *ties.to_core(inside))
    return Core(fit, {nodes[i]: _share_lost(fit, float(without[i])) for i in np.flatnonzero(inside)})


def core_beyond_sharing(graph: nx.Graph) -> Core | None:
    """Return the core of a graph of ties by their strength beyond sharing, ``weight`` x ``share_beyond``."""
    deep = nx.Graph()
    deep.add_nodes_from(graph)
    deep.add_weighted_edges_from(
        (one, other, tie["weight"] * (tie.get("share_beyond") or 0.0)) for one, other, tie in graph.edges(data=True)
    )
    return find_core(deep)


def _weights(graph: nx.Graph, nodes: Sequence[NodeKey], weight: str) -> csr_array:
    """Return the matrix of weights; networkx's own takes a missing weight for 1."""
    place = {node: number for number, node in enumerate(nodes)}
    ties = [(place[one], place[other], value) for one, other, value in graph.edges(data=weight, default=0.0) if value]
    rows, columns, values = (np.array([tie[end] for tie in ties]) for end in range(3))
    one_way = coo_array((values.astype(float), (rows.astype(int), columns.astype(int))), shape=(len(nodes), len(nodes)))
    return csr_array(one_way + one_way.T)


class _Ties:
    """The matrices of weights and of their squares, with the sums of their rows."""

    def __init__(self, weights: csr_array) -> None:
        self.weights, self.squares = weights, weights.multiply(weights).tocsr()
        self.sums, self.sums_squared = (table.sum(axis=1) for table in (self.weights, self.squares))

    def to_core(self, inside: NDArray[np.bool_]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return each actor's sum of weights, and of squares, with the core."""
        return self.weights @ inside.astype(float), self.squares @ inside.astype(float)


def _starts(weights: csr_array) -> Sequence[NDArray[np.bool_]]:
    order = np.argsort(-weights.sum(axis=1), kind="stable")
    sizes = sorted({max(2, round(share * len(order))) for share in _SHARES})
    strongest = [np.isin(np.arange(len(order)), order[:size]) for size in sizes]
    egos = [(weights[[ego]].toarray()[0] > 0) | (np.arange(len(order)) == ego) for ego in order[:_EGO_NETWORKS]]
    return [*strongest, *egos]


def _climb(ties: _Ties, inside: NDArray[np.bool_]) -> tuple[float, NDArray[np.bool_]]:
    to_core, to_core_squared = ties.to_core(inside)
    fit = _fit(ties, inside, to_core, to_core_squared)
    while True:
        moved = _fits_after_moving(ties, inside, to_core, to_core_squared)
        best = int(np.argmax(moved))
        if not moved[best] > fit + _GAIN:
            return fit, inside
        inside = inside.copy()
        inside[best] = not inside[best]
        sign = 1.0 if inside[best] else -1.0
        to_core = to_core + sign * ties.weights[[best]].toarray()[0]
        to_core_squared = to_core_squared + sign * ties.squares[[best]].toarray()[0]
        fit = float(moved[best])


def _fits_after_moving(
    ties: _Ties, inside: NDArray[np.bool_], to_core: NDArray[np.float64], to_core_squared: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the fit after each actor alone changes sides."""
    core, rest, core_squared, rest_squared = _within(ties, inside, to_core, to_core_squared)
    sign = np.where(inside, -1, 1)  # leaving takes an actor's ties to the core away, joining adds them
    return np.asarray(
        _correlation(
            len(inside),
            int(inside.sum()) + sign,
            core + sign * to_core,
            rest - sign * (ties.sums - to_core),
            core_squared + sign * to_core_squared,
            rest_squared - sign * (ties.sums_squared - to_core_squared),
        )
    )


def _fit(
    ties: _Ties, inside: NDArray[np.bool_], to_core: NDArray[np.float64], to_core_squared: NDArray[np.float64]
) -> float:
    sums = _within(ties, inside, to_core, to_core_squared)
    return float(_correlation(len(inside), np.array([inside.sum()]), *sums)[0])


def _within(
    ties: _Ties, inside: NDArray[np.bool_], to_core: NDArray[np.float64], to_core_squared: NDArray[np.float64]
) -> tuple[float, float, float, float]:
    """Return the sums of weights over the pairs within the core and within the rest, and of their squares."""
    core, core_squared = (float(to[inside].sum()) / 2 for to in (to_core, to_core_squared))
    rest = float((ties.sums - to_core)[~inside].sum()) / 2
    rest_squared = float((ties.sums_squared - to_core_squared)[~inside].sum()) / 2
    return core, rest, core_squared, rest_squared


def _correlation(
    n: int,
    size: NDArray[np.int_],
    core: NDArray[np.float64] | float,
    rest: NDArray[np.float64] | float,
    core_squared: NDArray[np.float64] | float,
    rest_squared: NDArray[np.float64] | float,
) -> NDArray[np.float64]:
    """Return the correlation of the weights with the ideal, for cores of each `size`; -inf where it is undefined."""
    pairs_in, pairs_out = size * (size - 1) / 2, (n - size) * (n - size - 1) / 2
    pairs = pairs_in + pairs_out
    with np.errstate(divide="ignore", invalid="ignore"):
        ideal = pairs_in / pairs
        mean = (core + rest) / pairs
        variance = (core_squared + rest_squared) / pairs - mean**2
        fit = (core / pairs - mean * ideal) / np.sqrt(variance * ideal * (1 - ideal))
    defined = (pairs_in > 0) & (pairs_out > 0) & (variance > _GAIN)
    return np.where(defined, fit, -np.inf)


def _share_lost(fit: float, without: float) -> float:
    return 1.0 if not np.isfinite(without) or fit <= 0 else float(np.clip((fit - without) / fit, 0, 1))
