"""What `make endure` found, each in small: nothing that is acknowledged is lost, and nothing untrue is told."""

import shutil
from collections.abc import Callable
from pathlib import Path

import neo4j.exceptions
import polars as pl
import pytest
from engines import RunningEngine

from graphmap.errors import NoStore
from graphmap.store import snapshot_cache
from graphmap.store.backup import take_backup
from graphmap.store.driver_errors import as_sentences
from graphmap.store.edit import Edit
from graphmap.store.embedded import engine_status
from graphmap.store.engine import connection_file
from graphmap.store.loading import load
from graphmap.store.location import EmbeddedLocation, Location, ServerLocation
from graphmap.store.log import now
from graphmap.store.snapshot_cache import KeptGraph, cache_folder, keep_graph, kept_graph
from graphmap.store.store import Store, open_store
from graphmap.tables import GraphTables, kind_table

Sheets = Callable[..., Path]


@pytest.mark.parametrize("location", [EmbeddedLocation(Path("store")), ServerLocation("neo4j://kauri", "neo4j", "x")])
def test_an_engine_that_stops_while_it_saves_leaves_it_open_whether_the_change_is_there(location: Location) -> None:
    with (
        pytest.raises(NoStore, match=r"may or may not have been saved.*graphmap log") as refused,
        as_sentences(location),
    ):
        raise neo4j.exceptions.IncompleteCommit("the connection broke")
    assert "undone" not in str(refused.value)


def test_a_backup_made_while_somebody_writes_has_the_log_of_its_graph(
    engine: RunningEngine, store: Store, sheets: Sheets
) -> None:
    load(sheets(people="id,name\nana,Ana\nbo,Bo\n"), store)
    rename = Edit(updated={"Person": pl.DataFrame({"id": ["ana"], "name": ["Anahera"]})})
    written: list[int] = []

    def meanwhile(doing: str, done: int, total: int) -> None:
        if not written:
            with open_store(engine.location) as other:
                written.append(other.write(rename, now("edited")).seq)

    backup = take_backup(store, meanwhile)
    assert written
    assert backup.graph.kinds["Person"]["name"][0] == "Anahera"
    assert backup.kept["Change"]["revision"].to_list()[-1] == backup.revision
    assert len(backup.kept["Change"]) == written[0]


def test_a_copy_of_a_store_in_use_is_not_taken_for_the_store(embedded_engine: RunningEngine, tmp_path: Path) -> None:
    """The copy has the file that says how the engine of the first is reached."""
    assert isinstance(embedded_engine.location, EmbeddedLocation)
    shutil.copy(connection_file(embedded_engine.location.folder), tmp_path)
    assert engine_status(embedded_engine.location.folder) is not None
    assert engine_status(tmp_path) is None


def test_any_bit_that_changed_on_the_disk_is_noticed_in_a_kept_snapshot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Arrow's own checks miss a few, as in the number of rows, and panic at others."""
    monkeypatch.setattr(snapshot_cache, "LEAST_ROWS", 0)
    location = EmbeddedLocation(tmp_path)
    graph = GraphTables.of({"Person": kind_table("Person", [{"id": f"p{n}", "name": "Ngaio"} for n in range(3)])})
    for part in range(20):
        keep_graph(location, KeptGraph("m", "r", 1, graph))
        file = next(cache_folder(location).glob("*/Person.arrow"))
        content = bytearray(file.read_bytes())
        content[len(content) * part // 20] ^= 1
        file.write_bytes(content)
        assert kept_graph(location) is None, part
