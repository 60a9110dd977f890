"""What networkx reads about the backend when it starts, without importing the rest."""

from typing import Any

COVERED = {
    "articulation_points": "In the order of the nodes.",
    "betweenness_centrality": "By hops or by weight, exact or from k sources. Weights must be above 0.",
    "bridges": "In the order of the edges. Not with root.",
    "closeness_centrality": "By hops or by distance. Distances must not be below 0.",
    "clustering": "Of undirected graphs, without weights.",
    "connected_components": "In the order of their first nodes.",
    "constraint": "Of all nodes. Weights must be above 0.",
    "core_number": "",
    "edge_betweenness_centrality": "By hops or by weight, exact or from k sources. Weights must be above 0.",
    "effective_size": "Of all nodes, without the dense matrix that networkx makes. Weights must be above 0.",
    "eigenvector_centrality": "The same iteration, for all nodes at once.",
    "global_efficiency": "",
    "harmonic_centrality": "By hops or by distance. Distances must not be below 0.",
    "leiden_communities": "By modularity; networkx itself has no implementation. Weights must not be below 0.",
    "local_efficiency": "",
    "louvain_communities": "Of undirected graphs, with the default threshold. An equally good partition, but not "
    "networkx's for the same seed.",
    "pagerank": "The same iteration, on arrays.",
}
"""The functions of the backend, and what each supports."""


def get_info() -> dict[str, Any]:
    """The description that the entry point ``networkx.backend_info`` names."""
    return {
        "backend_name": "graphmap",
        "project": "graphmap",
        "package": "graphmap",
        "short_summary": "Centralities by distance, structural holes and communities, by igraph and scipy.",
        "functions": {name: {"additional_docs": what or "Every parameter."} for name, what in COVERED.items()},
    }
