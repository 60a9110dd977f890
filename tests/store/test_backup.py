"""Everything in a store into one file and back, on both engines; and files that are damaged or made up."""

import contextlib
import hashlib
import io
import json
import random
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from engines import RunningEngine
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from graphmap import model
from graphmap.cli import app
from graphmap.errors import BadData, NoStore, WrongCommand
from graphmap.store.backup import refuse_to_lose, restore_backup, take_backup
from graphmap.store.backup.file import Backup, Held, held_in, kept_schema, read_backup, write_backup
from graphmap.store.edit import Edit
from graphmap.store.loading import load, unload
from graphmap.store.log import now
from graphmap.store.store import Store, open_store
from graphmap.stories.saving import keep_story, keep_view, saved_views, stories
from graphmap.stories.stories import Page, SavedView, Story
from graphmap.tables import GraphTables, kind_schema, relationship_schema

HOSTILE = "<img src=x onerror=alert(1)> '\"`$ {name: 1} //"


def written(backup: Backup) -> bytes:
    file = io.BytesIO()
    write_backup(backup, file)
    return file.getvalue()


def assert_same(found: Backup, expected: Backup) -> None:
    """They hold the same, but for the log: it says of the one that it was restored."""
    for name in ("kinds", "relationships"):
        for label, table in getattr(expected.graph, name).items():
            assert_frame_equal(getattr(found.graph, name)[label], table)
    for label, table in expected.kept.items():
        if label not in model.LOG:
            assert_frame_equal(found.kept[label], table)


def small() -> Backup:
    """Two schools, one of which is in a network, and a view."""
    schools = pl.DataFrame({"id": ["a", "b"], "name": ["Tauira Hill", HOSTILE]})
    networks = pl.DataFrame({"id": ["n"], "name": ["Kāhui Ako o Tauira"]})
    schools, networks = (
        table.select(
            *(
                pl.col(name) if name in table.columns else pl.lit(None, type).alias(name)
                for name, type in kind_schema(label).items()
            )
        )
        for label, table in (("School", schools), ("Network", networks))
    )
    member = pl.DataFrame(
        [("school:a", "network:n", None, None)], schema=relationship_schema("MEMBER_OF"), orient="row"
    )
    kept = {kind.label: pl.DataFrame(schema=kept_schema(kind)) for kind in model.KEPT}
    kept["SavedView"] = pl.DataFrame([("v", "Ours", "view=people", "1")], schema=kept["SavedView"].schema, orient="row")
    return Backup(GraphTables.of({"School": schools, "Network": networks}, {"MEMBER_OF": member}), kept, "9f86d081")


# -------------------------------------------------------------------------------- from a store and back


def test_a_store_comes_back_whole_and_on_the_other_engine_too(
    engine: RunningEngine, demo: Path, tmp_path: Path
) -> None:
    file, again = tmp_path / "store.backup", tmp_path / "again.backup"
    with open_store(engine.location) as store:
        load(demo, store)
        view = keep_view(store, SavedView("v1", HOSTILE, "view=people&only=depth%3A1"))
        story = keep_story(store, Story("s1", HOSTILE, (Page("Where we began", HOSTILE, "v1"), Page())))
        bare = keep_story(store, Story("s2", "Empty"))
        before = take_backup(store)
        file.write_bytes(written(before))
    engine.empty()
    with open_store(engine.location) as store:
        restore_backup(read_backup(file), store)
        after = take_backup(store)
        assert (saved_views(store), stories(store)) == ([view], [story, bare])
        assert_same(after, before)
        assert after.revision != before.revision, (
            "It is another write, so nothing that was kept of the store before counts."
        )
        assert [change.act.what for change in store.log()] == ["restored", "loaded"]
        log = after.kept["Change"].head(1)
        again.write_bytes(written(replace(after, revision=before.revision, kept={**after.kept, "Change": log})))
    assert again.read_bytes() == file.read_bytes(), (
        "Nothing in a backup tells which engine it is from, so any restores it."
    )


def test_a_store_that_holds_anything_is_left_as_it_is(store: Store, sheets: Callable[..., Path]) -> None:
    load(sheets(schools="id,name\na,Tauira Hill\n"), store)
    before = take_backup(store)
    with pytest.raises(
        WrongCommand,
        match=r"isn't empty \(schools 1, .*\)\. Restore into a new one instead, as with --store embedded:DIR",
    ):
        restore_backup(small(), store)
    assert_same(take_backup(store), before)


def test_a_view_alone_is_something_too(store: Store) -> None:
    view = keep_view(store, SavedView("v1", "Mine", "view=people"))
    with pytest.raises(WrongCommand, match="saved views 1"):
        restore_backup(small(), store)
    assert saved_views(store) == [view]


