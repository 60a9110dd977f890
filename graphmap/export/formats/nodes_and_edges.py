"""The nodes and the edges as tables, in CSV or Parquet, for Gephi, R, pandas and spreadsheets."""

from collections.abc import Iterator, Mapping

from graphmap.export.dictionary import columns_of
from graphmap.export.graph_format import Exported, GraphFormat, GraphTable, WriteGraph
from graphmap.export.node_edge_tables import edge_table, node_table
from graphmap.export.tables import TABLE_FORMATS, DescribedTable, TableFormat

_TOOLS = {".csv": "R, pandas, Gephi, spreadsheets", ".parquet": "Polars, pandas, R arrow"}
_HOLDS: Mapping[GraphTable, str] = {
    "nodes": "the actors and their attributes",
    "edges": "the ties and their attributes",
}


def described_table(name: GraphTable, exported: Exported) -> DescribedTable:
    """Return the table of the nodes or the edges, with where it comes from and what its columns mean."""
    table = node_table(exported.graph, exported.fields) if name == "nodes" else edge_table(exported.graph)
    return DescribedTable(table, exported.about, columns_of(name, table, exported.about.own_columns))


def _writer(name: GraphTable, format: TableFormat) -> WriteGraph:
    return lambda exported, file: format.write(described_table(name, exported), file)


def _formats(format: TableFormat) -> Iterator[GraphFormat]:
    """Yield a format for each of the two tables, and one for both of them in files side by side."""
    tools, files = _TOOLS[format.ending], {}
    for name, holds in _HOLDS.items():
        ending = f".{name}{format.ending}"
        files[ending] = _writer(name, format)
        yield GraphFormat(ending, tools, holds, {ending: files[ending]}, format.holds_about, (name,))
    both = f"both, as two files, {' and '.join(files)}"
    yield GraphFormat(format.ending, tools, both, files, format.holds_about, tuple(_HOLDS))


FORMATS = tuple(found for ending in _TOOLS for found in _formats(TABLE_FORMATS[ending]))
