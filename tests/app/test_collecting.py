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


class Clock:
    """A clock that a test moves on."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def seconds_of_a_collection() -> float:
    began = time.thread_time()
    gc.collect()
    return time.thread_time() - began


def test_a_collection_after_a_long_one_is_short() -> None:
    kept = Graph()
    with short_collections(Clock()):
        long = seconds_of_a_collection()
        assert seconds_of_a_collection() < long / 2
    assert kept.much


def test_collections_stay_short_while_page_after_page_makes_something_new() -> None:
    with short_collections(Clock()):
        long = seconds_of_a_collection()
        kept, taken = [], []
        for _ in range(4):
            kept.append(Graph())
            gc.collect()  # of what is new
            taken.append(seconds_of_a_collection())
        assert max(taken) < max(long, 0.05) / 2


def test_a_graph_that_nobody_has_any_longer_goes_after_a_while() -> None:
    clock = Clock()
    with short_collections(clock):
        graph = Graph()
        gc.collect()
        gone = weakref.ref(graph)
        del graph
        gc.collect()
        assert gone() is not None
        clock.now += 3600  # on a busy machine a collection takes long, and the next is due later
        gc.collect()
        assert gone() is None


def test_nothing_is_left_out_of_collections_afterwards() -> None:
    kept = Graph()
    with short_collections(Clock()):
        gc.collect()
        assert gc.get_freeze_count()
    assert not gc.get_freeze_count()
    assert kept.much
