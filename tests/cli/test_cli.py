"""The command line as people and scripts meet it: a process with arguments, two streams and an exit code."""

import io
import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from unittest.mock import patch

import networkx as nx
import polars as pl
import pytest
from networks import PEOPLE, STRUCTURE, demo_snapshot
from plain_networkx import assert_plain
from polars.testing import assert_frame_equal
from running_shell import Shell, assert_one_sentence, rows
from sheet_writing import write_sheets

from graphmap.export.tables import csv_of
from graphmap.graph.choice import Choice
from graphmap.graph.network_graph import tie_table
from graphmap.measures.measures import metrics

DIRECTORY = Path(__file__).parents[3] / "shared" / "data" / "nz-school-directory.csv"

# --------------------------------------------------------------------------------------- getting data in


def test_the_demo_shows_what_was_loaded_and_that_it_is_invented(shell: Shell) -> None:
    done = shell.run("demo")
    counts = {
        row["kind"]: int(row["created"]) + int(row["updated"]) + int(row["unchanged"]) for row in rows(done.stdout)
    }
    assert counts["schools"] == 12
    assert counts["roles held"] == 82
    assert "invented" in done.stderr


def test_the_demo_again_changes_nothing(shell: Shell) -> None:
    again = rows(shell.output("demo"))
    assert {row["kind"] for row in again if row["created"] != "0" or row["updated"] != "0"} == set()


GOOD = {
    "people": "id,name\nana,Ana Tauira\nbo,Bo Tauira\n",
    "interactions": "date,practice,participants\n2026-03-12,school visit,ana; bo\n",
}
BROKEN = {
    "people": "id,name\nana,Ana Tauira\nbo,\n",
    "interactions": "date,practice,participants\n2026-02-30,school visit,ana; bo\n2026-03-12,scool visit,ana; nobody\n",
}
WHAT_IS_BROKEN = [
    "people.csv, row 3, column name: The cell is empty. Give the name: the name they go by.",
    "interactions.csv, row 2, column date: ‘2026-02-30’ is a day that does not exist.",
    "interactions.csv, row 3, column practice: ‘scool visit’ is not in the codebook. Did you mean ‘school visit’?",
    "interactions.csv, row 3, column participants: ‘nobody’ is not a person, school, iwi or partner",
]


def test_checking_good_sheets_shows_what_loading_would_do(shell: Shell) -> None:
    done = shell.run("check", write_sheets(shell.folder / "good", **GOOD))
    assert done.returncode == 0
    assert {row["kind"]: row["created"] for row in rows(done.stdout)} == {
        "people": "2",
        "interactions": "1",
        "participations": "2",
    }
    assert done.stderr == "No problems found. Nothing was written.\n"


def test_checking_broken_sheets_lists_each_problem_with_its_place_and_fix(shell: Shell) -> None:
    done = shell.run("check", write_sheets(shell.folder / "broken", **BROKEN))
    assert done.returncode == 1
    assert [line for line in WHAT_IS_BROKEN if line not in done.stdout] == []
    assert done.stderr == "4 problems in the sheets; nothing was written.\n"


def test_loading_broken_sheets_lists_the_same_and_writes_nothing(shell: Shell) -> None:
    before = shell.output("db", "status")
    done = shell.run("load", write_sheets(shell.folder / "broken", **BROKEN))
    assert (done.returncode, done.stdout) == (1, "")
    assert [line for line in WHAT_IS_BROKEN if line not in done.stderr] == []
    assert shell.output("db", "status") == before


