"""The lists on a form: roles held, memberships, funding, and who took part."""

from collections.abc import Sequence

import streamlit as st

from graphmap import model
from graphmap.app.records.cells import ask_cell, show_wrong
from graphmap.app.records.choosing import choose
from graphmap.app.records.drafts import Draft
from graphmap.app.records.fragment import run_again
from graphmap.app.records.names import names_of
from graphmap.app.shell.language import _, later
from graphmap.app.shell.listing import plain
from graphmap.graph.snapshot import Snapshot
from graphmap.records.forms import Part
from graphmap.sheets.problems import Problem

_SHOWN = 12
_FIRST_ROW = 2

_TITLES = {
    "roles_held": later("Roles held"),
    "memberships": later("Memberships"),
    "funding": later("Funding"),
    "took_part": later("Who took part"),
}
_ADD = {
    "role": later("Add a role"),
    "person": later("Add a person"),
    "member": later("Add a member"),
    "network": later("Add a network"),
    "programme": later("Add a programme"),
    "actor": later("Add somebody"),
}


def show_part(snapshot: Snapshot, draft: Draft, part: Part) -> None:
    """Show a list: its rows with their days, and a way to add to it."""
    rows = draft.lists.setdefault(part.name, [])
    st.markdown(f"**{plain(_(_TITLES[part.name]))}**")
    wrong = [problem for problem in draft.problems if problem.file == part.name or _is_of_role(problem, part)]
    key = f"{draft.name}-{draft.turn}-{part.name}"
    in_order = sorted(range(len(rows)), key=lambda number: bool(rows[number].get("until")))
    shown = in_order
    if len(rows) > _SHOWN and not st.toggle(
        _("Show all {number}", number=f"{len(rows):,}"), key=f"{draft.name}-{part.name}-all"
    ):
        with_problems = {problem.row - _FIRST_ROW for problem in wrong}
        shown = in_order[:_SHOWN] + [number for number in in_order[_SHOWN:] if number in with_problems]
    names = names_of(snapshot).of(row.get(part.far, "") for row in rows)
    for number in shown:
        _show_row(snapshot, draft, part, number, names.get(rows[number].get(part.far, ""), ""), f"{key}-{number}")
        show_wrong(problem for problem in wrong if problem.row - _FIRST_ROW == number)
    _show_adding(snapshot, draft, part, key)


def _is_of_role(problem: Problem, part: Part) -> bool:
    """Return whether a problem is in the role that a row of this list begins."""
    return part.far == "role" and problem.file == "roles"


def _show_row(snapshot: Snapshot, draft: Draft, part: Part, number: int, name: str, key: str) -> None:
    row = draft.lists[part.name][number]
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key=f"row-{key}"):
        with st.container(key=f"name-{key}", width="stretch"):
            st.markdown(plain(name or _new_name(snapshot, row)))
        for heading in part.headings:
            with st.container(width=150, key=f"cell-{key}-{heading}"):
                row[heading] = ask_cell(snapshot, part.sheet, heading, row.get(heading, ""), f"{key}-{heading}")
        if "until" in part.headings and not row.get("until"):
            st.button(
                _("Ends today"), key=f"end-{key}", on_click=draft.end_today, args=(part.name, number), type="tertiary"
            )
        st.button(
            _("Remove {name}", name=plain(name or row.get("name", ""))),
            key=f"remove-{key}",
            icon=":material/close:",
            on_click=draft.remove,
            args=(part.name, number),
            type="tertiary",
            help=_("It was entered by mistake. If it is over, give it a last day instead."),
        )


def _new_name(snapshot: Snapshot, row: dict[str, str]) -> str:
    place = names_of(snapshot).of([row.get("at", "")]).get(row.get("at", ""), "")
    return " · ".join(filter(None, (row.get("name", ""), place)))


def _show_adding(snapshot: Snapshot, draft: Draft, part: Part, key: str) -> None:
    """Show the way to add to a list: one that there is, or on a person's form a new role."""
    link = part.sheet.links[part.far]
    may_come_twice = "since" in part.headings
    listed: Sequence[str] = () if may_come_twice else [row.get(part.far, "") for row in draft.lists[part.name]]
    chosen = choose(snapshot, _(_ADD[part.far]), model.far_labels(link), "", f"{key}-add", without=listed)
    if chosen:
        draft.add(part.name, {part.far: chosen})
        run_again()
    if part.far == "role":
        with st.expander(_("A role that isn’t there yet"), key=f"{key}-new"):
            _show_new_role(snapshot, draft, part, key)


def _show_new_role(snapshot: Snapshot, draft: Draft, part: Part, key: str) -> None:
    roles = model.SHEET["roles"]
    row = {
        heading: ask_cell(snapshot, roles, heading, "", f"{key}-new-{heading}") for heading in ("name", "at", "group")
    }
    row["since"] = ask_cell(snapshot, part.sheet, "since", "", f"{key}-new-since")
    if st.button(_("Add this role"), key=f"{key}-new-add", disabled=not row["name"].strip()):
        draft.add(part.name, row)
        run_again()
