"""The board paper: two pages to take to a meeting, as a PDF, a Word document or a web page.

`paper_of` says what is in it, as plain data, and a writer for each format sets it. `make` does both."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import IO

from graphmap.errors import WrongCommand
from graphmap.export.provenance import Provenance
from graphmap.files import write_whole
from graphmap.graph.choice import Choice
from graphmap.graph.snapshot import Snapshot
from graphmap.language.words import ENGLISH, Words
from graphmap.progress import Progress, silent
from graphmap.report.making import paper_of
from graphmap.report.paper import Paper
from graphmap.report.pdf import pdf
from graphmap.report.web import html
from graphmap.report.word import docx
from graphmap.weak.thresholds import Thresholds

__all__ = ["PAPER_FORMATS", "make", "paper_format", "paper_of", "write"]

PAPER_FORMATS: Mapping[str, Callable[[Paper, Words], bytes]] = {".pdf": pdf, ".docx": docx, ".html": html}
"""The formats by their ending, and what writes each."""


def paper_format(path: Path) -> str:
    """Return the format that the ending of `path` names. Raises `WrongCommand` where it names none."""
    ending = path.suffix.lower()
    if ending not in PAPER_FORMATS:
        raise WrongCommand(
            f"A board paper can’t be written as ‘{path.name}’; end the file’s name in {', '.join(PAPER_FORMATS)}."
        )
    return ending


def make(
    ending: str,
    snapshot: Snapshot,
    choice: Choice,
    as_at: date,
    about: Provenance,
    thresholds: Thresholds | None = None,
    words: Words = ENGLISH,
    progress: Progress = silent,
) -> bytes:
    """Return the board paper of `choice`, judged `as_at` a day, in the format with this `ending`, such as ``.pdf``.

    For codes instead of names, pass a snapshot and a choice that `graphmap.export.anonymise` made; `about` says that
    they are. Raises as `paper_of` does."""
    paper = paper_of(snapshot, choice, as_at, about, thresholds, words, progress)
    return PAPER_FORMATS[ending](paper, words)


def write(path: Path, content: bytes) -> None:
    """Write a paper to `path`, whole or not at all."""

    def fill(file: IO[bytes]) -> None:
        file.write(content)

    write_whole(path, fill)
