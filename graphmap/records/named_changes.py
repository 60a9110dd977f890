"""What an edit changes, name by name: new, changed from what to what, and gone."""

from collections.abc import Callable, Iterator, Mapping

import polars as pl

from graphmap import model
from graphmap.model import NodeKey
from graphmap.sheets.fields import values_in
from graphmap.store.edit import Edit
from graphmap.tables import ENDS, GraphTables

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
    return changes_between(*_sides(edit, existing))


def changes_between(was: GraphTables, became: GraphTables) -> pl.DataFrame:
    """Return the changes between the rows as they were and as they became."""
    parts = [*_entities(was, became), *_relationships(was, became)]
    return pl.concat(part for part in parts if len(part)) if any(map(len, parts)) else pl.DataFrame(schema=SCHEMA)


def count_changes(changes: pl.DataFrame) -> Mapping[str, int]:
    """Return how many of a table of changes there are of each kind and relationship."""
    return dict(changes.group_by("of", maintain_order=True).len().iter_rows())


NamesOf = Callable[[set[NodeKey]], Mapping[NodeKey, str]]
"""Returns the names of entities, given their keys."""


def names_in(edit: Edit, existing: GraphTables) -> NamesOf:
    """Return a function from keys to names, as they are before `edit`, or as it creates them."""
    return lambda keys: _names(keys, existing.kinds, edit.created)


def names_among(was: GraphTables, became: GraphTables, now: GraphTables) -> NamesOf:
    """Return a function from keys to names, as they are `now`, or as a change left or found them."""
    return lambda keys: _names(keys, was.kinds, became.kinds, now.kinds)


def _names(keys: set[NodeKey], *sides: Mapping[str, pl.DataFrame]) -> Mapping[NodeKey, str]:
    """Return the names of these entities by the last of `sides` that has each."""
    found: dict[NodeKey, str] = {}
    for label, kind in model.KIND.items():
        prefix = model.node_key(label, "")
        ids = [key.removeprefix(prefix) for key in keys if key.startswith(prefix)]
        if not ids:
            continue
        for side in sides:
            if (table := side.get(label)) is not None:
                of_ids = table.filter(pl.col("id").is_in(ids))
                names = of_ids[kind.caption]
                if label == "Interaction":
                    when = pl.coalesce("dated", pl.col("date").cast(pl.String))
                    names = of_ids.select(pl.concat_str(kind.caption, when, separator=", "))[kind.caption]
                found |= {prefix + id: str(name) for id, name in zip(of_ids["id"], names, strict=True)}
    return found


def _sides(edit: Edit, existing: GraphTables) -> tuple[GraphTables, GraphTables]:
    """Return the rows that `edit` touches as they are, and as they will be."""
    was, became = {}, {}
    for label, stored in existing.kinds.items():
        new = [edit.created.get(label, stored.clear())]
        old = [stored.filter(pl.col("id").is_in(list(edit.deleted.get(label, ()))))]
        for rows in (edit.updated.get(label), edit.regraded if label == "Interaction" else None):
            if rows is not None and len(rows):
                old.append(stored.join(rows, on="id", how="semi"))
                new.append(old[-1].update(rows, on="id", include_nulls=True))
        was[label], became[label] = pl.concat(old), pl.concat(each.select(stored.columns) for each in new)
    return GraphTables.of(was, edit.ended), GraphTables.of(became, edit.begun)


def _entities(was: GraphTables, became: GraphTables) -> Iterator[pl.DataFrame]:
    for label in model.KIND:
        old, new = was.kinds[label], became.kinds[label]
        yield _rows("new", label, new.join(old, on="id", how="anti"))
        both = new.join(old, on="id", suffix=" before", maintain_order="left")
        for name in new.columns[1:] if len(both) else ():
            before, after = (both[column].cast(pl.String) for column in (f"{name} before", name))
            values = both.select("id", before=before, after=after).filter(before.ne_missing(after))
            if name == "extra":
                yield _rows("changed", label, _by_field(values))
                continue
            yield _rows("changed", label, values.with_columns(property=pl.lit(name)))
        yield _rows("gone", label, old.join(new, on="id", how="anti"))


def _by_field(values: pl.DataFrame) -> pl.DataFrame:
    """Return a row for each field that differs in ``extra``, as a property of its name."""
    found = []
    for id, before, after in values.iter_rows():
        old, new = values_in(before), values_in(after)
        found += [(id, name, old.get(name), new.get(name)) for name in dict.fromkeys([*old, *new])]
    schema = {"id": pl.String(), "property": pl.String(), "before": pl.String(), "after": pl.String()}
    table = pl.DataFrame(found, schema=schema, orient="row")
    return table.filter(pl.col("before").ne_missing(pl.col("after")))


def _rows(what: str, label: str, rows: pl.DataFrame) -> pl.DataFrame:
    """Return rows of changes of entities: ``id``, and perhaps ``property``, ``before`` and ``after``."""
    known = rows.select("id", *(name for name in ("property", "before", "after") if name in rows.columns))
    key = pl.lit(model.node_key(label, "")) + pl.col("id")
    return _in_full(known.with_columns(what=pl.lit(what), of=pl.lit(label), key=key))


def _in_full(rows: pl.DataFrame) -> pl.DataFrame:
    missing = [pl.lit(None, type).alias(name) for name, type in SCHEMA.items() if name not in rows.columns]
    return rows.with_columns(missing).select(*SCHEMA)


def _relationships(was: GraphTables, became: GraphTables) -> Iterator[pl.DataFrame]:
    for type in model.RELATIONSHIP:
        before = _by_pair(was.relationships[type], "before")
        after = _by_pair(became.relationships[type], "after")
        both = before.join(after, on=ENDS, how="full", coalesce=True).sort(ENDS)
        what = (
            pl.when(pl.col("is before").is_null())
            .then(pl.lit("new"))
            .when(pl.col("is after").is_null())
            .then(pl.lit("gone"))
            .otherwise(pl.lit("changed"))
        )
        both = both.filter(pl.col("before").ne_missing(pl.col("after")))
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
