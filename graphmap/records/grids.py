"""Grids: all entities of a kind as one table, searched, sorted and cut into pages.

A page is made of the tables in memory: only its rows get the names of what they are linked to.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from graphmap import model
from graphmap.language.normalising import fold
from graphmap.model import NodeKey
from graphmap.records.forms import Part, form_of
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


def columns_of(label: str) -> tuple[Column, ...]:
    """Return the columns of the grid of a kind."""
    form = form_of(label)
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


@dataclass(frozen=True)
class Grid:
    """All entities of a kind: ``key``, its properties, and each link as ``key of LINK``. `names` has all names."""

    label: str
    table: pl.DataFrame
    names: pl.DataFrame

    def search(self, tables: GraphTables, text: str) -> pl.DataFrame:
        """Return the rows that have every word of `text` in their own texts, or in the name of what they link to.

        Case, macrons and accents make no difference.
        """
        found = self.table
        for word in fold(text).split():
            named = self.names.filter(pl.col("folded").str.contains(word, literal=True))["key"]
            links = [pl.col(name).is_in(named.implode()) for name in found.columns if name.startswith(_LINK)]
            own = [
                _folded(pl.col(name)).str.contains(word, literal=True).fill_null(False)
                for name, type in found.schema.items()
                if type == pl.String and name != "key" and not name.startswith(_LINK)
            ]
            days = [
                pl.col(name).cast(pl.String).str.contains(word, literal=True).fill_null(False)
                for name, type in found.schema.items()
                if type == pl.Date
            ]
            listed = [
                pl.col("key").is_in(_named_in(tables, part, named).implode()) for part in form_of(self.label).parts
            ]
            found = found.filter(pl.any_horizontal(*own, *days, *links, *listed))
        return found


_LINK = "key of "


def grid_of(tables: GraphTables, label: str) -> Grid:
    """Return the grid of a kind."""
    form = form_of(label)
    names = _names(tables)
    table = tables.kinds[label].with_columns(key=tables.keys(label))
    for heading, link in form.sheet.links.items():
        if link.many:
            continue
        near = "end" if link.far == "start" else "start"
        related = tables.relationships[link.relationship].unique(near, keep="first", maintain_order=True)
        days = [name for name in related.columns if name not in ("start", "end")]
        linked = related.select(pl.col(near).alias("key"), pl.col(link.far).alias(_LINK + heading), *days)
        table = table.join(linked, on="key", how="left", maintain_order="left")
    return Grid(label, table, names)


def page_of(grid: Grid, tables: GraphTables, text: str, order: Order, number: int, today: date) -> Page:
    """Return a page of the rows that `text` finds, in an order. A number that there isn't gives the nearest page.

    Lists have those that are not over by `today`.
    """
    found = _sorted(grid.search(tables, text) if text.strip() else grid.table, grid, order)
    pages = max(1, -(-len(found) // PAGE))
    number = max(1, min(number, pages))
    rows = found.slice((number - 1) * PAGE, PAGE)
    return Page(_written(rows, grid, tables, today), number, pages, len(found))


def _sorted(table: pl.DataFrame, grid: Grid, order: Order) -> pl.DataFrame:
    if _LINK + order.by in table.columns:
        names = grid.names.select(pl.col("key").alias(_LINK + order.by), sort="folded")
        table = table.join(names, on=_LINK + order.by, how="left", maintain_order="left")
    elif order.by in table.columns:
        column = pl.col(order.by)
        table = table.with_columns(sort=_folded(column) if table.schema[order.by] == pl.String else column)
    else:
        return table
    return table.sort("sort", "id", descending=[order.descending, False], nulls_last=True)


def _written(rows: pl.DataFrame, grid: Grid, tables: GraphTables, today: date) -> list[dict[str, str]]:
    """Return the texts of these rows, with the names of what they link to."""
    form, keys = form_of(grid.label), rows["key"]
    lists = {part.name: _listed(tables, part, keys, today) for part in form.parts}
    linked = {name for name in rows.columns if name.startswith(_LINK)}
    wanted = {key for name in linked for key in rows[name].drop_nulls()}
    wanted |= {key for listed in lists.values() for others in listed.values() for key in others[:_NAMED]}
    names = names_of(grid.names, wanted)
    written = []
    for row in rows.iter_rows(named=True):
        texts = {"key": row["key"]}
        for column in columns_of(grid.label):
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
    """Return ``key``, ``name`` and ``folded`` name of all entities but interactions. A role’s name has its place."""
    labels = [label for label in model.KIND if label not in ("Interaction", "Practice", "Role")]
    named = tables.entities(labels).select("key", "name")
    at = tables.relationships["AT"].unique("start", keep="first", maintain_order=True)
    places = at.join(named, left_on="end", right_on="key", how="left").select(key="start", place="name")
    roles = tables.entities(["Role"]).select("key", "name").join(places, on="key", how="left", maintain_order="left")
    placed = pl.concat_str("name", pl.col("place"), separator=" · ", ignore_nulls=True)
    every = pl.concat([named, roles.select("key", placed.alias("name"))])
    return every.with_columns(folded=_folded(pl.col("name")))


def names_of(names: pl.DataFrame, keys: Iterable[NodeKey]) -> dict[NodeKey, str]:
    """Return the names of these entities."""
    wanted = pl.Series(list(keys), dtype=pl.String)
    return dict(names.filter(pl.col("key").is_in(wanted.implode())).select("key", "name").iter_rows())


def _folded(text: pl.Expr) -> pl.Expr:
    """Fold texts as `graphmap.language.normalising.fold` does, without its spaces."""
    return text.str.normalize("NFKD").str.replace_all(r"\p{M}", "").str.to_lowercase()
