"""The nodes and the edges as tables, for Gephi, R, pandas and spreadsheets."""

from collections.abc import Callable, Mapping
from typing import IO, Literal

import networkx as nx
import polars as pl

from graphmap.export.dictionary import columns_of
from graphmap.export.exported import Exported
from graphmap.export.node_edge_tables import edge_table, node_table
from graphmap.export.tables import TABLE_FORMATS, DescribedTable

Name = Literal["nodes", "edges"]

_MAKE: Mapping[Name, Callable[[nx.Graph], pl.DataFrame]] = {"nodes": node_table, "edges": edge_table}


def table_writer(name: Name, ending: str) -> Callable[[Exported, IO[bytes]], None]:
    """What writes the table of the nodes or the edges in the format of tables with this ending."""

    return lambda exported, file: TABLE_FORMATS[ending](told_table(name, exported), file)


def told_table(name: Name, exported: Exported) -> DescribedTable:
    """The table of the nodes or the edges, with where it comes from and what its columns mean."""
    table = _MAKE[name](exported.graph)
    return DescribedTable(table, exported.about, columns_of(name, table))
