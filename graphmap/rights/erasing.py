"""Erasing: takes one person out of the graph, the log and all that is kept, and keeps the numbers of what happened.

What they did stays as what their organisation did, and as one more who was there. That can't be undone."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from graphmap import model
from graphmap.errors import Overtaken, WrongCommand
from graphmap.graph.authority import with_everybody_counted
from graphmap.graph.date_ranges import has_day
from graphmap.language.normalising import digest
from graphmap.model import NodeKey
from graphmap.records.forms import free_id
from graphmap.rights.keeping_off import mark_for
from graphmap.rights.mentions import Mentions
from graphmap.store.edit import Edit
from graphmap.store.location import EmbeddedLocation, Location
from graphmap.store.log import Act
from graphmap.store.migrate import backups_folder
from graphmap.store.scrubbing import NAMES_OF_OTHERS, Scrub
from graphmap.store.store import Store
from graphmap.tables import ENDS, GraphTables

_ATTEMPTS = 20
_LISTED = 10


@dataclass(frozen=True)
class Erasure:
    """What erasing somebody does: the edit of the graph, and what to scrub from everything else.

    ``kept`` is how many interactions stay without them. ``still_named`` are entities whose own name has theirs in it,
    and ``perhaps`` those with a text that has only a part of it: a person has to look at both.
    """

    edit: Edit
    scrub: Scrub
    kept: int
    still_named: Sequence[NodeKey]
    perhaps: Sequence[NodeKey]


@dataclass(frozen=True)
class Erased:
    """Somebody was erased by the change ``seq``. ``backups`` are files that may still have them."""

    seq: int
    erasure: Erasure
    backups: Sequence[Path]


def erase(store: Store, person: NodeKey, act: Act, *, keep_off: bool = True) -> Erased:
    """Erase `person`, who may be deleted already, and whatever was merged into them from `store`, or nothing.

    With `keep_off` a mark is kept, which has no name, so that sheets that still have them are noticed.
    Raises `WrongCommand` where there is no such person.
    """
    keys = store.merged_into(person)
    earlier = [str(row["name"]) for _, row in store.earlier_rows(keys) if row["name"]]
    at = store.read_all()
    for attempt in range(1, _ATTEMPTS + 1):
        found = erasure(at.tables, person, keys, earlier)
        names = {*_name(at.tables, person), *earlier}
        marks = [("keep_erased", mark) for mark in mark_for(store, names, act.at.date())] if keep_off else []
        try:
            change = store.erase(found.edit, act, at.seq, found.scrub, marks)
            return Erased(change.seq, found, backups_with_everybody(store.location))
        except Overtaken:
            if attempt == _ATTEMPTS:
                raise
            at = store.read_all()
    raise AssertionError("the last attempt returns or raises")


def erasure(
    tables: GraphTables, person: NodeKey, merged: Sequence[NodeKey] = (), earlier_names: Sequence[str] = ()
) -> Erasure:
    """Return what erasing `person` takes. `merged` are the keys that were merged into them."""
    names = {*_name(tables, person), *earlier_names}
    if not names:
        raise WrongCommand(f"There is no {person}; graphmap rights list shows everybody.")
    mentions = Mentions(names)
    rights = tables.relationships["RIGHTS_OF"].filter(pl.col("end") == person)["start"].to_list()
    there = set(tables.keys("Person")) - {person}
    of_merged = [model.node_key("Rights", digest(model.split_key(key)[1])) for key in (person, *merged)]
    gone = frozenset({person, *rights, *merged, *of_merged} - there)
    scrub = Scrub(gone, mentions.redact, dict(_renamed(tables, mentions)))
    took_part = tables.relationships["TOOK_PART"].filter(pl.col("start") == person)["end"].unique()
    return Erasure(
        _edit(tables, person, rights, scrub),
        scrub,
        len(took_part),
        sorted(_still_named(tables, person, mentions)),
        sorted(_perhaps(tables, person, mentions)),
    )


def _name(tables: GraphTables, person: NodeKey) -> list[str]:
    """Return the name of `person`, or nothing where they were deleted: then only the log has them."""
    names: list[str] = tables.kinds["Person"].filter(pl.col("id") == model.split_key(person)[1])["name"].to_list()
    return names


def _renamed(tables: GraphTables, mentions: Mentions) -> Iterator[tuple[NodeKey, NodeKey]]:
    """Yield the new key of each entity whose id has the name in it, as that of a role may."""
    for label, table in tables.kinds.items():
        if label in NAMES_OF_OTHERS:
            continue
        for id in table["id"].unique(maintain_order=True):
            padded = f"-{id}-"
            for slug in mentions.slugs():
                padded = padded.replace(f"-{slug}-", "-erased-")
            if (new := padded.strip("-")) != id.strip("-"):
                yield model.node_key(label, id), model.node_key(label, free_id(tables, label, new))


def _edit(tables: GraphTables, person: NodeKey, rights: Sequence[NodeKey], scrub: Scrub) -> Edit:
    counted = with_everybody_counted(tables, {person})
    created, updated, deleted = {}, {}, defaultdict[str, list[str]](list)
    for label, table in counted.kinds.items():
        scrubbed = scrub.entities(label, table)
        new = scrubbed.join(tables.kinds[label], on="id", how="anti")
        if len(new):
            created[label] = new
        changed = scrubbed.join(new, on="id", how="anti").join(
            tables.kinds[label], on=scrubbed.columns, how="anti", nulls_equal=True
        )
        if len(changed):
            updated[label] = changed
    for key in (person, *rights, *scrub.renamed):
        deleted[model.split_key(key)[0].label].append(model.split_key(key)[1])
    begun = _for_their_organisations(tables, person)
    moved = {
        type: table.filter(pl.any_horizontal(pl.col(end).is_in(list(scrub.renamed)) for end in ENDS))
        for type, table in tables.relationships.items()
    }
    relationships = {
        type: pl.concat([moved[type], *([begun] if type == "TOOK_PART" else [])])
        .filter(pl.col("start") != person, ~pl.col("start").is_in(list(rights)))
        .with_columns(pl.col(end).replace(dict(scrub.renamed)) for end in ENDS)
        for type in tables.relationships
    }
    return Edit(
        created, updated, begun={type: rows for type, rows in relationships.items() if len(rows)}, deleted=deleted
    )


def _for_their_organisations(tables: GraphTables, person: NodeKey) -> pl.DataFrame:
    """Return the participations of the organisations that they took part for, where nobody else did so for these."""
    took_part = tables.relationships["TOOK_PART"]
    days = tables.kinds["Interaction"].select("date", end=tables.keys("Interaction"))
    holds = tables.relationships["HOLDS"]
    at = tables.relationships["AT"].select(role="start", place="end")
    held = holds.select(holder="start", role="end", since="since", until="until").join(at, on="role")
    mine = took_part.filter(pl.col("start") == person)
    there = took_part.join(mine.select("end").unique(), on="end", how="semi").join(days, on="end")
    by_place = there.join(held, left_on="start", right_on="holder").filter(has_day(pl.col("date")))
    organisations = [model.node_key(label, "") for label in model.ORGANISATIONS]
    theirs = by_place.filter(
        pl.col("start") == person, pl.any_horizontal(pl.col("place").str.starts_with(word) for word in organisations)
    )
    others = pl.concat(
        [
            by_place.filter(pl.col("start") != person).select("end", "place"),
            there.select("end", place="start"),
        ]
    ).unique()
    left = theirs.join(others, on=["end", "place"], how="anti")
    return left.select(start="place", end="end", part="part").unique(["start", "end"], maintain_order=True)


def _still_named(tables: GraphTables, person: NodeKey, mentions: Mentions) -> Iterator[NodeKey]:
    for label in NAMES_OF_OTHERS:
        for key, id, name in tables.entities([label]).select("key", "id", "name").iter_rows():
            if key != person and (mentions.are_in(name) or mentions.are_in(id)):
                yield key


def _perhaps(tables: GraphTables, person: NodeKey, mentions: Mentions) -> Iterator[NodeKey]:
    for label, table in tables.kinds.items():
        texts = [name for name, type in table.schema.items() if type == pl.String and name not in ("id", "name")]
        for id, *values in table.select("id", *texts).iter_rows():
            key = model.node_key(label, id)
            if key != person and any(value and mentions.may_be_in(mentions.redact(value)) for value in values):
                yield key


def backups_with_everybody(location: Location) -> Sequence[Path]:
    """Return the backups that graphmap wrote by itself when it brought the store up to date."""
    folder = backups_folder(location)
    return sorted(folder.glob("*.graphmap")) if folder.is_dir() else []


def sentences(erased: Erased, location: Location) -> list[str]:
    """Return what to say of an erasure: what was done, what may still have them, and what to do about that."""
    found = erased.erasure
    said = [
        f"Erased, by change {erased.seq}. {found.kept:,} interactions stay without them, with as many people there."
    ]
    if found.still_named:
        said.append(
            f"These have the same name and stay: {_few(found.still_named)}. Erase or rename them if they should."
        )
    if found.perhaps:
        said.append(f"A part of the name is in texts of these, so read them: {_few(found.perhaps)}.")
    said.append(
        "Backups that you made keep them until you replace or delete them"
        + (f", and so do these: {', '.join(map(str, erased.backups))}." if erased.backups else ".")
    )
    where = "the store’s folder" if isinstance(location, EmbeddedLocation) else "the server’s files"
    said.append(
        f"The engine may keep overwritten bytes in {where} for a while. To be rid of those too, make a backup, "
        "restore it into a new store, and delete the old one."
    )
    return said


def _few(keys: Sequence[NodeKey]) -> str:
    return ", ".join(keys[:_LISTED]) + (f" and {len(keys) - _LISTED:,} more" if len(keys) > _LISTED else "")
