"""Reads changes from the log and appends them to it, within a transaction."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import neo4j

from graphmap.model import NodeKey
from graphmap.store.log import Change, change_key, in_effect, kept_change, part_key, read_change, undoings
from graphmap.store.queries import named_queries
from graphmap.store.touched import Touched, read_texts, texts_of

_LONGEST_INLINE = 20_000  # characters of packed rows that a change keeps by itself
_PARTS_AT_ONCE = 20


class Entry(NamedTuple):
    """A change, and the rows that it touched."""

    change: Change
    touched: Touched


def entries_in_effect(entries: Sequence[Entry]) -> list[Entry]:
    """Return `entries`, all since some moment, without those whose changes undo one another."""
    standing = {change.seq for change in in_effect([each.change for each in entries])}
    return [each for each in entries if each.change.seq in standing]


def append(tx: neo4j.ManagedTransaction, change: Change, touched: Touched, counts: str) -> None:
    """Append `change`, which touched these rows, to the log, and keep the `counts` after it."""
    kept, parts = rows_of(change, touched)
    tx.run(named_queries()["append_change"].text, seq=change.seq, change=kept, counts=counts).consume()
    keep(tx, "keep_change_parts", parts)


def rows_of(change: Change, touched: Touched) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return what the store keeps of `change`, which touched these rows: the change itself, and its parts."""
    texts = texts_of(touched)
    inline = texts[0] if len(texts) == 1 and len(texts[0]) <= _LONGEST_INLINE else ""
    parts = [] if inline else texts
    kept = kept_change(change, touched, inline, len(parts))
    return kept, [{"id": part_key(change.seq, number), "content": text} for number, text in enumerate(parts)]


def keep(tx: neo4j.ManagedTransaction, query: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write rows of the log as they are."""
    for first in range(0, len(rows), _PARTS_AT_ONCE):
        tx.run(named_queries()[query].text, rows=rows[first : first + _PARTS_AT_ONCE]).consume()


def changes_with(tx: neo4j.ManagedTransaction, seqs: Iterable[int]) -> list[Change]:
    """Return the changes with these numbers, newest first."""
    records = tx.run(named_queries()["changes"].text, ids=[change_key(seq) for seq in seqs])
    return sorted((read_change(record) for record in records), key=lambda change: -change.seq)


def entries_with(tx: neo4j.ManagedTransaction, seqs: Iterable[int]) -> list[Entry]:
    """Return the changes with these numbers and what they touched, newest first."""
    ids = [change_key(seq) for seq in seqs]
    records = list(tx.run(named_queries()["change_contents"].text, ids=ids)) if ids else []
    entries = []
    for record in sorted(records, key=lambda record: str(record["id"]), reverse=True):
        change, parts = read_change(record), int(record["parts"])
        texts = parts_of(tx, change.seq, parts) if parts else [record["content"]] if record["content"] else []
        entries.append(Entry(change, read_texts(texts)))
    return entries


def parts_of(tx: neo4j.ManagedTransaction, seq: int, count: int) -> Iterable[str]:
    """Yield the texts of a large change, in order."""
    ids = [part_key(seq, number) for number in range(count)]
    for first in range(0, count, _PARTS_AT_ONCE):
        records = tx.run(named_queries()["change_parts"].text, ids=ids[first : first + _PARTS_AT_ONCE])
        found = {record["id"]: record["content"] for record in records}
        yield from (found[id] for id in sorted(found))


def all_undoings(tx: neo4j.ManagedTransaction) -> Mapping[int, int]:
    """Return by which change each is undone."""
    records = tx.run(named_queries()["undoings"].text)
    return undoings((int(each["id"]), int(each["undoes"])) for each in records)


def seqs_naming(tx: neo4j.ManagedTransaction, entity: NodeKey) -> set[int]:
    """Return the numbers of the changes that touched `entity`, or a relationship of it."""
    small = {int(each["id"]) for each in tx.run(named_queries()["changes_naming"].text, key=entity)}
    large = [(int(each["id"]), int(each["parts"])) for each in tx.run(named_queries()["large_changes"].text)]
    return small | {seq for seq, parts in large if read_texts(parts_of(tx, seq, parts)).names(entity)}


def replace_log(tx: neo4j.ManagedTransaction, log: Mapping[str, Sequence[Mapping[str, Any]]]) -> int:
    """Replace the whole log by these rows, by the query that keeps them; return the number of the last change."""
    for query in ("forget_changes", "forget_change_parts"):
        tx.run(named_queries()[query].text).consume()
    for query, rows in log.items():
        keep(tx, query, rows)
    return max((int(row["id"]) for row in log["keep_changes"]), default=0)
