"""The fast backends behind our measures: the same values with and without, and in every process."""

import io
import os
import subprocess
import sys
import threading
from pathlib import Path

import networkx as nx
import polars as pl
import pytest
from networks import PEOPLE, demo_graph
from polars.testing import assert_frame_equal

from graphmap.backend.info import COVERED
from graphmap.backend.priority import fast
from graphmap.measures.measures import measured

pytestmark = pytest.mark.slow

WITHOUT_IGRAPH = "import sys; sys.modules['igraph'] = None"
MEASURE = """
import sys
from networks import PEOPLE, demo_graph
from graphmap.measures.measures import measured
sys.stdout.buffer.write(measured(demo_graph(PEOPLE)).serialize())
"""


def measured_elsewhere(before: str = "", hash_seed: str = "0") -> pl.DataFrame:
    """The measures of the people in the demo, by another process."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1]), "PYTHONHASHSEED": hash_seed}
    run = subprocess.run([sys.executable, "-c", before + MEASURE], env=environment, capture_output=True, check=True)
    return pl.DataFrame.deserialize(io.BytesIO(run.stdout))


def test_without_igraph_everything_but_the_choice_of_communities_is_the_same() -> None:
    pytest.importorskip("igraph")
    assert_frame_equal(
        measured_elsewhere(WITHOUT_IGRAPH).drop("community"),
        measured(demo_graph(PEOPLE)).drop("community"),
        rel_tol=1e-9,
    )


def test_every_process_measures_the_same_to_the_last_digit() -> None:
    assert_frame_equal(measured_elsewhere(hash_seed="1"), measured(demo_graph(PEOPLE)), check_exact=True)


def test_measuring_leaves_networkx_as_it_was() -> None:
    before = str(nx.config)
    measured(demo_graph(PEOPLE))
    assert str(nx.config) == before


def test_inside_our_backend_is_asked_first_and_others_stay_as_they_were() -> None:
    with nx.config(backend_priority=["rustworkx"]), fast():
        assert nx.config.backend_priority["pagerank"] == ["graphmap", "rustworkx"]
        assert set(nx.config.backend_priority) == {"algos", "generators", "classes", *COVERED}


def test_of_blocks_at_once_the_last_puts_back_what_was() -> None:
    before, entered, leave = str(nx.config), threading.Event(), threading.Event()

    def other() -> None:
        with fast():
            entered.set()
            leave.wait(10)

    with fast():
        thread = threading.Thread(target=other)
        thread.start()
        assert entered.wait(10)
    still = "pagerank" in nx.config.backend_priority
    leave.set()
    thread.join()
    assert still
    assert str(nx.config) == before


def test_an_error_inside_puts_back_what_was() -> None:
    before = str(nx.config)
    with pytest.raises(nx.NetworkXError), fast():
        nx.constraint(nx.Graph())
    assert str(nx.config) == before
