"""The graph of a choice as two tables, for graphs so large that a dictionary for each tie would take too long.

It is read like a networkx graph as far as it goes, and becomes one where that is needed: as a whole, or a part of it.
"""

import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property, partial
from typing import Any

import networkx as nx
import numpy as np
import polars as pl
from numpy.typing import NDArray

from graphmap import model
from graphmap.backend.arrays import GraphArrays
from graphmap.graph.actors import LABELS, actors
from graphmap.graph.choice import Choice
from graphmap.graph.fields import columns_of_fields, field_values
from graphmap.graph.snapshot import Snapshot
from graphmap.model import NodeKey


@dataclass(frozen=True, eq=False)
class TabledGraph:
    """The actors of a choice and the ties between them, as tables.

    ``actors`` have a ``key``, a ``name`` and a ``kind``; ``lines`` are the rows of a tie table, or some of its columns.
    ``graph`` has the attributes of the graph: its view and period. ``properties`` finds what else is known of actors.
    """

    actors: pl.DataFrame
    lines: pl.DataFrame
    graph: Mapping[str, str]
    properties: Callable[[], Mapping[NodeKey, Mapping[str, Any]]]

    @classmethod
    def of(cls, snapshot: Snapshot, choice: Choice, table: pl.DataFrame) -> "TabledGraph":
        """Return the graph of `choice` from its tie table."""
        found = actors(snapshot, choice).select("key", "name", kind="label")
        return cls(found, table, _described(choice), cache(partial(_properties, snapshot, choice)))

    def __len__(self) -> int:
        return len(self.actors)

    def __iter__(self) -> Iterator[NodeKey]:
        return iter(self._positions)

    def __contains__(self, key: object) -> bool:
        return key in self._positions

    @cached_property
    def _positions(self) -> Mapping[NodeKey, int]:
        return {key: number for number, key in enumerate(self.actors["key"])}

    @cached_property
    def nodes(self) -> Mapping[NodeKey, Mapping[str, Any]]:
        """The attributes of each actor."""
        known = self.properties()
        return {key: {"name": name, "kind": kind, **known.get(key, {})} for key, name, kind in self.actors.iter_rows()}

    @cached_property
    def ties(self) -> pl.DataFrame:
        """One row a pair of actors, as in a graph: of several lines of the structure the last."""
        if not self._is_structure:
            return self.lines
        pair = {"one": pl.min_horizontal("source", "target"), "other": pl.max_horizontal("source", "target")}
        within = _at(_at(self.lines, "source", self), "target", self)
        return within.group_by(**pair, maintain_order=True).last().drop("one", "other")

    def lines_of(self, ties: pl.DataFrame) -> pl.DataFrame:
        """Return the lines between the same pairs of actors as some of the ``ties``."""
        if not self._is_structure:
            return ties
        pair = {"one": pl.min_horizontal("source", "target"), "other": pl.max_horizontal("source", "target")}
        return self.lines.join(ties.select(**pair), on=list(pair.values()), how="semi", maintain_order="left")

    @property
    def _is_structure(self) -> bool:
        return self.graph["view"] == "structure"

    def number_of_edges(self) -> int:
        """Return how many pairs of actors have a tie."""
        return len(self.ties)

    @cached_property
    def arrays(self) -> GraphArrays:
        """The arrays of the networkx graph, in the same order, with the strengths of ties as weights."""
        numbers = self.actors.select("key").with_row_index("number")
        source, target = (
            self.ties.select(key=end)
            .join(numbers, on="key", how="left", maintain_order="left")["number"]
            .to_numpy()
            .astype(np.int64)
            for end in ("source", "target")
        )
        low, high = np.minimum(source, target), np.maximum(source, target)
        order = np.argsort(low, kind="stable")  # networkx goes from actor to actor
        return GraphArrays(list(self), low[order], high[order], False, self._weights[order])

    @property
    def _weights(self) -> NDArray[np.float64]:
        return np.ones(len(self.ties)) if self._is_structure else self.ties["weight"].to_numpy()

    def degree(self, weight: str | None = None) -> Iterable[tuple[NodeKey, float]]:
        """Return how many ties each actor has, or with a `weight` how strong they are together."""
        arrays = self.arrays
        ends = np.concatenate([arrays.sources, arrays.targets])
        weights = None if weight is None or arrays.weights is None else np.tile(arrays.weights, 2)
        return zip(self, np.bincount(ends, weights, minlength=len(self)).tolist(), strict=True)

    def subgraph(self, keys: Collection[NodeKey]) -> "TabledGraph":
        """Return the graph of those actors in `keys`, with the ties between them."""
        lines = _at(_at(self.lines, "source", keys), "target", keys)
        return replace(self, actors=_at(self.actors, "key", keys), lines=lines)

    def star(self, keys: Collection[NodeKey]) -> nx.Graph:
        """Return the networkx graph of the actors in `keys` and of all tied to them, without the ties between these."""
        lines = self.lines.filter(pl.col("source").is_in(keys) | pl.col("target").is_in(keys))
        return replace(
            self, actors=_at(self.actors, "key", {*keys, *lines["source"], *lines["target"]}), lines=lines
        ).to_networkx()

    @cached_property
    def as_networkx(self) -> nx.Graph:
        """The networkx graph, made once."""
        return self.to_networkx()

    def to_networkx(self) -> nx.Graph:
        """Return a networkx graph of its own."""
        graph = nx.Graph(**self.graph)
        known = self.properties()
        for key, name, kind in self.actors.iter_rows():
            graph.add_node(key, name=name, kind=kind, **known.get(key, {}))
        if self._is_structure:
            for source, target, relationship in self.lines.iter_rows():
                if source in graph and target in graph:
                    graph.add_edge(source, target, relationship=relationship, start=source, weight=1.0, distance=1.0)
        else:
            graph.add_edges_from(_edges(self.lines.with_columns(distance=1.0 / pl.col("weight"))))
        return graph


