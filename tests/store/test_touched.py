"""The rows that a write touched: packed and read again, put in place, and taken back."""

import base64
import zlib

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from graphmap import model
from graphmap.errors import NoStore
from graphmap.store import touched as touched_rows
from graphmap.store.touched import Touched, read_texts, take_back, texts_of, touched_of, with_rows
from graphmap.tables import ENDS, GraphTables, kind_table, relationship_table

_ids = st.text("abĀ🌱: '", min_size=1, max_size=3)
_days = st.none() | st.dates()
_people = st.dictionaries(_ids, st.text(max_size=3).filter(bool), max_size=8)
_schools = st.dictionaries(_ids, st.tuples(st.none() | st.integers(0, 9), st.none() | st.floats(-90, 90)), max_size=8)
_spells = st.lists(st.tuples(_ids, _ids, _days, _days), max_size=8)


@st.composite
def graphs(draw: st.DrawFn) -> GraphTables:
    schools = [
        {"id": id, "name": "S", "roll": roll, "latitude": latitude} for id, (roll, latitude) in draw(_schools).items()
    ]
    spells = [
        {"start": f"person:{a}", "end": f"role:{b}", "since": since, "until": until}
        for a, b, since, until in draw(_spells)
    ]
    people = [{"id": id, "name": name} for id, name in draw(_people).items()]
    return GraphTables.of(
        {"Person": kind_table("Person", people), "School": kind_table("School", schools)},
        {"HOLDS": relationship_table("HOLDS", spells)},
    )


def between(before: GraphTables, after: GraphTables) -> Touched:
    """All rows of both graphs, as a write that replaces one by the other would touch them."""
    both = (before, after)
    return touched_of(
        {label: [graph.kinds[label]["id"] for graph in both] for label in ("Person", "School")},
        {"HOLDS": [graph.relationships["HOLDS"].select(ENDS) for graph in both]},
        before.kinds,
        before.relationships,
    )


def assert_same_graph(one: GraphTables, other: GraphTables) -> None:
    for label in model.KIND:
        assert_frame_equal(one.kinds[label], other.kinds[label])
    for type in model.RELATIONSHIP:
        assert_frame_equal(one.relationships[type], other.relationships[type])


@given(graphs(), graphs())
def test_what_is_packed_is_read_again(before: GraphTables, after: GraphTables) -> None:
    touched = between(before, after)
    found = read_texts(texts_of(touched))
    assert touched.erased == found.erased
    for part in ("ids", "pairs", "kinds", "relationships"):
        one, other = getattr(touched, part), getattr(found, part)
        assert one.keys() == other.keys()
        for name, rows in one.items():
            assert rows.equals(other[name])


@pytest.mark.parametrize("few", [0, 500], ids=["as many rows", "one by one"])
@given(graphs(), graphs())
def test_a_graph_is_moved_on_and_taken_back(few: int, before: GraphTables, after: GraphTables) -> None:
    touched = between(before, after)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(touched_rows, "_FEW", few)
        assert_same_graph(with_rows(before, touched, after), after)
        assert_same_graph(take_back(after, touched), before)


@given(graphs(), graphs())
def test_rows_that_are_not_touched_stay_as_they_are(graph: GraphTables, other: GraphTables) -> None:
    touched = between(GraphTables.of(), other)
    without = take_back(graph, touched)
    assert set(without.kinds["Person"]["id"]) == set(graph.kinds["Person"]["id"]) - set(other.kinds["Person"]["id"])
    assert with_rows(without, Touched(), other) == without


def test_a_table_does_not_fall_to_pieces_however_often_it_is_moved_on() -> None:
    table = kind_table("Person", [{"id": f"{n:03}", "name": "P"} for n in range(500)])
    graph = GraphTables.of({"Person": table})
    for number in range(0, 500, 2):
        row = table[number : number + 1].with_columns(name=pl.lit("Q"))
        graph = with_rows(graph, touched_of({"Person": [row["id"]]}, {}), GraphTables.of({"Person": row}))
    assert graph.kinds["Person"].n_chunks() <= 100
    assert graph.kinds["Person"]["name"].to_list() == ["Q", "P"] * 250


def packed(text: bytes) -> str:
    return base64.b64encode(zlib.compress(text)).decode()


@pytest.mark.parametrize(
    "text",
    [
        "not base64 🌱",
        base64.b64encode(b"not packed").decode(),
        packed(b"not JSON"),
        packed(b"[1]"),
        packed(b'[{"of": "Person", "was": {"id": [{"a": 1}]}}]'),
        packed(b'[{"of": "HOLDS", "keys": {"start": ["a", "b"], "end": ["a"]}}]'),
        packed(b"[]")[:-4],
    ],
)
def test_what_graphmap_did_not_write_is_one_sentence(text: str) -> None:
    with pytest.raises(NoStore, match="A change in the log can’t be read"):
        read_texts([text])


def test_what_would_burst_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(touched_rows, "_MOST_BYTES", 1000)
    with pytest.raises(NoStore, match="can’t be read"):
        read_texts([packed(b" " * 1_000_000 + b"[]")])


def test_a_kind_and_a_property_that_the_model_has_no_longer_are_left_out() -> None:
    text = packed(b'[{"of": "Ghost", "keys": {"id": ["g"]}}, {"of": "Person", "was": {"id": ["a"], "age": [3]}}]')
    assert read_texts([text]).kinds["Person"].select("id", "name").rows() == [("a", None)]
