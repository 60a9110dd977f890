"""Anonymise a snapshot, so that nothing derived from it names anyone.

Only what the model allows leaves. Every id and name outside the codebook becomes a code. Days become school terms: an
interaction is on the first day of its term, and a role or membership covers every term it has a day in. Rolls are
rounded down to hundreds. The kind of a partner and the origin of a network leave only where they are one of the usual
words; of an origin with words of its own, only the choice before the colon leaves. A role's purpose and the evidence of
a goal leave only as whether they are stated. Of a cluster's own fields, those that it declares safe leave. All else
stays home: notes, the sheets that rows came from, where schools and iwi are, and every property that isn't declared to
leave."""

from base64 import b32encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

import polars as pl

from graphmap import model
from graphmap.graph.actors import roles_held
from graphmap.graph.choice import Choice
from graphmap.graph.fields import field_columns, fields_of
from graphmap.graph.snapshot import Snapshot
from graphmap.language.terms import term_of
from graphmap.model import Leaves, NodeKey, Property
from graphmap.sheets.fields import only_fields
from graphmap.tables import ENDS, GraphTables

SALT_BYTES = 32
"""The length of the secret that codes are made with."""

LEAST_ALIKE = 5
"""Groups of fewer than this many who look alike are small cells."""

WHAT_WAS_DONE = (
    "names and ids are codes, days are school terms, rolls are whole hundreds; notes, places, purposes and other free "
    "text are left out"
)
"""What an anonymised file says about itself."""

NOT_PROTECTED = (
    "Codes hide names, not shape: someone who knows how many ties a person has, or who works with "
    "whom, may find that person and then others.",
    "The type, authority and region of schools, and the codebook, are as they were written: check that they "
    "name nobody.",
    "Someone who changed schools within a term counts for both schools all term, so a few ties differ "
    "from those in the data with its days.",
    "Where there are few of a kind, such as iwi, principals or large schools, the kind or the role alone can "
    "show who it is.",
)
"""What codes can't protect, for the person about to share the data."""

_CODE_BYTES = 8
_ROLL_STEP = 100
_MOST_LISTED = 40  # small cells; the rest are only counted


@dataclass(frozen=True)
class Nameless:
    """A snapshot that names nobody, the choice that goes with it, and the new node key of each old one."""

    snapshot: Snapshot
    choice: Choice
    codes: Mapping[NodeKey, NodeKey]


@dataclass(frozen=True)
class SmallCell:
    """Entities of a kind (``label``) that look ``alike``, so few (``count``) that it may show who they are."""

    label: str
    alike: str
    count: int

    def __str__(self) -> str:
        return f"{self.label}, {self.alike or 'nothing else written'}: {self.count}"


def anonymise(snapshot: Snapshot, choice: Choice, salt: bytes) -> Nameless:
    """Return `snapshot` without names, and `choice` widened to whole terms.

    The same salt gives the same codes. Without it, no one can turn a code back."""
    codes = {
        key: _code(key, salt) for kind in model.KINDS if _is_coded(kind) for key in snapshot.tables.keys(kind.label)
    }
    safe = {
        label: [field.name for field in fields_of(snapshot.tables, label) if field.safe and not field.private]
        for label in model.KIND
    }
    kinds = {
        label: _entities(label, table, snapshot.tables, codes, safe[label])
        for label, table in snapshot.tables.kinds.items()
    }
    relationships = {type: _relationships(type, table, codes) for type, table in snapshot.tables.relationships.items()}
    networks = tuple(model.split_key(codes[model.node_key("Network", id)])[1] for id in choice.networks)
    since, until = choice.since and term_of(choice.since).since, choice.until and term_of(choice.until).until
    return Nameless(
        replace(snapshot, tables=GraphTables(kinds, relationships)),
        replace(choice, networks=networks, since=since, until=until),
        codes,
    )


def _is_coded(kind: model.Kind) -> bool:
    return any(property.name == "id" and property.leaves is Leaves.AS_A_CODE for property in kind.properties)


def _code(key: NodeKey, salt: bytes) -> NodeKey:
    """Return the code for an entity. No one can make it from the key without the salt, or turn it back."""
    kind, _ = model.split_key(key)
    made = b32encode(blake2b(key.encode(), digest_size=_CODE_BYTES, key=salt).digest()).decode().rstrip("=").lower()
    return model.node_key(kind.label, made)


def _entities(
    label: str, table: pl.DataFrame, tables: GraphTables, codes: Mapping[NodeKey, NodeKey], safe: Sequence[str]
) -> pl.DataFrame:
    kind = model.KIND[label]
    if label == "Field":
        return table.filter((pl.col("safe") == "yes") & (pl.col("private").fill_null("no") != "yes"))
    if "extra" in table.columns:
        table = table.with_columns(only_fields(table["extra"], safe))
    if _is_coded(kind):
        ids = [model.split_key(codes[key])[1] for key in tables.keys(label)]
        table = table.with_columns(pl.Series("id", ids, dtype=pl.String))
    return table.select(_leaving(property, table, kind.word) for property in kind.properties).sort("id")


def _relationships(type: str, table: pl.DataFrame, codes: Mapping[NodeKey, NodeKey]) -> pl.DataFrame:
    ends = [pl.col(end).replace_strict(codes, return_dtype=pl.String) for end in ENDS]
    properties = [_leaving(property, table) for property in model.RELATIONSHIP[type].properties]
    return table.select(*ends, *properties).unique().sort(table.columns, nulls_last=False)


