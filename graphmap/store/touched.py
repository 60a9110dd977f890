"""The rows that a write touches, with what was there before; as the log keeps them, and as they are taken back.

A row is an entity, or all relationships of one type between two ends. The log keeps the keys of the rows that a write
makes, and all values of those that were there. As text it is JSON by columns, compressed, in parts of a bounded size.
"""

import base64
import json
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl
import polars.exceptions

from graphmap import model
from graphmap.errors import NoStore
from graphmap.tables import ENDS, GraphTables, in_order, kind_schema, relationship_schema

ROWS_A_PART = 20_000
_MOST_BYTES = 256_000_000  # of one part when it is unpacked; ours have a hundredth of that
_FEW = 20  # rows that are put into a sorted table one by one
_ONE_IN = 2_000  # of a large table's rows may be as well: to sort all of them takes longer
_PIECES = 64  # of a table that was put together from slices, before it is copied into one


@dataclass(frozen=True)
class Touched:
    """The rows that a write touches.

    ``ids`` are of entities, by kind, and ``pairs`` the ends of relationships, by type: each once. ``kinds`` and
    ``relationships`` have the rows that were there before, in full, unless somebody was ``erased`` from them.
    """

    ids: Mapping[str, pl.Series] = field(default_factory=dict)
    pairs: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    kinds: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    relationships: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    erased: bool = False

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return sum(map(len, self.ids.values())) + sum(map(len, self.pairs.values()))

    def named(self) -> set[str]:
        """Return the node keys of all entities that are touched, and of the ends of all pairs."""
        keys = {model.node_key(label, id) for label, ids in self.ids.items() for id in ids}
        return keys.union(*(pairs[end] for pairs in self.pairs.values() for end in ENDS))

    def names(self, key: model.NodeKey) -> bool:
        """Return whether it touches the entity with this key, or a relationship of it."""
        kind, id = model.split_key(key)
        return (kind.label in self.ids and (self.ids[kind.label] == id).any()) or any(
            ((pairs["start"] == key) | (pairs["end"] == key)).any() for pairs in self.pairs.values()
        )

    def rows_shared(self, other: "Touched") -> list[str]:
        """Return the rows that `other` touches too, as ``school:12`` or ``HOLDS person:1 role:2``."""
        shared: list[str] = []
        for label in self.ids.keys() & other.ids.keys():
            ids = self.ids[label].filter(self.ids[label].is_in(other.ids[label].implode()))
            shared += [model.node_key(label, id) for id in ids]
        for type in self.pairs.keys() & other.pairs.keys():
            both = self.pairs[type].join(other.pairs[type], on=ENDS, how="semi")
            shared += [f"{type} {start} {end}" for start, end in both.select(ENDS).iter_rows()]
        return sorted(shared)


def touched_of(
    ids: Mapping[str, Iterable[pl.Series]],
    pairs: Mapping[str, Iterable[pl.DataFrame]],
    kinds: Mapping[str, pl.DataFrame] | None = None,
    relationships: Mapping[str, pl.DataFrame] | None = None,
    erased: bool = False,
) -> Touched:
    """Make the rows touched of several lists of ids and pairs, in which some may come twice, and of what was there."""
    kinds = {label: table for label, table in (kinds or {}).items() if len(table)}
    relationships = {type: table for type, table in (relationships or {}).items() if len(table)}
    all_ids = {
        label: pl.concat([*ids.get(label, ()), *([kinds[label]["id"]] if label in kinds else [])])
        for label in model.KIND
        if list(ids.get(label, ())) or label in kinds
    }
    all_pairs = {
        type: pl.concat(table.select(ENDS) for table in (*pairs.get(type, ()), *_of(relationships, type)))
        for type in model.RELATIONSHIP
        if list(pairs.get(type, ())) or type in relationships
    }
    return Touched(
        {label: series.unique().sort() for label, series in all_ids.items() if len(series)},
        {type: table.unique().sort(ENDS) for type, table in all_pairs.items() if len(table)},
        {label: in_order(kind_schema(label), table) for label, table in kinds.items()},
        {type: in_order(relationship_schema(type), table) for type, table in relationships.items()},
        erased,
    )


def _of(tables: Mapping[str, pl.DataFrame], name: str) -> list[pl.DataFrame]:
    return [tables[name]] if name in tables else []


