"""How a tie looks: by the depth it has settled at, and by its standing; and which entries of the legend it belongs to.

A tie of a single event has not settled. It has the colour of that event's depth, and is thin and dotted. A tie that is
beginning to go beyond sharing has a diamond on it, and one that has lapsed is a thin line within a pale band.
"""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any

import networkx as nx
import polars as pl

from graphmap.graph.settling import Standing, usual_depth
from graphmap.graph.tabled_graph import TabledGraph
from graphmap.map import visual_language
from graphmap.map.display import Display
from graphmap.map.visual_language import Theme

SORTS = ("depth", "standing", "relationship")
"""The sorts of legend entries that are about ties rather than actors."""

MARKED: tuple[Standing, ...] = ("beginning", "lapsed", "one event")
"""The standings with a mark of their own; the others follow from the settled depth."""


@dataclass(frozen=True)
class TieLook:
    """A line's colour and dashes (none if solid). ``band`` is the colour of a band behind it; a ``bead`` is on it."""

    colour: str
    dashes: tuple[int, ...] = ()
    band: str | None = None
    bead: bool = False
    is_thin: bool = False


def entries_of(tie: Mapping[str, Any]) -> dict[str, str]:
    """Return the legend entries of a tie, or of a line of the structure: the value for each sort that it has.

    A tie of one event has no settled depth.
    """
    if "relationship" in tie:
        return {"relationship": tie["relationship"]}
    if "standing" not in tie:
        return {"depth": str(usual_depth(tie))}
    if tie["standing"] == "one event":
        return {"standing": "one event"}
    return {"depth": str(usual_depth(tie)), "standing": tie["standing"]}


def ties_by_look(graph: nx.Graph | TabledGraph) -> Iterator[tuple[Mapping[str, Any], int]]:
    """Yield ties of `graph`, each with the number of those that look the same as it, itself included."""
    if not isinstance(graph, TabledGraph):
        yield from ((tie, 1) for *_, tie in graph.edges(data=True))
        return
    for row in graph.ties.group_by(_columns_of_look(graph.ties), maintain_order=True).len("ties").iter_rows(named=True):
        yield {name: value for name, value in row.items() if name != "ties" and value is not None}, row["ties"]


def with_entries(ties: pl.DataFrame, wanted: Mapping[str, Set[str]]) -> pl.DataFrame:
    """Return the rows of a tie table with one of the `wanted` entries of each sort of legend entries."""
    columns = _columns_of_look(ties)
    looks = ties.select(columns).unique()
    kept = [
        has_entries({name: value for name, value in look.items() if value is not None}, wanted)
        for look in looks.iter_rows(named=True)
    ]
    return ties.join(looks.filter(kept), on=columns, how="semi", nulls_equal=True, maintain_order="left")


def has_entries(tie: Mapping[str, Any], wanted: Mapping[str, Set[str]]) -> bool:
    """Return whether a tie has one of the `wanted` entries of each sort; sorts that aren't about ties don't count."""
    found = entries_of(tie)
    return all(found.get(sort) in wanted[sort] for sort in SORTS if sort in wanted)


def _columns_of_look(ties: pl.DataFrame) -> list[str]:
    """Return the columns of a tie table that a tie's look depends on."""
    return [name for name in ("relationship", "settled", "depth", "standing") if name in ties.columns]


def look_of(tie: Mapping[str, Any], theme: Theme, display: Display) -> TieLook:
    """Return how a tie is drawn, or a line of the structure."""
    if "relationship" in tie:
        return structure_look(tie["relationship"], theme, display)
    return depth_look(usual_depth(tie), theme, display, tie.get("standing", ""))


def structure_look(relationship: str, theme: Theme, display: Display) -> TieLook:
    """Return how lines of the structure with this `relationship` are drawn."""
    own = dict(display.recoloured).get(f"relationship:{relationship}")
    return TieLook(own or visual_language.LINE.colours[theme], visual_language.LINE.dashes)


def depth_look(depth: int, theme: Theme, display: Display, standing: str = "") -> TieLook:
    """Return how ties settled at `depth` with this `standing` are drawn."""
    style = visual_language.DEPTHS[depth]
    chosen = dict(display.recoloured)
    colour = chosen.get(f"standing:{standing}") or chosen.get(f"depth:{depth}") or style.colours[theme]
    match standing:
        case "one event":
            return TieLook(colour, visual_language.ONE_EVENT_DASHES, is_thin=True)
        case "lapsed":
            return TieLook(colour, band=visual_language.paler(colour, theme), is_thin=True)
    return TieLook(colour, style.dashes, bead=standing == "beginning")
