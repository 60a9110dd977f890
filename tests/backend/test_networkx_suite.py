"""networkx's own tests, run against our backend as networkx means it: what they ask for is what the backend must
give."""

import json
import os
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest

pytest.importorskip("igraph")
pytestmark = pytest.mark.slow

NETWORKX = Path(nx.__file__).parent
MODULES = [
    "centrality.tests.test_betweenness_centrality",
    "centrality.tests.test_closeness_centrality",
    "centrality.tests.test_eigenvector_centrality",
    "centrality.tests.test_harmonic_centrality",
    "community.tests.test_leiden",
    "community.tests.test_louvain",
    "components.tests.test_biconnected",
    "components.tests.test_connected",
    "link_analysis.tests.test_pagerank",
    "tests.test_bridges",
    "tests.test_cluster",
    "tests.test_core",
    "tests.test_efficiency",
    "tests.test_structuralholes",
]
"""Where networkx keeps its tests of the functions that the backend has."""

AT_LEAST = {
    "articulation_points": 7,
    "betweenness_centrality": 55,
    "bridges": 1,
    "closeness_centrality": 12,
    "clustering": 11,
    "connected_components": 11,
    "constraint": 4,
    "core_number": 15,
    "edge_betweenness_centrality": 13,
    "effective_size": 4,
    "eigenvector_centrality": 4,
    "global_efficiency": 2,
    "harmonic_centrality": 14,
    "leiden_communities": 6,
    "local_efficiency": 3,
    "louvain_communities": 11,
    "pagerank": 12,
}
"""In how many of networkx's tests each function must have run on the backend, so that they do not pass without it."""


def test_networkx_s_own_tests_pass_on_the_backend(tmp_path: Path) -> None:
    tests = ["--pyargs", *(f"networkx.algorithms.{module}" for module in MODULES)]
    of_networkx = ["-c", os.devnull, "--rootdir", str(NETWORKX), "--confcutdir", str(NETWORKX)]
    backend = {"NETWORKX_TEST_BACKEND": "graphmap", "NETWORKX_FALLBACK_TO_NX": "1"}
    counting = {"PYTHONPATH": str(Path(__file__).parents[1]), "GRAPHMAP_RAN": str(tmp_path / "ran.json")}
    run = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "networkx_suite",
            "-p",
            "no:cacheprovider",
            "-p",
            "no:xdist",
            *of_networkx,
            *tests,
        ],
        check=False,
        cwd=tmp_path,
        env={**os.environ, **backend, **counting},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout[-5000:] + run.stderr[-2000:]
    ran = json.loads((tmp_path / "ran.json").read_text())
    assert {name: count for name, count in ran.items() if count < AT_LEAST[name]} == {}
