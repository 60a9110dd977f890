"""The files that leave the app: tables, graphs and the whole package, with names or with codes."""

import io
import os
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from graphmap.export.anonymise import WHAT_WAS_DONE, anonymise
from graphmap.export.dictionary import TableName, columns_of
from graphmap.export.graphs import GRAPH_FORMATS, export_of, write_graph
from graphmap.export.package import Credit, package_of
from graphmap.export.provenance import Provenance, provenance_of, writing_day
from graphmap.export.tables import TABLE_FORMATS, table_bytes
from graphmap.graph.choice import Choice
from graphmap.graph.network_graph import graph_of, tie_table
from graphmap.graph.snapshot import Snapshot
from graphmap.health.conditions import conditions_table
from graphmap.health.health import all_terms, health, networks_measured
from graphmap.language.words import Words
from graphmap.measures.measures import COMMUNITY_SEED, metrics
from graphmap.measures.workers import cluster_address
from graphmap.report import make
from graphmap.report.map_image import map_image
from graphmap.report.typesetting import png_of
from graphmap.weak.judged_network import judged_network
from graphmap.weak.judging_period import judging_choice
from graphmap.weak.tables import card_table

_PICTURE_HEIGHT = 360.0
"""Points: a slide's proportions."""

_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The date of every file in an archive, so that the same content gives the same bytes. No archive can say earlier."""


@dataclass(frozen=True)
class TakenAway:
    """What leaves: a choice from a snapshot. The choice has the day that it is judged from.

    ``anonymised`` says what was done to take the names out, or is None where they are in; ``left_out`` what may not
    leave, if there is anything."""

    snapshot: Snapshot
    choice: Choice
    anonymised: str | None = None
    left_out: str | None = None

    @property
    def as_at(self) -> date:
        """The day that it is judged from."""
        return self.snapshot.as_of(self.choice) or date.min

    def about(self, table: str) -> Provenance:
        """Say where the table or file called `table` comes from."""
        written = writing_day(None, os.environ.get("SOURCE_DATE_EPOCH"), date.today())
        about = provenance_of(self.snapshot, self.choice, table, written, COMMUNITY_SEED, self.anonymised)
        return about.with_note("left out", self.left_out)


def with_codes(taken: TakenAway, salt: bytes) -> TakenAway:
    """Return `taken` with codes for names and terms for dates. The same salt gives the same codes."""
    nameless = anonymise(taken.snapshot, taken.choice, salt)
    return TakenAway(nameless.snapshot, nameless.choice, WHAT_WAS_DONE, taken.left_out)


def _cards(taken: TakenAway) -> pl.DataFrame:
    judging = judging_choice(taken.choice, taken.as_at)
    return card_table(judged_network(taken.snapshot, judging, as_at=taken.as_at))


def _conditions(taken: TakenAway) -> pl.DataFrame:
    choice = all_terms(taken.choice)
    return conditions_table(health(taken.snapshot, choice), networks_measured(taken.snapshot, choice))


TABLES: Mapping[TableName, Callable[[TakenAway], pl.DataFrame]] = {
    "ties": lambda taken: tie_table(taken.snapshot, taken.choice),
    "cards": _cards,
    "metrics": lambda taken: metrics(taken.snapshot, taken.choice, cluster=cluster_address(None)),
    "conditions": _conditions,
}
"""The tables that pages offer."""


def table_file(taken: TakenAway, name: TableName, ending: str) -> bytes:
    """Return a table as a file: an archive where the format can't say what the columns mean."""
    table = TABLES[name](taken)
    about = taken.about(name)
    files = table_bytes(table, f"{name}{ending}", about, columns_of(name, table, about.own_columns))
    return _as_one(files)


def table_file_name(name: TableName, ending: str) -> str:
    """Return the name of the file that `table_file` makes."""
    return f"{name}{ending}" if TABLE_FORMATS[ending].holds_about else f"{name}{ending}.zip"


def graph_file(taken: TakenAway, ending: str) -> bytes:
    """Return the graph as a file: an archive where the format is several files."""
    with TemporaryDirectory() as folder:
        write_graph(export_of(taken.snapshot, taken.choice, taken.about("graph")), Path(folder, f"graph{ending}"))
        files = {file.name: file.read_bytes() for file in sorted(Path(folder).iterdir())}
    return _as_one(files)


def graph_file_name(ending: str) -> str:
    """Return the name of the file that `graph_file` makes."""
    format = GRAPH_FORMATS[ending]
    return f"graph{ending}" if format.holds_about and len(format.files) == 1 else f"graph{ending}.zip"


def package_file(taken: TakenAway) -> bytes:
    """Return everything as an archive."""
    files = package_of(taken.snapshot, taken.choice, taken.about("package"), Credit(), as_at=taken.as_at)
    return _archive(files)


def paper_file(taken: TakenAway, ending: str, words: Words) -> bytes:
    """Return the board paper in the format of the `ending`."""
    judging = judging_choice(taken.choice, taken.as_at)
    return make(ending, taken.snapshot, judging, taken.as_at, taken.about("report"), words=words)


def picture_file(taken: TakenAway, ending: str, words: Words) -> bytes:
    """Return the map as a picture, drawn for paper."""
    graph, ties = graph_of(taken.snapshot, taken.choice), tie_table(taken.snapshot, taken.choice)
    picture = map_image(taken.snapshot, taken.choice, graph, ties, _PICTURE_HEIGHT, words)
    return picture.svg.encode() if ending == ".svg" else png_of(picture.svg, picture.width)


def _as_one(files: Mapping[str, bytes]) -> bytes:
    return next(iter(files.values())) if len(files) == 1 else _archive(files)


def _archive(files: Mapping[str, bytes]) -> bytes:
    filled = io.BytesIO()
    with zipfile.ZipFile(filled, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _EARLIEST), content, zipfile.ZIP_DEFLATED)
    return filled.getvalue()
