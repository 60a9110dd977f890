"""Stores to run the command line on."""

from collections.abc import Iterator

import pytest
from running_shell import Shell


@pytest.fixture(scope="module")
def shell(own_engine: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    """A running store that holds the demo cluster."""
    shell = Shell(tmp_path_factory.mktemp("cli"))
    shell.output("db", "start")
    shell.output("demo")
    yield shell
    shell.output("db", "stop")


@pytest.fixture(scope="module")
def other(own_engine: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    """A running store to load things into."""
    shell = Shell(tmp_path_factory.mktemp("other"))
    shell.output("db", "start")
    yield shell
    shell.output("db", "stop")
