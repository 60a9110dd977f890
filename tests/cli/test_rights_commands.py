"""People's rights from the command line: telling, letters, everything held, erasing, and what may leave."""

import pytest
from running_shell import Shell, assert_one_sentence, rows


@pytest.fixture(scope="module")
def people(other: Shell) -> Shell:
    """A store with two people and an iwi that allows no files."""
    for name, text in {
        "people": "id,name\nana,Ana Tauira\nbo,Bo Pene\n",
        "iwi": "id,name\nours,Te Iwi Tauira\n",
        "interactions": "id,date,practice,participants\none,2026-03-02,school visit,ana;bo;iwi:ours\n",
        "authority": "iwi,exports\nours,no\n",
    }.items():
        (other.folder / f"{name}.csv").write_text(text, "utf-8")
    other.output("load", other.folder)
    return other


def test_people_are_told_with_a_letter_and_erased_for_good(people: Shell) -> None:
    assert [row["name"] for row in rows(people.output("rights", "due"))] == ["Ana Tauira", "Bo Pene"]
    people.output("rights", "letter", "ana", "-o", people.folder / "ana.html", "--contact", "x", "--cluster-name", "y")
    assert "Ana Tauira" in (people.folder / "ana.html").read_text("utf-8")
    people.output("rights", "told", "ana", "--how", "email", "--answer", "agreed")
    assert [row["answer"] for row in rows(people.output("rights", "list"))] == ["agreed", ""]
    people.output("rights", "export", "ana", "-o", people.folder / "held.json")
    assert '"answer": "agreed"' in (people.folder / "held.json").read_text("utf-8")
    done = people.run("rights", "erase", "ana", "--yes")
    assert "Erased, by change" in done.stderr
    assert "Tauira" not in people.output("rights", "list")
    again = people.run("load", people.folder)
    assert "Ana Tauira was erased on" in again.stdout + again.stderr


def test_a_file_leaves_out_what_those_with_authority_do_not_allow_and_says_so(people: Shell) -> None:
    done = people.run("ties", "-o", people.folder / "ties.json")
    assert "allow no files of it: Te Iwi Tauira." in done.stderr


def test_somebody_who_is_not_there_is_one_sentence(people: Shell) -> None:
    assert_one_sentence(people.run("rights", "letter", "nobody"), 2)
