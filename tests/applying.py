"""Carry out an edit on tables in memory, as a store does."""

import polars as pl

from graphmap import model, tables
from graphmap.store.edit import Edit
from graphmap.tables import ENDS, GraphTables


def applied(graph: GraphTables, edit: Edit) -> GraphTables:
    """The graph after `edit`."""
    kinds, relationships = dict(graph.kinds), dict(graph.relationships)
    gone = [model.node_key(label, id) for label, ids in edit.deleted.items() for id in ids]
    for label in model.KIND:
        table = kinds[label]
        if label in edit.updated:
            table = table.update(edit.updated[label], on="id", include_nulls=True)
        if label in edit.created:
            table = pl.concat([table, edit.created[label]])
        table = table.filter(~pl.col("id").is_in(list(edit.deleted.get(label, ()))))
        kinds[label] = tables.in_order(tables.kind_schema(label), table)
    for type in model.RELATIONSHIP:
        table = relationships[type]
        if type in edit.ended:
            table = table.join(edit.ended[type], on=ENDS, how="anti")
        if type in edit.begun:
            table = pl.concat([table, edit.begun[type]])
        table = table.filter(~pl.col("start").is_in(gone) & ~pl.col("end").is_in(gone))
        relationships[type] = tables.in_order(tables.relationship_schema(type), table)
    return GraphTables(kinds, relationships)
