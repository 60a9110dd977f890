"""Measure how often the intervals of ``metrics --robust`` hold: ``python -m benchmarks.coverage``.

Three kinds of network are drawn again and again from a known origin: random (Erdős & Rényi), small-world (Watts &
Strogatz) and hub-and-spoke. An interval holds where it contains the mean over many such networks, which it is about.
Each line is one kind of interval, kind of network and number, with the share that held.
"""

import argparse
from collections.abc import Callable, Mapping

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from graphmap.measures.measures import MEASURES, measured
from graphmap.measures.resampling import TieEvents, drawn_interactions
from graphmap.measures.robustness import interval_of
from graphmap.measures.vertex_resampling import STATISTICS, vertex_resampled

ACTORS = 24
_ACTOR_MEASURES = tuple(
    m for m in MEASURES if m.name in ("degree", "strength", "betweenness", "closeness", "clustering")
)
_ORIGINS = 150
"""The networks whose mean stands for the truth."""

_NORMAL = 1.96


def _hub_and_spoke(seed: int) -> nx.Graph:
    """Two hubs, tied to each other and to most others, and a few ties between spokes."""
    random = np.random.default_rng(seed)
    graph = nx.empty_graph(ACTORS)
    graph.add_edge(0, 1)
    for spoke in range(2, ACTORS):
        graph.add_edges_from((hub, spoke) for hub in (0, 1) if random.random() < 0.7)
        graph.add_edges_from((spoke, other) for other in range(2, spoke) if random.random() < 0.03)
    return graph


KINDS: Mapping[str, Callable[[int], nx.Graph]] = {
    "random": lambda seed: nx.gnp_random_graph(ACTORS, 0.2, seed),
    "small-world": lambda seed: nx.watts_strogatz_graph(ACTORS, 4, 0.2, seed),
    "hub-and-spoke": _hub_and_spoke,
}


def vertex_coverage(kind: Callable[[int], nx.Graph], repetitions: int, draws: int) -> dict[str, dict[str, float]]:
    """Return for each statistic how often each interval held."""
    origins = [kind(10_000 + seed) for seed in range(_ORIGINS)]
    truth = {name: np.mean([statistic(graph) for graph in origins]) for name, statistic in STATISTICS.items()}
    held: dict[str, list[tuple[bool, bool, bool]]] = {name: [] for name in STATISTICS}
    for seed in range(repetitions):
        for row in vertex_resampled(kind(seed), draws, seed).iter_rows(named=True):
            true, value = truth[row["statistic"]], row["value"]
            errors = (row["bootstrap_error"], row["jackknife_error"])
            by_error = [abs(value - true) <= _NORMAL * error for error in errors]
            held[row["statistic"]].append((row["bootstrap_low"] <= true <= row["bootstrap_high"], *by_error))
    ways = ("percentiles of draws", "value ± 1.96 bootstrap errors", "value ± 1.96 jackknife errors")
    return {name: dict(zip(ways, np.mean(each, axis=0), strict=True)) for name, each in held.items()}


def _recorded(graph: nx.Graph, seed: int) -> TieEvents:
    """Return meetings of pairs recorded by chance in a network: on average three for each tie."""
    random = np.random.default_rng(seed)
    ties = sorted(graph.edges)
    times = random.poisson(3, len(ties))
    happened = [(tie, number) for tie, number in zip(ties, times, strict=True) if number]
    counts = np.array([number for _, number in happened], dtype=np.int64)
    total = int(counts.sum())
    return TieEvents(
        [str(node) for node in sorted(graph)],
        np.array([tie[0] for tie, _ in happened], dtype=np.int64),
        np.array([tie[1] for tie, _ in happened], dtype=np.int64),
        np.concatenate([[0], np.cumsum(counts)[:-1]]).astype(np.int64),
        np.arange(total, dtype=np.int64),
        np.ones(total),
        np.ones(total, dtype=np.int64),
        total,
    )


def _values(events: TieEvents, times: NDArray[np.int64]) -> NDArray[np.float64]:
    graph = events.graph(times, np.empty(0, np.int64))
    table = measured(graph, measures=_ACTOR_MEASURES)
    return table.select(measure.name for measure in _ACTOR_MEASURES).to_numpy().T.astype(float)


def interaction_coverage(kind: Callable[[int], nx.Graph], repetitions: int, draws: int) -> dict[str, float]:
    """Return for each measure the share of actors' intervals that held, over all repetitions.

    The network is one, and what is recorded of it differs each time.
    """
    network = kind(1)
    records = [_recorded(network, 10_000 + seed) for seed in range(_ORIGINS)]
    truth = np.mean([_values(events, np.ones(events.interactions, np.int64)) for events in records], axis=0)
    held = []
    for seed in range(repetitions):
        events, random = _recorded(network, seed), np.random.default_rng([seed, 1])
        value = _values(events, np.ones(events.interactions, np.int64))
        drawn = np.array([_values(events, drawn_interactions(random, events.interactions)) for _ in range(draws)])
        ends = [
            interval_of(value[number], drawn[:, number], measure.most) for number, measure in enumerate(_ACTOR_MEASURES)
        ]
        held.append([np.mean((low <= truth[i]) & (truth[i] <= high)) for i, (low, high) in enumerate(ends)])
    return dict(zip((m.name for m in _ACTOR_MEASURES), np.mean(held, axis=0), strict=True))


def main() -> None:
    """Print the share of intervals that held."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repetitions", type=int, default=40)
    parser.add_argument("--draws", type=int, default=100)
    chosen = parser.parse_args()
    for name, kind in KINDS.items():
        for statistic, ways in vertex_coverage(kind, chosen.repetitions, chosen.draws).items():
            shares = ", ".join(f"{way} {share:.0%}" for way, share in ways.items())
            print(f"actors        {name:13} {statistic}: {shares}", flush=True)
        for measure, share in interaction_coverage(kind, chosen.repetitions, chosen.draws).items():
            print(f"interactions  {name:13} {measure}: {share:.0%}", flush=True)


if __name__ == "__main__":
    main()
