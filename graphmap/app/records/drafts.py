"""What somebody has typed into forms and not saved yet, kept for the visit."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import streamlit as st

from graphmap import model
from graphmap.app.shell.kept import change_log
from graphmap.graph.snapshot import Snapshot
from graphmap.model import NodeKey
from graphmap.records.forms import Form, Typed, blank, form_in, stored
from graphmap.records.meanwhile import Clash, give_way, rebase
from graphmap.sheets.problems import Problem

_DRAFTS = "record-drafts"


@dataclass
class Draft:
    """A form with what was typed into it.

    ``was`` is what it was opened with, at the change ``opened_at``. ``turn`` is a new number each time that its values
    change by anything but typing, which makes its fields anew. A new entity may be just like stored ones, which are the
    ``same``, only with ``another``. ``meanwhile_by`` is who last changed it since, if they gave a name;
    that ``is_news`` until it was shown.
    """

    label: str
    key: NodeKey | None
    form: Form
    was: Typed
    opened_at: int
    cells: dict[str, str] = field(default_factory=dict)
    lists: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    meanwhile_by: str = ""
    is_news: bool = False
    same: Sequence[NodeKey] = ()
    another: bool = False
    turn: int = 0

    @property
    def typed(self) -> Typed:
        """What the form has now."""
        return Typed(dict(self.cells), {name: tuple(map(dict, rows)) for name, rows in self.lists.items()})

    @property
    def name(self) -> str:
        """What tells it from every other form."""
        return self.key or f"new-{model.KIND[self.label].word}"

    def take(self, typed: Typed) -> None:
        """Show `typed` instead of what the form has."""
        self.cells = dict(typed.cells)
        self.lists = {part.name: [dict(row) for row in typed.lists.get(part.name, ())] for part in self.form.parts}
        self.turn += 1

    def follow(self, now: Typed, seq: int, by: str) -> None:
        """Go on from what is stored `now`, which somebody has changed meanwhile."""
        self.meanwhile_by, self.is_news = by, True
        found = rebase(self.form, self.was, self.typed, now)
        self.take(found.typed)
        of = {(clash.part, clash.of) for clash in found.clashes}
        self.clashes = [clash for clash in self.clashes if (clash.part, clash.of) not in of] + list(found.clashes)
        self.taken = list(dict.fromkeys([*self.taken, *found.taken]))
        self.was, self.opened_at, self.problems = now, seq, []

    def choose(self, clash: Clash, theirs: bool) -> None:
        """Settle a clash: take what they wrote, or keep what was typed here."""
        self.clashes = [other for other in self.clashes if other != clash]
        if theirs:
            self.take(give_way(self.form, self.typed, self.was, clash))

    def end_today(self, part: str, row: int) -> None:
        """Give a row of a list today as its last day."""
        self.lists[part][row]["until"] = date.today().isoformat()
        self.turn += 1

    def remove(self, part: str, row: int) -> None:
        """Take a row off a list."""
        del self.lists[part][row]
        self.turn += 1

    def add(self, part: str, row: dict[str, str]) -> None:
        """Put a row on a list."""
        self.lists[part].append(row)
        self.turn += 1


def draft_of(snapshot: Snapshot, label: str, key: NodeKey | None) -> Draft | None:
    """Return the draft of a form, begun if there is none yet; None where there is no such entity any more."""
    drafts: dict[str, Draft] = st.session_state.setdefault(_DRAFTS, {})
    form = form_in(snapshot.tables, label)
    now = stored(snapshot.tables, key) if key else blank(label)
    seq = snapshot.seq
    name = key or f"new-{model.KIND[label].word}"
    if now is None:
        drafts.pop(name, None)
        return None
    draft = drafts.get(name)
    if draft is None:
        draft = drafts[name] = Draft(label, key, form, now, seq)
        draft.take(now)
    elif draft.was != now or draft.form != form:
        draft.form = form
        changes = change_log(after=draft.opened_at, entity=key, limit=1) if key else ()
        draft.follow(now, seq, changes[0].act.by if changes else "")
    else:
        draft.opened_at = seq  # what others have written since is not what the form shows
    return draft


def forget(draft: Draft) -> None:
    """Forget what was typed."""
    drafts: dict[str, Draft] = st.session_state.get(_DRAFTS, {})
    drafts.pop(draft.name, None)
