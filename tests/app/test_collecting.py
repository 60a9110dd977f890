"""Full garbage collections stay short, and nothing is kept for good."""

import gc
import time
import weakref

from graphmap.app.collecting import short_collections

_MANY = 400_000


class Graph:
    """Something that refers to itself and holds much, as a cached graph does."""

    def __init__(self) -> None:
        self.itself = self
        self.much = [[[]] for _ in range(_MANY)]


def seconds_of_a_collection() -> float:
    began = time.thread_time()
    gc.collect()
    return time.thread_time() - began


def test_a_collection_after_a_long_one_is_short() -> None:
    kept = Graph()
    with short_collections():
        long = seconds_of_a_collection()
        assert seconds_of_a_collection() < long / 2
    assert kept.much


def test_a_graph_that_nobody_has_any_longer_goes_when_others_are_made() -> None:
    with short_collections():
        graph = Graph()
        gc.collect()
        gone = weakref.ref(graph)
        for _ in range(2):  # the first may be made while the old one is still there
            graph = Graph()
            gc.collect()
            gc.collect()
        assert gone() is None


def test_nothing_is_left_out_of_collections_afterwards() -> None:
    kept = Graph()
    with short_collections():
        gc.collect()
        assert gc.get_freeze_count()
    assert not gc.get_freeze_count()
    assert kept.much
