"""A file that is said to be written is on the disk."""

import os
import stat
from pathlib import Path

import pytest

from graphmap.files import text_writer, write_folder, write_whole


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Lists what is put on the disk: a file's size, or the number of names in a folder."""
    found: list[tuple[str, int]] = []
    fsync = os.fsync

    def record(handle: int) -> None:
        status = os.fstat(handle)
        is_folder = stat.S_ISDIR(status.st_mode)
        found.append(("folder", len(os.listdir(handle))) if is_folder else ("file", status.st_size))
        fsync(handle)

    monkeypatch.setattr(os, "fsync", record)
    return found


def test_a_file_is_on_the_disk_and_then_its_name(tmp_path: Path, synced: list[tuple[str, int]]) -> None:
    write_whole(tmp_path / "backup.zip", text_writer("whole"))
    assert synced == [("file", 5), ("folder", 1)]


def test_a_folder_s_files_are_on_the_disk_before_it_is_there(tmp_path: Path, synced: list[tuple[str, int]]) -> None:
    write_folder(tmp_path / "package", {"ties.csv": b"a,b", "more/notes.md": b"notes"})
    assert sorted(synced[:2]) == [("file", 3), ("file", 5)]
    assert sorted(synced[2:-1]) == [("folder", 1), ("folder", 2)]
    assert synced[-1] == ("folder", 1)