def test_a_codebook_that_was_left_gives_way_to_the_backups(store: Store, demo: Path) -> None:
    load(demo, store)
    unload(demo, store)
    left = take_backup(store).graph.kinds["Practice"]
    assert len(left)
    own = left.head(1).with_columns(definition=pl.lit("As we agreed."))
    backup = replace(
        small(), graph=GraphTables.of({**small().graph.kinds, "Practice": own}, small().graph.relationships)
    )
    restore_backup(backup, store)
    assert_same(take_backup(store), backup)


def test_what_cannot_be_written_whole_is_not_written_at_all(store: Store) -> None:
    graph = small().graph
    stranger = graph.relationships["MEMBER_OF"].with_columns(end=pl.lit("network:nowhere"))
    broken = replace(small(), graph=GraphTables.of(graph.kinds, {"MEMBER_OF": stranger}))
    with pytest.raises(Exception, match="nothing was written"):
        restore_backup(broken, store)
    with pytest.raises(BadData, match="There is nothing in the store"):
        take_backup(store)


def test_the_commands_say_what_they_kept_and_brought_back(
    embedded_engine: RunningEngine, sheets: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    embedded_engine.empty()
    file, store = tmp_path / "backup", f"--store={embedded_engine.location}"
    app(["load", str(sheets(schools="id,name\na,Tauira Hill\n")), store], standalone_mode=False)
    app(["db", "backup", str(file), store], standalone_mode=False)
    assert file.stat().st_mode & 0o077 == 0, "Whoever's names are in it, only its owner reads them."
    embedded_engine.empty()
    capsys.readouterr()
    app(["db", "restore", str(file), store], standalone_mode=False)
    said = capsys.readouterr()
    assert "schools,1\n" in said.out
    assert "stories,0\n" in said.out
    assert f"Everything in {file} (29 entities and 0 relationships) is now in the store at" in said.err


def test_a_store_that_is_not_there_takes_no_place_of_a_backup(tmp_path: Path) -> None:
    file = tmp_path / "backup"
    file.write_bytes(written(small()))
    with pytest.raises(NoStore, match="There is no store at"):
        app(["db", "backup", str(file), f"--store=embedded:{tmp_path / 'none'}"], standalone_mode=False)
    assert file.read_bytes() == written(small())
    assert not (tmp_path / "none").exists()


def test_a_fuller_backup_is_kept_unless_it_is_to_be_replaced(
    embedded_engine: RunningEngine, sheets: Callable[..., Path], tmp_path: Path
) -> None:
    embedded_engine.empty()
    file, store = tmp_path / "backup", f"--store={embedded_engine.location}"
    app(["load", str(sheets(people="id,name\na,A\nb,B\n")), store], standalone_mode=False)
    app(["db", "backup", str(file), store], standalone_mode=False)
    fuller = file.read_bytes()
    with open_store(embedded_engine.location) as opened:
        opened.write(Edit(deleted={"Person": ["a"]}), now("deleted"))
    with pytest.raises(BadData, match=r"holds more \(30 entities .*\) than the store does now \(29 .*--replace"):
        app(["db", "backup", str(file), store], standalone_mode=False)
    assert file.read_bytes() == fuller
    app(["db", "backup", str(file), store, "--replace"], standalone_mode=False)
    assert held_in(file) == Held(29, 0)


def test_lost_relationships_make_a_backup_less_full(tmp_path: Path) -> None:
    file = tmp_path / "backup"
    file.write_bytes(written(small()))
    without = replace(small(), graph=GraphTables.of(small().graph.kinds))
    with pytest.raises(BadData, match=r"\(4 entities and 1 relationship\) than the store does now \(4 .* and 0"):
        refuse_to_lose(file, without)
    refuse_to_lose(file, small())
    refuse_to_lose(tmp_path / "none", without)
    file.write_bytes(b"no backup")
    refuse_to_lose(file, without)


def test_an_id_that_is_there_twice_is_found_before_a_backup_is_made(neo4j_engine: RunningEngine) -> None:
    """As in a server that something else writes to; it would make a backup that can't be restored."""
    neo4j_engine.empty()
    with open_store(neo4j_engine.location) as store:
        with neo4j_engine.session() as session:
            session.run("DROP CONSTRAINT person_id IF EXISTS").consume()
            session.run("CREATE (:Person {id: 'ana', name: 'Ana'}), (:Person {id: 'ana', name: 'Bo'})").consume()
        with pytest.raises(BadData, match="‘ana’ is the id of another node too"):
            take_backup(store)
    neo4j_engine.empty()


# --------------------------------------------------------------------------------------------- the file

_texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
_values = {
    pl.String(): st.none() | _texts,
    pl.Int64(): st.none() | st.integers(-(2**63), 2**63 - 1),
    pl.Float64(): st.none() | st.floats(allow_nan=False),
    pl.Date(): st.none() | st.dates(),
}


@st.composite
def backups(draw: st.DrawFn) -> Backup:
    """Any content of a store: some of every kind, related as the model allows, and what is kept beside."""
    kinds = {}
    for kind in model.KINDS:
        ids = draw(st.lists(_texts.filter(bool), unique=True, max_size=3))
        rows = [
            {p: draw(_values[type]) for p, type in kind_schema(kind.label).items()} | {"id": id} for id in sorted(ids)
        ]
        kinds[kind.label] = pl.DataFrame(rows, schema=kind_schema(kind.label), orient="row")
    graph = GraphTables.of(kinds)
    relationships = {}
    for related in model.RELATIONSHIPS:
        starts, ends = (
            [key for label in labels for key in graph.keys(label)] for labels in (related.starts, related.ends)
        )
        schema = relationship_schema(related.type)
        pairs = (
            draw(st.lists(st.tuples(st.sampled_from(starts), st.sampled_from(ends)), max_size=3))
            if starts and ends
            else []
        )
        rest = list(schema.items())[2:]
        relationships[related.type] = pl.DataFrame(
            [(*pair, *(draw(_values[type]) for _, type in rest)) for pair in pairs], schema=schema, orient="row"
        )
    view = pl.DataFrame([[draw(_texts) or "v"] * 4], schema=kept_schema(model.KEPT[0]), orient="row")
    pages = draw(st.lists(st.tuples(_texts, _texts, _texts), max_size=3))
    columns = [list(column) for column in zip(*pages, strict=True)] or [[], [], []]
    story = pl.DataFrame([["s", draw(_texts), *columns, "1"]], schema=kept_schema(model.KEPT[1]), orient="row")
    kept = {kind.label: pl.DataFrame(schema=kept_schema(kind)) for kind in model.KEPT}
    kept |= {"SavedView": view, "Story": story}
    return Backup(GraphTables.of(kinds, relationships), kept, draw(st.none() | _texts))


@pytest.mark.slow
@settings(max_examples=25)
@given(backups())
def test_whatever_a_store_holds_is_read_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, backup: Backup
) -> None:
    file = tmp_path_factory.mktemp("any") / "backup"
    file.write_bytes(written(backup))
    found = read_backup(file)
    assert_same(found, backup)
    assert found.revision == backup.revision
    assert written(found) == written(backup)


