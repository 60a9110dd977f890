"""What a viewer may see of a snapshot. Every page, route, file and search of the app gets its snapshot from here.

Outside the viewer's networks there is nothing. A network's members and goals, its roles and those of its members, who
holds these, and what happened within the network are in it. So are people and organisations from elsewhere that took
part, with the roles that they held that day. What happened within no network is seen by those who may see everybody
who took part.

Without the right to see names, people are a role and a code that is always the same: *Teacher, Kauri School · 7F3A2C*.
Their ids are codes too, and so are those of roles, goals and interactions, which may be made of names. Free text loses
the names of everybody who isn't seen. Without notes, free text is empty, or says only that something is stated: what is
judged by that comes out the same. Organisations, networks, programmes and practices go by their names.
"""

import hashlib
import hmac
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import polars as pl

from graphmap import model
from graphmap.access.masking import Masker
from graphmap.access.viewer import Viewer
from graphmap.graph.snapshot import Snapshot
from graphmap.model import Leaves, NodeKey, Type
from graphmap.sheets.fields import extra_of, fields_in, values_in
from graphmap.tables import ENDS, GraphTables, in_order, kind_schema, relationship_schema

_CODED = ("Person", "Role", "Goal", "Interaction")
_SHOWN_CODE, _ID_CODE = 6, 16  # hexadecimal digits
_SAID_OF = ("RIGHTS_OF", "AUTHORITY_OVER")
"""Relationships from what is kept about the network to what it is about."""

_WITH_NOTES = ("Interaction",)
"""Kinds whose private properties are notes."""

_NAMED_BY_PEOPLE = ("Role", "Goal")
"""Kinds whose names are free text."""


@dataclass(frozen=True)
class Sight:
    """What somebody sees: the ``snapshot``, and for what isn't in it (stories, cards, the log) how it is put to them.

    ``codes`` has the node key under which they see each entity that they see.
    """

    snapshot: Snapshot
    codes: Mapping[NodeKey, NodeKey]
    masker: Masker

    @cached_property
    def changes_text(self) -> bool:
        """Whether there are names that they may not see."""
        return self.masker.has_names

    def prose(self, text: str) -> str:
        """Return a text that people have written without the names that aren't seen."""
        return self.masker.prose(text)

    def key(self, key: NodeKey) -> NodeKey | None:
        """Return the key under which an entity is seen, or None where it isn't."""
        return self.codes.get(key)


def seen_by(snapshot: Snapshot, viewer: Viewer, secret: bytes) -> Snapshot:
    """Return what `viewer` may see of `snapshot`: itself where that is everything.

    Codes are made with `secret`. Two viewers with the same scope get snapshots of the same identity.
    """
    return snapshot if viewer.sees_all else sight_of(snapshot, viewer, secret).snapshot


def sight_of(snapshot: Snapshot, viewer: Viewer, secret: bytes) -> Sight:
    """Return how `viewer` sees `snapshot`, with codes made with `secret`."""
    if viewer.sees_all:
        return Sight(snapshot, _Same(snapshot), Masker(()))
    tables = _within(snapshot.tables, viewer.networks) if viewer.networks else snapshot.tables
    codes = _codes(tables, secret, coded=() if viewer.may("names") else _CODED)
    called = {} if viewer.may("names") else _role_and_code(snapshot.tables, tables, secret)
    if not viewer.may("private"):
        tables = _without_rights(tables)
    masker = Masker(_unseen_names(snapshot.tables, tables, called), _shown_names(tables, viewer.may("names")))
    kinds = {label: _entities(label, tables, viewer, codes, called, masker) for label in tables.kinds}
    relationships = {type: _coded_ends(type, table, codes) for type, table in tables.relationships.items()}
    mark = hashlib.blake2b(repr(viewer.scope).encode(), digest_size=10, key=secret[:64]).hexdigest()
    seen = replace(snapshot, tables=GraphTables(kinds, relationships), identity=f"{snapshot.identity}-{mark}")
    return Sight(seen, codes, masker)


