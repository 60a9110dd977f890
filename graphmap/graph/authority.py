"""What iwi and hapū allow: those whose authority says that files may not have their part are left out of what leaves.

With the iwi go the roles at it and the people who have no other role. How many were there stays."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from graphmap import model
from graphmap.graph.snapshot import Snapshot
from graphmap.model import NodeKey
from graphmap.tables import GraphTables

LEFT_OUT = "left out, as those with authority over it allow no files of it"


@dataclass(frozen=True)
class Allowed:
    """What may leave of a snapshot, and the names of the iwi whose part is left out."""

    snapshot: Snapshot
    left_out: Sequence[str] = ()

    @property
    def note(self) -> str | None:
        """What a file says about what it leaves out, if anything is. It names nobody."""
        return f"The part of {len(self.left_out)} iwi is {LEFT_OUT}" if self.left_out else None


def what_may_leave(snapshot: Snapshot) -> Allowed:
    """Return what files, pages and papers may have of `snapshot`; itself where every iwi allows it."""
    tables = snapshot.tables
    refusing = tables.kinds["Authority"].filter(pl.col("exports") == "no").select("id")
    keys = refusing.select(pl.lit(model.node_key("Authority", "")) + pl.col("id")).to_series()
    iwi = tables.relationships["AUTHORITY_OVER"].filter(pl.col("start").is_in(keys.implode()))["end"].unique().sort()
    if iwi.is_empty():
        return Allowed(snapshot)
    at = tables.relationships["AT"]
    roles = at.filter(pl.col("end").is_in(iwi.implode()))["start"]
    holds = tables.relationships["HOLDS"]
    elsewhere = holds.filter(~pl.col("end").is_in(roles.implode()))["start"]
    people = holds.filter(pl.col("end").is_in(roles.implode()), ~pl.col("start").is_in(elsewhere.implode()))["start"]
    gone = set(iwi) | set(roles) | set(people)
    left = without(with_everybody_counted(tables, gone), gone)
    names = [snapshot.names[key] for key in iwi]
    return Allowed(replace(snapshot, tables=left, identity=f"{snapshot.identity} without {' '.join(iwi)}"), names)


def without(tables: GraphTables, gone: set[NodeKey]) -> GraphTables:
    """Return `tables` without these entities, their rights and authorities, and all their relationships."""
    related = tables.relationships
    gone = gone.union(
        *(related[type].filter(pl.col("end").is_in(list(gone)))["start"] for type in ("RIGHTS_OF", "AUTHORITY_OVER"))
    )
    kinds = {
        label: table.filter(~table["id"].is_in([id for kind, id in map(model.split_key, gone) if kind.label == label]))
        for label, table in tables.kinds.items()
    }
    listed = list(gone)
    relationships = {
        type: table.filter(~(pl.col("start").is_in(listed) | pl.col("end").is_in(listed)))
        for type, table in related.items()
    }
    return GraphTables(kinds, relationships)


def with_everybody_counted(tables: GraphTables, gone: set[NodeKey]) -> GraphTables:
    """Return the graph in which each interaction of these entities says how many people were there."""
    took_part = tables.relationships["TOOK_PART"]
    theirs = took_part.filter(pl.col("start").is_in(list(gone))).select("end").unique()
    people = took_part.filter(pl.col("start").str.starts_with(model.node_key("Person", "")))
    named = people.join(theirs, on="end", how="semi").group_by("end").agg(n=pl.col("start").n_unique().cast(pl.Int64))
    interactions = tables.kinds["Interaction"].with_columns(tables.keys("Interaction").alias("end"))
    counted = interactions.join(named, on="end", how="left", maintain_order="left").with_columns(
        attendance=pl.when(pl.col("attendance").is_null() & (pl.col("n") > 1)).then("n").otherwise("attendance")
    )
    kinds = {**tables.kinds, "Interaction": counted.select(tables.kinds["Interaction"].columns)}
    return GraphTables(kinds, tables.relationships)