def all_touched(several: Sequence[Touched]) -> Touched:
    """Return the rows that any of these writes touches, without what was there."""
    return touched_of(
        {label: [each.ids[label] for each in several if label in each.ids] for label in model.KIND},
        {type: [each.pairs[type] for each in several if type in each.pairs] for type in model.RELATIONSHIP},
    )


# ------------------------------------------------------------------------------------------ as text


def texts_of(touched: Touched) -> list[str]:
    """Return `touched` as the texts that the log keeps; empty where it touches nothing."""
    texts: list[str] = []
    batch: list[dict[str, Any]] = [{"erased": True}] if touched.erased else []
    rows = 0
    for piece, size in _pieces(touched):
        batch.append(piece)
        rows += size
        if rows >= ROWS_A_PART:
            texts.append(_packed(batch))
            batch, rows = [], 0
    return [*texts, _packed(batch)] if batch else texts


def _pieces(touched: Touched) -> Iterator[tuple[dict[str, Any], int]]:
    """Yield parts of at most `ROWS_A_PART` rows, with their size: ``of`` a kind or type, its ``keys`` or what ``was``.

    Rows of which it is kept what was there have their keys in that.
    """
    for label, ids in touched.ids.items():
        keys = pl.DataFrame({"id": ids})
        if label in touched.kinds:
            keys = keys.join(touched.kinds[label], on="id", how="anti")
            yield from _slices(label, "was", touched.kinds[label])
        yield from _slices(label, "keys", keys)
    for type, pairs in touched.pairs.items():
        if type in touched.relationships:
            pairs = pairs.join(touched.relationships[type], on=ENDS, how="anti")  # noqa: PLW2901
            yield from _slices(type, "was", touched.relationships[type])
        yield from _slices(type, "keys", pairs)


def _slices(of: str, what: str, table: pl.DataFrame) -> Iterator[tuple[dict[str, Any], int]]:
    if table.is_empty():
        return
    texts = table.with_columns(pl.selectors.date().cast(pl.String))
    empty = [name for name in texts.columns if texts[name].null_count() == len(texts)]
    for piece in texts.drop(empty).iter_slices(ROWS_A_PART):
        yield {"of": of, what: piece.to_dict(as_series=False)}, len(piece)


