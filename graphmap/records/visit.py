"""Turn what somebody typed about a visit into rows of sheets, and these into an edit, with every check of sheets."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from graphmap import model
from graphmap.language.normalising import fold, slug
from graphmap.model import NodeKey
from graphmap.records.guessing import roles_at, usual_group
from graphmap.records.when import sheet_text
from graphmap.sheets.cell_texts import visible
from graphmap.sheets.codebook import shipped_codebook
from graphmap.sheets.problems import BadSheets, Problem
from graphmap.sheets.reading import RawSheet, RawSheets
from graphmap.sheets.records import read_records
from graphmap.store.comparison import edit_between
from graphmap.store.edit import Edit
from graphmap.tables import GraphTables

SOURCE = "Add visit"
"""Where an interaction says it comes from, in place of the name of a sheet."""

_LEAST_PARTICIPANTS = 2
_FIRST_ROW = 2  # as a spreadsheet counts


@dataclass(frozen=True)
class Newcomer:
    """Somebody who isn't in the store yet: their name, where they are, and their role there.

    ``role`` is the name of a role at that ``place``, which may be new; ``group`` is the group of a new one.
    """

    name: str
    place: NodeKey = ""
    role: str = ""
    group: str = ""


@dataclass(frozen=True)
class Visit:
    """What somebody typed about a visit. Nothing in it is checked yet.

    ``who`` are keys of people and organisations. ``others`` is how many more were there, unnamed. With ``again`` it is
    recorded even if the store has one of the same day, practice, network and participants.
    """

    when: str = ""
    practice: str = ""
    who: tuple[NodeKey, ...] = ()
    newcomers: tuple[Newcomer, ...] = ()
    others: str = ""
    network: NodeKey = ""
    goal: NodeKey = ""
    note: str = ""
    again: bool = False


class AlreadyRecorded(Exception):
    """The store has an interaction of the same day, practice, network and participants: ``key``."""

    def __init__(self, key: NodeKey) -> None:
        super().__init__(key)
        self.key = key


def visit_edit(tables: GraphTables, visit: Visit, today: date) -> Edit:
    """Return the edit that records `visit` in a store that holds `tables`.

    Raises `BadSheets` with everything that is wrong, and `AlreadyRecorded`.
    """
    visit = replace(visit, newcomers=tuple(_with_group(tables, newcomer) for newcomer in visit.newcomers))
    existing = _concerned(tables, visit)
    raw = _sheets(existing, visit, today)
    records = read_records(raw, existing, shipped_codebook(), today=today)
    made: str = records.tables.kinds["Interaction"]["id"][0]
    taken = set(existing.kinds["Interaction"]["id"])
    if made in taken:
        if not visit.again:
            raise AlreadyRecorded(model.node_key("Interaction", made))
        raw = _sheets(existing, visit, today, _free(made, taken))
        records = read_records(raw, existing, shipped_codebook(), today=today)
    return edit_between(existing, records)


def _with_group(tables: GraphTables, newcomer: Newcomer) -> Newcomer:
    """Return `newcomer` with a group for a new role: the usual one of such roles, unless somebody chose one."""
    return newcomer if newcomer.group else replace(newcomer, group=usual_group(tables, newcomer.role))


def _concerned(tables: GraphTables, visit: Visit) -> GraphTables:
    """Return the part of the graph that a visit refers to. Checks and comparison then take the same time in a nation
    as in a cluster."""
    wanted = {*visit.who, *(newcomer.place for newcomer in visit.newcomers)}
    kinds = {label: tables.kinds[label] for label in ("Practice", "Network", "Goal")}
    kinds |= {label: _of_keys(tables, label, wanted) for label in model.ORGANISATIONS}
    new_ids = [slug(newcomer.name) for newcomer in visit.newcomers if newcomer.name]
    is_like_new = pl.any_horizontal(pl.lit(False), *(pl.col("id").str.starts_with(id) for id in new_ids))
    people = tables.kinds["Person"]
    kinds["Person"] = (
        pl.concat([_of_keys(tables, "Person", wanted), people.filter(is_like_new)]).unique("id").sort("id")
    )
    at = tables.relationships["AT"].filter(pl.col("end").is_in([n.place for n in visit.newcomers]))
    held = tables.relationships["HOLDS"].join(at, left_on="end", right_on="start", how="semi")
    kinds["Role"] = _of_keys(tables, "Role", set(at["start"]))
    interactions = tables.kinds["Interaction"]
    same = [name for name in interactions["practice"].unique() if fold(name) == fold(visible(visit.practice))]
    kinds["Interaction"] = interactions.filter(pl.col("practice").is_in(same))
    return GraphTables.of(kinds, {"AT": at, "HOLDS": held})


def _of_keys(tables: GraphTables, label: str, keys: Iterable[NodeKey]) -> pl.DataFrame:
    prefix = model.node_key(label, "")
    ids = [key.removeprefix(prefix) for key in keys if key.startswith(prefix)]
    return tables.kinds[label].filter(pl.col("id").is_in(ids))


# --------------------------------------------------------------------------------------------- the rows


def _sheets(tables: GraphTables, visit: Visit, today: date, id: str = "") -> RawSheets:
    raw = RawSheets()
    people, roles, held = _rows_of_newcomers(tables, visit.newcomers, today, raw)
    row = {
        "id": id,
        "date": sheet_text(visible(visit.when), today),
        "practice": visible(visit.practice),
        "network": visit.network,
        "goal": visit.goal,
        "note": visible(visit.note),
        "attendance": _attendance(visit),
        "participants": ";".join([*visit.who, *(model.node_key("Person", each["id"]) for each in people)]),
    }
    if (number := len(visit.who) + len(people)) < _LEAST_PARTICIPANTS:  # said even if the row is wrong in other ways
        why = f"The interaction has {number} participant{'' if number == 1 else 's'}"
        raw.problem(SOURCE, "too few participants", why, "Name two or more.", row=_FIRST_ROW, column="participants")
    for name, rows in (("people", people), ("roles", roles), ("roles_held", held), ("interactions", [row])):
        if rows:
            headings = tuple(rows[0])
            cells = [tuple(each[heading] for heading in headings) for each in rows]
            file = SOURCE if name == "interactions" else name
            raw.sheets.append(RawSheet(name, file, headings, list(enumerate(cells, _FIRST_ROW))))
    return raw


def _rows_of_newcomers(
    tables: GraphTables, newcomers: Sequence[Newcomer], today: date, raw: RawSheets
) -> tuple[list[dict[str, str]], list[dict[str, str]], list[dict[str, str]]]:
    """Return the rows of people, of new roles, and of the roles that the people hold."""
    people: list[dict[str, str]] = []
    roles: dict[tuple[str, NodeKey], dict[str, str]] = {}
    held: list[dict[str, str]] = []
    ids = set(tables.kinds["Person"]["id"])
    role_ids = set(tables.kinds["Role"]["id"])
    for row, newcomer in enumerate(newcomers, _FIRST_ROW):
        name, role = visible(newcomer.name), visible(newcomer.role)
        id = _free(slug(name) if name else "somebody", ids)
        ids.add(id)
        people.append({"id": id, "name": name})
        if role and not newcomer.place:
            fix = "Choose the school, iwi or partner that the role is at."
            raw.problem("people", "role without a place", "A role needs a place", fix, row=row, column="place")
        if not newcomer.place:
            continue
        if not role:
            fix = "Say what they do there, such as Teacher."
            raw.problem("people", "place without a role", "The role is missing", fix, row=row, column="role")
            continue
        key = _stored_role(tables, newcomer.place, role, today)
        if key is None:
            same = roles.setdefault(
                (fold(role), newcomer.place), {"name": role, "at": newcomer.place, "group": newcomer.group, "id": ""}
            )
            if not same["id"]:
                same["id"] = _free(slug(f"{role} at {newcomer.place.partition(':')[2]}"), role_ids)
                role_ids.add(same["id"])
            key = model.node_key("Role", same["id"])
        held.append({"person": model.node_key("Person", id), "role": key})
    return people, list(roles.values()), held


def _stored_role(tables: GraphTables, place: NodeKey, name: str, today: date) -> NodeKey | None:
    """Return the role of this name at `place`, a vacant one before one that somebody holds."""
    for key, known in roles_at(tables, place, today).select("key", "name").iter_rows():
        if fold(known) == fold(name):
            return str(key)
    return None


def _attendance(visit: Visit) -> str:
    """Return how many were there in all: the people named and the others. Nothing where all are named."""
    others = visible(visit.others)
    if not others.isdecimal():
        return others
    people = sum(key.startswith(model.node_key("Person", "")) for key in visit.who) + len(visit.newcomers)
    return str(int(others) + people) if int(others) else ""


def _free(id: str, taken: Iterable[str]) -> str:
    """Return `id`, or the first of `id`-2, `id`-3… that nothing has."""
    known, number, free = set(taken), 1, id
    while free in known:
        number += 1
        free = f"{id}-{number}"
    return free


# --------------------------------------------------------------------------------- what is wrong, by field

_FIELDS: Mapping[str, str] = {
    "date": "when",
    "practice": "practice",
    "participants": "who",
    "attendance": "others",
    "network": "network",
    "goal": "goal",
    "note": "note",
}


def problems_by_field(error: BadSheets) -> Mapping[str, Sequence[Problem]]:
    """Return the problems of a visit by the field of the form that they are about; those of the second newcomer are
    under ``new-1``, and any others under an empty text. Of each sort there is one."""
    found: dict[str, list[Problem]] = {}
    for problem in error.problems:
        field = _FIELDS.get(problem.column, "") if problem.file == SOURCE else ""
        if problem.file == "people" and problem.row:
            field = f"new-{problem.row - _FIRST_ROW}"
        if all(problem.sort != other.sort for other in found.get(field, ())):
            found.setdefault(field, []).append(problem)
    return found
