"""The snapshot on disk: the same tables while nobody writes, and nothing of anybody once somebody has."""

import random
import stat
from pathlib import Path

import polars as pl
import pytest
from networks import demo_snapshot
from polars.testing import assert_frame_equal

from graphmap.graph.taking import take_snapshot
from graphmap.store import snapshot_cache
from graphmap.store.edit import Edit
from graphmap.store.loading import load
from graphmap.store.location import EmbeddedLocation, Location, ServerLocation
from graphmap.store.log import now
from graphmap.store.snapshot_cache import KeptGraph, cache_folder, forget_tables, keep_graph, kept_graph
from graphmap.store.store import Store

GRAPH = demo_snapshot().tables


@pytest.fixture(autouse=True)
def everything_is_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(snapshot_cache, "LEAST_ROWS", 1)
    monkeypatch.setattr(snapshot_cache, "user_cache_path", lambda name: tmp_path / "cache" / name)


@pytest.fixture(params=["embedded", "server"])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> Location:
    return (
        EmbeddedLocation(tmp_path / "store")
        if request.param == "embedded"
        else ServerLocation("neo4j://host", "ana", "secret")
    )


def test_what_is_kept_is_read_again_as_it_was(location: Location) -> None:
    keep_graph(location, KeptGraph("r1", "r1", 7, GRAPH))
    kept = kept_graph(location)
    assert kept is not None
    assert (kept.mark, kept.revision, kept.seq) == ("r1", "r1", 7)
    for label, table in GRAPH.kinds.items():
        assert_frame_equal(kept.tables.kinds[label], table)
    for type, table in GRAPH.relationships.items():
        assert_frame_equal(kept.tables.relationships[type], table)


def test_another_version_of_graphmap_reads_it_anew(location: Location, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_graph(location, KeptGraph("r1", "r1", 7, GRAPH))
    monkeypatch.setattr(snapshot_cache, "graphmap_version", lambda: "99")
    assert kept_graph(location) is None


def test_only_the_latest_is_kept(location: Location) -> None:
    keep_graph(location, KeptGraph("r1", "r1", 7, GRAPH))
    keep_graph(location, KeptGraph("r2", "r2", 8, GRAPH))
    assert len(list(cache_folder(location).iterdir())) == 1
    kept = kept_graph(location)
    assert kept is not None
    assert kept.mark == "r2"


@pytest.mark.parametrize("damage", [b"", b"ARROW1 and then nothing", b"\0" * 4096])
def test_a_damaged_file_is_passed_over(location: Location, damage: bytes) -> None:
    keep_graph(location, KeptGraph("r1", "r1", 7, GRAPH))
    next(cache_folder(location).glob("*/Person.arrow")).write_bytes(damage)
    assert kept_graph(location) is None


def test_a_file_that_makes_polars_panic_is_passed_over_and_deleted(tmp_path: Path) -> None:
    location = EmbeddedLocation(tmp_path / "store")
    for seed in range(60):  # a few of these damages panic, which is no Exception
        keep_graph(location, KeptGraph("r1", "r1", 7, GRAPH))
        file = next(cache_folder(location).glob("*/Person.arrow"))
        content, chance = bytearray(file.read_bytes()), random.Random(seed)
        for _ in range(3):
            content[chance.randrange(len(content))] = chance.choice([0, 1, 127, 255])
        file.write_bytes(content)
        kept = kept_graph(location)
        assert file.exists() == (kept is not None)


def test_a_table_of_another_model_is_passed_over(location: Location) -> None:
    keep_graph(location, KeptGraph("r1", "r1", 7, GRAPH))
    pl.DataFrame({"id": ["p1"], "age": [3]}).write_ipc(next(cache_folder(location).glob("*/Person.arrow")))
    assert kept_graph(location) is None


def test_only_the_owner_can_read_it(location: Location) -> None:
    keep_graph(location, KeptGraph("r1", "r1", 7, GRAPH))
    (kept,) = cache_folder(location).iterdir()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o700


def test_a_small_graph_is_not_kept(location: Location, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot_cache, "LEAST_ROWS", 50_000)
    keep_graph(location, KeptGraph("r1", "r1", 7, GRAPH))
    assert not cache_folder(location).exists()


def test_it_can_be_forgotten(location: Location) -> None:
    keep_graph(location, KeptGraph("r1", "r1", 7, GRAPH))
    forget_tables(location)
    assert not cache_folder(location).exists()


def test_what_somebody_has_written_since_is_followed(store: Store, demo: Path) -> None:
    load(demo, store)
    before = take_snapshot(store)
    assert kept_graph(store.location) is not None
    named = pl.DataFrame({"id": before.tables.kinds["Person"]["id"][:1], "name": ["Zed"]})
    store.write(Edit(updated={"Person": named}), now("corrected"))
    assert kept_graph(store.location) is not None, "there is no need to read all of it again"
    assert take_snapshot(store).tables.kinds["Person"]["name"][0] == "Zed"


def test_nobody_who_was_taken_out_stays_on_disk(store: Store, demo: Path) -> None:
    load(demo, store)
    person = take_snapshot(store).tables.kinds["Person"]["id"][0]
    store.write(Edit(deleted={"Person": [person]}), now("deleted"))
    assert not cache_folder(store.location).exists()
    assert person not in take_snapshot(store).tables.kinds["Person"]["id"].to_list()
