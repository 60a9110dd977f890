"""The graph as typed tables: what a set of sheets says, and what a store holds.

One Polars table a kind of entity and one a type of relationship, with columns made from the model.
Undefined is null, never 0 or an empty text. Tables are sorted by their keys, so the same graph is
always the same tables.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from graphmap import model

_POLARS = {
    model.Type.TEXT: pl.String(),
    model.Type.WHOLE: pl.Int64(),
    model.Type.DECIMAL: pl.Float64(),
    model.Type.DATE: pl.Date(),
}

_WORDS = {kind.label: kind.word for kind in model.KINDS}

ENDS = ("start", "end")
"""The columns of a relationship table that hold the node keys of its two ends."""


def kind_schema(label: str) -> pl.Schema:
    """The columns of the table of a kind: its properties, ``id`` first."""
    return pl.Schema({p.name: _POLARS[p.type] for p in model.KIND[label].properties})


def relationship_schema(type: str) -> pl.Schema:
    """The columns of the table of a relationship: the node keys ``start`` and ``end``, then its properties."""
    keys = {end: pl.String() for end in ENDS}
    return pl.Schema(keys | {p.name: _POLARS[p.type] for p in model.RELATIONSHIP[type].properties})


def kind_table(label: str, rows: Iterable[Mapping[str, Any]] | Iterable[Sequence[Any]]) -> pl.DataFrame:
    """A table of the kind `label` from rows, given by column name or in the schema's order."""
    return _of_rows(kind_schema(label), rows)


def relationship_table(type: str, rows: Iterable[Mapping[str, Any]] | Iterable[Sequence[Any]]) -> pl.DataFrame:
    """A table of the relationship `type` from rows, given by column name or in the schema's order."""
    return _of_rows(relationship_schema(type), rows)


def in_order(schema: pl.Schema, table: pl.DataFrame) -> pl.DataFrame:
    """The columns `schema` of `table`, its rows in the order that the same graph always has: by id, or by all of a
    relationship."""
    by = ["id"] if "id" in schema else schema.names()
    return table.select(schema.names()).sort(by, nulls_last=False)


def kind_table_of_texts(label: str, columns: Mapping[str, Sequence[str]]) -> pl.DataFrame:
    """A table of the kind `label` from a list of texts for each column, as a store gives them; an empty text is
    undefined."""
    schema = kind_schema(label)
    return in_order(schema, _of_texts(schema, columns))


def relationship_table_of_texts(type: str, columns: Mapping[str, Sequence[str]]) -> pl.DataFrame:
    """A table of the relationship `type`; for each end there are a column of its label (``start_label``) and of its id
    (``start``)."""
    schema = relationship_schema(type)
    given = pl.Schema({**{f"{end}_label": pl.String() for end in ENDS}, **schema})
    keys = {
        end: pl.col(f"{end}_label").replace_strict(_WORDS, return_dtype=pl.String) + ":" + pl.col(end) for end in ENDS
    }
    return in_order(schema, _of_texts(given, columns).with_columns(**keys))


def _of_texts(schema: pl.Schema, columns: Mapping[str, Sequence[str]]) -> pl.DataFrame:
    texts = pl.DataFrame({name: columns[name] for name in schema}, schema=dict.fromkeys(schema, pl.String))
    return texts.select(pl.when(pl.col(name) != "").then(pl.col(name)) for name in schema).select(
        pl.col(name).str.to_date() if type == pl.Date else pl.col(name).cast(type) for name, type in schema.items()
    )


def _of_rows(schema: pl.Schema, rows: Iterable[Any]) -> pl.DataFrame:
    return in_order(schema, pl.DataFrame(list(rows), schema=schema, orient="row"))


@dataclass(frozen=True)
class GraphTables:
    """A graph: a table for every kind of entity (by label) and every relationship (by type)."""

    kinds: Mapping[str, pl.DataFrame]
    relationships: Mapping[str, pl.DataFrame]

    @staticmethod
    def of(
        kinds: Mapping[str, pl.DataFrame] | None = None, relationships: Mapping[str, pl.DataFrame] | None = None
    ) -> "GraphTables":
        """The graph that holds these tables, and an empty one for whatever is not given."""
        kinds, relationships = kinds or {}, relationships or {}
        return GraphTables(
            {k.label: kinds.get(k.label, pl.DataFrame(schema=kind_schema(k.label))) for k in model.KINDS},
            {
                r.type: relationships.get(r.type, pl.DataFrame(schema=relationship_schema(r.type)))
                for r in model.RELATIONSHIPS
            },
        )

    def keys(self, label: str) -> pl.Series:
        """The node keys of the kind `label`, in the order of its table."""
        return self.kinds[label].select(key=pl.lit(f"{model.KIND[label].word}:") + pl.col("id"))["key"]

    def entities(self, labels: Iterable[str]) -> pl.DataFrame:
        """All entities of these kinds in one table: ``key``, ``id``, ``name`` and ``label``.

        An interaction has no name of its own: its ``name`` is its practice.
        """
        tables = []
        for label in labels:
            name = "practice" if label == "Interaction" else "name"
            tables.append(
                self.kinds[label].select(
                    key=pl.lit(f"{model.KIND[label].word}:") + pl.col("id"), id="id", name=name, label=pl.lit(label)
                )
            )
        return pl.concat(tables)

    @property
    def is_empty(self) -> bool:
        """Whether there is no entity at all, the codebook's practices aside."""
        return all(table.is_empty() for label, table in self.kinds.items() if label != "Practice")
