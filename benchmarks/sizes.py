"""The invented networks that are measured: a cluster, a region and the nation, each from `graphmap sample`."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graphmap.sample.sheets import SampleSize, write_sample
from graphmap.sheets.codebook import shipped_codebook
from graphmap.sheets.reading import read_sheets
from graphmap.sheets.records import Records, read_records
from graphmap.tables import GraphTables

SIZES = {
    "cluster": SampleSize(schools=8, people=200, interactions=1_000),
    "region": SampleSize(schools=180, people=5_000, interactions=15_000),
    "national": SampleSize(schools=2_500, people=70_000, interactions=200_000),
}


@contextmanager
def sheets_of(size: SampleSize) -> Iterator[Path]:
    """A temporary folder of sheets of this size."""
    with tempfile.TemporaryDirectory() as folder:
        write_sample(size, Path(folder) / "sheets")
        yield Path(folder) / "sheets"


def records_of(sheets: Path) -> Records:
    """The records in the sheets."""
    return read_records(read_sheets(sheets), GraphTables.of(), shipped_codebook())


def times(size: SampleSize, factor: int) -> SampleSize:
    """A size `factor` times as large."""
    return SampleSize(size.schools * factor, size.people * factor, size.interactions * factor)
