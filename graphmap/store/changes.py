"""What loading a set of records changes in a graph: what is new, what differs, and what is over.

A pure comparison of two sets of tables; `graphmap.store.store` carries it out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import polars as pl

from graphmap import model
from graphmap.model import NodeKey
from graphmap.sheets.records import Records
from graphmap.tables import ENDS, GraphTables


@dataclass(frozen=True)
class Tally:
    """How many rows a load creates, updates, leaves as they are, and finds to be over."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0


@dataclass(frozen=True)
class Changes:
    """Everything that has to be written, and the tally of it.

    ``created`` and ``updated`` hold whole entities by kind; ``updated`` only the ``id`` and the columns that the sheets
    speak of. ``regraded`` are the ``id`` and new ``depth`` of stored interactions whose practice the sheets' codebook
    gives another depth. ``ended`` and ``begun`` hold relationships by type: all of those of an owner that has changed
    end, and begin anew as the sheets say. ``tallies`` are by kind or type."""

    created: Mapping[str, pl.DataFrame]
    updated: Mapping[str, pl.DataFrame]
    regraded: pl.DataFrame
    ended: Mapping[str, pl.DataFrame]
    begun: Mapping[str, pl.DataFrame]
    tallies: Mapping[str, Tally]

    @property
    def is_nothing(self) -> bool:
        """Whether the graph is already as the sheets say."""
        return self.rows == 0

    @property
    def rows(self) -> int:
        """How many rows are to be written."""
        parts = (self.created, self.updated, self.ended, self.begun)
        return len(self.regraded) + sum(len(table) for part in parts for table in part.values())


def everything(graph: GraphTables) -> Changes:
    """What makes an empty store hold `graph`: all of it is new."""
    regraded = pl.DataFrame(schema={"id": pl.String, "depth": pl.Int64})
    tallies = {name: Tally(created=len(table)) for name, table in {**graph.kinds, **graph.relationships}.items()}
    return Changes(graph.kinds, {}, regraded, {}, graph.relationships, tallies)


def changes_between(existing: GraphTables, records: Records) -> Changes:
    """What makes the `existing` graph say what `records` say."""
    ended: dict[str, pl.DataFrame] = {}
    begun: dict[str, pl.DataFrame] = {}
    tallies: dict[str, Tally] = {}
    related_anew = [pl.Series(dtype=pl.String)]
    for type, owners in records.owners.items():
        told = records.tables.relationships[type]
        stored = _owned(existing.relationships[type], model.RELATIONSHIP[type], owners, told)
        if unsaid := [p.name for p in model.RELATIONSHIP[type].properties if p.name not in records.columns[type]]:
            told = _as_stored_where_unsaid(told, stored, unsaid)
        changed = _pairs_that_differ(stored, told)
        ended[type] = stored.join(changed, on=ENDS, how="semi")
        begun[type] = told.join(changed, on=ENDS, how="semi")
        tallies[type] = _tally_pairs(stored, told, changed)
        related_anew.append(changed[_owner_end(model.RELATIONSHIP[type])].unique())

    anew = pl.concat(related_anew)
    created: dict[str, pl.DataFrame] = {}
    updated: dict[str, pl.DataFrame] = {}
    for label in (label for label in model.KIND if label in records.columns):
        columns = records.columns[label]
        told, stored = records.tables.kinds[label], existing.kinds[label]
        created[label] = told.join(stored, on="id", how="anti")
        both = told.join(stored, on="id", how="semi").select("id", *columns)
        updated[label] = both.join(stored, on=["id", *columns], how="anti", nulls_equal=True)
        tallies[label] = _tally_entities(label, both, created[label], updated[label], anew)
    regraded = _regraded(existing, records)
    if len(regraded):
        tally = tallies.get("Interaction", Tally())
        tallies["Interaction"] = replace(tally, updated=tally.updated + len(regraded))
    in_order = {name: tallies[name] for name in (*model.KIND, *model.RELATIONSHIP) if name in tallies}
    return Changes(created, updated, regraded, ended, begun, in_order)


