"""The command line as a test runs it: arguments in, two streams and an exit code out."""

import contextlib
import csv
import io
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from unittest.mock import patch

import pytest

from graphmap.cli import main

NOT_OURS = {"PYTHONUNBUFFERED", "GRAPHMAP_STORE", "GRAPHMAP_USER", "GRAPHMAP_PASSWORD", "GRAPHMAP_DEBUG"}


class Shell:
    """A place to run graphmap in, with a store of its own that starts when it is first used."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = folder / "store"

    def command(self, *arguments: str | Path) -> list[str]:
        return [sys.executable, "-m", "graphmap.cli", *map(str, arguments)]

    def environment(self, extra: Mapping[str, str] | None = None) -> dict[str, str]:
        inherited = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
        return {
            **inherited,
            "GRAPHMAP_STORE": f"embedded:{self.store}",
            "XDG_DATA_HOME": str(self.folder),
            **(extra or {}),
        }

    def run(
        self, *arguments: str | Path, environment: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a command as its process would, but within this one: a process of its own takes seconds to begin."""
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
        with (
            contextlib.chdir(self.folder),
            patch.dict(os.environ, self.environment(environment), clear=True),
            patch.object(sys, "argv", ["graphmap", *map(str, arguments)]),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
            pytest.raises(SystemExit) as ended,
        ):
            main()
        texts = []
        for stream in (out, err):
            stream.seek(0)
            texts.append(stream.read())
        return subprocess.CompletedProcess(self.command(*arguments), ended.value.code or 0, *texts)

    def output(self, *arguments: str | Path, environment: Mapping[str, str] | None = None) -> str:
        """What a command that must succeed writes to standard output."""
        done = self.run(*arguments, environment=environment)
        assert done.returncode == 0, done.stderr
        return done.stdout


def assert_one_sentence(done: subprocess.CompletedProcess[str], exit_code: int) -> None:
    """The command failed with one sentence on standard error, and nothing else."""
    assert done.returncode == exit_code, done.stderr
    assert done.stdout == ""
    assert re.fullmatch(r"[^\n]+\n", done.stderr), done.stderr
    assert "Traceback" not in done.stderr


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))
