"""A snapshot in which nobody is named, so that whatever is derived from it names nobody either.

Every id and name but those of the codebook becomes a code. Days become school terms: an interaction is on its term's
first day, and a spell covers every term in which it has a day. Notes, the evidence of goals, the sheets that rows came
from, where schools and iwi are, and what roles are for (but not whether that is stated) are left out; rolls are rounded
down to hundreds."""

from base64 import b32encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

import polars as pl

from graphmap import model
from graphmap.graph.actors import roles_held
from graphmap.graph.choice import Choice
from graphmap.graph.snapshot import Snapshot
from graphmap.language.terms import term_of
from graphmap.model import NodeKey
from graphmap.tables import ENDS, GraphTables

SALT_BYTES = 32
"""How long the secret is that codes are made with."""

LEAST_ALIKE = 5
"""Fewer than so many who are alike in all that is written of them are a small cell."""

WHAT_WAS_DONE = (
    "names and ids are codes, days are school terms, rolls whole hundreds; notes, places and purposes are left out"
)
"""What a file that names nobody says of itself."""

NOT_PROTECTED = (
    "Codes hide names, not shape: whoever knows how many ties somebody has, or who works with "
    "whom, may find them and then others.",
    "What was written under type, authority, region, kind and origin, and the codebook, are as "
    "they were: see that nobody is named there.",
    "Someone who changed schools within a term counts for both in all of it, so a few ties differ "
    "from those of the data with its days.",
    "Where there are few, as of iwi, principals or large schools, a kind or a role alone can tell who it is.",
)
"""What this cannot protect, in words, for whoever is about to hand the data on."""

_CODE_BYTES = 8
_ROLL_STEP = 100
_MOST_TOLD = 40  # small cells, before the rest are only counted


@dataclass(frozen=True)
class Nameless:
    """A snapshot that names nobody, the same choice of it, and the new node key of each old one."""

    snapshot: Snapshot
    choice: Choice
    codes: Mapping[NodeKey, NodeKey]


@dataclass(frozen=True)
class SmallCell:
    """So few (``count``) of a kind (``label``) are alike in what is written of them (``alike``) that it may tell who
    they are."""

    label: str
    alike: str
    count: int

    def __str__(self) -> str:
        return f"{self.label}, {self.alike or 'of which nothing more is written'}: {self.count}"


def anonymise(snapshot: Snapshot, choice: Choice, salt: bytes) -> Nameless:
    """`snapshot` without names, and `choice` widened to whole terms. The same salt gives the same codes; without it,
    nothing tells them."""
    codes = {
        key: _code(key, salt) for label in model.KIND if label != "Practice" for key in snapshot.tables.keys(label)
    }
    kinds = {label: _entities(label, table, snapshot.tables, codes) for label, table in snapshot.tables.kinds.items()}
    relationships = {type: _relationships(table, codes) for type, table in snapshot.tables.relationships.items()}
    networks = tuple(model.split_key(codes[model.node_key("Network", id)])[1] for id in choice.networks)
    since, until = choice.since and term_of(choice.since).since, choice.until and term_of(choice.until).until
    return Nameless(
        replace(snapshot, tables=GraphTables(kinds, relationships)),
        replace(choice, networks=networks, since=since, until=until),
        codes,
    )


def _code(key: NodeKey, salt: bytes) -> NodeKey:
    """The code that stands for an entity: what nobody can make from its key without the salt, nor turn back."""
    kind, _ = model.split_key(key)
    made = b32encode(blake2b(key.encode(), digest_size=_CODE_BYTES, key=salt).digest()).decode().rstrip("=").lower()
    return model.node_key(kind.label, made)


