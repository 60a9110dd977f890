"""A copy of the package to change, for tests that follow a recipe of CONTRIBUTING."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[1]


class PackageCopy:
    """A copy of the package in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.package = folder / "graphmap"
        self._folder = folder
        shutil.copytree(ROOT / "graphmap", self.package, ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("queries", "seed", "streamlit_app.py", ".streamlit"):
            (folder / name).symlink_to(ROOT / name)

    def insert(self, file: str, before: str, text: str) -> None:
        """Insert `text` in `file`, before the only place that has `before`."""
        path = self.package / file
        source = path.read_text("utf-8")
        assert source.count(before) == 1, f"{file}: {before}"
        path.write_text(source.replace(before, text + before), "utf-8")

    def run(self, script: str, variables: Mapping[str, str] | None = None) -> str:
        """Run `script` with the copy, and return what it prints."""
        paths = [self._folder, ROOT, ROOT / "tests", ROOT / "tests" / "browser"]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, paths)), **(variables or {})}
        file = self._folder / "script.py"
        file.write_text(script, "utf-8")
        done = subprocess.run(
            [sys.executable, str(file)], env=environment, capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout
