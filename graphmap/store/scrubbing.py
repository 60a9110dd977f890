"""Scrubs somebody who is erased from everything beside the graph: the log, cards, stories, saved views.

Nothing of the rows that were theirs stays, nor their name in any text. A change that lost something by that is marked
as such, so that nobody undoes the half of it that is left.
"""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

import neo4j
import polars as pl

from graphmap import model
from graphmap.model import NodeKey
from graphmap.sheets.fields import extra_of, values_in
from graphmap.store import reads, writes
from graphmap.store.log import Act, part_key
from graphmap.store.log_reading import entries_with, keep, rows_of
from graphmap.store.queries import named_queries
from graphmap.store.touched import Touched, touched_of
from graphmap.tables import ENDS

NAMES_OF_OTHERS = ("Person", "School", "Iwi", "CommunityPartner", "Network", "Programme", "Practice", "Field")
"""The kinds whose names and ids stay: they name something else, even where it is called the same."""

_AT_ONCE = 100  # changes that are read together
_NOT_SCRUBBED = (*model.LOG, "Erased")
_NEVER_A_NAME = ("id", "version", "card")
_ANY_KEY = tuple(f"{word}:" for word in model.KIND_BY_WORD)


@dataclass(frozen=True)
class Scrub:
    """What to scrub: the keys of entities that are ``gone``, and names, which ``redact`` takes out of a text.

    Entities whose ids had the name in them are ``renamed``, from one key to another.
    """

    gone: frozenset[NodeKey]
    redact: Callable[[str], str]
    renamed: Mapping[NodeKey, NodeKey] = field(default_factory=dict)

    def act(self, act: Act) -> Act:
        """Return `act` without the names."""
        return replace(act, by=self.redact(act.by), why=self.redact(act.why))

    def touched(self, touched: Touched) -> Touched:
        """Return the rows of a change without those that are gone, marked as erased if that makes a difference."""
        ids = {label: self._ids(label, series) for label, series in touched.ids.items()}
        pairs = {type: self._pairs(table) for type, table in touched.pairs.items()}
        kinds = {label: self.entities(label, table) for label, table in touched.kinds.items()}
        relationships = {type: self._pairs(table) for type, table in touched.relationships.items()}
        scrubbed = touched_of(
            {label: [series] for label, series in ids.items()},
            {type: [table.select(ENDS)] for type, table in pairs.items()},
            kinds,
            relationships,
            touched.erased,
        )
        return scrubbed if _same(scrubbed, touched) else replace(scrubbed, erased=True)

    def entities(self, label: str, table: pl.DataFrame) -> pl.DataFrame:
        """Return the rows of a kind without those that are gone, and without the names in the texts of the others."""
        table = table.filter(pl.col("id").is_in(self._ids(label, table["id"], renaming=False).implode()))
        texts = [
            self._texts(table[name])
            for name, type in table.schema.items()
            if type == pl.String and name != "id" and not (name == "name" and label in NAMES_OF_OTHERS)
        ]
        return table.with_columns(self._ids(label, table["id"]).alias("id"), *texts)

    def _ids(self, label: str, ids: pl.Series, *, renaming: bool = True) -> pl.Series:
        gone = [id for kind, id in map(model.split_key, self.gone) if kind.label == label]
        kept = ids.filter(~ids.is_in(gone))
        new = {
            model.split_key(old)[1]: model.split_key(key)[1]
            for old, key in self.renamed.items()
            if model.split_key(old)[0].label == label
        }
        return kept.replace(new) if renaming and new else kept

    def _pairs(self, table: pl.DataFrame) -> pl.DataFrame:
        gone = list(self.gone)
        kept = table.filter(~(pl.col("start").is_in(gone) | pl.col("end").is_in(gone)))
        return kept.with_columns(pl.col(end).replace(dict(self.renamed)) for end in ENDS) if self.renamed else kept

    def _texts(self, texts: pl.Series) -> pl.Series:
        change = self._extra if texts.name == "extra" else self.redact
        changed = {text: new for text in texts.drop_nulls().unique() if (new := change(text)) != text}
        return texts.replace(changed) if changed else texts

    def _extra(self, extra: str) -> str:
        values = values_in(extra)
        redacted = {name: self.redact(value) for name, value in values.items()}
        return extra if redacted == values else extra_of(redacted) or ""

    def kept(self, label: str, row: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """Return what is kept beside the network without the names; None where nothing of it can stay."""
        values: dict[str, Any] = {name: value for name, value in row.items() if value is not None}
        if label == "Apart" and not self.gone.isdisjoint((values["one"], values["other"])):
            return None
        if label == "Action":
            about = [key for key in values["about"] if key not in self.gone]
            if values["about"] and not about:
                return None
            values["about"] = about
            ties = zip(values["sources"], values["targets"], values["depths"], strict=True)
            left = [tie for tie in ties if self.gone.isdisjoint(tie[:2])]
            values |= {name: [tie[n] for tie in left] for n, name in enumerate(("sources", "targets", "depths"))}
        if label == "SavedView" and values.get("address"):
            values["address"] = self._address(values["address"])
        return {name: value if name in _NEVER_A_NAME else self._value(value) for name, value in values.items()}

    def _value(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._value(each) for each in value]
        if not isinstance(value, str):
            return value
        return self.renamed.get(value, value) if value.startswith(_ANY_KEY) else self.redact(value)

    def _address(self, address: str) -> str:
        """Return the parameters of an address without those that name somebody who is gone."""
        given = parse_qsl(address, keep_blank_values=True)
        kept = [(name, self._value(value)) for name, value in given if not self._names_gone(value)]
        return address if kept == given else urlencode(kept)

    def _names_gone(self, value: str) -> bool:
        return any(part in self.gone for part in value.replace(";", ",").replace(" ", ",").split(","))


def _same(one: Touched, other: Touched) -> bool:
    """Return whether both have the same rows. A table without rows is as none."""

    def tables(of: Touched) -> dict[tuple[str, str], Any]:
        parts: dict[str, Mapping[str, Any]] = {
            "ids": of.ids,
            "pairs": of.pairs,
            "kinds": of.kinds,
            "relationships": of.relationships,
        }
        return {(part, name): rows for part, named in parts.items() for name, rows in named.items() if len(rows)}

    mine, its = tables(one), tables(other)
    return mine.keys() == its.keys() and all(mine[name].equals(its[name]) for name in mine)


def scrub_log(tx: neo4j.ManagedTransaction, scrub: Scrub, last: int) -> None:
    """Scrub all changes up to the `last` one."""
    for first in range(1, last + 1, _AT_ONCE):
        for entry in entries_with(tx, range(first, min(first + _AT_ONCE, last + 1))):
            touched, act = scrub.touched(entry.touched), scrub.act(entry.change.act)
            if act == entry.change.act and _same(touched, entry.touched):
                continue
            before = rows_of(entry.change, entry.touched)[1]
            kept, parts = rows_of(replace(entry.change, act=act), touched)
            ids = [part_key(entry.change.seq, number) for number in range(len(before))]
            tx.run(named_queries()["drop_change_parts"].text, ids=ids).consume()
            keep(tx, "rewrite_changes", [kept])
            keep(tx, "keep_change_parts", parts)


def scrub_kept(tx: neo4j.ManagedTransaction, scrub: Scrub) -> None:
    """Scrub what people keep beside the network."""
    for kind in model.KEPT:
        if kind.label in _NOT_SCRUBBED:
            continue
        rows = [record.data() for record in tx.run(reads.read_kept(kind))]
        scrubbed = [(row, scrub.kept(kind.label, row)) for row in rows]
        _run(tx, writes.delete_kept(kind.label), [{"id": row["id"]} for row, new in scrubbed if new is None])
        changed = [new for row, new in scrubbed if new is not None and new != _defined(row)]
        _run(tx, writes.update_kept(kind.label), [_anew(new) for new in changed])


def _anew(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return `row` with another version, so that somebody who has it open hears that it has changed."""
    return {**row, "version": uuid.uuid4().hex} if "version" in row else row


def _defined(row: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: value for name, value in row.items() if value is not None}


def _run(tx: neo4j.ManagedTransaction, text: str, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        tx.run(text, rows=list(rows)).consume()
