"""The store, on both engines: what is written is there, all of it or nothing, whoever else is writing."""

import socket
import socketserver
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from itertools import chain
from pathlib import Path

import polars as pl
import pytest
from engines import RunningEngine
from polars.testing import assert_frame_equal
from sheet_writing import graph_of, write_sheets

from graphmap import model
from graphmap.errors import NoStore, Overtaken, StoreBusy
from graphmap.sample.demo import demo_sheets
from graphmap.sheets.codebook import shipped_codebook
from graphmap.sheets.problems import BadSheets
from graphmap.sheets.reading import read_sheets
from graphmap.sheets.records import read_records
from graphmap.store.counts import counts_of
from graphmap.store.edit import Edit, Tally
from graphmap.store.loading import check, load, unload
from graphmap.store.location import ServerLocation
from graphmap.store.log import Act
from graphmap.store.store import Store, open_store
from graphmap.tables import GraphTables, kind_table, relationship_table

DIRECTORY = Path(__file__).parents[3] / "shared" / "data" / "nz-school-directory.csv"
Sheets = Callable[..., Path]
ACT = Act("corrected", datetime(2026, 3, 12, 9, 30), "Ana")


def assert_same_graph(one: GraphTables, other: GraphTables) -> None:
    for label in model.KIND:
        assert_frame_equal(one.kinds[label], other.kinds[label])
    for type in model.RELATIONSHIP:
        assert_frame_equal(one.relationships[type], other.relationships[type])


def delete(store: Store, **ids: list[str]) -> Mapping[str, Tally]:
    return store.write(Edit(deleted=ids), ACT).tallies


def names(store: Store, label: str) -> list[str]:
    return store.read()[1].kinds[label]["name"].to_list()


# ------------------------------------------------------------------------------------------- loading


def test_a_new_store_is_empty_and_has_no_revision(store: Store) -> None:
    revision, tables = store.read()
    assert revision is None
    assert_same_graph(tables, GraphTables.of())


def test_the_demo_is_read_back_as_its_sheets_say_with_the_codebook(store: Store, demo: Path) -> None:
    told = read_records(read_sheets(demo), GraphTables.of(), shipped_codebook()).tables
    load(demo, store)
    expected = GraphTables({**told.kinds, "Practice": shipped_codebook().kinds["Practice"]}, told.relationships)
    assert_same_graph(store.read()[1], expected)


def test_the_same_sheets_again_are_all_unchanged_and_leave_the_revision(store: Store, demo: Path) -> None:
    first = load(demo, store)
    revision, tables = store.read()
    again = load(demo, store)
    assert {name: tally.created for name, tally in first.items() if name in again} == {
        name: tally.unchanged for name, tally in again.items()
    }
    assert all(tally == Tally(unchanged=tally.unchanged) for tally in again.values())
    assert store.revision() == revision
    assert_same_graph(store.read()[1], tables)


@pytest.mark.skipif(not DIRECTORY.exists(), reason="the published directory is not at hand")
def test_the_published_school_directory_is_loaded_and_then_unchanged(store: Store) -> None:
    first = load(DIRECTORY, store)
    assert {name: tally.created for name, tally in first.items() if name != "Practice"} == {
        "School": 2539,
        "Network": 96,
        "MEMBER_OF": 789,
    }
    assert load(DIRECTORY, store) == {
        "School": Tally(unchanged=2539),
        "Network": Tally(unchanged=96),
        "MEMBER_OF": Tally(unchanged=789),
    }


def test_a_changed_row_is_an_update_of_that_row_alone(store: Store, sheets: Sheets) -> None:
    load(sheets(schools="id,name,roll\nt1,Tauira Hill,100\nt2,Tauira Flats,200\n"), store)
    tallies = load(sheets(schools="id,name,roll\nt1,Tauira Hill School,\nt2,Tauira Flats,200\n"), store)
    assert tallies["School"] == Tally(updated=1, unchanged=1)
    schools = store.read()[1].kinds["School"]
    assert schools.select("id", "name", "roll").rows() == [
        ("t1", "Tauira Hill School", None),
        ("t2", "Tauira Flats", 200),
    ]


def test_dates_and_spells_of_relationships_survive_an_update(store: Store, sheets: Sheets) -> None:
    folder = sheets(
        schools="name\nTauira\n",
        networks="name\nLCN\n",
        memberships="member,network,since,until\nTauira,LCN,2020-02-03,2021-12-17\nTauira,LCN,2024-02-05,\n",
    )
    load(folder, store)
    write_sheets(
        folder, memberships="member,network,since,until\nTauira,LCN,2020-02-03,2021-12-18\nTauira,LCN,2024-02-05,\n"
    )
    assert load(folder, store)["MEMBER_OF"] == Tally(updated=1)
    spells = store.read()[1].relationships["MEMBER_OF"].select("since", "until").rows()
    assert [[str(day) for day in spell] for spell in spells] == [["2020-02-03", "2021-12-18"], ["2024-02-05", "None"]]


