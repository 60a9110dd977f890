"""Who may sign in, from the command line."""

import pytest
from running_shell import Shell, assert_one_sentence, rows


@pytest.fixture(scope="module")
def granted(other: Shell) -> Shell:
    """A store with a network and a steward."""
    (other.folder / "networks.csv").write_text("id,name\nnorth,North Cluster\n", "utf-8")
    other.output("load", other.folder / "networks.csv")
    other.output("access", "grant", "Ana@School.nz", "--role", "steward", "--name", "Ana Tama")
    return other


def accounts(shell: Shell) -> list[list[str]]:
    return [list(row.values()) for row in rows(shell.output("access", "list"))]


def test_accounts_are_granted_listed_and_taken_away(granted: Shell) -> None:
    done = granted.run("access", "grant", "bo@school.nz", "--role", "lead", "--network", "North Cluster", "--by", "Ana")
    assert done.stderr == "bo@school.nz (bo@school.nz) is now lead for north.\n"
    assert accounts(granted) == [
        ["ana@school.nz", "Ana Tama", "steward", "all"],
        ["bo@school.nz", "bo@school.nz", "lead", "north"],
    ]
    done = granted.run("access", "revoke", "BO@school.nz")
    assert done.stderr == "bo@school.nz (bo@school.nz) may no longer sign in.\n"
    assert len(accounts(granted)) == 1
    log = [(row["what"], row["by"]) for row in rows(granted.output("log", "--limit", "2"))]
    assert log == [("revoked", ""), ("granted", "Ana")]


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("revoke", "ana@school.nz"), "last steward"),
        (("revoke", "nobody@school.nz"), "There is no account for nobody@school.nz"),
        (("grant", "bo@school.nz", "--role", "boss"), "There is no role ‘boss’"),
        (("grant", "bo@school.nz", "--network", "nroth"), "There is no network ‘nroth’"),
        (("grant", "bo"), "is not an e-mail address"),
    ],
)
def test_what_makes_no_sense_is_one_sentence(granted: Shell, arguments: tuple[str, ...], why: str) -> None:
    done = granted.run("access", *arguments)
    assert_one_sentence(done, 1)
    assert why in done.stderr
