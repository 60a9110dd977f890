"""A view in the file formats that researchers' tools read: the registry of `graphmap.export.formats`, and writing."""

import pkgutil
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path

from graphmap.export import formats
from graphmap.export.dictionary import Column
from graphmap.export.formats.nodes_and_edges import described_table
from graphmap.export.graph_format import Exported, GraphFormat, export_of, two_mode_export_of
from graphmap.export.tables import about_json, beside, unknown_format
from graphmap.files import Write, write_files

__all__ = ["GRAPH_FORMATS", "Exported", "GraphFormat", "export_of", "graph_format", "two_mode_export_of", "write_graph"]


def _declared() -> Iterator[GraphFormat]:
    """Yield the formats that the modules in the folder `graphmap.export.formats` declare."""
    for module in pkgutil.iter_modules(formats.__path__):
        yield from import_module(f"{formats.__name__}.{module.name}").FORMATS


GRAPH_FORMATS: Mapping[str, GraphFormat] = {format.ending: format for format in _declared()}
"""Every format by the ending of the file's name; where two endings fit, the longer one counts."""


def graph_format(path: Path) -> GraphFormat:
    """Return the format that the ending of `path` names; raise `WrongCommand` if there is none."""
    name = path.name.lower()
    fitting = [ending for ending in GRAPH_FORMATS if name.endswith(ending) and name != ending]
    if not fitting:
        raise unknown_format(path, GRAPH_FORMATS)
    return GRAPH_FORMATS[max(fitting, key=len)]


def write_graph(exported: Exported, path: Path) -> list[Path]:
    """Write a view to `path` in the format that its ending names, and return the files with the view.

    Where these cannot hold where they come from, a file beside them does. Raises as
    `graphmap.export.tables.write_table` does."""
    format = graph_format(path)
    stem = path.name[: -len(format.ending)]
    files: dict[Path, Write] = {}
    for ending, write in format.files.items():
        place = path if ending == format.ending else path.with_name(stem + ending)
        files[place] = lambda file, write=write: write(exported, file)  # type: ignore[misc]
    written = list(files)
    if not format.holds_about:
        labels = {label: key for key, label in format.labels(exported).items() if label != key} if format.labels else {}
        columns: dict[str, Sequence[Column]] = {name: described_table(name, exported).columns for name in format.tables}
        files |= beside(path, about_json(exported.about, columns, labels))
    write_files(files)
    return written
