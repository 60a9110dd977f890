"""With umask 000, nobody else can put a folder of theirs in the place of one of ours."""

import os
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from graphmap.app.shell import uploads
from graphmap.files import make_private_folder, write_whole
from graphmap.store.location import ServerLocation
from graphmap.store.snapshot_cache import KeptGraph, cache_folder, keep_graph
from graphmap.tables import GraphTables


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("graphmap.store.snapshot_cache.LEAST_ROWS", 0)
    before = os.umask(0)
    yield tmp_path / "cache"
    os.umask(before)


def open_to_others(folder: Path) -> list[Path]:
    return [path for path in (folder, *folder.rglob("*")) if path.is_dir() and path.stat().st_mode & 0o077]


def test_every_folder_that_is_made_on_the_way_is_private(tmp_path: Path) -> None:
    make_private_folder(tmp_path / "a" / "b" / "c")
    make_private_folder(tmp_path / "a" / "b" / "c")
    assert open_to_others(tmp_path / "a") == []


def test_a_folder_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir(mode=0o755)
    make_private_folder(tmp_path / "shared" / "ours")
    assert (tmp_path / "shared").stat().st_mode & 0o777 == 0o755


def test_the_folders_above_uploads_are_private_too(cache: Path) -> None:
    uploads.upload_folder()
    assert open_to_others(cache) == []
    assert [path for path in cache.rglob("*.lock") if path.stat().st_mode & 0o077] == []
    uploads.remove()


def test_the_folders_above_a_server_s_snapshot_are_private_too(cache: Path) -> None:
    location = ServerLocation("bolt://tauira.example", "neo4j", "password")
    schools = pl.DataFrame([{"id": "1", "name": "Tauira"}])
    keep_graph(location, KeptGraph("mark", "revision", 1, GraphTables.of({"School": schools})))
    assert cache_folder(location).is_dir()
    assert open_to_others(cache) == []


def test_no_other_thread_sees_a_umask_that_lets_everybody_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    umask = os.umask
    umask(0o022)
    monkeypatch.setattr(os, "umask", lambda mask: asked.append(mask) or umask(mask))
    write_whole(tmp_path / "file", lambda file: None)
    assert 0 not in asked
    assert (tmp_path / "file").stat().st_mode & 0o777 == 0o644
