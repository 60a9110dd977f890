"""Grids: all entities of a kind as one table, searched, sorted and cut into pages.

A page is made of the tables in memory: only its rows get the names of what they are linked to.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import polars as pl

from graphmap import model
from graphmap.graph.fields import field_columns
from graphmap.language.normalising import fold
from graphmap.model import YES_NO, NodeKey
from graphmap.records.forms import Part, form_in, form_of
from graphmap.tables import GraphTables

PAGE = 50
"""The rows of a page."""

_NAMED = 3  # others that a cell lists
_PLACES = ("latitude", "longitude")  # for the map; a form has them


@dataclass(frozen=True)
class Column:
    """A column of a grid: what it ``holds``, a property, a link or a list, and whether it can be sorted by."""

    name: str
    holds: str
    is_sorted: bool = True


@dataclass(frozen=True)
class Order:
    """What a grid is sorted by; the ids decide between rows that are alike."""

    by: str
    descending: bool = False


@dataclass(frozen=True)
class Page:
    """Some rows of a grid, the number of the page, from 1, and how many rows and pages there are.

    Each row has the ``key`` of its entity, and the text of each column by name.
    """

    rows: Sequence[Mapping[str, str]]
    number: int
    pages: int
    total: int


def columns_of(tables: GraphTables, label: str) -> tuple[Column, ...]:
    """Return the columns of the grid of a kind: its properties, its links, its lists, and fields of a cluster's own."""
    form = form_in(tables, label)
    own = [Column(h, "link" if h in form.sheet.links else "property") for h in form.headings if h not in _PLACES]
    parts = [Column(part.far if label != "Interaction" else "participants", part.name, False) for part in form.parts]
    first = [column for column in own if column.name in ("date", "name", "practice")]
    rest = [column for column in own if column not in first]
    if label == "Interaction":
        return (*first, *parts, *rest)
    return (*first, *rest, *parts)


def first_order(label: str) -> Order:
    """Return what the grid of a kind is sorted by at first: the latest interactions, or the names."""
    return Order("date", descending=True) if label == "Interaction" else Order("name")


class Names:
    """The names of all entities but interactions. A role's name has its place."""

    def __init__(self, tables: GraphTables) -> None:
        self._table = _names(tables)

    def of(self, keys: Iterable[NodeKey]) -> dict[NodeKey, str]:
        """Return the names of these entities."""
        wanted = pl.Series(list(keys), dtype=pl.String)
        return dict(self._table.filter(pl.col("key").is_in(wanted.implode())).iter_rows())

    def with_word(self, word: str) -> pl.Series:
        """Return the keys of those that have a folded word in their name."""
        return self.folded.filter(pl.col("folded").str.contains(word, literal=True))["key"]

    def find(self, text: str, labels: Iterable[str], most: int) -> list[NodeKey]:
        """Return the keys of entities of these kinds with every word of `text` in their name, by name."""
        prefixes = [pl.col("key").str.starts_with(model.node_key(label, "")) for label in labels]
        words = [pl.col("folded").str.contains(word, literal=True) for word in fold(text).split()]
        return self.folded.filter(pl.any_horizontal(prefixes), *words).sort("folded", "key")["key"].head(most).to_list()

    @cached_property
    def folded(self) -> pl.DataFrame:
        """The ``key`` and the ``folded`` name of each."""
        return self._table.select("key", folded=_folded(pl.col("name")))


