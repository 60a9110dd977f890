"""Deleting: what else goes with an entity, counted before anything is written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from graphmap import model
from graphmap.model import NodeKey
from graphmap.store.edit import Edit, Tally
from graphmap.tables import GraphTables

_LEAST_PARTICIPANTS = 2


@dataclass(frozen=True)
class Deletion:
    """The edit that deletes entities, and how many of each kind and relationship go besides those chosen."""

    edit: Edit
    besides: Mapping[str, int]


def delete(tables: GraphTables, keys: Iterable[NodeKey]) -> Deletion:
    """Return the deletion of these entities.

    Their relationships go with them, and so does what makes no sense alone: roles at them, their rights, goals that no
    other network pursues, and interactions that have fewer than two participants left.
    """
    chosen = set(keys)
    going = set(chosen)
    related = tables.relationships
    for type in ("AT", "RIGHTS_OF", "AUTHORITY_OVER"):
        going |= set(related[type].filter(pl.col("end").is_in(list(going)))["start"])
    pursues = related["PURSUES"]
    lost = set(pursues.filter(pl.col("start").is_in(list(going)))["end"])
    going |= lost - set(pursues.filter(~pl.col("start").is_in(list(going)))["end"])
    going |= _left_alone(related["TOOK_PART"], going)
    deleted = {label: _ids(tables, label, going) for label in model.KIND}
    ends = pl.Series(sorted(going), dtype=pl.String)
    besides = {label: len(set(ids) - _chosen_ids(label, chosen)) for label, ids in deleted.items()}
    for type, table in related.items():
        besides[type] = len(table.filter(pl.col("start").is_in(ends.implode()) | pl.col("end").is_in(ends.implode())))
    tallies = {label: Tally(removed=len(ids)) for label, ids in deleted.items() if ids}
    tallies |= {type: Tally(removed=besides[type]) for type in related if besides[type]}
    edit = Edit(deleted={label: ids for label, ids in deleted.items() if ids}, tallies=tallies)
    return Deletion(edit, {name: count for name, count in besides.items() if count})


def _left_alone(took_part: pl.DataFrame, going: set[NodeKey]) -> set[NodeKey]:
    """Return the interactions that lose a participant and have fewer than two left."""
    leaves = pl.col("start").is_in(pl.Series(sorted(going), dtype=pl.String).implode())
    touched = took_part.join(took_part.filter(leaves).select("end").unique(), on="end", how="semi")
    left = touched.group_by("end").agg(left=pl.col("start").filter(~leaves).n_unique())
    return set(left.filter(pl.col("left") < _LEAST_PARTICIPANTS)["end"])


def _ids(tables: GraphTables, label: str, going: set[NodeKey]) -> list[str]:
    prefix = model.node_key(label, "")
    ids = [key.removeprefix(prefix) for key in going if key.startswith(prefix)]
    return tables.kinds[label].filter(pl.col("id").is_in(ids))["id"].to_list()


def _chosen_ids(label: str, chosen: set[NodeKey]) -> set[str]:
    prefix = model.node_key(label, "")
    return {key.removeprefix(prefix) for key in chosen if key.startswith(prefix)}
