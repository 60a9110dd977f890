"""The values of fields of a cluster's own, as typed columns beside what a graph or a table has of its entities."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from graphmap import model
from graphmap.language.normalising import fold_heading, slug
from graphmap.sheets.fields import Field, FieldType, fields_in, values_in
from graphmap.tables import GraphTables

_POLARS: Mapping[FieldType, pl.DataType] = {
    "text": pl.String(),
    "number": pl.Float64(),
    "date": pl.Date(),
    "yes/no": pl.Boolean(),
    "choice": pl.String(),
}

KEY = "field-"
"""What the name of a field begins with in an address."""

MARK = " (field)"
"""Goes after the name of a field where a table has a column of that name."""

_OF_TABLES = ("id", "name", "kind", "label", "key", "source", "target", "tags")
_OF_EVENTS = ("bipartite", "date", "dated", "practice", "depth")
_OF_GEXF = ("viz", "start", "end", "pid", "parents", "slices", "spells")
OTHER_COLUMNS = frozenset({*_OF_TABLES, *_OF_EVENTS, *_OF_GEXF})
"""Names that mean something else in tables of actors, in two-mode graphs and in some graph formats."""


def fields_of(tables: GraphTables, label: str) -> Sequence[Field]:
    """Return the fields declared for the kind `label`, by name."""
    return fields_in(tables, label)


def field_columns(tables: GraphTables, label: str) -> pl.DataFrame:
    """Return ``id`` and a typed column for each field of a kind, under its name, one row per entity.

    A value that is none of its field's type is undefined, as one that is not recorded."""
    table, fields = tables.kinds[label], fields_of(tables, label)
    if not fields:
        return table.select("id")
    texts = pl.Struct({field.name: pl.String() for field in fields})
    try:
        found = table.select("id", extra=pl.col("extra").str.json_decode(texts)).unnest("extra")
    except pl.exceptions.PolarsError:  # another program wrote it
        read = [values_in(extra) for extra in table["extra"]]
        found = table.select("id").with_columns(
            pl.Series(field.name, [values.get(field.name) for values in read], dtype=pl.String) for field in fields
        )
    return found.select("id", *(_typed(field) for field in fields))


def _typed(field: Field) -> pl.Expr:
    column = pl.col(field.name)
    match field.type:
        case "number":
            return column.cast(pl.Float64, strict=False)
        case "date":
            return column.str.to_date("%Y-%m-%d", strict=False)
        case "yes/no":
            return column.replace_strict({"yes": True, "no": False}, default=None, return_dtype=pl.Boolean)
        case "choice":
            return pl.when(column.is_in(field.choices)).then(column)
    return column


# ------------------------------------------------------------------------- fields of several kinds at once


@dataclass(frozen=True)
class FieldColumn:
    """A column of a table of several kinds: the field of each kind that has one of this name and type."""

    name: str
    fields: tuple[Field, ...]

    @property
    def key(self) -> str:
        """What an address calls it: the same for any case, spaces and macrons of its name."""
        return f"{KEY}{slug(self.name)}"

    @property
    def type(self) -> FieldType:
        """What its values are."""
        return self.fields[0].type

    @property
    def dtype(self) -> pl.DataType:
        """The type of the column."""
        return _POLARS[self.type]

    @property
    def meaning(self) -> str:
        """What its values say, and of which kinds."""
        each = {
            model.KIND[field.label].word: field.meaning or f"{field.name}, a field of your own" for field in self.fields
        }
        return " ".join(
            f"Of {'an' if word[0] in 'aeiou' else 'a'} {word}: {meaning.rstrip('.')}." for word, meaning in each.items()
        )


def columns_of_fields(tables: GraphTables, labels: Iterable[str]) -> Sequence[FieldColumn]:
    """Return the columns for the fields of these kinds that may leave: private ones are in no table.

    Fields of one name and one type share a column. A name that a property has, or that fields of different types have,
    gets the word for the kind before it."""
    labels = list(labels)
    used = {fold_heading(name) for name in OTHER_COLUMNS}
    used |= {fold_heading(property.name) for label in labels for property in model.KIND[label].properties}
    alike: dict[str, list[Field]] = defaultdict(list)
    for label in labels:
        for field in fields_of(tables, label):
            if not field.private:
                alike[fold_heading(field.name)].append(field)
    columns = []
    for folded, fields in alike.items():
        if folded not in used and len({field.type for field in fields}) == 1:
            columns.append(FieldColumn(fields[0].name, tuple(fields)))
        else:
            for field in fields:
                name = f"{model.KIND[field.label].word} {field.name}"
                while fold_heading(name) in used | alike.keys():
                    name += MARK
                used.add(fold_heading(name))
                columns.append(FieldColumn(name, (field,)))
    return columns


def field_values(tables: GraphTables, columns: Sequence[FieldColumn]) -> pl.DataFrame:
    """Return ``key`` and the values of these columns, one row per entity of a kind that has any of them."""
    schema = pl.Schema({"key": pl.String(), **{column.name: column.dtype for column in columns}})
    parts = [pl.DataFrame(schema=schema)]
    for label in dict.fromkeys(field.label for column in columns for field in column.fields):
        names = {field.name: column.name for column in columns for field in column.fields if field.label == label}
        own = field_columns(tables, label).select(pl.col(name).alias(called) for name, called in names.items())
        parts.append(own.with_columns(key=tables.keys(label)))
    return pl.concat(parts, how="diagonal").select(schema.names())


def with_fields(table: pl.DataFrame, tables: GraphTables, labels: Iterable[str], key: str = "id") -> pl.DataFrame:
    """Return `table` with the fields of these kinds as columns at its end; its column `key` holds node keys.

    A field with the name of a column of the table gets a mark after it."""
    columns = columns_of_fields(tables, labels)
    if not columns:
        return table
    taken = set(table.columns)
    values = field_values(tables, columns).rename(
        {column.name: column.name + MARK for column in columns if column.name in taken}
    )
    return table.join(values.rename({"key": "\0"}), left_on=key, right_on="\0", how="left", maintain_order="left")


def meanings_of_fields(tables: GraphTables, labels: Iterable[str]) -> Mapping[str, str]:
    """Return what each column of `columns_of_fields` means, by its name, with and without the mark."""
    columns = columns_of_fields(tables, labels)
    return {name: column.meaning for column in columns for name in (column.name, column.name + MARK)}
