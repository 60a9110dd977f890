"""Uploaded sheets don't outlive the app, even one that was killed."""

import subprocess
import sys
from pathlib import Path

import pytest

from graphmap.app.shell import uploads

_KILLED = """
import os, signal, time
from pathlib import Path
from graphmap.app.shell.uploads import upload_folder
folder = upload_folder()
(Path(folder.name) / "schools.csv").write_text("id,name\\n1,Tauira School\\n")
print(folder.name, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def test_what_a_killed_app_left_behind_is_deleted_when_the_app_starts_again() -> None:
    killed = subprocess.run([sys.executable, "-c", _KILLED], capture_output=True, text=True, check=False)
    left = Path(killed.stdout.strip())
    assert (left / "schools.csv").exists()
    uploads.remove_leftovers()
    assert not left.parent.exists()
    assert not list(left.parents[1].iterdir())


def test_what_a_running_app_was_given_stays() -> None:
    folder = uploads.upload_folder()
    uploads.remove_leftovers()
    assert Path(folder.name).exists()
    uploads.remove()


def test_everything_is_deleted_when_the_app_ends() -> None:
    folder = uploads.upload_folder()
    uploads.remove()
    assert not Path(folder.name).parent.exists()


def test_nobody_else_can_read_what_is_uploaded() -> None:
    folder = uploads.upload_folder()
    assert Path(folder.name).parent.stat().st_mode & 0o077 == 0
    assert Path(folder.name).stat().st_mode & 0o077 == 0
    uploads.remove()