ODD_NAMES = [
    "Ngā Kāhui Ōtara",
    'The "Other" Tauira',
    "O'Tauira \\ & Sons",
    "<script>alert('tauira')</script>",
    "Tauira\non two\tlines",
    "Tauira 🌱👩‍🏫",
    "=1+1",
    "$rows {x} `n`",
    "// name: tauira() */",
    "例学校",
]


def test_odd_names_survive_the_round_trip_unchanged(store: Store, sheets: Sheets) -> None:
    rows = [{"id": f"p{number}", "name": name} for number, name in enumerate(ODD_NAMES)]
    load(sheets(people=rows), store)
    assert names(store, "Person") == ODD_NAMES


def test_odd_ids_survive_too_and_can_be_referred_to(store: Store, sheets: Sheets) -> None:
    folder = sheets(
        schools=[{"id": id, "name": f"Tauira {n}"} for n, id in enumerate(["a:b", "Ā 1", "<b>", "o'x\"", "🌱"])],
        networks="name\nLCN\n",
        memberships=[{"member": id, "network": "LCN"} for id in ["a:b", "Ā 1", "<b>", "o'x\"", "🌱"]],
    )
    load(folder, store)
    starts = store.read()[1].relationships["MEMBER_OF"]["start"].to_list()
    assert starts == sorted(["school:a:b", "school:Ā 1", "school:<b>", "school:o'x\"", "school:🌱"])