def _entities(label: str, table: pl.DataFrame, tables: GraphTables, codes: Mapping[NodeKey, NodeKey]) -> pl.DataFrame:
    """The table of a kind with codes for ids and names, and with only what cannot name anybody."""
    if label == "Practice":
        return table
    ids = pl.Series("id", [model.split_key(codes[key])[1] for key in tables.keys(label)], dtype=pl.String)
    coded = table.with_columns(ids)
    if "name" in table.columns:
        coded = coded.with_columns(name=pl.lit(f"{model.KIND[label].word.capitalize()} ") + pl.col("id"))
    left_out = {"note", "source", "evidence", "latitude", "longitude", "rohe"} & set(table.columns)
    coded = coded.with_columns(pl.lit(None, dtype=table.schema[name]).alias(name) for name in sorted(left_out))
    if label == "Role":
        coded = coded.with_columns(purpose=pl.when(pl.col("purpose").is_not_null()).then(pl.lit("stated")))
    if label == "School":
        coded = coded.with_columns(pl.col("roll") // _ROLL_STEP * _ROLL_STEP)
    return _in_terms(coded).select(table.columns).sort("id")


def _relationships(table: pl.DataFrame, codes: Mapping[NodeKey, NodeKey]) -> pl.DataFrame:
    coded = table.with_columns(pl.col(end).replace_strict(codes, return_dtype=pl.String) for end in ENDS)
    return _in_terms(coded).unique().sort(table.columns, nulls_last=False)


def _in_terms(table: pl.DataFrame) -> pl.DataFrame:
    """`table` with every day that begins something its term's first, and every day that ends something its term's
    last."""

    def moved(name: str) -> pl.Expr:
        days = table[name].drop_nulls().unique()
        terms = {day: term_of(day).until if name == "until" else term_of(day).since for day in days}
        return pl.col(name).replace_strict(terms, default=None, return_dtype=pl.Date)

    return table.with_columns(moved(name) for name, type in table.schema.items() if type == pl.Date)


# --------------------------------------------------------------------------------------- small cells


def small_cells(snapshot: Snapshot, labels: Sequence[str]) -> list[SmallCell]:
    """Where fewer than `LEAST_ALIKE` of these kinds are alike in all that is written of them: the fewest first.

    Of a person, and of a role, that is which groups of people the roles belong to, and the region or the kind of place
    where they are. This is k-anonymity (Sweeney 2002) over what `anonymise` leaves, whichever of it a file holds."""
    found = []
    for label in labels:
        alike = _alike(snapshot, label)
        counts = alike.to_frame("alike").group_by("alike").len().filter(pl.col("len") < LEAST_ALIKE)
        found += [SmallCell(label, text, count) for text, count in counts.iter_rows()]
    return sorted(found, key=lambda cell: (cell.count, labels.index(cell.label), cell.alike))


def report(cells: Sequence[SmallCell]) -> list[str]:
    """What whoever hands the data on should read first, as lines: the small cells, and what codes cannot protect."""
    lines = (
        [f"Small cells: fewer than {LEAST_ALIKE} alike in what is written of them, so these could be told apart:"]
        if cells
        else []
    )
    lines += [f"  {cell}" for cell in cells[:_MOST_TOLD]]
    if len(cells) > _MOST_TOLD:
        lines.append(f"  … and {len(cells) - _MOST_TOLD:,} more, of {cells[_MOST_TOLD].count} or more each.")
    return [*lines, *NOT_PROTECTED]


def _alike(snapshot: Snapshot, label: str) -> pl.Series:
    """Of each entity of a kind, all that is written of it as a text; equal where two are alike."""
    table = snapshot.tables.kinds[label]
    if label in {"Person", "Role"}:
        return _by_roles(snapshot, label)
    told = [name for name in table.columns if name not in {"id", "name"}]
    written = [pl.when(pl.col(name).is_not_null()).then(pl.format(f"{name} {{}}", pl.col(name))) for name in told]
    joined = pl.concat_str(written, separator=", ", ignore_nulls=True) if written else pl.lit("")
    return (
        table.select(alike=joined.fill_null("")).to_series()
        if told
        else pl.Series("alike", [""] * len(table), dtype=pl.String)
    )


def _by_roles(snapshot: Snapshot, label: str) -> pl.Series:
    """Of each person or role, the groups of the roles and the regions or kinds of their places."""
    tables = snapshot.tables
    regions = tables.kinds["School"].select(place=tables.keys("School"), where="region").drop_nulls()
    roles = tables.kinds["Role"].select(pl.col("group").fill_null("role"), role=tables.keys("Role"))
    at = tables.relationships["AT"].select(role="start", place="end").join(regions, on="place", how="left")
    kind = pl.col("place").str.split(":").list.first()
    placed = roles.join(at, on="role", how="left").with_columns(
        told=pl.concat_str("group", pl.lit(" ("), kind, pl.format(", {}", "where"), pl.lit(")"), ignore_nulls=True)
    )
    if label == "Role":
        told = placed.select(key="role", told="told")
    else:
        told = roles_held(snapshot).select("role", key="person").join(placed, on="role").select("key", "told")
    texts = told.unique().sort("told").group_by("key", maintain_order=True).agg(pl.col("told").str.join("; "))
    everyone = pl.DataFrame({"key": tables.keys(label)}).join(texts, on="key", how="left", maintain_order="left")
    return everyone.select(alike=pl.col("told").fill_null("no role")).to_series()
