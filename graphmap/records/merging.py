"""Merge two records of one school, person, role, partner, iwi, network, programme or goal: one keeps all ties of both.

Merging is an edit as any other: it is in the log with what was there before, and can be undone.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import polars as pl

from graphmap import model
from graphmap.errors import BadData
from graphmap.model import NodeKey, Relationship
from graphmap.sheets.fields import extra_of, values_in
from graphmap.store.edit import Edit, Tally
from graphmap.tables import ENDS, GraphTables, kind_schema, relationship_schema

MERGED_KINDS = ("School", "Person", "Role", "Iwi", "CommunityPartner", "Network", "Programme", "Goal")
"""The kinds of which two records can be merged."""

EXTRA = "extra"
"""The property that holds the values of a cluster's own fields."""

_DAY = timedelta(days=1)
_SAYS_LITTLE = (None, "took part")


def values_of(tables: GraphTables, key: NodeKey) -> Mapping[str, Any]:
    """Return the properties of the entity `key`. Raises `BadData` where there is none."""
    kind, id = model.split_key(key)
    rows = tables.kinds[kind.label].filter(pl.col("id") == id).to_dicts()
    if not rows:
        raise BadData(f"There is no {kind.word} with the id {id}: somebody may have merged or deleted it. Look again.")
    return rows[0]


def values_to_keep(tables: GraphTables, keep: NodeKey, other: NodeKey) -> Mapping[str, Any]:
    """Return the values that a merge keeps if nobody chooses: those of `keep`, or of `other` where it has none."""
    ours, theirs = values_of(tables, keep), values_of(tables, other)
    return {
        name: _extra(value, theirs[name]) if name == EXTRA else _first(value, theirs[name])
        for name, value in ours.items()
    }


def merge(tables: GraphTables, keep: NodeKey, other: NodeKey, values: Mapping[str, Any] | None = None) -> Edit:
    """Return the edit that gives `keep` all that `other` has, and deletes `other`.

    `values` are those chosen for `keep`, by property; the rest is as `values_to_keep` has it. Two roles held, or two
    memberships, of one pair become one where their days overlap; so do two participations in one interaction. A role
    that is at a place stays there, and a goal with its network.

    Raises `BadData` where the two can't be merged.
    """
    kind = _kind_of_both(keep, other)
    ours = values_of(tables, keep)
    chosen = {**values_to_keep(tables, keep, other), **(values or {}), "id": ours["id"]}
    changed = [name for name in ours if chosen[name] != ours[name]]
    schema = kind_schema(kind.label)
    updated = pl.DataFrame(
        [{name: chosen[name] for name in ("id", *changed)}], schema={name: schema[name] for name in ("id", *changed)}
    )
    ended, begun = {}, {}
    tallies = {kind.label: Tally(updated=1, removed=1)}
    for relationship in model.RELATIONSHIPS:
        ends = [
            end
            for end, labels in zip(ENDS, (relationship.starts, relationship.ends), strict=True)
            if kind.label in labels
        ]
        for end in ends:
            gone, new, tally = _moved(tables.relationships[relationship.type], relationship, end, keep, other)
            if tally != Tally():
                ended[relationship.type], begun[relationship.type] = gone, new
                tallies[relationship.type] = tally
    return Edit(
        updated={kind.label: updated},  # even if nothing changes: the log then names both
        ended={type: table for type, table in ended.items() if len(table)},
        begun={type: table for type, table in begun.items() if len(table)},
        deleted={kind.label: [model.split_key(other)[1]]},
        tallies=tallies,
    )


def _kind_of_both(keep: NodeKey, other: NodeKey) -> model.Kind:
    kind = model.split_key(keep)[0]
    if keep == other:
        raise BadData("Choose two records to merge: these are one and the same.")
    if model.split_key(other)[0] is not kind:
        raise BadData(f"{keep} and {other} are of two kinds. Only two of one kind can be merged.")
    if kind.label not in MERGED_KINDS:
        raise BadData(f"Two {kind.plural} can't be merged. Delete one of them instead.")
    return kind


def _first(ours: Any, theirs: Any) -> Any:
    return theirs if ours is None else ours


def _extra(ours: str | None, theirs: str | None) -> str | None:
    """Return the fields of both. Where both have a field, ours stays."""
    return extra_of({**values_in(theirs), **values_in(ours)})


def _moved(
    table: pl.DataFrame, relationship: Relationship, end: str, keep: NodeKey, other: NodeKey
) -> tuple[pl.DataFrame, pl.DataFrame, Tally]:
    """Return the relationships of `keep` that end and those that begin, so that it has those of `other` too.

    Those of `other` itself end when it is deleted.
    """
    far = ENDS[1 - ENDS.index(end)]
    theirs = table.filter(pl.col(end) == other)
    ours = table.filter(pl.col(end) == keep)
    removed = len(theirs.select(far).unique())
    if relationship.set_by == end and len(ours):  # one only: a role is at one place
        theirs = theirs.clear()
    joined = ours.join(theirs, on=far, how="semi")
    both = pl.concat([joined, theirs.with_columns(pl.lit(keep).alias(end))])
    rows = [row for _pair, part in both.group_by(ENDS, maintain_order=True) for row in _one_row_each(part)]
    new = pl.DataFrame(rows, schema=relationship_schema(relationship.type), orient="row").sort(ENDS)
    changed = new.join(joined, on=new.columns, how="anti", nulls_equal=True).select(ENDS).unique()
    pairs = len(new.select(ENDS).unique())
    known = len(joined.select(ENDS).unique())
    updated = len(joined.join(changed, on=ENDS, how="semi").select(ENDS).unique())
    gone = joined.join(changed, on=ENDS, how="semi")
    return gone, new.join(changed, on=ENDS, how="semi"), Tally(pairs - known, updated, 0, removed)


def _one_row_each(part: pl.DataFrame) -> Sequence[Mapping[str, Any]]:
    """Return the relationships of one pair without those that say the same: spells that overlap are one."""
    rows = part.to_dicts()
    if "part" in part.columns:
        return [max(rows, key=lambda row: row["part"] not in _SAYS_LITTLE)]
    if "since" not in part.columns:
        return rows[:1]
    spells: list[dict[str, Any]] = []
    for row in sorted(rows, key=lambda row: row["since"] or date.min):
        last = spells[-1] if spells else None
        if last is not None and (last["until"] is None or (row["since"] or date.min) <= last["until"] + _DAY):
            last["until"] = None if None in (last["until"], row["until"]) else max(last["until"], row["until"])
        else:
            spells.append(row)
    return spells