class _Same(Mapping[NodeKey, NodeKey]):
    """Every entity of a snapshot under its own key."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._names = snapshot.names

    def __getitem__(self, key: NodeKey) -> NodeKey:
        self._names[key]
        return key

    def __iter__(self) -> Iterator[NodeKey]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


# ------------------------------------------------------------------------------ within some networks


def _within(tables: GraphTables, networks: Sequence[str]) -> GraphTables:
    """Return what is in these networks."""
    own = {model.node_key("Network", id) for id in tables.kinds["Network"]["id"]}.intersection(
        model.node_key("Network", id) for id in networks
    )
    related = tables.relationships
    members = _reaching(related["MEMBER_OF"], "end", own)["start"]
    core = {*own, *members}
    core_roles = set(_reaching(related["AT"], "end", core)["start"])
    core_people = set(_reaching(related["HOLDS"], "end", core_roles)["start"])
    events = _events_within(related, own, {*members, *core_people})
    took_part = _reaching(related["TOOK_PART"], "end", events)
    guests = set(took_part["start"])
    held = _held_that_day(tables, took_part)
    roles = core_roles | set(held["end"])
    goals = set(_reaching(related["PURSUES"], "start", own)["end"])
    goals |= set(_reaching(related["TOWARDS"], "start", events)["end"]) - set(related["PURSUES"]["end"])
    keys = {
        *core,
        *core_people,
        *guests,
        *roles,
        *events,
        *goals,
        *_reaching(related["AT"], "start", set(held["end"]))["end"].to_list(),
        *_reaching(related["FUNDED_BY"], "start", own)["end"].to_list(),
    }
    keys = {key for key in keys if key.partition(":")[0] != "network" or key in own}
    for type in _SAID_OF:
        keys.update(_reaching(related[type], "end", keys)["start"])
    shared = ("Practice", "Field")
    kinds = {
        label: table if label in shared else table.filter(tables.keys(label).is_in(list(keys)))
        for label, table in tables.kinds.items()
    }
    relationships = {
        type: table.filter(pl.col("start").is_in(list(keys)) & pl.col("end").is_in(list(keys)))
        for type, table in related.items()
    }
    holds = relationships["HOLDS"]
    those = pl.concat([_reaching(holds, "end", core_roles), held.select(holds.columns)]).unique()
    relationships["HOLDS"] = in_order(relationship_schema("HOLDS"), those)
    return GraphTables(kinds, relationships)


def _without_rights(tables: GraphTables) -> GraphTables:
    """Return `tables` without the rights of people: only those who see private fields see what was agreed."""
    return GraphTables(
        {**tables.kinds, "Rights": tables.kinds["Rights"].clear()},
        {**tables.relationships, "RIGHTS_OF": tables.relationships["RIGHTS_OF"].clear()},
    )


def _reaching(table: pl.DataFrame, end: str, keys: set[NodeKey]) -> pl.DataFrame:
    return table.filter(pl.col(end).is_in(list(keys)))


def _events_within(related: Mapping[str, pl.DataFrame], own: set[NodeKey], everybody: set[NodeKey]) -> set[NodeKey]:
    """Return the interactions within these networks, and those within none that only people who are in them took
    part in."""
    within = related["WITHIN"]
    somewhere = set(within["start"])
    part = related["TOOK_PART"]
    with_others = set(part.filter(~pl.col("start").is_in(list(everybody)))["end"])
    return set(_reaching(within, "end", own)["start"]) | (set(part["end"]) - somewhere - with_others)


def _held_that_day(tables: GraphTables, took_part: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of HOLDS by which people count for an organisation in what they took part in."""
    days = tables.kinds["Interaction"].select(day="date", interaction=tables.keys("Interaction"))
    part = took_part.select(person="start", interaction="end").join(days, on="interaction")
    holds = tables.relationships["HOLDS"]
    found = holds.join(part.select("person", "day").unique(), left_on="start", right_on="person")
    that_day = (pl.col("since").is_null() | (pl.col("since") <= pl.col("day"))) & (
        pl.col("until").is_null() | (pl.col("until") >= pl.col("day"))
    )
    return found.filter(that_day).select(holds.columns).unique()


# ------------------------------------------------------------------------------------ names and codes


def _digest(key: NodeKey, secret: bytes) -> str:
    return hmac.new(secret, key.encode(), hashlib.sha256).hexdigest()


def _codes(tables: GraphTables, secret: bytes, coded: Sequence[str]) -> dict[NodeKey, NodeKey]:
    codes: dict[NodeKey, NodeKey] = {}
    for label in tables.kinds:
        keys = tables.keys(label).to_list()
        if label in coded:
            codes |= {key: model.node_key(label, _digest(key, secret)[:_ID_CODE]) for key in keys}
        else:
            codes |= dict(zip(keys, keys, strict=True))
    return codes


def _role_and_code(all: GraphTables, tables: GraphTables, secret: bytes) -> dict[NodeKey, str]:
    """Return for each person the last role that they held, the place, and a code."""
    names = dict(tables.entities((*model.ORGANISATIONS, "Network")).select("key", "name").iter_rows())
    people = [name for name in all.kinds["Person"]["name"] if name]
    without_names = Masker((name, "…") for name in people).full_names
    roles = dict(zip(tables.keys("Role"), tables.kinds["Role"]["name"], strict=True))
    places = dict(tables.relationships["AT"].select("start", "end").iter_rows())
    held = tables.relationships["HOLDS"].sort(
        pl.col("until").is_not_null(),
        pl.col("until"),
        pl.col("since"),
        "end",
        descending=[False, True, True, False],
        nulls_last=True,
    )
    last = dict(reversed(list(held.select("start", "end").iter_rows())))

    def called(key: NodeKey) -> str:
        role = last.get(key)
        place = names.get(places.get(role or "", "")) if role else None
        what = ", ".join(filter(None, (without_names(roles.get(role or "") or "") or "Person", place)))
        return f"{what} · {_digest(key, secret)[:_SHOWN_CODE].upper()}"

    return {key: called(key) for key in tables.keys("Person")}


