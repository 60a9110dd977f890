"""Copies of the graph's tables in which the acts of a step are done. Records never change."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from graphmap import model
from graphmap.model import NodeKey
from graphmap.tables import GraphTables
from graphmap.weak.step import Act, Agrees, Holds, Joins, Purpose, Work
from graphmap.whatif.tables import adding, unused, with_somebody_at


def with_acts(tables: GraphTables, acts: Iterable[Act], day: date) -> GraphTables:
    """Return `tables` with what each of `acts` puts on record on `day`; people and goals come before the work."""
    ordered = sorted(acts, key=lambda act: isinstance(act, Work))
    for number, act in enumerate(ordered, 1):
        tables = _with_act(tables, number, act, day)
    return tables


def _with_act(tables: GraphTables, number: int, act: Act, day: date) -> GraphTables:
    match act:
        case Joins(person, place, group):
            role = unused(tables, "Role", f"what-if-{number}")
            tables = _with_person(tables, person)
            return adding(
                tables,
                kinds={"Role": [{"id": role, "name": "somebody new", "group": group, "purpose": "To take part."}]},
                relationships={
                    "AT": [{"start": model.node_key("Role", role), "end": place}],
                    "HOLDS": [{"start": person, "end": model.node_key("Role", role), "since": day}],
                },
            )
        case Holds(person, role):
            tables = _with_person(tables, person)
            return adding(tables, relationships={"HOLDS": [{"start": person, "end": role, "since": day}]})
        case Purpose(role):
            return _with_purpose(tables, role)
        case Agrees(network, goal):
            _, id = model.split_key(goal)
            agreed = {"start": network, "end": goal, "since": day}
            return adding(tables, {"Goal": [{"id": id, "name": "a new goal"}]}, {"PURSUES": [agreed]})
        case Work():
            for _ in range(act.times):
                tables = _with_work(tables, number, act, day)
            return tables


def _with_person(tables: GraphTables, person: NodeKey) -> GraphTables:
    """Return `tables` with `person`, somebody new unless on record."""
    _, id = model.split_key(person)
    if id in tables.kinds["Person"]["id"]:
        return tables
    return adding(tables, kinds={"Person": [{"id": id, "name": "somebody new"}]})


def _with_purpose(tables: GraphTables, role: NodeKey) -> GraphTables:
    _, id = model.split_key(role)
    written: list[Mapping[str, Any]] = [
        {**row, "purpose": "Written down."} if row["id"] == id else row for row in tables.kinds["Role"].to_dicts()
    ]
    without = GraphTables({**tables.kinds, "Role": tables.kinds["Role"].clear()}, tables.relationships)
    return adding(without, kinds={"Role": written})


def _with_work(tables: GraphTables, number: int, work: Work, day: date) -> GraphTables:
    """Return `tables` with one interaction of `work`; a network takes part through a new person."""
    names = dict(tables.kinds["Practice"].select("id", "name").iter_rows())
    id = unused(tables, "Interaction", f"what-if-step-{number}")
    interaction = model.node_key("Interaction", id)
    practice = names.get(work.practice, model.DEPTHS[work.depth])
    tables = adding(tables, kinds={"Interaction": [{"id": id, "date": day, "practice": practice, "depth": work.depth}]})
    for side, actor in enumerate(work.actors, 1):
        carrier = actor
        if model.split_key(actor)[0].label == "Network":
            tables, carrier = with_somebody_at(tables, f"{id}-{side}", actor)
        part = "initiated" if actor == work.started_by else None
        tables = adding(tables, relationships={"TOOK_PART": [{"start": carrier, "end": interaction, "part": part}]})
    links = {type: end for type, end in (("WITHIN", work.within), ("TOWARDS", work.towards)) if end}
    return adding(tables, relationships={type: [{"start": interaction, "end": end}] for type, end in links.items()})