def _packed(batch: list[dict[str, Any]]) -> str:
    content = json.dumps(batch, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.b64encode(zlib.compress(content, 6)).decode()


def read_texts(texts: Iterable[str]) -> Touched:
    """Return the rows touched that are in the texts of a change.

    What a later version of the model no longer has is left out. Raises `NoStore` for texts that graphmap didn't write.
    """
    ids: dict[str, list[pl.Series]] = {}
    pairs: dict[str, list[pl.DataFrame]] = {}
    kinds: dict[str, list[pl.DataFrame]] = {}
    relationships: dict[str, list[pl.DataFrame]] = {}
    erased = False
    try:
        for piece in (piece for text in texts for piece in _unpacked(text)):
            if "erased" in piece:
                erased = True
                continue
            of = piece["of"]
            if of in model.KIND and "keys" in piece:
                ids.setdefault(of, []).append(pl.Series("id", piece["keys"]["id"], pl.String))
            elif of in model.KIND:
                kinds.setdefault(of, []).append(_table(kind_schema(of), piece["was"]))
            elif of in model.RELATIONSHIP and "keys" in piece:
                pairs.setdefault(of, []).append(pl.DataFrame(piece["keys"], dict.fromkeys(ENDS, pl.String)))
            elif of in model.RELATIONSHIP:
                relationships.setdefault(of, []).append(_table(relationship_schema(of), piece["was"]))
    except (ValueError, KeyError, TypeError, zlib.error, RecursionError, polars.exceptions.PolarsError):
        raise NoStore(
            "A change in the log can’t be read, so what was there before is lost; the graph itself is not affected."
        ) from None
    return touched_of(
        ids,
        pairs,
        {label: pl.concat(tables) for label, tables in kinds.items()},
        {type: pl.concat(tables) for type, tables in relationships.items()},
        erased,
    )


def _unpacked(text: str) -> list[dict[str, Any]]:
    unpacking = zlib.decompressobj()
    content = unpacking.decompress(base64.b64decode(text, validate=True), _MOST_BYTES)
    if not unpacking.eof:
        raise ValueError("it is too large, or cut off")
    pieces: list[dict[str, Any]] = json.loads(content)
    return pieces


def _table(schema: pl.Schema, columns: Mapping[str, list[Any]]) -> pl.DataFrame:
    """Make a table of the columns that are known of `schema`; dates are texts in them."""
    rows = len(next(iter(columns.values())))
    given = {
        name: pl.Series(name, columns[name], pl.String).str.to_date()
        if type == pl.Date
        else pl.Series(name, columns[name], type)
        for name, type in schema.items()
        if name in columns
    }
    return pl.DataFrame(
        [given.get(name, pl.Series(name, [None] * rows, type)) for name, type in schema.items()], schema=schema
    )


# -------------------------------------------------------------------------------- rows put in place


def only_touched(graph: GraphTables, touched: Touched) -> GraphTables:
    """Return the rows of `graph` that are touched."""
    return GraphTables.of(
        {label: graph.kinds[label].filter(pl.col("id").is_in(ids.implode())) for label, ids in touched.ids.items()},
        {
            type: graph.relationships[type].join(pairs, on=ENDS, how="semi", maintain_order="left")
            for type, pairs in touched.pairs.items()
        },
    )


def was_there(touched: Touched) -> GraphTables:
    """Return the rows that were there before."""
    return GraphTables.of(touched.kinds, touched.relationships)


def with_rows(graph: GraphTables, touched: Touched, rows: GraphTables) -> GraphTables:
    """Return `graph` with `rows` in the place of the rows that are touched."""
    kinds = {
        label: _with_entities(label, graph.kinds[label], ids, rows.kinds[label]) for label, ids in touched.ids.items()
    }
    relationships = {
        type: _with_pairs(type, graph.relationships[type], pairs, rows.relationships[type])
        for type, pairs in touched.pairs.items()
    }
    return GraphTables({**graph.kinds, **kinds}, {**graph.relationships, **relationships})


def _few(table: pl.DataFrame) -> int:
    return max(_FEW, len(table) // _ONE_IN)


def _with_entities(label: str, table: pl.DataFrame, ids: pl.Series, rows: pl.DataFrame) -> pl.DataFrame:
    rows = rows.filter(pl.col("id").is_in(ids.implode()))
    if len(ids) > _few(table):
        kept = table.join(pl.DataFrame({"id": ids}), on="id", how="anti")
        return in_order(kind_schema(label), pl.concat([kept, rows]))
    return _spliced(table, "id", ids.to_list(), lambda of: rows.filter(pl.col("id") == of))


def _with_pairs(type: str, table: pl.DataFrame, pairs: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    rows = rows.join(pairs, on=ENDS, how="semi")
    schema = relationship_schema(type)
    if len(pairs) > _few(table):
        return in_order(schema, pl.concat([table.join(pairs, on=ENDS, how="anti"), rows]))

    def of_start(start: str) -> pl.DataFrame:
        first, last = _range(table["start"], start)
        kept = table.slice(first, last - first).join(pairs, on=ENDS, how="anti")
        return in_order(schema, pl.concat([kept, rows.filter(pl.col("start") == start)]))

    return _spliced(table, "start", pairs["start"].unique().sort().to_list(), of_start)


def _spliced(table: pl.DataFrame, by: str, keys: list[str], rows_of: Callable[[str], pl.DataFrame]) -> pl.DataFrame:
    """Return `table`, which is sorted `by` a column, with other rows of some `keys` in the place of its own."""
    column, pieces, at = table[by], [], 0
    for key in keys:
        first, last = _range(column, key)
        pieces += [table.slice(at, first - at), rows_of(key)]
        at = last
    pieces.append(table.slice(at))
    whole = pl.concat([piece for piece in pieces if len(piece)] or [table.clear()], rechunk=False)
    return whole.rechunk() if whole.n_chunks() > _PIECES else whole


def _range(column: pl.Series, key: str) -> tuple[int, int]:
    """Return where the rows with `key` begin and end in a sorted column."""
    # Python compares texts by code points, and Polars by their UTF-8 bytes: both have the same order.
    return bisect_left(column, key), bisect_right(column, key)


def take_back(graph: GraphTables, touched: Touched) -> GraphTables:
    """Return `graph` as it was before a write that touched these rows."""
    return with_rows(graph, touched, was_there(touched))