def columns_of(version: int) -> str:
    """Everything that a store or a backup of a version of the model has, in a few letters."""
    columns = {
        of.label if isinstance(of, model.Kind) else of.type: [
            (property.name, property.type.value, property.many) for property in model.properties_at(of, version)
        ]
        for of in (*model.KINDS, *model.RELATIONSHIPS, *model.KEPT)
        if of.added <= version
    }
    ends = [(of.type, of.starts, of.ends) for of in model.RELATIONSHIPS if of.added <= version]
    return hashlib.sha256(json.dumps([columns, ends]).encode()).hexdigest()[:12]


@pytest.mark.parametrize(("version", "columns"), [(1, "b4871ca2e4e3"), (2, "100bb37af59c")])
def test_a_version_of_the_model_stays_as_it_was(version: int, columns: str) -> None:
    """If this fails, something was added to the model without ``added``: give it the next version."""
    assert columns_of(version) == columns


# ------------------------------------------------------------------------------ damaged, made up, hostile

Parts = dict[str, bytes]


def parts() -> Parts:
    with zipfile.ZipFile(io.BytesIO(written(small()))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def put_together(path: Path, held: Parts, compression: int = zipfile.ZIP_STORED) -> Path:
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in held.items():
            archive.writestr(name, content)
    return path


def in_manifest(held: Parts, **changed: Any) -> Parts:
    return {**held, "manifest.json": json.dumps({**json.loads(held["manifest.json"]), **changed}).encode()}


def with_table(held: Parts, name: str, table: pl.DataFrame) -> Parts:
    """A backup made up by somebody who knows how: the manifest is right about the table."""
    content = io.BytesIO()
    table.write_parquet(content)
    told = json.loads(held["manifest.json"])["tables"]
    told[name] = {"rows": len(table), "sha256": hashlib.sha256(content.getvalue()).hexdigest()}
    return in_manifest({**held, name: content.getvalue()}, tables=told)


SCHOOLS, MEMBERS = "entities/School.parquet", "relationships/MEMBER_OF.parquet"

FAULTS: dict[str, tuple[Callable[[Parts], Parts], str]] = {
    "no manifest": (lambda held: {name: held[name] for name in held if name != "manifest.json"}, "without a manifest"),
    "another zip": (lambda held: {"manifest.json": b"{}"}, "does not say that it is a backup from graphmap"),
    "no JSON": (
        lambda held: {**held, "manifest.json": b"[" * 100_000},
        "does not say that it is a backup from graphmap",
    ),
    "a huge manifest": (lambda held: {**held, "manifest.json": b" " * 1_000_001}, "too large"),
    "a later model": (
        lambda held: in_manifest(held, model=model.VERSION + 1, graphmap="9.0"),
        r"‘9\.0’ wrote it with a newer version of the model .* update graphmap",
    ),
    "an odd model": (lambda held: in_manifest(held, model="1"), "not as graphmap db backup writes it"),
    "an odd revision": (lambda held: in_manifest(held, revision=[1]), "not as graphmap db backup writes it"),
    "a table missing": (lambda held: {name: held[name] for name in held if name != SCHOOLS}, f"see ‘{SCHOOLS}’"),
    "a name that climbs out": (lambda held: {**held, "../../evil": b""}, "see ‘../../evil’"),
    "a damaged table": (lambda held: {**held, SCHOOLS: held[SCHOOLS][:-9] + b"x" + held[SCHOOLS][-8:]}, "is damaged"),
    "a table of others": (
        lambda held: with_table(held, SCHOOLS, pl.DataFrame({"id": ["a"], "ethnicity": ["x"]})),
        "has other columns",
    ),
    "an id twice": (
        lambda held: with_table(held, SCHOOLS, pl.concat([small().graph.kinds["School"]] * 2)),
        "School has the id ‘a’ twice",
    ),
    "nobody related": (
        lambda held: with_table(
            held, MEMBERS, small().graph.relationships["MEMBER_OF"].with_columns(start=pl.lit("person:a"))
        ),
        "MEMBER_OF names ‘person:a’, which is not in it",
    ),
    "a table that bursts": (
        lambda held: with_table(
            held,
            MEMBERS,
            pl.select(**{name: pl.lit(None, type) for name, type in relationship_schema("MEMBER_OF").items()}).select(
                pl.all().repeat_by(200_000).explode()
            ),
        ),
        "another number of rows than the manifest says, or than its size can hold",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_file_that_is_damaged_or_made_up_is_refused_with_the_reason(tmp_path: Path, fault: str) -> None:
    make, why = FAULTS[fault]
    with pytest.raises(BadData, match=why) as raised:
        read_backup(put_together(tmp_path / "backup", make(parts())))
    assert "Nothing was written." in str(raised.value)


def with_flags(content: bytes, flags: int) -> bytes:
    """The same zip, with other flags on its first file wherever they stand."""
    local, central = content.index(b"PK\x03\x04") + 6, content.index(b"PK\x01\x02") + 8
    changed = bytearray(content)
    for place in (local, central):
        changed[place : place + 2] = flags.to_bytes(2, "little")
    return bytes(changed)


@pytest.mark.parametrize("flags", [0x1, 0x20, 0x40, 0x2000], ids=["locked", "patched", "strongly locked", "masked"])
def test_a_zip_with_odd_flags_is_refused_in_a_sentence(tmp_path: Path, flags: int) -> None:
    file = tmp_path / "backup"
    file.write_bytes(with_flags(written(small()), flags))
    with pytest.raises(BadData, match=r"packed or locked|not a backup"):
        read_backup(file)


@pytest.mark.slow
def test_whatever_byte_is_damaged_there_is_a_sentence_or_the_same_backup(tmp_path: Path) -> None:
    chance, whole, file = random.Random(1), written(small()), tmp_path / "backup"
    manifest = whole.index(b"PK\x01\x02")  # half of the damages fall into the directory at the end, the rest anywhere
    for _ in range(300):
        content = bytearray(whole)
        for _ in range(chance.choice([1, 1, 1, 4])):
            start = manifest if chance.random() < 0.5 else 0
            content[chance.randrange(start, len(content))] = chance.randrange(256)
        file.write_bytes(content)
        with contextlib.suppress(BadData):
            assert_same(read_backup(file), small())


def test_what_is_packed_could_burst_and_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadData, match="is packed or locked, which no file in a backup is"):
        read_backup(put_together(tmp_path / "backup", parts(), zipfile.ZIP_DEFLATED))


@pytest.mark.parametrize("content", [b"", b"id,name\n", None], ids=["empty", "no zip", "cut short"])
def test_what_is_no_zip_is_refused(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "backup"
    file.write_bytes(written(small())[:-40] if content is None else content)
    with pytest.raises(BadData, match="is not a backup from graphmap, or only part of one"):
        read_backup(file)


def test_a_file_that_is_not_there_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(BadData, match=r"can't be read \(No such file or directory\)"):
        read_backup(tmp_path / "none")