def test_checking_does_not_make_a_store(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    assert shell.run("check", write_sheets(tmp_path / "good", **GOOD)).returncode == 0
    assert not shell.store.exists()


def test_what_is_loaded_is_there_and_loading_it_again_changes_nothing(other: Shell) -> None:
    sheets = write_sheets(other.folder / "good", **GOOD)
    first, second = rows(other.output("load", sheets)), rows(other.output("load", sheets))
    assert {row["kind"]: row["created"] for row in first}.items() >= {"people": "2", "interactions": "1"}.items()
    assert {(row["created"], row["updated"]) for row in second} == {("0", "0")}
    assert [row["source"] for row in rows(other.output("ties", "--view", "people"))] == ["person:ana"]


@pytest.mark.skipif(
    not DIRECTORY.exists(), reason="the Ministry's school directory lies outside the project, and is not there"
)
def test_the_real_school_directory_loads_and_the_second_time_is_unchanged(other: Shell) -> None:
    first, second = rows(other.output("load", DIRECTORY)), rows(other.output("load", DIRECTORY))
    assert {row["kind"]: row["created"] for row in first}.items() >= {"schools": "2539", "memberships": "789"}.items()
    assert {row["kind"]: row["unchanged"] for row in second}.items() >= {
        "schools": "2539",
        "memberships": "789",
    }.items()
    assert {(row["created"], row["updated"]) for row in second} == {("0", "0")}


def test_a_survey_of_another_tool_is_checked_and_loaded_with_its_mapping(other: Shell) -> None:
    survey, mapping = other.folder / "survey.csv", other.folder / "mapping.toml"
    survey.write_text(
        "Respondent,Partner,Activity,Mood\nTui,Kea,shares resources,fine\nKea,Kea,shares resources,fine\n",
        encoding="utf-8",
    )
    drafted = other.run("map", survey, "-o", mapping)
    assert f"{mapping}: fill it in" in drafted.stderr
    assert '# "shares resources" = ""   # in 1 row; nearest: resource sharing' in mapping.read_text(encoding="utf-8")
    mapping.write_text(
        '[always]\nkind = "person"\ndate = "2026-05-01"\n[practices]\n"shares resources" = "resource sharing"\n'
    )
    checked, loaded = (other.run(command, survey, "--map", mapping) for command in ("check", "load"))
    notes = "1 row ties somebody to themselves and left out.\nColumns that are not read: Mood.\n"
    assert (checked.returncode, checked.stderr) == (0, notes + "No problems found. Nothing was written.\n")
    assert (loaded.returncode, loaded.stderr) == (0, notes)
    assert loaded.stdout == checked.stdout
    assert {row["kind"]: row["created"] for row in rows(loaded.stdout)}["interactions"] == "1"


def test_a_template_is_written_once(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    written = shell.output("template", "sheets").splitlines()
    assert "sheets/schools.csv" in written
    assert all((tmp_path / file).is_file() for file in written)
    assert_one_sentence(shell.run("template", "sheets"), 1)


# -------------------------------------------------------------------------------------- getting data out


def test_on_a_pipe_ties_are_csv(shell: Shell) -> None:
    assert shell.output("ties") == csv_of(tie_table(demo_snapshot(), Choice()))


def test_every_option_of_the_choice_counts(shell: Shell) -> None:
    window = ["--since", "2025-02-03", "--until", "2025-12-19"]
    which = ["--network", "tauira-rural-schools", "--min-depth", "sharing"]
    choice = Choice("people", date(2025, 2, 3), date(2025, 12, 19), ("tauira-rural-schools",), 1, "count")
    found = shell.output("ties", "--view", "people", *window, *which, "--weighting", "count")
    assert len(rows(found)) > 0
    assert found == csv_of(tie_table(demo_snapshot(), choice))


def test_networks_may_be_named_and_there_may_be_several(shell: Shell) -> None:
    named = shell.output("ties", "--network", "kāhui ako o tauira", "--network", "tauira-rural-schools")
    assert named == csv_of(tie_table(demo_snapshot(), Choice(networks=("kahui-ako-o-tauira", "tauira-rural-schools"))))


@pytest.mark.parametrize("ending", ["csv", "json", "parquet", "xlsx"])
def test_a_table_is_written_to_a_file_in_the_format_of_its_ending(ending: str, shell: Shell) -> None:
    done = shell.run("ties", "--view", "networks", "-o", f"ties.{ending}")
    file = shell.folder / f"ties.{ending}"
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        "",
        f"ties.{ending}: 1 row; view networks, weighting newman.\n",
    )
    assert (
        file.read_bytes()[:4]
        in {"csv": [b"sour"], "json": [b'[{"s'], "parquet": [b"PAR1"], "xlsx": [b"PK\x03\x04"]}[ending]
    )


def test_a_parquet_file_holds_what_the_library_says(shell: Shell) -> None:
    shell.output("metrics", "-o", "metrics.parquet")
    assert_frame_equal(
        pl.read_parquet(shell.folder / "metrics.parquet"), metrics(demo_snapshot(), Choice()), check_exact=True
    )


def test_the_measures_are_plain_networkx_s_on_the_graph_that_is_written(shell: Shell) -> None:
    for written in ("graph.graphml", "graph.json", "metrics.parquet"):
        shell.output("metrics" if written == "metrics.parquet" else "graph", "-o", written)
    table = pl.read_parquet(shell.folder / "metrics.parquet")
    assert_plain(table, nx.read_graphml(shell.folder / "graph.graphml"))
    assert_plain(table, nx.node_link_graph(json.loads((shell.folder / "graph.json").read_text("utf-8")), edges="edges"))


def test_the_structure_is_a_view_like_any_other(shell: Shell) -> None:
    assert shell.output("ties", "--view", "structure") == csv_of(tie_table(demo_snapshot(), STRUCTURE))


@pytest.mark.parametrize("seed", ["1", "2"])
def test_metrics_are_the_library_s_to_the_byte_in_any_process(seed: str, shell: Shell) -> None:
    found = shell.output("metrics", "--view", "people", environment={"PYTHONHASHSEED": seed})
    assert found == csv_of(metrics(demo_snapshot(), PEOPLE))


def test_resampled_metrics_have_intervals_and_the_stability_beside_them(shell: Shell) -> None:
    done = shell.run("metrics", "--robust", "2", "-o", "sure.csv")
    assert done.returncode == 0, done.stderr
    assert (
        "Resampled: 2 draws of 285 interactions with replacement, with intervals from the 2.5 to the 97.5 percentile"
        in done.stderr
    )
    assert float(rows((shell.folder / "sure.csv").read_text())[0]["degree_high"]) >= 1
    stability = rows((shell.folder / "sure.stability.csv").read_text())
    assert {row["drawn"] for row in stability} == {"interactions", "actors"}
    about = json.loads((shell.folder / "sure.stability.csv.about.json").read_text())
    assert about["about"]["table"] == "stability"
    assert about["about"]["robust"].endswith("seed 1")
    assert all(column["meaning"] for column in about["tables"]["stability"])
    assert {row["statistic"] for row in rows((shell.folder / "sure.whole.csv").read_text())} >= {"density"}
    assert_one_sentence(shell.run("metrics", "--robust", "2", "--view", "structure"), 2)


def test_health_by_conditions_has_a_row_for_each_and_never_measures_trust(shell: Shell) -> None:
    found = rows(shell.output("health", "--conditions"))
    assert len(found) == 2 * 10
    assert {row["state"] for row in found if row["condition"] == "relational_trust"} == {"not measured"}


def test_a_key_gives_the_same_codes_again_and_a_warning_of_what_they_cannot_protect(
    shell: Shell,
) -> None:
    found = [shell.run("ties", "--anonymise", "--key", "key.json") for _ in range(2)]
    assert found[0].stdout == found[1].stdout
    assert "tauira" not in found[0].stdout
    assert "Codes hide names, not shape" in found[0].stderr


def test_a_csv_file_comes_with_where_it_comes_from(shell: Shell) -> None:
    shell.output("weak", "-o", "weak.csv", "--date", "2026-07-01")
    said = json.loads((shell.folder / "weak.csv.about.json").read_text("utf-8"))["about"]
    assert (said["table"], said["written"], said["view"]) == ("weak", "2026-07-01", "organisations")


def test_weak_links_are_in_order_of_priority_and_of_the_four_terms_up_to_the_day(shell: Shell) -> None:
    table = pl.read_csv(io.StringIO(shell.output("weak", "--as-at", "2026-11-20")))
    assert table.columns[-4:] == ["priority", "settled", "standing", "card"]
    assert table["priority"].is_sorted(descending=True)
    shell.output("weak", "--as-at", "2026-11-20", "-o", "weak.csv")
    said = json.loads((shell.folder / "weak.csv.about.json").read_text("utf-8"))["about"]
    assert (said["since"], said["until"]) == ("2026-01-26", "2026-11-20")


def test_where_a_tie_stands_is_judged_from_the_last_record_or_from_the_day_given(shell: Shell) -> None:
    def standings(*options: str) -> set[str]:
        return {row["standing"] for row in rows(shell.output("ties", *options))}

    assert standings("--as-at", "last") == standings()
    assert "beyond" in standings()
    assert "beyond" not in standings("--as-at", "2030-01-01")
    assert_one_sentence(shell.run("ties", "--as-at", "soon"), 2)


def test_cards_bring_weak_links_together_one_row_for_each(shell: Shell) -> None:
    weak = pl.read_csv(io.StringIO(shell.output("weak", "--as-at", "last")))
    cards = pl.read_csv(io.StringIO(shell.output("weak", "--as-at", "last", "--cards")))
    assert cards["rank"].to_list() == list(range(1, len(cards) + 1))
    assert cards["weak_links"].sum() == len(weak)
    assert set(weak["card"]) == set(cards["card"])


def test_where_the_record_stopped_a_year_ago_one_notice_offers_to_judge_from_its_end(shell: Shell) -> None:
    with patch("graphmap.weak.judging_period.read_as_at", return_value=date(2030, 1, 1)):
        done = shell.run("weak")
    assert done.stderr.startswith("Nothing is recorded in the year before 1 January 2030, so only roles are judged.")
    assert done.stderr.count("--as-at last") == 1
    assert set(pl.read_csv(io.StringIO(done.stdout))["rule"]) <= {"vacant", "without_purpose"}


# --------------------------------------------------------------------------------------------- mistakes


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["--nonsense"],
        ["db", "nonsense"],
        ["metrics", "--nonsense"],
        ["metrics", "extra"],
        ["metrics", "--view", "nonsense"],
        ["metrics", "--since", "tomorrow"],
        ["metrics", "--store", "nowhere"],
        ["metrics", "-o", "metrics.txt"],
        ["graph"],
        ["graph", "-o", "graph.xyz"],
        ["ties", "--key", "key.json"],
        ["load"],
        ["app", "--port", "0"],
        ["app", "--port", "http"],
        ["db", "start", "--store", "neo4j://127.0.0.1:1"],
    ],
    ids=" ".join,
)
def test_a_wrong_command_is_one_sentence_and_exit_code_2(arguments: Sequence[str], tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    assert_one_sentence(shell.run(*arguments), 2)
    assert not shell.store.exists()


def test_an_unknown_network_is_one_sentence_with_the_nearest(shell: Shell) -> None:
    done = shell.run("ties", "--network", "tauira-rural-school")
    assert_one_sentence(done, 2)
    assert "did you mean ‘tauira-rural-schools’?" in done.stderr


@pytest.mark.parametrize("arguments", [["load", "nowhere"], ["check", "store"]], ids=" ".join)
def test_missing_sheets_are_one_sentence_and_exit_code_1(arguments: Sequence[str], shell: Shell) -> None:
    assert_one_sentence(shell.run(*arguments), 1)


def test_a_file_that_cannot_be_written_is_one_sentence_and_exit_code_1(shell: Shell) -> None:
    assert_one_sentence(shell.run("ties", "-o", "nowhere/ties.csv"), 1)


def test_a_store_that_does_not_answer_is_one_sentence_without_the_password_and_exit_code_3(tmp_path: Path) -> None:
    done = Shell(tmp_path).run("metrics", "--store", "neo4j://ngaio:secret-word@127.0.0.1:1")
    assert_one_sentence(done, 3)
    assert "neo4j://127.0.0.1:1" in done.stderr
    assert "secret-word" not in done.stderr


def test_a_folder_that_cannot_be_made_is_one_sentence_and_exit_code_3(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert_one_sentence(Shell(tmp_path).run("metrics", "--store", f"embedded:{tmp_path / 'file' / 'store'}"), 3)


def test_a_taken_port_is_one_sentence_and_exit_code_3(shell: Shell) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = shell.run("app", "--no-browser", "--port", str(taken.getsockname()[1]))
    assert_one_sentence(done, 3)
    assert "--port" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [["metrics", "--view", "people"], ["ties", "--view", "networks"], ["db", "status"], ["--help"]],
    ids=" ".join,
)
def test_a_closed_pipe_ends_it_silently(arguments: Sequence[str], shell: Shell) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            shell.command(*arguments),
            env=shell.environment(),
            stdout=writing,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            timeout=120,
        )
    finally:
        os.close(writing)
    assert done.stderr == ""


