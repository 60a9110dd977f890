"""`graphmap report`, as people and scripts meet it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader


def graphmap(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "GRAPHMAP_STORE": f"embedded:{folder / 'store'}"}
    command = [sys.executable, "-m", "graphmap.cli", *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", timeout=240, check=False
    )


@pytest.fixture(scope="module")
def demo_store(tmp_path_factory: pytest.TempPathFactory, own_engine: None) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("report")
    assert graphmap(folder, "demo").returncode == 0
    yield folder
    graphmap(folder, "db", "stop")


@pytest.mark.slow
def test_it_writes_the_paper_of_a_network_and_says_what_is_in_it(demo_store: Path) -> None:
    done = graphmap(demo_store, "report", "-o", "paper.pdf", "--as-at", "2026-11-28", "--network", "Kāhui Ako o Tauira")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith("paper.pdf: a board paper; view organisations, since 2026-01-26, until 2026-11-28")
    assert len(PdfReader(demo_store / "paper.pdf").pages) == 2


@pytest.mark.slow
def test_with_a_key_the_codes_are_those_of_other_files(demo_store: Path) -> None:
    for arguments in (("report", "-o", "coded.html", "--as-at", "last"), ("ties", "-o", "ties.csv")):
        done = graphmap(demo_store, *arguments, "--anonymise", "--key", "codes.csv")
        assert done.returncode == 0, done.stderr
    page = (demo_store / "coded.html").read_text(encoding="utf-8")
    codes = {cell for line in (demo_store / "ties.csv").read_text().splitlines() for cell in line.split(",")}
    schools = {cell.removeprefix("school:") for cell in codes if cell.startswith("school:")}
    assert schools
    assert all(f"School {code}" in page for code in schools)
    assert "Tauira" not in page


def test_an_unknown_ending_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    done = graphmap(tmp_path, "report", "-o", "paper.txt")
    assert done.returncode == 2
    assert done.stderr == "A board paper can’t be written as ‘paper.txt’; end the file’s name in .pdf, .docx, .html.\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_an_empty_store_is_a_sentence_that_says_what_to_do(tmp_path: Path, own_engine: None) -> None:
    done = graphmap(tmp_path, "report", "-o", "paper.pdf")
    graphmap(tmp_path, "db", "stop")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("The store is empty, so there is nothing to write about.")
    assert not (tmp_path / "paper.pdf").exists()
