"""A view as a Frictionless data package: its tables with their schemas, its graph, a README, a citation and terms of
use."""

import hashlib
import io
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any

import polars as pl

from graphmap.errors import BadData
from graphmap.export.dictionary import TABLE_MEANINGS, Column, TableName, columns_of
from graphmap.export.formats.graphml import write_graphml
from graphmap.export.graph_format import Exported, export_of
from graphmap.export.node_edge_tables import edge_table, node_table
from graphmap.export.provenance import FIELD_MEANINGS, Provenance
from graphmap.export.tables import csv_of
from graphmap.files import write_folder
from graphmap.graph.actors import LABELS
from graphmap.graph.choice import Choice
from graphmap.graph.fields import with_fields
from graphmap.graph.network_graph import tie_table
from graphmap.graph.snapshot import Snapshot
from graphmap.health.health import health
from graphmap.measures.measures import measured, sample_note
from graphmap.measures.robustness import robust
from graphmap.progress import Progress, silent
from graphmap.release import graphmap_version
from graphmap.weak.judged_network import judged_network
from graphmap.weak.judging_period import judging_choice
from graphmap.weak.tables import card_table, weak_links
from graphmap.weak.thresholds import Thresholds

_TYPES = {"text": "string", "whole number": "integer", "number": "number", "yes or no": "boolean", "date": "date"}
"""What a Table Schema calls the types of `graphmap.export.dictionary`."""

_KEYS: Mapping[TableName, str | list[str]] = {"metrics": "id", "nodes": "id", "health": ["network", "term"]}
_REFERENCES: Mapping[TableName, Sequence[tuple[str, TableName, str]]] = {
    "metrics": [("id", "nodes", "id")],
    "ties": [("source", "nodes", "id"), ("target", "nodes", "id")],
    "edges": [("source", "nodes", "id"), ("target", "nodes", "id")],
}
"""The columns that refer to a row of another table."""

_DICTIONARY = [
    Column("table", "text", "The table with this column."),
    Column("column", "text", "The name of the column."),
    Column("type", "text", "The type of its values: " + ", ".join(_TYPES) + "."),
    Column("meaning", "text", "What it means."),
]


@dataclass(frozen=True)
class Credit:
    """The title and the authors of a package, for its citation."""

    title: str = "Who works with whom in a cluster of schools"
    authors: tuple[str, ...] = ("(name the people and the cluster behind this data)",)


def package_of(
    snapshot: Snapshot,
    choice: Choice,
    about: Provenance,
    credit: Credit,
    thresholds: Thresholds | None = None,
    progress: Progress = silent,
    cluster: str | None = None,
    draws: int = 0,
    as_at: date | None = None,
) -> Mapping[str, bytes]:
    """Return the files of a view's package by their path in its folder. The same arguments give the same bytes.

    With `draws` the network is resampled that many times (`graphmap.measures.robustness.robust`). `cluster` is the
    address of a Dask scheduler that shares the heavy work; without one it runs on this machine's cores.

    Weak links are judged from the day `as_at`, over the period of `choice` or the four school terms up to that day.
    Without `as_at` they are judged from the last day of the period or of the records."""
    drawn = robust(snapshot, choice, draws, progress, cluster) if draws else None
    exported = export_of(snapshot, choice, about)
    judging = judging_choice(choice, as_at) if as_at else choice
    judged = judged_network(snapshot, judging, thresholds, as_at=as_at)
    tables: dict[TableName, pl.DataFrame] = {
        "nodes": node_table(exported.graph, exported.fields),
        "edges": edge_table(exported.graph),
        "metrics": drawn.metrics
        if drawn
        else with_fields(measured(exported.graph, progress, cluster), snapshot.tables, LABELS[choice.view]),
        **({"stability": drawn.stability, "whole": drawn.whole} if drawn else {}),
        "ties": tie_table(snapshot, choice),
        "weak": weak_links(judged, progress),
        "cards": card_table(judged, progress),
        "health": health(snapshot, choice, progress),
        "codebook": snapshot.tables.kinds["Practice"],
    }
    about = about.with_note("estimates", sample_note(tables["metrics"])).with_note(
        "robust", drawn.note if drawn else None
    )
    if as_at:
        about = about.with_note("weak links", f"judged from {as_at}: {judging}")
    columns = {name: columns_of(name, table, about.own_columns) for name, table in tables.items()}
    files = {f"data/{name}.csv": csv_of(table).encode() for name, table in tables.items()}
    files["data/dictionary.csv"] = csv_of(_dictionary(columns)).encode()
    files["data/graph.graphml"] = _filled(lambda file: write_graphml(exported, file))
    files["datapackage.json"] = _descriptor(files, columns, about, credit)
    files["README.md"] = _readme(tables, exported, credit).encode()
    files["CITATION.cff"] = _citation(about, credit).encode()
    files["LICENCE.md"] = _LICENCE.encode()
    return files