def test_more_rows_than_one_statement_takes_are_all_written(
    store: Store, sheets: Sheets, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graphmap.store.write_steps.BATCH", 10)
    people = [{"name": f"Person {number}"} for number in range(31)]
    visits = [
        {"date": "2026-03-12", "practice": "school visit", "participants": f"Person 0;Person {number}"}
        for number in range(1, 31)
    ]
    load(sheets(people=people, interactions=visits), store)
    tables = store.read()[1]
    assert len(tables.kinds["Person"]) == 31
    assert len(tables.relationships["TOOK_PART"]) == 60


def test_checking_tells_what_a_load_would_do_and_writes_nothing(store: Store, sheets: Sheets) -> None:
    path = sheets(people="name\nAna\nBo\n")
    assert check(path, store.read()[1])["Person"] == Tally(created=2)
    assert store.revision() is None
    assert load(path, store)["Person"] == Tally(created=2)


def test_sheets_with_a_problem_write_nothing(store: Store, sheets: Sheets) -> None:
    with pytest.raises(BadSheets):
        load(sheets(people="name\nAna\n", schools="name,roll\nTauira,many\n"), store)
    revision, tables = store.read()
    assert revision is None
    assert_same_graph(tables, GraphTables.of())


def test_progress_is_told_from_nothing_to_all(store: Store, sheets: Sheets) -> None:
    told: dict[str, list[tuple[int, int]]] = {}
    load(
        sheets(people="name\nAna\nBo\n"),
        store,
        lambda doing, done, total: told.setdefault(doing, []).append((done, total)),
    )
    assert set(told) == {"Reading the store", "Reading people", "Writing"}
    for steps in told.values():
        assert [done for done, _ in steps] == sorted(done for done, _ in steps)
        assert steps[0][0] == 0
        assert steps[-1][0] == steps[-1][1]


# -------------------------------------------------------------------------------- revision, deletion


def test_the_revision_changes_with_every_write_and_never_with_a_read(store: Store, sheets: Sheets) -> None:
    load(sheets(people="name\nAna\n"), store)
    first = store.revision()
    store.read()
    assert store.revision() == first
    load(sheets(people="name\nBo\n"), store)
    second = store.revision()
    delete(store, Person=["bo"])
    assert len({first, second, store.revision(), None}) == 4


def test_deleting_takes_the_relationships_along_and_counts_what_was_there(store: Store, sheets: Sheets) -> None:
    load(
        sheets(
            schools="name\nTauira\nTahi\n", networks="name\nLCN\n", memberships="member,network\nTauira,LCN\nTahi,LCN\n"
        ),
        store,
    )
    assert delete(store, School=["tauira", "nowhere"], Person=["nobody"]) == {
        "School": Tally(removed=1),
        "MEMBER_OF": Tally(removed=1),
    }
    tables = store.read()[1]
    assert tables.kinds["School"]["id"].to_list() == ["tahi"]
    assert tables.relationships["MEMBER_OF"]["start"].to_list() == ["school:tahi"]


def test_every_write_keeps_how_much_there_is(store: Store, demo: Path) -> None:
    assert store.counts() is None
    load(demo, store)
    assert store.counts() == counts_of(store.read()[1])
    delete(store, Person=store.read()[1].kinds["Person"]["id"].to_list()[:20])
    assert store.counts() == counts_of(store.read()[1])
    load(demo, store)
    assert store.counts() == counts_of(store.read()[1])


# ---------------------------------------------------------------------------------- all or nothing


def changes(created: dict[str, list[dict[str, str]]], begun: dict[str, list[dict[str, str]]]) -> Edit:
    return Edit(
        created={label: kind_table(label, rows) for label, rows in created.items()},
        updated={},
        regraded=pl.DataFrame(schema={"id": pl.String, "depth": pl.Int64}),
        ended={},
        begun={type: relationship_table(type, rows) for type, rows in begun.items()},
        tallies={},
    )


@pytest.mark.parametrize(
    "failing",
    [
        changes({"Person": [{"id": "bo", "name": "Bo"}]}, {"HOLDS": [{"start": "person:bo", "end": "role:nowhere"}]}),
        changes({"School": [{"id": "t", "name": "T"}], "Person": [{"id": "ana", "name": "Another Ana"}]}, {}),
    ],
    ids=["an end that is not there", "an id that is already there"],
)
def test_a_write_that_fails_in_the_middle_leaves_nothing_of_itself(store: Store, sheets: Sheets, failing: Edit) -> None:
    load(sheets(people="name\nAna\n"), store)
    revision, before = store.read()
    with pytest.raises(StoreBusy, match="nothing was written"):
        store.write(failing, ACT)
    now, after = store.read()
    assert now == revision
    assert_same_graph(after, before)


def test_a_write_that_is_interrupted_leaves_nothing_of_itself(store: Store, sheets: Sheets, demo: Path) -> None:
    load(sheets(people="name\nAna\n"), store)
    revision, before = store.read()

    def interrupt(doing: str, done: int, total: int) -> None:
        if doing == "Writing" and done > total / 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load(demo, store, interrupt)
    now, after = store.read()
    assert now == revision
    assert [change.seq for change in store.log()] == [1]
    assert_same_graph(after, before)


def test_an_edit_of_what_somebody_has_touched_since_is_refused_with_the_rows(store: Store, sheets: Sheets) -> None:
    load(sheets(people="name\nAna\nBo\n"), store)
    opened_at = store.seq()
    rename = Edit(updated={"Person": pl.DataFrame({"id": ["bo"], "name": ["Bo Tauira"]})})
    later = store.write(rename, ACT, opened_at)
    with pytest.raises(Overtaken, match="nothing was written") as overtaken:
        store.write(rename, ACT, opened_at)
    assert overtaken.value.rows == {"person:bo": [later.seq]}


def test_an_edit_of_other_rows_is_not_in_the_way(store: Store, sheets: Sheets) -> None:
    load(sheets(people="name\nAna\n"), store)
    opened_at = store.seq()
    load(sheets(people="name\nBo\n"), store)
    store.write(changes({"Person": [{"id": "cy", "name": "Cy"}]}, {}), ACT, opened_at)
    assert names(store, "Person") == ["Ana", "Bo", "Cy"]


# ------------------------------------------------------------------------------------ several writers


def test_writers_at_once_all_end_up_in_the_store_exactly_once(engine: RunningEngine, sheets: Sheets) -> None:
    writers = 3
    own = [[f"Writer {writer} person {number}" for number in range(40)] for writer in range(writers)]
    paths = [
        sheets(
            people=[{"name": name} for name in ["Shared Ana", "Shared Bo", *own[writer]]],
            interactions=[
                {
                    "id": f"w{writer}-{number}",
                    "date": "2026-03-12",
                    "practice": "school visit",
                    "participants": f"Shared Ana;{name}",
                }
                for number, name in enumerate(own[writer])
            ],
        )
        for writer in range(writers)
    ]
    all_have_read = threading.Barrier(writers, timeout=60)

    def write(path: Path) -> None:
        first = iter([True])

        def meet(doing: str, done: int, total: int) -> None:
            if doing == "Reading the store" and done == total and next(first, False):
                all_have_read.wait()

        with open_store(engine.location) as store:
            load(path, store, meet)

    with ThreadPoolExecutor(writers) as pool:
        list(pool.map(write, paths))
    with open_store(engine.location) as store:
        tables = store.read()[1]
        assert sorted(tables.kinds["Person"]["name"]) == sorted(["Shared Ana", "Shared Bo", *chain(*own)])
        assert len(tables.kinds["Interaction"]) == writers * 40
        assert len(tables.relationships["TOOK_PART"]) == writers * 40 * 2
        assert len(tables.kinds["Practice"]) == len(shipped_codebook().kinds["Practice"])
        for path in paths:
            assert all(tally == Tally(unchanged=tally.unchanged) for tally in load(path, store).values())


# ------------------------------------------------------------------------------------- no store there


def refusal(location: ServerLocation) -> str:
    with pytest.raises(NoStore) as refused:
        open_store(location)
    sentence = str(refused.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


def test_a_wrong_password_is_one_sentence_without_the_password_in_it(engine: RunningEngine) -> None:
    sentence = refusal(replace(engine.server, password="a-wrong-password"))
    assert sentence.startswith(f"The store at {engine.server.url} refused the user name or the password; give them as")
    assert "a-wrong-password" not in sentence


def test_a_database_that_is_not_there_is_one_sentence(engine: RunningEngine) -> None:
    assert engine.server.url in refusal(replace(engine.server, database="nowhere"))


@pytest.fixture
def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@pytest.mark.parametrize("scheme", ["neo4j", "bolt"])
@pytest.mark.timeout(20)
def test_nobody_at_the_address_is_one_sentence_at_once(scheme: str, closed_port: int) -> None:
    location = ServerLocation(f"{scheme}://127.0.0.1:{closed_port}", "neo4j", "a-secret-password")
    assert (
        refusal(location) == f"No store answers at {location.url}; check the address, and that the server is running."
    )


@pytest.mark.timeout(20)
def test_a_host_that_does_not_exist_is_one_sentence_at_once() -> None:
    assert refusal(ServerLocation("neo4j://nowhere.invalid", "neo4j", "x")).startswith(
        "No store answers at neo4j://nowhere.invalid;"
    )


class _NotAStore(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        self.request.recv(1024)
        self.request.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")


@pytest.fixture
def other_server() -> Iterator[int]:
    """The port of a server that speaks something else."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _NotAStore) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


@pytest.mark.timeout(20)
def test_a_port_taken_by_something_else_is_one_sentence(other_server: int) -> None:
    assert refusal(ServerLocation(f"bolt://127.0.0.1:{other_server}", "neo4j", "x")).startswith("No store answers at")


@pytest.mark.timeout(20)
def test_what_goes_wrong_leaves_no_line_of_the_driver_on_standard_error(
    capfd: pytest.CaptureFixture[str], closed_port: int
) -> None:
    refusal(ServerLocation(f"neo4j://127.0.0.1:{closed_port}", "neo4j", "x"))
    assert capfd.readouterr().err == ""


def test_a_graph_written_and_read_is_the_graph_that_the_sheets_describe(store: Store, sheets: Sheets) -> None:
    given = {
        "people": "name\nAna\nBo\n",
        "iwi": "name\nTe Iwi Tauira\n",
        "roles": "name,at,group\nKaiārahi,Te Iwi Tauira,iwi\n",
        "roles_held": "person,role,since\nAna,Kaiārahi,2024-02-05\n",
        "interactions": "date,practice,participants\n2026-03-12,pōwhiri,Ana;Bo;Te Iwi Tauira\n",
    }
    load(sheets(**given), store)
    after = store.read()[1]
    told = graph_of(**given)
    assert_same_graph(GraphTables({**after.kinds, "Practice": told.kinds["Practice"]}, after.relationships), told)


# --------------------------------------------------------------------------------------- a new codebook


def test_a_codebook_that_grades_a_practice_anew_grades_what_is_stored_anew(store: Store, sheets: Sheets) -> None:
    people = "name\nAna\nBo\n"
    codebook = "practice,depth,definition,how to begin,source\nwalk,{},Walking.,Set off.,Us\n"
    events = "id,date,practice,participants\nw,2026-03-12,walk,Ana;Bo\n"
    load(sheets(people=people, codebook=codebook.format(1), interactions=events), store)
    tally = load(sheets(codebook=codebook.format(3)), store)["Interaction"]
    assert (tally.created, tally.updated) == (0, 1)
    assert store.read()[1].kinds["Interaction"]["depth"].to_list() == [3]


def test_the_demo_can_be_taken_out_again(store: Store, sheets: Sheets) -> None:
    load(sheets(schools="name\nOur own school\n"), store)
    load(demo_sheets(), store)
    unload(demo_sheets(), store)
    kinds = store.read()[1].kinds
    assert kinds["School"]["name"].to_list() == ["Our own school"]
    assert kinds["Interaction"].is_empty()