class Grid:
    """All entities of a kind, with what each is linked to."""

    def __init__(self, tables: GraphTables, label: str, names: Names | None = None) -> None:
        self.label = label
        self.names = names or Names(tables)
        self._tables = tables
        self.columns = columns_of(tables, label)
        self._table = _with_links(tables, label)
        self._in_order: dict[Order, pl.DataFrame] = {}

    def page(self, text: str, order: Order, number: int, today: date) -> Page:
        """Return a page of the rows that have every word of `text`, in an order.

        A row has a word in its own texts or days, or in the name of what it is linked to. Case, macrons and accents
        make no difference. A number that there isn't gives the nearest page. Lists have those that are not over by
        `today`.
        """
        found = self._search(self._sorted(order), text)
        pages = max(1, -(-len(found) // PAGE))
        number = max(1, min(number, pages))
        rows = found.slice((number - 1) * PAGE, PAGE)
        return Page(_written(rows, self, self._tables, today), number, pages, len(found))

    def _search(self, found: pl.DataFrame, text: str) -> pl.DataFrame:
        for word in fold(text).split():
            named = self.names.with_word(word)
            tests = [pl.col("key").is_in(_named_in(self._tables, part, named).implode()) for part in self._parts]
            for name, type in found.schema.items():
                if name.startswith(_LINK):
                    tests.append(pl.col(name).is_in(named.implode()))
                elif name != "key" and type in (pl.String, pl.Date):
                    tests.append(_folded(pl.col(name).cast(pl.String)).str.contains(word, literal=True))
            found = found.filter(pl.any_horizontal(test.fill_null(False) for test in tests))
        return found

    @property
    def _parts(self) -> Sequence[Part]:
        return form_of(self.label).parts

    def _sorted(self, order: Order) -> pl.DataFrame:
        """Return all rows in an order, which is kept for the pages that follow."""
        table = self._in_order.get(order)
        if table is None:
            table = self._in_order[order] = self._sort(order)
            for earlier in list(self._in_order)[:-_MOST_ORDERS]:
                self._in_order.pop(earlier, None)
        return table

    def _sort(self, order: Order) -> pl.DataFrame:
        table, by = self._table, pl.col(order.by)
        if _LINK + order.by in table.columns:
            names = self.names.folded.select(pl.col("key").alias(_LINK + order.by), pl.col("folded").alias(_SORT))
            table = table.join(names, on=_LINK + order.by, how="left", maintain_order="left")
        elif order.by in table.columns:
            table = table.with_columns((_folded(by) if table.schema[order.by] == pl.String else by).alias(_SORT))
        else:
            return table
        return table.sort(_SORT, "id", descending=[order.descending, False], nulls_last=True).drop(_SORT)


_LINK, _SORT = "\0key of ", "\0sort"  # no field has such a name
_MOST_ORDERS = 4


def _with_links(tables: GraphTables, label: str) -> pl.DataFrame:
    """Return the table of a kind with the ``key`` of each entity, and what each link names as ``key of LINK``."""
    table = tables.kinds[label].with_columns(key=tables.keys(label))
    table = table.drop("extra", strict=False).join(field_columns(tables, label), on="id", maintain_order="left")
    for heading, link in form_of(label).sheet.links.items():
        if link.many:
            continue
        near = "end" if link.far == "start" else "start"
        related = tables.relationships[link.relationship].unique(near, keep="first", maintain_order=True)
        days = [name for name in related.columns if name not in ("start", "end")]
        linked = related.select(pl.col(near).alias("key"), pl.col(link.far).alias(_LINK + heading), *days)
        table = table.join(linked, on="key", how="left", maintain_order="left")
    return table


def _written(rows: pl.DataFrame, grid: Grid, tables: GraphTables, today: date) -> list[dict[str, str]]:
    """Return the texts of these rows, with the names of what they link to."""
    form, keys = form_of(grid.label), rows["key"]
    lists = {part.name: _listed(tables, part, keys, today) for part in form.parts}
    linked = {name for name in rows.columns if name.startswith(_LINK)}
    wanted = {key for name in linked for key in rows[name].drop_nulls()}
    wanted |= {key for listed in lists.values() for others in listed.values() for key in others[:_NAMED]}
    names = grid.names.of(wanted)
    written = []
    for row in rows.iter_rows(named=True):
        texts = {"key": row["key"]}
        for column in grid.columns:
            if column.holds == "property":
                texts[column.name] = _text(row, column.name)
            elif column.holds == "link":
                texts[column.name] = names.get(row[_LINK + column.name], "")
            else:
                texts[column.name] = _some(lists[column.holds].get(row["key"], ()), names)
        written.append(texts)
    return written


def _text(row: Mapping[str, object], name: str) -> str:
    if name == "date" and row.get("dated"):
        return str(row["dated"])
    value = row[name]
    if isinstance(value, bool):
        return YES_NO[not value]
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def _some(keys: Sequence[NodeKey], names: Mapping[NodeKey, str]) -> str:
    named = ", ".join(names.get(key, key) for key in keys[:_NAMED])
    return f"{named} +{len(keys) - _NAMED:,}" if len(keys) > _NAMED else named


def _listed(tables: GraphTables, part: Part, keys: pl.Series, today: date) -> dict[NodeKey, list[NodeKey]]:
    """Return the others in a list of each of these entities: those whose relationship is not over."""
    rows = tables.relationships[part.type].filter(pl.col(part.near_end).is_in(keys.implode()))
    if "until" in rows.columns:
        rows = rows.filter(pl.col("until").is_null() | (pl.col("until") >= today))
    grouped = rows.group_by(part.near_end, maintain_order=True).agg(pl.col(part.far_end).unique(maintain_order=True))
    return dict(grouped.iter_rows())


def _named_in(tables: GraphTables, part: Part, named: pl.Series) -> pl.Series:
    """Return the entities that have any of `named` in a list."""
    return tables.relationships[part.type].filter(pl.col(part.far_end).is_in(named.implode()))[part.near_end].unique()


def _names(tables: GraphTables) -> pl.DataFrame:
    """Return the ``key`` and the ``name`` of all entities but interactions."""
    labels = [label for label in model.KIND if label not in ("Interaction", "Role", *model.BESIDE)]
    named = tables.entities(labels).select("key", "name")
    at = tables.relationships["AT"].unique("start", keep="first", maintain_order=True)
    places = at.join(named, left_on="end", right_on="key", how="left").select(key="start", place="name")
    roles = tables.entities(["Role"]).select("key", "name").join(places, on="key", how="left", maintain_order="left")
    placed = pl.concat_str("name", pl.col("place"), separator=" · ", ignore_nulls=True)
    return pl.concat([named, roles.select("key", placed.alias("name"))])


def _folded(text: pl.Expr) -> pl.Expr:
    """Fold texts as `graphmap.language.normalising.fold` does, without its spaces."""
    return text.str.normalize("NFKD").str.replace_all(r"\p{M}", "").str.to_lowercase()
