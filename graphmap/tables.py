"""The graph as typed tables: what a set of sheets or a store holds.

There is one Polars table for each kind of entity and each type of relationship, with columns made from the model. An
undefined value is null, never 0 or an empty text. Tables are sorted by their keys, so the same graph always gives the
same tables.
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


def kind_schema(label: str, version: int = model.VERSION) -> pl.Schema:
    """Return the columns of the table of a kind, in a version of the model: its properties, ``id`` first."""
    return _schema(model.properties_at(model.KIND[label], version))


def relationship_schema(type: str, version: int = model.VERSION) -> pl.Schema:
    """Return the columns of the table of a relationship, in a version of the model: ``start``, ``end``, its properties.

    The first two hold node keys."""
    keys = {end: pl.String() for end in ENDS}
    return pl.Schema({**keys, **_schema(model.properties_at(model.RELATIONSHIP[type], version))})


def _schema(properties: Iterable[model.Property]) -> pl.Schema:
    return pl.Schema({property.name: _POLARS[property.type] for property in properties})


def kind_table(label: str, rows: Iterable[Mapping[str, Any]] | Iterable[Sequence[Any]]) -> pl.DataFrame:
    """Make a table of the kind `label` from rows, which are mappings or follow the order of the schema."""
    return _of_rows(kind_schema(label), rows)


def relationship_table(type: str, rows: Iterable[Mapping[str, Any]] | Iterable[Sequence[Any]]) -> pl.DataFrame:
    """Make a table of the relationship `type` from rows, which are mappings or follow the order of the schema."""
    return _of_rows(relationship_schema(type), rows)


def in_order(schema: pl.Schema, table: pl.DataFrame) -> pl.DataFrame:
    """Return the columns `schema` of `table`, sorted: by id, or by all columns of a relationship."""
    by = ["id"] if "id" in schema else schema.names()
    return table.select(schema.names()).sort(by, nulls_last=False)


def kind_table_of_texts(label: str, columns: Mapping[str, Sequence[str]]) -> pl.DataFrame:
    """Make a table of the kind `label` from a list of texts for each column, as a store gives them.

    An empty text is undefined."""
    schema = kind_schema(label)
    return in_order(schema, _of_texts(schema, columns))


def relationship_table_of_texts(type: str, columns: Mapping[str, Sequence[str]]) -> pl.DataFrame:
    """Make a table of the relationship `type` from a list of texts for each column, as a store gives them.

    Each end has two columns: its label (``start_label``) and its id (``start``)."""
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
        """Make a graph of these tables, with an empty table for every other kind and relationship."""
        kinds, relationships = kinds or {}, relationships or {}
        return GraphTables(
            {k.label: kinds.get(k.label, pl.DataFrame(schema=kind_schema(k.label))) for k in model.KINDS},
            {
                r.type: relationships.get(r.type, pl.DataFrame(schema=relationship_schema(r.type)))
                for r in model.RELATIONSHIPS
            },
        )

    def keys(self, label: str) -> pl.Series:
        """Return the node keys of the kind `label`, in the order of its table."""
        return self.kinds[label].select(key=pl.lit(model.node_key(label, "")) + pl.col("id"))["key"]

    def entities(self, labels: Iterable[str]) -> pl.DataFrame:
        """Return all entities of these kinds in one table: ``key``, ``id``, ``name`` and ``label``.

        An interaction has no name of its own: its ``name`` is its practice.
        """
        return pl.concat(
            self.kinds[label].select(
                key=pl.lit(model.node_key(label, "")) + pl.col("id"),
                id="id",
                name=model.KIND[label].caption,
                label=pl.lit(label),
            )
            for label in labels
        )

    @property
    def is_empty(self) -> bool:
        """Whether there is no entity at all, apart from those beside the network, such as practices."""
        return all(table.is_empty() for label, table in self.kinds.items() if label not in model.BESIDE)