# ------------------------------------------------------------------------------------------------ store


@pytest.fixture
def elsewhere(own_engine: None, tmp_path: Path) -> Iterator[Shell]:
    """A store of the test's own, with nothing in it and not running."""
    shell = Shell(tmp_path)
    yield shell
    shell.output("db", "stop")


def test_a_store_that_was_started_runs_until_it_is_stopped(elsewhere: Shell) -> None:
    def status() -> str:
        return elsewhere.output("db", "status")

    assert "is not running" in status()
    assert elsewhere.output("db", "start") == f"The store in {elsewhere.store} is running.\n"
    assert re.search(r"is running \(process \d+, users 0, kept running\)", status())
    assert "schools,0" in status()
    assert elsewhere.output("db", "stop") == f"The store in {elsewhere.store} has stopped.\n"
    assert "is not running" in status()
    assert elsewhere.output("db", "stop") == f"The store in {elsewhere.store} was not running.\n"


def test_the_status_says_how_much_of_everything_there_is(shell: Shell) -> None:
    assert "people,67" in shell.output("db", "status").splitlines()


def test_the_option_wins_over_the_environment(shell: Shell, tmp_path: Path) -> None:
    other = tmp_path / "other"
    assert str(other) in shell.output("db", "status", "--store", f"embedded:{other}")


# ------------------------------------------------------------------------------------------------- help


def test_without_a_command_the_commands_are_listed(tmp_path: Path) -> None:
    done = Shell(tmp_path).run()
    assert done.returncode == 2
    assert "metrics" in done.stderr


def test_help_imports_nothing_slow(tmp_path: Path) -> None:
    show_help = """
import sys
from graphmap.cli import main
sys.argv = ["graphmap", "--help"]
try:
    main()
finally:
    print(*sys.modules, file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", show_help], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "metrics" in done.stdout
    assert set(done.stderr.split()) & {"polars", "pandas", "numpy", "streamlit", "networkx", "neo4j", "scipy"} == set()
