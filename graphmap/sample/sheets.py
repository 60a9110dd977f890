"""Write an invented network of any size as sheets: to try graphmap out, to time it, and to teach with.

Every name is invented and ends in (invented). The same sizes and seed give the same bytes under the same numpy version.
"""

import contextlib
import errno
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

import numpy as np
import polars as pl

from graphmap import model
from graphmap.errors import BadData, NoStore
from graphmap.progress import Progress, silent
from graphmap.sample.careers import invent_careers
from graphmap.sample.clusters import invent_clusters
from graphmap.sample.events import events
from graphmap.sheets.template import NOTE

_INVENTED = "Invented: no real school or person or iwi or event is in this sheet."

_README = """# An invented network

Everything in this folder is invented by `graphmap sample`: no real school, person, iwi, partner, network, programme or
event is in it, and any likeness is chance. Every name ends in (invented). Where schools lie means nothing.

Made with --schools {schools} --people {people} --interactions {interactions} --seed {seed}
"""


@dataclass(frozen=True)
class SampleSize:
    """The size of a sample: at least one school and two people."""

    schools: int
    people: int
    interactions: int
    seed: int = 1


def write_sample(size: SampleSize, folder: Path, progress: Progress = silent) -> list[Path]:
    """Write an invented network of `size` into `folder` as sheets, all of them or none, and return the files.

    Raises `BadData` where the folder is not empty or cannot be made, and `NoStore` where the disk is full.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadData(f"{folder} is not empty. Choose another folder, so that nothing is overwritten.")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}.") as draft:
            files = _write(size, Path(draft), progress)
            folder.mkdir(exist_ok=True)
            return [file.replace(folder / file.name) for file in files]
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise NoStore(f"The disk is full: {folder} was not written; make room and try again.") from None
        raise BadData(
            f"The sheets cannot be written into {folder} ({error.strerror}); choose another folder."
        ) from None


def _write(size: SampleSize, folder: Path, progress: Progress) -> list[Path]:
    clusters = invent_clusters(size.schools, np.random.default_rng([size.seed, 1]))
    careers = invent_careers(size.people, clusters, np.random.default_rng([size.seed, 2]))
    (folder / "README.md").write_text(_README.format(**asdict(size)), encoding="utf-8")
    with contextlib.ExitStack() as stack:
        files = {
            name: stack.enter_context((folder / f"{name}.csv").open("wb")) for name in model.SHEET if name != "codebook"
        }
        for name, file in files.items():
            _begin(name, file)
        for name, table in {**clusters.sheets, **careers.sheets}.items():
            _append(name, table, files[name])
        done = 0
        for interactions, took_part in events(size.interactions, clusters, careers, size.seed):
            progress("Writing interactions", done, size.interactions)
            _append("interactions", interactions, files["interactions"])
            _append("took_part", took_part, files["took_part"])
            done += len(interactions)
        progress("Writing interactions", size.interactions, size.interactions)
    return sorted(folder.iterdir())


def _begin(name: str, file: IO[bytes]) -> None:
    """Write the headings, and a note that loading skips."""
    file.write(f"{','.join(model.SHEET[name].headings)}\r\n{NOTE}{_INVENTED}\r\n".encode())


def _append(name: str, table: pl.DataFrame, file: IO[bytes]) -> None:
    table.select(model.SHEET[name].headings).write_csv(file, include_header=False, line_terminator="\r\n")
