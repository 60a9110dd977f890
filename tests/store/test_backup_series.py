"""A folder of dated backups keeps the newest, and never lets an emptied store push the good ones out."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from engines import RunningEngine
from networks import snapshot_of

from graphmap import model
from graphmap.cli import app
from graphmap.errors import BadData, WrongCommand
from graphmap.store.backup.file import Backup, kept_schema, read_backup, write_backup
from graphmap.store.backup.series import backups_in, delete_older, next_backup, refuse_far_less, written_at

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)


def of_people(number: int) -> Backup:
    """A backup that holds so many people."""
    people = "".join(f"p{each},Person {each}\n" for each in range(number))
    kept = {kind.label: kept_schema(kind).to_frame() for kind in model.KEPT}
    return Backup(snapshot_of(people=f"id,name\n{people}").tables, kept)


def put(backup: Backup, folder: Path, moment: datetime) -> Path:
    path = next_backup(folder, moment)
    with path.open("wb") as file:
        write_backup(backup, file)
    return path


def test_only_the_newest_are_kept_and_other_files_stay(tmp_path: Path) -> None:
    written = [put(of_people(1), tmp_path, NOON + timedelta(days=day)) for day in range(4)]
    (tmp_path / "before-the-merge.graphmap").touch()
    (tmp_path / "graphmap-of-last-year.graphmap").touch()
    assert delete_older(tmp_path, 3) == written[:1]
    assert backups_in(tmp_path) == written[1:]
    assert {path.name for path in tmp_path.iterdir()} - {path.name for path in written} == {
        "before-the-merge.graphmap",
        "graphmap-of-last-year.graphmap",
    }


def test_the_name_says_when_in_any_time_zone(tmp_path: Path) -> None:
    assert next_backup(tmp_path, NOON).name == "graphmap-20261128T120000Z.graphmap"
    moment = datetime.fromisoformat("2026-11-29T01:00:00+13:00")
    assert written_at(next_backup(tmp_path, moment)) == NOON


def test_the_folder_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    folder = next_backup(tmp_path / "backups", NOON).parent
    assert folder.stat().st_mode & 0o077 == 0
    (tmp_path / "file").touch()
    with pytest.raises(BadData, match="can't be used for backups"):
        next_backup(tmp_path / "file" / "below", NOON)


def test_what_a_killed_backup_left_behind_goes_after_a_day(tmp_path: Path) -> None:
    left, fresh = (tmp_path / f".graphmap-20261127T120000Z.graphmap.{end}" for end in ("abc", "def"))
    for path in (left, fresh):
        path.touch()
    os.utime(left, (0, 0))
    delete_older(tmp_path, 1)
    assert [path.name for path in tmp_path.iterdir()] == [fresh.name]


def test_a_store_that_holds_far_less_adds_no_backup(tmp_path: Path) -> None:
    put(of_people(20), tmp_path, NOON)
    put(of_people(9), tmp_path, NOON - timedelta(days=1))
    refuse_far_less(tmp_path, of_people(10))
    with pytest.raises(BadData, match=r"Nothing was written or deleted: the newest .* holds far more \(20 entities"):
        refuse_far_less(tmp_path, of_people(9))


def test_a_damaged_backup_is_no_measure(tmp_path: Path) -> None:
    put(of_people(20), tmp_path, NOON)
    next_backup(tmp_path, NOON + timedelta(days=1)).write_bytes(b"cut off")
    with pytest.raises(BadData, match="holds far more"):
        refuse_far_less(tmp_path, of_people(9))
    refuse_far_less(tmp_path / "none", of_people(1))


def test_the_command_writes_into_the_folder_and_says_what_went(
    embedded_engine: RunningEngine, sheets: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    embedded_engine.empty()
    folder, store = tmp_path / "backups", f"--store={embedded_engine.location}"
    old = put(of_people(1), folder, NOON - timedelta(days=900))
    app(["load", str(sheets(people="id,name\na,A\n")), store], standalone_mode=False)
    app(["db", "backup", str(folder), "--keep=1", store], standalone_mode=False)
    [new] = folder.iterdir()
    assert f"Deleted {old} (--keep 1)." in capsys.readouterr().err
    assert new.stat().st_mode & 0o077 == 0
    assert list(read_backup(new).graph.kinds["Person"]["id"]) == ["a"]


def test_a_file_is_no_folder_for_backups(embedded_engine: RunningEngine, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(WrongCommand, match="with --keep, name the folder"):
        app(
            ["db", "backup", str(tmp_path / "file"), "--keep=1", f"--store={embedded_engine.location}"],
            standalone_mode=False,
        )
