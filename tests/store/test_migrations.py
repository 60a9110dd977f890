"""Stores and backups of older versions of the model come to this one, and newer ones are refused, on both engines."""

import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from engines import RunningEngine
from polars.testing import assert_frame_equal

from graphmap import model
from graphmap.cli import app
from graphmap.errors import BadData, NoStore
from graphmap.store.backup import restore_backup, take_backup
from graphmap.store.backup.file import Backup, read_backup
from graphmap.store.edit import Edit
from graphmap.store.loading import load
from graphmap.store.log import now
from graphmap.store.migrate import Migrated, backups_folder, bring_up_to_date, migrate
from graphmap.store.migrations import Step
from graphmap.store.store import open_store
from graphmap.stories.saving import keep_view
from graphmap.stories.stories import SavedView

SAMPLES = Path(__file__).parent / "samples"
OLDER = range(1, model.VERSION)
RENAMED = Step(2, ("MATCH (s:School) SET s.region = 'Te Tai Tokerau'",))
LOSING = Step(2, ("MATCH (i:Interaction) REMOVE i.note",), "the notes of interactions")


@pytest.fixture(autouse=True)
def user_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where backups of a server's store go."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))


@pytest.fixture
def old_store(engine: RunningEngine) -> Iterator[Callable[[int], None]]:
    """Fills the store with the sample of a version, as graphmap wrote it then."""

    def fill(version: int) -> None:
        with engine.session() as session:
            for line in (SAMPLES / f"version-{version}.cypher").read_text("utf-8").splitlines():
                if line and not line.startswith("//"):
                    session.run(line).consume()

    yield fill
    engine.empty()


def assert_same(found: Backup, expected: Backup) -> None:
    kept = {label: table for label, table in expected.kept.items() if label not in model.LOG}
    for label, table in {**expected.graph.kinds, **expected.graph.relationships, **kept}.items():
        whole = {**found.graph.kinds, **found.graph.relationships, **found.kept}[label]
        assert_frame_equal(whole.select(table.columns), table)
        came_later = whole.drop(table.columns)
        assert all(column.null_count() == len(column) for column in came_later)


def sample(version: int) -> Backup:
    return read_backup(SAMPLES / f"version-{version}.graphmap")


def set_version(engine: RunningEngine, version: int) -> None:
    with engine.session() as session:
        session.run("MERGE (s:Store {id: 'graphmap'}) SET s.version = $version", version=version).consume()


# --------------------------------------------------------------------------------------- older stores


@pytest.mark.parametrize("version", OLDER)
def test_a_store_of_an_older_version_is_brought_forward_when_it_is_opened(
    engine: RunningEngine, old_store: Callable[[int], None], version: int
) -> None:
    old_store(version)
    with open_store(engine.location) as store:
        assert store.stamp().version == model.VERSION
        assert_same(take_backup(store), sample(version))
        earlier = len(sample(version).kept["Change"])
        assert [(change.seq, change.act.what) for change in store.log(earlier)] == [(earlier + 1, "migrated")]


@pytest.mark.parametrize("version", OLDER)
def test_a_backup_is_written_first_and_brings_the_older_store_back(
    engine: RunningEngine, old_store: Callable[[int], None], version: int
) -> None:
    old_store(version)
    with open_store(engine.location, migrating=False) as store:
        done = migrate(store)
    assert done
    assert done.before == version
    assert done.backup
    assert done.backup.stat().st_mode & 0o077 == 0
    kept = read_backup(done.backup)
    assert kept.version == version
    assert_same(kept, sample(version))


def test_a_store_that_is_up_to_date_or_was_never_written_is_left_alone(
    neo4j_engine: RunningEngine, sheets: Callable[..., Path]
) -> None:
    neo4j_engine.empty()
    with neo4j_engine.session() as session:
        session.run("CREATE (:Person {id: 'ana', name: 'Ana'})").consume()
    with open_store(neo4j_engine.location) as store:
        assert migrate(store) is None
        assert store.revision() is None, "A graph that something else wrote gets no mark from being looked at."
        load(sheets(people="id,name\nbo,Bo\n"), store)
        revision = store.revision()
        assert migrate(store) is None
        assert store.revision() == revision


def test_an_empty_older_store_needs_no_backup(engine: RunningEngine) -> None:
    with engine.session() as session:
        session.run("CREATE (:Store {id: 'graphmap', revision: 'old'})").consume()
    with open_store(engine.location, migrating=False) as store:
        assert migrate(store) == Migrated(1, None)