def _leaving(property: Property, table: pl.DataFrame, word: str = "") -> pl.Expr:
    """Return what leaves of a column of `table`, whose ids are codes already.

    A name becomes the kind's `word` and the code."""
    value = pl.col(property.name)
    match property.leaves:
        case Leaves.NEVER:
            value = pl.lit(None, dtype=table.schema[property.name])
        case Leaves.COMMON_WORDS:
            if property.in_words:  # only the choice before the colon
                value = value.str.split_exact(":", 1).struct[0].str.strip_chars()
            common = [text.lower() for text in (*property.choices, *property.usual)]
            value = pl.when(value.str.to_lowercase().is_in(common)).then(value)
        case Leaves.AS_A_CODE if property.name != "id":
            value = pl.format(f"{word.capitalize()} {{}}", "id")
        case Leaves.AS_ITS_TERM:
            value = value.replace_strict(_terms(table[property.name]), default=None, return_dtype=pl.Date)
        case Leaves.IN_HUNDREDS:
            value = value // _ROLL_STEP * _ROLL_STEP
        case Leaves.AS_STATED:
            value = pl.when(value.is_not_null()).then(pl.lit("stated"))
    return value.alias(property.name)


def _terms(days: pl.Series) -> Mapping[object, object]:
    """Map each day to the first day of its term, or to the last if the day ends something."""
    end = days.name == "until"
    return {day: term_of(day).until if end else term_of(day).since for day in days.drop_nulls().unique()}


# --------------------------------------------------------------------------------------- small cells


def small_cells(snapshot: Snapshot, labels: Sequence[str]) -> list[SmallCell]:
    """Return where fewer than `LEAST_ALIKE` entities of these kinds look alike, the fewest first.

    Entities look alike if all that leaves of them is the same. For people and roles, that includes the groups of the
    roles, and the region or the kind of place they are at. This is k-anonymity (Sweeney 2002) over what `anonymise`
    leaves, whichever part of it a file holds."""
    found = []
    for label in labels:
        alike = _alike(snapshot, label)
        counts = alike.to_frame("alike").group_by("alike").len().filter(pl.col("len") < LEAST_ALIKE)
        found += [SmallCell(label, text, count) for text, count in counts.iter_rows()]
    return sorted(found, key=lambda cell: (cell.count, labels.index(cell.label), cell.alike))


def report(cells: Sequence[SmallCell]) -> list[str]:
    """Return what to read before sharing the data, as lines: the small cells, and what codes can't protect."""
    lines = [f"Small cells: these could be recognised, as fewer than {LEAST_ALIKE} look alike:"] if cells else []
    lines += [f"  {cell}" for cell in cells[:_MOST_LISTED]]
    if len(cells) > _MOST_LISTED:
        lines.append(f"  … and {len(cells) - _MOST_LISTED:,} more, of {cells[_MOST_LISTED].count} or more each.")
    return [*lines, *NOT_PROTECTED]


def _alike(snapshot: Snapshot, label: str) -> pl.Series:
    """Return a text for each entity of a kind; two entities look alike if it is the same."""
    if label == "Role":
        return _places(snapshot, label)
    table = snapshot.tables.kinds[label].drop("extra", strict=False)
    table = table.join(field_columns(snapshot.tables, label), on="id", how="left", maintain_order="left")
    parts: list[pl.Expr] = [
        pl.when(pl.col(name).is_not_null()).then(pl.format(f"{name} {{}}", pl.col(name)))
        for name in table.columns
        if name not in {"id", "name"}
    ]
    if label == "Person":
        table = table.with_columns(roles=_places(snapshot, label))
        parts.append(pl.col("roles"))
    if not parts:
        return pl.Series("alike", [""] * len(table), dtype=pl.String)
    return table.select(alike=pl.concat_str(parts, separator=", ", ignore_nulls=True).fill_null("")).to_series()


def _places(snapshot: Snapshot, label: str) -> pl.Series:
    """Return, for each person or role, the groups of the roles and the regions or kinds of their places."""
    tables = snapshot.tables
    regions = tables.kinds["School"].select(place=tables.keys("School"), where="region").drop_nulls()
    roles = tables.kinds["Role"].select(pl.col("group").fill_null("role"), role=tables.keys("Role"))
    at = tables.relationships["AT"].select(role="start", place="end").join(regions, on="place", how="left")
    kind = pl.col("place").str.split(":").list.first()
    placed = roles.join(at, on="role", how="left").with_columns(
        text=pl.concat_str("group", pl.lit(" ("), kind, pl.format(", {}", "where"), pl.lit(")"), ignore_nulls=True)
    )
    if label == "Role":
        texts = placed.select("text", key="role")
    else:
        texts = roles_held(snapshot).select("role", key="person").join(placed, on="role").select("key", "text")
    joined = texts.unique().sort("text").group_by("key", maintain_order=True).agg(pl.col("text").str.join("; "))
    everyone = pl.DataFrame({"key": tables.keys(label)}).join(joined, on="key", how="left", maintain_order="left")
    return everyone.select(alike=pl.col("text").fill_null("no role")).to_series()
