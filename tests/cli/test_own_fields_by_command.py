"""Fields of a cluster's own by the command line: declared, loaded, measured by, and taken along."""

import polars as pl
import pytest
from running_shell import Shell, assert_one_sentence, rows
from sheet_writing import write_sheets

SCHOOLS = "id,name,Sector,EQI\nhill,Hill,state,438\nflats,Flats,private,\nbush,Bush,state,500\n"
VISITS = "date,practice,participants\n2026-03-02,school visit,hill;flats\n2026-03-03,school visit,hill;bush\n"


@pytest.fixture(scope="module")
def declared(other: Shell) -> Shell:
    write_sheets(other.folder / "own", schools=SCHOOLS, interactions=VISITS)
    other.output("load", "own", "--declare")
    return other


def test_columns_of_ones_own_are_refused_with_the_way_to_declare_them(other: Shell) -> None:
    write_sheets(other.folder / "refused", schools=SCHOOLS)
    done = other.run("check", "refused")
    assert done.returncode == 1
    assert "‘Sector’ is not a heading of the sheet schools" in done.stdout
    assert "To make fields of columns of your own, add --declare." in done.stderr


def test_declared_once_they_load_again_without_a_change(declared: Shell) -> None:
    assert [row["unchanged"] for row in rows(declared.output("load", "own"))] == ["3", "2", "4"]


def test_metrics_have_the_fields_and_by_a_field_the_e_i_index(declared: Shell) -> None:
    assert list(rows(declared.output("metrics"))[0])[-2:] == ["EQI", "Sector"]
    declared.output("metrics", "--by", "sector", "-o", "m.csv")
    table = pl.read_csv(declared.folder / "m.csv")
    assert table.select("id", "group", "ei").rows() == [
        ("school:bush", "state", -1.0),
        ("school:flats", "private", 1.0),
        ("school:hill", "state", 0.0),
    ]
    whole = pl.read_csv(declared.folder / "m.assortativity.csv")
    assert whole.select("by", "ties_same", "ties_different", "ei").row(0) == ("Sector", 1, 1, 0.0)
    assert pl.read_csv(declared.folder / "m.mixing.csv")["ties"].to_list() == [0, 1, 1]
    about = (declared.folder / "m.csv.about.json").read_text("utf-8")
    assert '"by": "Sector"' in about
    assert "Of a school: EQI, a field of your own." in about


def test_ties_say_whether_both_ends_are_alike(declared: Shell) -> None:
    assert [row["same"] for row in rows(declared.output("ties", "--by", "Sector"))] == ["same", "different"]


@pytest.mark.parametrize(
    "arguments", [("metrics", "--by", "sectr"), ("metrics", "--by", "kind", "--robust", "2"), ("ties", "--by", "qqq")]
)
def test_what_actors_cannot_be_grouped_by_is_one_sentence(arguments: tuple[str, ...], declared: Shell) -> None:
    assert_one_sentence(declared.run(*arguments), 2)


def test_an_anonymised_file_has_no_field_until_one_is_declared_safe(declared: Shell) -> None:
    assert "Sector" not in declared.output("metrics", "--anonymise")
    write_sheets(declared.folder / "safe", fields="kind,name,safe\nschool,Sector,yes\n")
    declared.output("load", "safe")
    assert declared.output("metrics", "--anonymise").splitlines()[0].endswith(",deepest,Sector")


def test_empty_sheets_of_a_store_have_its_columns(declared: Shell) -> None:
    declared.output("template", "empty", "--store", f"embedded:{declared.store}")
    assert (declared.folder / "empty" / "schools.csv").read_text("utf-8-sig").splitlines()[0].endswith("EQI,Sector")


def test_a_backup_has_the_fields_and_their_values(declared: Shell) -> None:
    declared.output("db", "backup", "b.graphmap")
    second = f"embedded:{declared.folder / 'second'}"
    declared.output("db", "restore", "b.graphmap", "--store", second)
    assert declared.output("metrics", "--store", second) == declared.output("metrics")
    declared.output("db", "stop", "--store", second)