def test_a_step_changes_what_is_stored_and_what_a_backup_restores(
    engine: RunningEngine, old_store: Callable[[int], None]
) -> None:
    old_store(1)
    with open_store(engine.location, migrating=False) as store:
        migrate(store, steps=[RENAMED])
        migrated = take_backup(store)
    assert set(migrated.graph.kinds["School"]["region"]) == {"Te Tai Tokerau"}
    engine.empty()
    with open_store(engine.location) as store:
        restore_backup(sample(1), store, steps=[RENAMED])
        assert_same(take_backup(store), migrated)


def test_opening_never_takes_a_step_that_loses_something(
    engine: RunningEngine, old_store: Callable[[int], None]
) -> None:
    old_store(1)
    with open_store(engine.location, migrating=False) as store:
        before = take_backup(store)
        with pytest.raises(NoStore, match=r"loses the notes of interactions: run graphmap db migrate"):
            bring_up_to_date(store, [LOSING])
        assert_same(take_backup(store), before)
        migrate(store, steps=[LOSING])
        assert take_backup(store).graph.kinds["Interaction"]["note"].null_count() == 2


def test_without_a_place_for_the_backup_nothing_is_migrated(
    engine: RunningEngine, old_store: Callable[[int], None]
) -> None:
    folder = backups_folder(engine.location)
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.touch()
    old_store(1)
    with open_store(engine.location) as store:
        assert store.stamp().version == 1, "Its data needs no change, so it can be read as it is."
        with pytest.raises(BadData, match="cannot be made"):
            migrate(store)
        with pytest.raises(NoStore, match="from an older graphmap; nothing was written"):
            keep_view(store, SavedView("v2", "Mine", "view=people"))
    folder.unlink()


@pytest.mark.parametrize("version", OLDER)
def test_a_backup_of_an_older_version_is_restored(engine: RunningEngine, version: int) -> None:
    with open_store(engine.location) as store:
        restore_backup(sample(version), store)
        assert store.stamp().version == model.VERSION
        assert_same(take_backup(store), sample(version))


def test_there_is_a_sample_of_every_older_version() -> None:
    assert {file.name for file in SAMPLES.iterdir()} >= {
        f"version-{version}.{ending}" for version in OLDER for ending in ("cypher", "graphmap")
    }


# --------------------------------------------------------------------------------------- newer stores


def test_a_store_of_a_newer_version_is_refused_in_a_true_sentence(engine: RunningEngine) -> None:
    set_version(engine, model.VERSION + 1)
    with pytest.raises(NoStore, match=rf"is from a newer graphmap \(version {model.VERSION + 1} .*: update graphmap"):
        open_store(engine.location)


def test_a_store_that_is_migrated_by_a_newer_graphmap_meanwhile_is_neither_read_nor_written(
    engine: RunningEngine, sheets: Callable[..., Path]
) -> None:
    with open_store(engine.location) as store:
        load(sheets(people="id,name\nana,Ana\n"), store)
        set_version(engine, model.VERSION + 1)
        revision = store.revision()
        for work in (
            store.read,
            lambda: store.write(Edit(deleted={"Person": ["ana"]}), now("deleted")),
            lambda: keep_view(store, SavedView("v", "Mine", "view=people")),
        ):
            with pytest.raises(NoStore, match="is from a newer graphmap"):
                work()
        assert store.revision() == revision


# ----------------------------------------------------------------------------------------- the command


def test_the_command_says_what_it_did_and_where_the_backup_is(
    embedded_engine: RunningEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    embedded_engine.empty()
    with embedded_engine.session() as session:
        session.run("CREATE (:Store {id: 'graphmap', revision: 'old'}), (:Person {id: 'ana', name: 'Ana'})").consume()
    for said in (
        f"went from version 1 of the model to {model.VERSION}. A backup of it as it was is in",
        "is up to date",
    ):
        app(["db", "migrate", f"--store={embedded_engine.location}"], standalone_mode=False)
        assert said in capsys.readouterr().out
    embedded_engine.empty()


def test_the_backup_of_the_sample_is_a_zip_of_version_1() -> None:
    with zipfile.ZipFile(SAMPLES / "version-1.graphmap") as archive:
        assert b'"model": 1' in archive.read("manifest.json")
