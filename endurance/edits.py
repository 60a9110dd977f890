"""Small edits as plain values: drawn at random, applied to plain dicts, and turned into what a store takes."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import polars as pl

from graphmap import model
from graphmap.store import edit as store_edit
from graphmap.tables import GraphTables, kind_schema, relationship_schema

Edit = dict[str, Any]
"""What an edit ``does``, with its values; JSON can hold it."""

State = Mapping[str, Mapping[Any, Any]]
"""A graph by kind and relationship, and there by id or by its two ends: the properties that have a value."""

DEPTHS = {"network meeting": 0, "school visit": 1, "critical friend": 2, "evidence review": 3, "co-teaching": 4}
_FIRST_DAY = date(2025, 2, 3)
_HOSTILE = "Tauira’s “hui”; '\"\\ {x} 🧑‍🏫"


def base_sheets(folder: Path) -> Path:
    """Write the sheets of the small network that every run begins with."""
    people = [f"p{number:02}" for number in range(12)]
    sheets = {
        "schools": "id,name,roll\n" + "".join(f"s{n},School {n},{100 + n}\n" for n in range(4)),
        "people": "id,name\n" + "".join(f"{id},Person {id}\n" for id in people),
        "networks": "id,name\nnet,The network\n",
        "memberships": "member,network,since\n" + "".join(f"s{n},net,2024-01-01\n" for n in range(4)),
        "roles": "id,name,at,group\n" + "".join(f"r{n},Teacher,s{n},teacher\n" for n in range(4)),
        "roles_held": "person,role,since\n" + "".join(f"{id},r{n % 4},2020-01-01\n" for n, id in enumerate(people)),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in sheets.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def plain(tables: GraphTables) -> State:
    """Return a graph as dicts: of each kind by id, of each relationship by its ends, without what has no value."""
    state: dict[str, dict[Any, Any]] = {}
    for label, table in tables.kinds.items():
        if label != "Practice":
            state[label] = {row["id"]: _defined(row) for row in table.iter_rows(named=True)}
    for type, table in tables.relationships.items():
        rows = state[type] = {}
        for row in table.iter_rows(named=True):
            rest = _defined({name: value for name, value in row.items() if name not in ("start", "end")})
            rows.setdefault((row["start"], row["end"]), []).append(rest)
    return state


def _defined(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in row.items()
        if value is not None
    }


# ------------------------------------------------------------------------------------------ drawn at random


def drawn(state: State, random: Random, number: int, seq: int) -> Edit:
    """Draw an edit of a graph in this `state`, whose last change is `seq`. `number` makes its ids unique."""
    people = sorted(state["Person"])
    visits = sorted(state["Interaction"])
    kinds = ["visit", "visit", "visit", "rename", "person", "many"]
    kinds += ["drop", "note"] if len(visits) > 3 else []
    kinds += ["leave"] if len(people) > 8 else []
    kinds += ["undo"] if seq > 1 else []
    does = random.choice(kinds)
    if does == "visit":
        return {"does": "visits", "visits": [_visit(random, f"v{number}", people)]}
    if does == "many":
        return {"does": "visits", "visits": [_visit(random, f"v{number}-{n}", people) for n in range(60)]}
    if does == "rename":
        return {"does": "rename", "id": random.choice(people), "name": f"{_HOSTILE} {number}"}
    if does == "person":
        return {"does": "person", "id": f"n{number}", "name": f"Ngā {number}", "role": random.choice(["r0", "r1"])}
    if does == "note":
        return {"does": "note", "id": random.choice(visits), "note": "x" * random.choice([1, 40, 5_000])}
    if does == "drop":
        return {"does": "delete", "kind": "Interaction", "ids": random.sample(visits, random.randint(1, 3))}
    if does == "leave":
        return {"does": "delete", "kind": "Person", "ids": [random.choice(people)]}
    return {"does": "undo", "seq": seq}


def drawn_load(state: State, random: Random, number: int) -> Edit:
    """Draw a load of sheets: new people, and interactions of theirs and of those who are there."""
    new = [f"l{number}-{n}" for n in range(random.choice([1, 5, 40]))]
    people = [*sorted(state["Person"]), *new]
    visits = [_visit(random, f"w{number}-{n}", people) for n in range(random.choice([2, 20, 200]))]
    return {"does": "load", "people": new, "visits": visits}


def _visit(random: Random, id: str, people: list[str]) -> Edit:
    return {
        "id": id,
        "date": (_FIRST_DAY + timedelta(days=random.randrange(500))).isoformat(),
        "practice": random.choice(list(DEPTHS)),
        "note": f"{_HOSTILE} {id}",
        "who": sorted(random.sample(people, random.randint(2, 4))),
    }


# -------------------------------------------------------------------------------------- applied to plain dicts


def applied(state: State, edit: Edit) -> State:
    """Return the `state` after `edit`."""
    after: dict[str, dict[Any, Any]] = {name: dict(rows) for name, rows in state.items()}
    does = edit["does"]
    if does in ("visits", "load"):
        source = {"source": "interactions.csv"} if does == "load" else {}
        for id in edit.get("people", []):
            after["Person"][id] = {"id": id, "name": f"Person {id}"}
        for visit in edit["visits"]:
            told = {name: visit[name] for name in ("id", "date", "practice", "note")}
            after["Interaction"][visit["id"]] = {**told, "depth": DEPTHS[visit["practice"]], **source}
            after["WITHIN"][f"interaction:{visit['id']}", "network:net"] = [{}]
            for who in visit["who"]:
                after["TOOK_PART"][f"person:{who}", f"interaction:{visit['id']}"] = [{"part": "took part"}]
    elif does == "rename":
        after["Person"][edit["id"]] = {**after["Person"][edit["id"]], "name": edit["name"]}
    elif does == "note":
        after["Interaction"][edit["id"]] = {**after["Interaction"][edit["id"]], "note": edit["note"]}
    elif does == "person":
        after["Person"][edit["id"]] = {"id": edit["id"], "name": edit["name"]}
        after["HOLDS"][f"person:{edit['id']}", f"role:{edit['role']}"] = [{"since": "2026-01-01"}]
    else:
        for id in edit["ids"]:
            key = model.node_key(edit["kind"], id)
            del after[edit["kind"]][id]
            for type in model.RELATIONSHIP:
                after[type] = {ends: rows for ends, rows in after[type].items() if key not in ends}
    return after


# ------------------------------------------------------------------------------------ as a store takes them


def edit_for_store(edit: Edit) -> store_edit.Edit:
    """Return what a store takes for an edit that is neither a load nor an undo."""
    does = edit["does"]
    if does == "visits":
        rows = [
            {**{k: v for k, v in visit.items() if k not in ("who", "date")},
             "date": date.fromisoformat(visit["date"]), "depth": DEPTHS[visit["practice"]]}
            for visit in edit["visits"]
        ]  # fmt: skip
        took = [(f"person:{w}", f"interaction:{v['id']}", "took part") for v in edit["visits"] for w in v["who"]]
        within = [(f"interaction:{visit['id']}", "network:net") for visit in edit["visits"]]
        return store_edit.Edit(
            created={"Interaction": pl.DataFrame(rows, schema=kind_schema("Interaction"))},
            begun={"TOOK_PART": _related("TOOK_PART", took), "WITHIN": _related("WITHIN", within)},
        )
    if does == "person":
        person = pl.DataFrame([{"id": edit["id"], "name": edit["name"]}], schema=kind_schema("Person"))
        held = [(f"person:{edit['id']}", f"role:{edit['role']}", date(2026, 1, 1), None)]
        return store_edit.Edit(created={"Person": person}, begun={"HOLDS": _related("HOLDS", held)})
    if does in ("rename", "note"):
        label, column = ("Person", "name") if does == "rename" else ("Interaction", "note")
        return store_edit.Edit(updated={label: pl.DataFrame({"id": [edit["id"]], column: [edit[column]]})})
    return store_edit.Edit(deleted={edit["kind"]: edit["ids"]})


def _related(type: str, rows: list[tuple[Any, ...]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=relationship_schema(type), orient="row")


def write_load(edit: Edit, folder: Path) -> Path:
    """Write the sheets of a load."""
    folder.mkdir(parents=True, exist_ok=True)
    people = "id,name\n" + "".join(f"{id},Person {id}\n" for id in edit["people"])
    (folder / "people.csv").write_text(people, encoding="utf-8")
    rows = pl.DataFrame(
        [{**visit, "who": ";".join(visit["who"]), "network": "net"} for visit in edit["visits"]]
    ).rename({"who": "participants"})
    rows.write_csv(folder / "interactions.csv")
    return folder
