"""The codebook that comes with graphmap: the practices, how deep each goes, and how to begin it."""

from functools import cache

from graphmap.project import project_file
from graphmap.sheets.reading import read_sheets
from graphmap.sheets.records import read_records
from graphmap.tables import GraphTables


@cache
def shipped_codebook() -> GraphTables:
    """Return the practices of ``seed/codebook.csv``."""
    return read_records(read_sheets(project_file("seed") / "codebook.csv"), GraphTables.of(), GraphTables.of()).tables
