"""What an edit changes, name by name: new, changed from what to what, and gone."""

from collections.abc import Iterator, Mapping

import polars as pl

from graphmap import model
from graphmap.model import NodeKey
from graphmap.store.edit import Edit
from graphmap.tables import ENDS, GraphTables, relationship_schema

SCHEMA = {
    "what": pl.String(),
    "of": pl.String(),
    "key": pl.String(),
    "other": pl.String(),
    "property": pl.String(),
    "before": pl.String(),
    "after": pl.String(),
}
"""The columns of a table of changes.

``what`` is new, changed or gone; ``of`` a label or a type of relationship. ``key`` is the entity, or one end with
``other`` at the other. What has changed is a ``property`` from ``before`` to ``after``, or the days of a relationship,
or the part in it.
"""

_OPEN = "…"
"""A first or last day that there isn't."""
_AND = "; "


def named_changes(edit: Edit, existing: GraphTables) -> pl.DataFrame:
    """Return everything that `edit` changes in the `existing` graph, by kind and relationship."""
    parts = [
        *_entities(edit, existing),
        *_relationships(edit.ended, edit.begun),
    ]
    return pl.concat(parts) if parts else pl.DataFrame(schema=SCHEMA)


def count_changes(changes: pl.DataFrame) -> Mapping[str, int]:
    """Return how many of a table of changes there are of each kind and relationship."""
    return dict(changes.group_by("of", maintain_order=True).len().iter_rows())


def names_in(edit: Edit, existing: GraphTables, keys: set[NodeKey]) -> dict[NodeKey, str]:
    """Return the names of these entities, as they are before `edit`, or as it creates them."""
    found: dict[NodeKey, str] = {}
    for label, kind in model.KIND.items():
        prefix = model.node_key(label, "")
        ids = [key.removeprefix(prefix) for key in keys if key.startswith(prefix)]
        if not ids:
            continue
        for table in (existing.kinds[label], edit.created.get(label)):
            if table is not None:
                of_ids = table.filter(pl.col("id").is_in(ids)).select("id", kind.caption)
                found |= {prefix + id: str(name) for id, name in of_ids.iter_rows()}
    return found


def _entities(edit: Edit, existing: GraphTables) -> Iterator[pl.DataFrame]:
    for label in model.KIND:
        if label in edit.created:
            yield _rows("new", label, edit.created[label].select("id"))
        updated = [edit.updated[label]] if label in edit.updated else []
        if label == "Interaction":
            updated.append(edit.regraded)
        for rows in updated:
            both = rows.join(existing.kinds[label], on="id", how="left", suffix=" before", maintain_order="left")
            for name in rows.columns[1:]:
                before, after = _text(both[f"{name} before"]), _text(both[name])
                values = both.select("id", before=before, after=after).filter(before.ne_missing(after))
                yield _rows("changed", label, values.with_columns(property=pl.lit(name)))
        if label in edit.deleted:
            yield _rows("gone", label, pl.DataFrame({"id": list(edit.deleted[label])}, schema={"id": pl.String()}))


def _rows(what: str, label: str, rows: pl.DataFrame) -> pl.DataFrame:
    """Return rows of changes of entities: ``id``, and perhaps ``property``, ``before`` and ``after``."""
    return _in_full(
        rows.with_columns(what=pl.lit(what), of=pl.lit(label), key=pl.lit(model.node_key(label, "")) + pl.col("id"))
    )


def _in_full(rows: pl.DataFrame) -> pl.DataFrame:
    missing = [pl.lit(None, type).alias(name) for name, type in SCHEMA.items() if name not in rows.columns]
    return rows.with_columns(missing).select(*SCHEMA)


def _relationships(ended: Mapping[str, pl.DataFrame], begun: Mapping[str, pl.DataFrame]) -> Iterator[pl.DataFrame]:
    for type in model.RELATIONSHIP:
        none = pl.DataFrame(schema=relationship_schema(type))
        before = _by_pair(ended.get(type, none), "before")
        after = _by_pair(begun.get(type, none), "after")
        both = before.join(after, on=ENDS, how="full", coalesce=True).sort(ENDS)
        what = (
            pl.when(pl.col("is before").is_null())
            .then(pl.lit("new"))
            .when(pl.col("is after").is_null())
            .then(pl.lit("gone"))
            .otherwise(pl.lit("changed"))
        )
        yield _in_full(both.rename({"start": "key", "end": "other"}).with_columns(what=what, of=pl.lit(type)))


def _by_pair(rows: pl.DataFrame, side: str) -> pl.DataFrame:
    """Return the properties of all relationships between each pair as one text, in the column `side`."""
    names = [name for name in rows.columns if name not in ENDS]
    if "since" in names:
        ends = [pl.col(name).cast(pl.String).fill_null(_OPEN) for name in ("since", "until")]
        text = pl.concat_str(ends, separator=" – ")
    else:
        text = pl.concat_str([pl.lit(""), *(pl.col(name).cast(pl.String) for name in names)], ignore_nulls=True)
    joined = rows.group_by(ENDS, maintain_order=True).agg(text.str.join(_AND).alias(side))
    return joined.with_columns(pl.lit(True).alias(f"is {side}"))


def _text(column: pl.Series) -> pl.Series:
    return column.cast(pl.String)
