"""Every actor of a large network at once, as columns of numbers: a dictionary for each would be too much."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from graphmap import model
from graphmap.graph.settling import usual_depths
from graphmap.language.words import ENGLISH, Words
from graphmap.map.actor_facts import ActorFacts
from graphmap.map.colouring import colouring
from graphmap.map.display import Display
from graphmap.map.emphasis import Explored
from graphmap.map.layout import Places
from graphmap.map.tie_look import MARKED, TieLook, depth_look, structure_look
from graphmap.map.visual_language import Theme
from graphmap.model import NodeKey

LINES_EACH = 2
"""How many of its strongest ties each actor is drawn with, besides those among the strongest of another."""

_SMALLEST, _LARGEST = 1.0, 5.0  # a mark's radius in pixels when the whole is in view
_SMALLEST_RING = 2.5  # the same of an actor without a tie: a smaller ring is too thin to see


@dataclass(frozen=True)
class LargeDrawing:
    """What is drawn, in columns.

    Each actor has a key, a name, a place, a size, an entry of the legend, whether it ``stands`` out, and ``alone``: 0
    with a tie, 1 without one, and 2 without any record in the period. Each tie has two ends (numbers of actors) and a
    ``tie_look``, by its settled depth and standing. Entries are numbers of ``colours``, looks of ``tie_looks``. Ties go
    from the strongest down, except that the first ``drawn`` are those shown before anybody is pointed at: the
    strongest of each actor, of those that stand out."""

    keys: Sequence[NodeKey]
    names: Sequence[str]
    x: NDArray[np.float32]
    y: NDArray[np.float32]
    size: NDArray[np.float32]
    entry: NDArray[np.uint16]
    stands: NDArray[np.uint8]
    alone: NDArray[np.uint8]
    colours: Sequence[str]
    source: NDArray[np.uint32]
    target: NDArray[np.uint32]
    tie_look: NDArray[np.uint8]
    drawn: int
    tie_looks: Sequence[TieLook]


def draw_large(
    explored: Explored,
    ties: pl.DataFrame,
    standing: pl.DataFrame | None,
    places: Places,
    theme: Theme,
    display: Display,
    known: ActorFacts,
    words: Words = ENGLISH,
) -> LargeDrawing:
    """Draw everybody in the graph of `explored` at their `places`, with those of `ties` between them.

    `ties` is a `graphmap.graph.network_graph.tie_table`. Actors stand out as in `explored`, and ties if they are in
    `standing`, or all if that is None.
    """
    graph = explored.graph
    keys = list(graph)
    coloured = colouring(graph, theme, display, known, words)
    numbers = {entry.key: number for number, entry in enumerate(coloured.entries)}
    sized_by = known.sizes(display.size_by)
    if sized_by is None:
        sized_by = dict(graph.degree(weight="weight"))
    values = np.array([float(sized_by.get(key) or 0.0) for key in keys])
    largest = float(values.max(initial=0.0)) or 1.0
    sizes = _SMALLEST + (_LARGEST - _SMALLEST) * np.sqrt(values / largest)
    alone = np.array([_alone(degree, known.has_record_of(key)) for key, degree in graph.degree()], dtype=np.uint8)
    at = np.array([places[key] for key in keys], dtype=np.float32).reshape(-1, 2)
    lines, drawn = _strongest_first(keys, ties, standing)
    return LargeDrawing(
        keys=keys,
        names=[graph.nodes[key]["name"] for key in keys],
        x=at[:, 0].copy(),
        y=at[:, 1].copy(),
        size=np.where(alone, np.maximum(sizes, _SMALLEST_RING), sizes).astype(np.float32),
        entry=np.array([numbers[coloured.entry_of[key].key] for key in keys], dtype=np.uint16),
        stands=np.array([key in explored.shown for key in keys], dtype=np.uint8),
        alone=alone,
        colours=[entry.colour for entry in coloured.entries],
        source=lines["one"].to_numpy().astype(np.uint32),
        target=lines["other"].to_numpy().astype(np.uint32),
        tie_look=lines["look"].to_numpy().astype(np.uint8),
        drawn=drawn,
        tie_looks=_looks(theme, display) if "depth" in ties.columns else [structure_look("", theme, display)],
    )


def _alone(degree: float, has_record: bool) -> int:
    if degree:
        return 0
    return 1 if has_record else 2


def _looks(theme: Theme, display: Display) -> Sequence[TieLook]:
    """The look of each standing and depth: all depths without a mark, and then those with each mark."""
    depths = range(len(model.DEPTHS))
    return [depth_look(depth, theme, display, standing) for standing in ("", *MARKED) for depth in depths]


def _look(ties: pl.DataFrame) -> pl.Expr:
    """The number of each tie's look among `_looks`."""
    if "depth" not in ties.columns:
        return pl.lit(0)
    if "standing" not in ties.columns:
        return usual_depths(ties)
    marks = {standing: number for number, standing in enumerate(MARKED, 1)}
    marked = pl.col("standing").replace_strict(marks, default=0, return_dtype=pl.Int64)
    return usual_depths(ties) + len(model.DEPTHS) * marked


def _strongest_first(
    keys: Sequence[NodeKey], ties: pl.DataFrame, standing: pl.DataFrame | None
) -> tuple[pl.DataFrame, int]:
    """The ties as ``one``, ``other`` and ``look``, those that are drawn first, and the number of those."""
    weight = pl.col("weight") if "weight" in ties.columns else pl.lit(1.0)
    numbers = pl.DataFrame(
        {"key": keys, "number": np.arange(len(keys), dtype=np.uint32)}, schema_overrides={"key": pl.String}
    )
    found = (
        ties.select("source", "target", weight=weight, look=_look(ties))
        .join(numbers.rename({"number": "one"}), left_on="source", right_on="key")
        .join(numbers.rename({"number": "other"}), left_on="target", right_on="key")
        .unique(["one", "other"], keep="first", maintain_order=True)
        .sort("weight", "one", "other", descending=[True, False, False])
        .with_row_index("tie")
    )
    candidates = (
        found if standing is None else found.join(standing, on=["source", "target"], how="semi", maintain_order="left")
    )
    ends = pl.concat([candidates.select("tie", end="one"), candidates.select("tie", end="other")]).sort("tie", "end")
    strongest = ends.group_by("end", maintain_order=True).head(LINES_EACH).select("tie").unique()
    ordered = pl.concat(
        [
            found.join(strongest, on="tie", how="semi", maintain_order="left"),
            found.join(strongest, on="tie", how="anti", maintain_order="left"),
        ]
    )
    return ordered.select("one", "other", "look"), len(strongest)
