"""What the form asks of the server: guesses, the names in a list, a newcomer's role, saving, and undoing."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from graphmap import model
from graphmap.app.shell import acting
from graphmap.app.shell.language import _, words
from graphmap.app.shell.session import current_snapshot
from graphmap.errors import GraphmapError
from graphmap.graph.snapshot import Snapshot
from graphmap.language.dates import NotADate
from graphmap.language.loose_dates import put_into_words
from graphmap.model import NodeKey
from graphmap.records.doubles import near
from graphmap.records.guessing import goals_on, guess_goal, guess_network, last_time, roles_at, usual_group
from graphmap.records.matching import Names, actors_beside
from graphmap.records.visit import AlreadyRecorded, Newcomer, Visit, problems_by_field, visit_edit
from graphmap.records.when import read_when
from graphmap.sheets.problems import BadSheets, Problem

Answer = dict[str, Any]

_MOST_TYPED = 2_000
_MOST_LISTED = 2_000_000  # characters: ten thousand long names
_MOST_NEWCOMERS = 200
_NAMED_LAST = 3
_MOST_NEAR = 3


def answer(asked: Mapping[str, Any]) -> Answer:
    """Return the answer to a request of the form; one that makes no sense gets an empty one."""
    answers = {"guess": _guess, "list": _list, "newcomer": _newcomer, "save": _save, "undo": _undo}
    found = answers.get(str(asked.get("what")))
    if found is None:
        return {}
    try:
        return found(asked)
    except GraphmapError as error:
        return {"problems": {"": str(error)}}


def read_visit(asked: Mapping[str, Any]) -> Visit:
    """Return what the form has, whatever a page may send."""
    typed = asked.get("visit")
    typed = typed if isinstance(typed, Mapping) else {}
    newcomers = [each for each in _list_in(typed, "newcomers") if isinstance(each, Mapping)]
    return Visit(
        when=_text(typed, "when"),
        practice=_text(typed, "practice"),
        who=tuple(dict.fromkeys(key for key in _list_in(typed, "who") if isinstance(key, str) and _is_actor(key))),
        newcomers=tuple(
            Newcomer(*(_text(each, name) for name in ("name", "place", "role", "group")))
            for each in newcomers[:_MOST_NEWCOMERS]
        ),
        others=_text(typed, "others"),
        network=_text(typed, "network"),
        goal=_text(typed, "goal"),
        note=_text(typed, "note"),
        again=typed.get("again") is True,
    )


def _text(typed: Mapping[str, Any], name: str, most: int = _MOST_TYPED) -> str:
    value = typed.get(name)
    return value[:most] if isinstance(value, str) else ""


def _list_in(typed: Mapping[str, Any], name: str) -> Sequence[Any]:
    value = typed.get(name)
    return value if isinstance(value, list) else []


def _is_actor(key: str) -> bool:
    kind = model.KIND_BY_WORD.get(key.partition(":")[0])
    return kind is not None and kind.label in model.ACTORS and ";" not in key


# ------------------------------------------------------------------------------------------ guesses


def _guess(asked: Mapping[str, Any]) -> Answer:
    """Return the day as it is understood, the likely network and goal, and who was there last time."""
    visit, tables = read_visit(asked), current_snapshot().tables
    today = date.today()
    found: Answer = {}
    day = today
    try:
        when = read_when(visit.when, today)
        day = when.counts_at(today)
        found["when"] = put_into_words(day, when.dated, words())
        found["day"] = None if when.dated else day.isoformat()
    except NotADate as error:
        found["whenProblem"] = _("‘{text}’ {why}. {fix}", text=visit.when, why=error.why, fix=error.fix)
    who = [*visit.who, *(newcomer.place for newcomer in visit.newcomers if newcomer.place)]
    network = guess_network(tables, who, day)
    chosen = _text(asked, "network") or network
    last = last_time(tables, visit.practice, chosen, visit.who)
    return found | {
        "network": network or "",
        "goal": guess_goal(tables, chosen, who, visit.practice, day) or "",
        "goals": list(goals_on(tables, chosen, day)) if chosen else [],
        "last": last
        and {
            "who": list(last.who),
            "practice": last.practice,
            "text": _("{practice}, {day}", practice=last.practice, day=put_into_words(last.date, last.dated, words())),
        },
    }


def _list(asked: Mapping[str, Any]) -> Answer:
    """Return the names in a pasted list: ``[text, keys, near]`` of each."""
    names = Names(actors_beside(current_snapshot().tables, date.today()))
    return {
        "lines": [[line.text, line.keys, line.near] for line in names.read_list(_text(asked, "text", _MOST_LISTED))]
    }


def _newcomer(asked: Mapping[str, Any]) -> Answer:
    """Return who is nearly called as a newcomer is, the roles where they are, and the usual group of their role."""
    tables, today = current_snapshot().tables, date.today()
    name, place, role = (_text(asked, part) for part in ("name", "place", "role"))
    roles = roles_at(tables, place, today)["name"].unique(maintain_order=True).to_list() if place else []
    return {
        "near": near(name, "Person", tables)["key"].head(_MOST_NEAR).to_list() if name.strip() else [],
        "roles": roles,
        "group": usual_group(tables, role) if role else "",
    }


# ------------------------------------------------------------------------------------------- saving


def _save(asked: Mapping[str, Any]) -> Answer:
    visit = read_visit(asked)
    snapshot = current_snapshot()
    try:
        edit = visit_edit(snapshot.tables, visit, date.today())
    except AlreadyRecorded as same:
        return {"same": _in_words(snapshot, same.key)}
    except BadSheets as error:
        return {"problems": _sentences(error)}
    change = acting.write(edit, "visit", snapshot.seq)
    return {"saved": True, "text": _("Visit added."), "seq": change.seq}


def _undo(asked: Mapping[str, Any]) -> Answer:
    seq = asked.get("seq")
    if type(seq) is not int or seq < 1:  # true is one too, in Python
        return {}
    acting.undo(seq)
    return {"undone": True, "text": _("Undone. The visit is no longer in the record.")}


def _in_words(snapshot: Snapshot, key: NodeKey) -> str:
    """Return a stored interaction in words: School visit, 12 March 2026: Ana, Bo and 3 more."""
    row = snapshot.interactions.filter(snapshot.interactions["interaction"] == key).row(0, named=True)
    took_part = snapshot.tables.relationships["TOOK_PART"]
    names = sorted(snapshot.names[who] for who in took_part.filter(took_part["end"] == key)["start"].unique())
    listed = ", ".join(names[:_NAMED_LAST])
    if len(names) > _NAMED_LAST:
        listed = _("{names} and {number} more", names=listed, number=len(names) - _NAMED_LAST)
    day = put_into_words(row["date"], row["dated"], words())
    return _("{practice}, {day}: {names}", practice=row["practice"], day=day, names=listed)


def _sentences(error: BadSheets) -> Mapping[str, str]:
    return {field: " ".join(map(_sentence, found)) for field, found in problems_by_field(error).items()}


def _sentence(problem: Problem) -> str:
    """Return what is wrong with a field, and how to fix it, as the form says it beside the field."""
    match problem.sort:
        case "too few participants":
            return _("Name two or more: people, schools, iwi or partners.")
        case "missing value" if problem.column == "date":
            return _("Say when it was.")
        case "missing value" if problem.column == "practice":
            return _("Say what you did together.")
        case "missing value" if problem.column == "name":
            return _("Write their name.")
    value = f"‘{problem.value[:60]}’ " if problem.value else ""
    return f"{value}{problem.why}. {problem.fix}"