def write_package(files: Mapping[str, bytes], folder: Path) -> None:
    """Write a package into `folder`, all of it or nothing; raise `BadData` if `folder` is not empty."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadData(f"{folder} is not empty. Choose a new or empty folder, so that nothing is overwritten.")
    write_folder(folder, files)


def _filled(write: Callable[[IO[bytes]], None]) -> bytes:
    file = io.BytesIO()
    write(file)
    return file.getvalue()


def _dictionary(columns: Mapping[TableName, Sequence[Column]]) -> pl.DataFrame:
    rows = [(table, column.name, column.type, column.meaning) for table, listed in columns.items() for column in listed]
    return pl.DataFrame(rows, schema=[column.name for column in _DICTIONARY], orient="row")


# ----------------------------------------------------------------------------------------- descriptor


def _descriptor(
    files: Mapping[str, bytes], columns: Mapping[TableName, Sequence[Column]], about: Provenance, credit: Credit
) -> bytes:
    resources = [_table_resource(name, listed, files[f"data/{name}.csv"]) for name, listed in columns.items()]
    resources.append(
        _resource("dictionary", "What every column means.", files["data/dictionary.csv"])
        | {"schema": _schema(_DICTIONARY)}
    )
    graph = {"path": "data/graph.graphml", "format": "graphml", "mediatype": "application/graphml+xml"}
    resources.append(_resource("graph", "The view as a graph.", files["data/graph.graphml"]) | graph)
    descriptor = {
        "profile": "data-package",
        "name": re.sub(r"[^a-z0-9]+", "-", f"graphmap-{about.choice.view}"),
        "title": credit.title,
        "description": f"Made with graphmap from a store of interactions: {about}.",
        "version": about.revision or about.written.isoformat(),
        "created": f"{about.written.isoformat()}T00:00:00Z",
        "contributors": [{"title": author, "role": "author"} for author in credit.authors],
        "sources": [{"title": f"graphmap {graphmap_version()}"}],
        "graphmap": about.fields,
        "resources": resources,
    }
    return (json.dumps(descriptor, ensure_ascii=False, indent=1) + "\n").encode()


def _table_resource(name: TableName, columns: Sequence[Column], content: bytes) -> dict[str, Any]:
    schema = _schema(columns)
    if name in _KEYS:
        schema["primaryKey"] = _KEYS[name]
    if references := [
        {"fields": column, "reference": {"resource": table, "fields": other}}
        for column, table, other in _REFERENCES.get(name, ())
    ]:
        schema["foreignKeys"] = references
    return _resource(name, TABLE_MEANINGS[name], content) | {"schema": schema}


def _resource(name: str, meaning: str, content: bytes) -> dict[str, Any]:
    return {
        "name": name,
        "path": f"data/{name}.csv",
        "description": meaning,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
    }


def _schema(columns: Sequence[Column]) -> dict[str, Any]:
    fields = [{"name": column.name, "type": _TYPES[column.type], "description": column.meaning} for column in columns]
    return {"fields": fields, "missingValues": [""]}


# ------------------------------------------------------------------------------------- to read and cite


def _readme(tables: Mapping[TableName, pl.DataFrame], exported: Exported, credit: Credit) -> str:
    about = exported.about
    lines = [
        f"# {_plain(credit.title)}",
        "",
        "A Frictionless data package: `datapackage.json` has the type and meaning of every column, and",
        "`frictionless validate datapackage.json` checks the files. Node keys such as `school:12` join the tables.",
        "",
        "| file | rows | what it holds |",
        "|---|---|---|",
        *(f"| data/{name}.csv | {len(table):,} | {TABLE_MEANINGS[name]} |" for name, table in tables.items()),
        "| data/dictionary.csv | | What every column means. |",
        f"| data/graph.graphml | | The view as a graph: {exported.graph.number_of_nodes():,} actors, "
        f"{exported.graph.number_of_edges():,} ties. |",
        "",
        "In the CSV files, text that a spreadsheet would run as a formula has a `'` before it. "
        "An undefined value is empty, not 0.",
        "",
        "## Where it comes from",
        "",
        "| | | |",
        "|---|---|---|",
        *(f"| {name} | {_plain(value)} | {FIELD_MEANINGS.get(name, '')} |" for name, value in about.fields.items()),
        "",
        "## How to cite it",
        "",
        f"{_plain('; '.join(credit.authors))} ({about.written.year}). *{_plain(credit.title)}* [data set]. "
        f"Made with graphmap {graphmap_version()}.",
        "",
        "`CITATION.cff` is the same for programs. `LICENCE.md` is about who may use the data.",
        "",
    ]
    return "\n".join(lines)


def _plain(text: str) -> str:
    """Return `text` on one line, with Markdown's special characters escaped."""
    return re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", " ".join(text.split()))


def _citation(about: Provenance, credit: Credit) -> str:
    """Return the citation in the Citation File Format; JSON strings are YAML strings too."""

    def quoted(text: str) -> str:
        return json.dumps(text, ensure_ascii=False)

    return "\n".join(
        [
            "cff-version: 1.2.0",
            'message: "If you use this data set, please cite it as below."',
            "type: dataset",
            f"title: {quoted(credit.title)}",
            "authors:",
            *(f"  - name: {quoted(author)}" for author in credit.authors),
            f"date-released: {about.written.isoformat()}",
            f"version: {quoted(about.revision or about.written.isoformat())}",
            "references:",
            "  - type: software",
            "    title: graphmap",
            "    authors:",
            '      - name: "The graphmap authors"',
            f"    version: {quoted(graphmap_version())}",
            "",
        ]
    )


_LICENCE = """# Who may use this data

This data has no licence yet. It belongs to the cluster: it is about people, schools, iwi and communities, and they
decide who may use it and what for. Agree on that with them first. Data about Māori is taonga, and Māori have a say in
where it is kept and how it is used. Then write the terms here, in `licenses` in `datapackage.json` and in `license` in
`CITATION.cff`. graphmap's own licence, Apache-2.0, does not cover the data it writes.
"""