def _unseen_names(all: GraphTables, seen: GraphTables, called: Mapping[NodeKey, str]) -> Iterator[tuple[str, str]]:
    """Yield each name that isn't seen, and what to write instead."""
    for label in ("Person", *model.ORGANISATIONS, "Network"):
        there = set(seen.keys(label))
        for key, name in zip(all.keys(label), all.kinds[label]["name"], strict=True):
            if name and (key in called or key not in there):
                yield name, called.get(key, "[name]")


def _shown_names(tables: GraphTables, with_people: bool) -> Iterator[str]:
    kinds = (*model.ORGANISATIONS, "Network", "Programme", "Iwi", *(("Person",) if with_people else ()))
    for label in dict.fromkeys(kinds):
        yield from tables.kinds[label]["name"].drop_nulls()


# ------------------------------------------------------------------------------------------- tables


def _entities(
    label: str,
    tables: GraphTables,
    viewer: Viewer,
    codes: Mapping[NodeKey, NodeKey],
    called: Mapping[NodeKey, str],
    masker: Masker,
) -> pl.DataFrame:
    table, schema = tables.kinds[label], kind_schema(label)
    if label == "Field":
        return _fields(table, viewer, masker)
    keys = tables.keys(label).to_list()
    columns = {name: table[name] for name in schema}
    columns["id"] = pl.Series("id", [model.split_key(codes[key])[1] for key in keys], dtype=pl.String)
    if label == "Person" and called:
        columns["name"] = pl.Series("name", [called[key] for key in keys], dtype=pl.String)
    for property in model.KIND[label].properties:
        if property.name == "extra":
            columns["extra"] = _extra(table["extra"], _fields_shown(tables, label, viewer), masker)
        elif _is_hidden(label, property, viewer):
            columns[property.name] = _without_notes(table[property.name], property)
        elif _is_free(label, property):
            columns[property.name] = _masked(table[property.name], masker)
    return in_order(schema, pl.DataFrame(list(columns.values())))


def _is_hidden(label: str, property: model.Property, viewer: Viewer) -> bool:
    """Whether `viewer` sees no value of a property."""
    is_private = property.private and label not in _WITH_NOTES
    return (is_private and not viewer.may("private")) or (_is_note(property) and not viewer.may("notes"))


def _is_note(property: model.Property) -> bool:
    """Whether a property is text that people write about others."""
    return (
        property.private
        or property.leaves is Leaves.AS_STATED
        or (property.name == "source" and property.leaves is Leaves.NEVER)
        or property.in_words
    )


def _is_free(label: str, property: model.Property) -> bool:
    """Whether people write a property in their own words, so that it may name somebody."""
    if property.name in ("id", "name"):
        return property.name == "name" and label in _NAMED_BY_PEOPLE
    return property.type is Type.TEXT and not property.many and property.leaves is not Leaves.AS_IT_IS


def _without_notes(column: pl.Series, property: model.Property) -> pl.Series:
    if property.leaves is Leaves.AS_STATED:
        return column.to_frame().select(
            pl.when(pl.col(column.name).is_not_null()).then(pl.lit("stated")).alias(column.name)
        )[column.name]
    if property.in_words:
        common = (*property.choices, *property.usual)
        firsts = [text and text.partition(":")[0].strip() for text in column]
        return pl.Series(
            column.name, [text and (text if text.lower() in common else "other") for text in firsts], dtype=pl.String
        )
    return pl.Series(column.name, [None] * len(column), dtype=column.dtype)


def _masked(column: pl.Series, masker: Masker) -> pl.Series:
    texts = {text: masker.full_names(text) for text in column.unique().drop_nulls()}
    return pl.Series(column.name, [text and texts[text] for text in column], dtype=pl.String)


def _fields_shown(tables: GraphTables, label: str, viewer: Viewer) -> Sequence[str]:
    """Return the names of the fields of a kind that `viewer` sees. Without names, text about people has to be safe."""
    return [
        field.name
        for field in fields_in(tables, label)
        if (viewer.may("private") or not field.private)
        and (viewer.may("names") or field.safe or label != "Person" or field.type not in ("text",))
    ]


def _fields(table: pl.DataFrame, viewer: Viewer, masker: Masker) -> pl.DataFrame:
    if not viewer.may("private"):
        table = table.filter(pl.col("private").fill_null("no") != "yes")
    return table.with_columns(_masked(table[name], masker) for name in ("meaning", "choices"))


def _extra(extra: pl.Series, names: Sequence[str], masker: Masker) -> pl.Series:
    kept = set(names)

    def shown(text: str | None) -> str | None:
        if text is None:
            return None
        return extra_of({name: masker.full_names(value) for name, value in values_in(text).items() if name in kept})

    return pl.Series(extra.name, [shown(text) for text in extra], dtype=pl.String)


def _coded_ends(type: str, table: pl.DataFrame, codes: Mapping[NodeKey, NodeKey]) -> pl.DataFrame:
    coded = table.with_columns(pl.Series(end, [codes[key] for key in table[end]], dtype=pl.String) for end in ENDS)
    return in_order(relationship_schema(type), coded)
