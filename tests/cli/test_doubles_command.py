"""Likely doubles from the command line."""

from pathlib import Path

from running_shell import Shell, rows


def test_likely_doubles_are_a_table_with_the_reason(other: Shell, tmp_path: Path) -> None:
    (other.folder / "schools.csv").write_text(
        "id,name\na,Te Puke Hill School\nb,Te Puke Hil Sch\nc,Flats School\n", "utf-8"
    )
    other.output("load", other.folder / "schools.csv")
    found = rows(other.output("doubles"))
    assert [(row["key"], row["other"], row["why"]) for row in found] == [
        ("school:a", "school:b", "spelt almost the same")
    ]
    assert rows(other.output("doubles", "--from", "1")) == []
    other.output("doubles", "-o", tmp_path / "doubles.csv")
    assert rows((tmp_path / "doubles.csv").read_text("utf-8")) == found
