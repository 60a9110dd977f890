"""Cypher in an option of any command is refused in a sentence or is text, and nothing in the store changes."""

import re
from collections.abc import Iterator

import pytest
from cli.running_shell import Shell

CYPHER = "'}) MATCH (n) DETACH DELETE n // \"`"
COMMANDS = (
    ("ties", "--network", CYPHER),
    ("ties", "--by", CYPHER),
    ("metrics", "--view", CYPHER),
    ("metrics", "--since", CYPHER),
    ("metrics", "--known-on", CYPHER),
    ("weak", "--as-at", CYPHER),
    ("weak", "--rules", CYPHER),
    ("log", CYPHER),
    ("log", f"school:{CYPHER}"),
    ("undo", CYPHER),
    ("undo", "999", "--why", CYPHER, "--by", CYPHER),
    ("load", CYPHER, "--map", CYPHER),
    ("map", CYPHER),
    ("db", "restore", CYPHER, "--by", CYPHER),
    ("metrics", "--store", f"bolt://127.0.0.1:1/{CYPHER}"),
)


@pytest.fixture(scope="module")
def shell(own_engine: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    shell = Shell(tmp_path_factory.mktemp("cypher"))
    shell.output("db", "start")
    shell.output("demo", environment={"GRAPHMAP_BY": CYPHER})
    yield shell
    shell.output("db", "stop")


def held(shell: Shell) -> str:
    return re.sub(r"process \d+, ", "", shell.output("db", "status"))


def test_cypher_in_an_option_changes_nothing(shell: Shell) -> None:
    before = held(shell)
    for command in COMMANDS:
        done = shell.run(*command)
        assert "graphmap has a fault" not in done.stderr, command
        assert "Traceback" not in done.stderr, command
    assert held(shell) == before


def test_who_did_it_is_kept_as_it_was_typed(shell: Shell) -> None:
    shell.run("undo", "1", "--by", CYPHER, "--why", CYPHER)
    log = shell.output("log")
    assert CYPHER.replace('"', '""') in log
    assert log.count("\n") == 3
