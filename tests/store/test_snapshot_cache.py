"""The snapshot on disk: the same tables while nobody writes, and nothing of anybody once somebody has."""

import random
import stat
from pathlib import Path

import polars as pl
import pytest
from networks import demo_snapshot
from polars.testing import assert_frame_equal

from graphmap.graph.snapshot import take_snapshot
from graphmap.sheets.codebook import shipped_codebook
from graphmap.sheets.reading import read_sheets
from graphmap.sheets.records import read_records
from graphmap.store import snapshot_cache
from graphmap.store.comparison import edit_between
from graphmap.store.location import EmbeddedLocation, Location, ServerLocation
from graphmap.store.snapshot_cache import cache_folder, cached_tables, forget_tables, keep_tables
from graphmap.store.store import Store
from graphmap.tables import GraphTables

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
    keep_tables(location, "r1", GRAPH)
    kept = cached_tables(location, "r1")
    assert kept is not None
    for label, table in GRAPH.kinds.items():
        assert_frame_equal(kept.kinds[label], table)
    for type, table in GRAPH.relationships.items():
        assert_frame_equal(kept.relationships[type], table)


def test_another_revision_is_not_kept(location: Location) -> None:
    keep_tables(location, "r1", GRAPH)
    assert cached_tables(location, "r2") is None


def test_another_version_of_graphmap_reads_it_anew(location: Location, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_tables(location, "r1", GRAPH)
    monkeypatch.setattr(snapshot_cache, "graphmap_version", lambda: "99")
    assert cached_tables(location, "r1") is None


def test_only_the_latest_is_kept(location: Location) -> None:
    keep_tables(location, "r1", GRAPH)
    keep_tables(location, "r2", GRAPH)
    assert len(list(cache_folder(location).iterdir())) == 1


@pytest.mark.parametrize("damage", [b"", b"ARROW1 and then nothing", b"\0" * 4096])
def test_a_damaged_file_is_passed_over(location: Location, damage: bytes) -> None:
    keep_tables(location, "r1", GRAPH)
    next(cache_folder(location).glob("*/Person.arrow")).write_bytes(damage)
    assert cached_tables(location, "r1") is None


def test_a_file_that_makes_polars_panic_is_passed_over_and_deleted(tmp_path: Path) -> None:
    location = EmbeddedLocation(tmp_path / "store")
    for seed in range(60):  # a few of these damages panic, which is no Exception
        keep_tables(location, "r1", GRAPH)
        file = next(cache_folder(location).glob("*/Person.arrow"))
        content, chance = bytearray(file.read_bytes()), random.Random(seed)
        for _ in range(3):
            content[chance.randrange(len(content))] = chance.choice([0, 1, 127, 255])
        file.write_bytes(content)
        kept = cached_tables(location, "r1")
        assert file.exists() == (kept is not None)


def test_a_table_of_another_model_is_passed_over(location: Location) -> None:
    keep_tables(location, "r1", GRAPH)
    pl.DataFrame({"id": ["p1"], "age": [3]}).write_ipc(next(cache_folder(location).glob("*/Person.arrow")))
    assert cached_tables(location, "r1") is None


def test_only_the_owner_can_read_it(location: Location) -> None:
    keep_tables(location, "r1", GRAPH)
    (kept,) = cache_folder(location).iterdir()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o700


def test_a_small_graph_is_not_kept(location: Location, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot_cache, "LEAST_ROWS", 50_000)
    keep_tables(location, "r1", GRAPH)
    assert not cache_folder(location).exists()


def test_it_can_be_forgotten(location: Location) -> None:
    keep_tables(location, "r1", GRAPH)
    forget_tables(location)
    assert not cache_folder(location).exists()


def test_what_somebody_has_written_since_is_read(store: Store, demo: Path) -> None:
    store.apply(
        edit_between(GraphTables.of(), read_records(read_sheets(demo), GraphTables.of(), shipped_codebook())), None
    )
    before = take_snapshot(store)
    assert cached_tables(store.location, str(store.mark())) is not None
    person = before.tables.kinds["Person"]["id"][0]
    store.delete({"Person": [person]})
    assert not cache_folder(store.location).exists(), "nobody who was taken out stays on disk"
    assert person not in take_snapshot(store).tables.kinds["Person"]["id"].to_list()