def _regraded(existing: GraphTables, records: Records) -> pl.DataFrame:
    """The stored interactions, none of them in the sheets, whose practice has another depth in the sheets' codebook."""
    depths = records.tables.kinds["Practice"].select(practice="name", told="depth")
    untouched = existing.kinds["Interaction"].join(records.tables.kinds["Interaction"], on="id", how="anti")
    return (
        untouched.join(depths, on="practice")
        .filter(pl.col("depth") != pl.col("told"))
        .select("id", depth="told")
        .sort("id")
    )


def _owner_end(relationship: model.Relationship) -> str:
    return "start" if relationship.set_by == "start" else "end"


def _owned(
    stored: pl.DataFrame, relationship: model.Relationship, owners: frozenset[NodeKey], told: pl.DataFrame
) -> pl.DataFrame:
    """The stored relationships about which the sheets say all there is: those of the `owners`, and between ends that
    are `told` of."""
    of_owners = pl.col(_owner_end(relationship)).is_in(pl.Series(list(owners), dtype=pl.String).implode())
    return pl.concat([stored.filter(of_owners), stored.filter(~of_owners).join(told, on=ENDS, how="semi")])


def _as_stored_where_unsaid(told: pl.DataFrame, stored: pl.DataFrame, unsaid: list[str]) -> pl.DataFrame:
    """`told`, from a sheet without the columns `unsaid`: what the store knows there of the same relationship stays.

    Of two ends with one relationship in the sheet and one in the store, that is the same one; of two ends with
    several, those are the same that agree in all that the sheet does say.
    """
    said = [column for column in told.columns if column not in unsaid]
    once = _only_ones(told).join(_only_ones(stored), on=ENDS, how="semi")
    parts = [(told.join(once, on=ENDS, how="semi"), list(ENDS)), (told.join(once, on=ENDS, how="anti"), said)]
    return pl.concat(
        part.drop(unsaid)
        .join(stored.select(*same, *unsaid), on=same, how="left", nulls_equal=True)
        .select(told.columns)
        for part, same in parts
    )


def _only_ones(relationships: pl.DataFrame) -> pl.DataFrame:
    """The pairs of ends that have a single relationship."""
    return relationships.group_by(ENDS).len().filter(pl.col("len") == 1).select(ENDS)


def _pairs_that_differ(stored: pl.DataFrame, told: pl.DataFrame) -> pl.DataFrame:
    """The pairs of ends between which not the same is stored as told."""
    columns = stored.columns
    new = told.join(stored, on=columns, how="anti", nulls_equal=True)
    gone = stored.join(told, on=columns, how="anti", nulls_equal=True)
    return pl.concat([new, gone]).select(ENDS).unique(maintain_order=True)


def _tally_pairs(stored: pl.DataFrame, told: pl.DataFrame, changed: pl.DataFrame) -> Tally:
    told_pairs, stored_pairs = told.select(ENDS).unique(), stored.select(ENDS).unique()
    created = len(told_pairs.join(stored_pairs, on=ENDS, how="anti"))
    removed = len(stored_pairs.join(told_pairs, on=ENDS, how="anti"))
    updated = len(changed) - created - removed
    return Tally(created, updated, len(told_pairs) - created - updated, removed)


def _tally_entities(
    label: str, both: pl.DataFrame, created: pl.DataFrame, updated: pl.DataFrame, related_anew: pl.Series
) -> Tally:
    """An entity counts as updated, too, where only what its own row relates it to has changed."""
    differs = pl.col("id").is_in(updated["id"].implode())
    related = (pl.lit(model.node_key(label, "")) + pl.col("id")).is_in(related_anew.implode())
    count = len(both.filter(differs | related))
    return Tally(len(created), count, len(both) - count)
