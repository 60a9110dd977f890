"""Pairs that somebody keeps apart, on both engines."""

from graphmap.records.apart import keep_apart, list_again, pairs_apart
from graphmap.store.store import Store

PAIR = ("person:ana", "person:anna")


def test_a_pair_is_kept_apart_until_it_is_to_be_listed_again(store: Store) -> None:
    seq = store.seq()
    keep_apart(store, *reversed(PAIR))
    assert pairs_apart(store) == [PAIR]
    assert store.seq() == seq
    list_again(store, *PAIR)
    assert pairs_apart(store) == []


def test_keeping_a_pair_apart_twice_or_dropping_it_twice_changes_nothing(store: Store) -> None:
    keep_apart(store, *PAIR)
    keep_apart(store, *PAIR)
    assert pairs_apart(store) == [PAIR]
    list_again(store, *PAIR)
    list_again(store, *PAIR)
    assert pairs_apart(store) == []
