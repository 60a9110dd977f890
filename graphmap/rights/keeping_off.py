"""Keeping off: noticing that a sheet brings somebody who was erased or who withdrew.

Of somebody who was erased only a mark is kept: a digest of the name with a salt of the store. Nobody reads a name from
it, but who has the store and a list of names can try each of them. `graphmap rights erase --forget` keeps no mark."""

import secrets
import uuid
from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import blake2b

import polars as pl

from graphmap.language.normalising import fold
from graphmap.rights.register import register
from graphmap.store.edit import Edit
from graphmap.store.store import Store
from graphmap.tables import GraphTables

_SALT_BYTES, _MARK_BYTES = 16, 16


def mark_for(store: Store, names: Iterable[str], day: date) -> list[dict[str, str]]:
    """Return the marks of somebody with these names that the store doesn't have yet, as it keeps them."""
    kept = store.ask("erased")
    salt = str(kept[0]["salt"]) if kept else secrets.token_hex(_SALT_BYTES)
    there = {found["id"] for found in kept}
    marks = sorted({_mark(name, salt) for name in names} - there)
    return [{"id": mark, "salt": salt, "day": day.isoformat(), "version": uuid.uuid4().hex} for mark in marks]


def _mark(name: str, salt: str) -> str:
    return blake2b(fold(name).encode(), digest_size=_MARK_BYTES, key=bytes.fromhex(salt)).hexdigest()


def brought_back(store: Store, tables: GraphTables, edit: Edit) -> Sequence[str]:
    """Return a warning for each person of `edit` who was erased, or who withdrew and is recorded again."""
    new = edit.created.get("Person")
    again = [edit.begun[type]["start"] for type in ("TOOK_PART", "HOLDS") if type in edit.begun]
    keys = pl.concat(again).unique() if again else pl.Series(dtype=pl.String)
    names = _withdrawn(tables).filter(pl.col("key").is_in(keys.implode())).select("name", "answered").rows()
    return [*_erased(store, [] if new is None else new["name"].to_list()), *map(_withdrew, names)]


def here_again(store: Store, tables: GraphTables) -> Sequence[str]:
    """Return a warning for each person in the graph who was erased, or who withdrew before something that they did."""
    days = tables.kinds["Interaction"].select("date", end=tables.keys("Interaction"))
    last = tables.relationships["TOOK_PART"].join(days, on="end").group_by("start").agg(pl.col("date").max())
    later = _withdrawn(tables).join(last, left_on="key", right_on="start").filter(pl.col("date") > pl.col("answered"))
    return [
        *_erased(store, tables.kinds["Person"]["name"].to_list()),
        *map(_withdrew, later["name", "answered"].rows()),
    ]


def _erased(store: Store, names: Sequence[str]) -> list[str]:
    kept = store.ask("erased") if names else []
    days = {str(found["id"]): str(found["day"]) for found in kept}
    return [
        f"{name} was erased on {days[mark]}, and is in this. Take them out unless they asked to be recorded again."
        for salt in sorted({str(found["salt"]) for found in kept})
        for name in names
        if (mark := _mark(name, salt)) in days
    ]


def _withdrawn(tables: GraphTables) -> pl.DataFrame:
    if tables.kinds["Rights"].is_empty():
        return pl.DataFrame(schema={"key": pl.String(), "name": pl.String(), "answered": pl.Date()})
    return register(tables).filter(pl.col("answer") == "withdrawn").select("key", "name", "answered")


def _withdrew(row: tuple[str, date | None]) -> str:
    name, day = row
    on = f" on {day}" if day else ""
    return f"{name} withdrew{on}, and something later is in this. Take it out unless they agreed again."