def _at(table: pl.DataFrame, column: str, keys: Iterable[NodeKey]) -> pl.DataFrame:
    """Return the rows of `table` with one of `keys` in `column`."""
    return table.join(
        pl.DataFrame({column: list(keys)}, {column: pl.String}), on=column, how="semi", maintain_order="left"
    )


def _edges(found: pl.DataFrame) -> Iterator[tuple[NodeKey, NodeKey, dict[str, Any]]]:
    """Each tie as networkx takes it, built by columns, and each day's text only once: there may be a million ties."""
    days = found.select(pl.col(pl.Date).dt.to_string("iso"))
    names = [name for name in found.columns if name not in {"source", "target"}]
    columns = [
        [day and sys.intern(day) for day in days[name]] if name in days.columns else found[name].to_list()
        for name in names
    ]
    for source, target, values in zip(found["source"], found["target"], zip(*columns, strict=True), strict=True):
        tie = zip(names, values, strict=True)
        defined = {name: value for name, value in tie if value is not None} if None in values else dict(tie)
        yield source, target, defined


def _described(choice: Choice) -> dict[str, str]:
    parameters = {"view": choice.view, "weighting": choice.weighting, **choice.to_parameters()}
    return {name: value if isinstance(value, str) else " ".join(value) for name, value in parameters.items()}


def _properties(snapshot: Snapshot, choice: Choice) -> dict[str, dict[str, Any]]:
    """The properties and fields of each entity of the view besides its name, by node key."""
    found: dict[str, dict[str, Any]] = {}
    for label in LABELS[choice.view]:
        known = (
            snapshot.tables.kinds[label]
            .drop("id", "name", "extra", strict=False)
            .rename({"kind": f"{model.KIND[label].word}_kind"}, strict=False)
        )
        for key, row in zip(snapshot.tables.keys(label), known.iter_rows(named=True), strict=True):
            found[key] = _defined(row)
    if fields := columns_of_fields(snapshot.tables, LABELS[choice.view]):
        for row in field_values(snapshot.tables, fields).iter_rows(named=True):
            found[row.pop("key")].update(_defined(row))
    return found


def _defined(row: Mapping[str, Any]) -> dict[str, Any]:
    """`row` without undefined values, and with dates as ISO 8601 texts, which every graph format can hold."""
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in row.items()
        if value is not None
    }
