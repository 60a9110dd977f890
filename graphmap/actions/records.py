"""Actions as the texts that a store keeps, and back."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from graphmap.actions.actions import STATES, Action, State, TieThen


def to_record(action: Action) -> dict[str, Any]:
    """Return what the store keeps of `action`: texts and lists of texts. What is not known is empty."""
    return {
        "id": action.id,
        "card": action.card,
        "rule": action.rule,
        "about": list(action.about),
        "title": action.title,
        "step": action.step,
        "priority": repr(action.priority),
        "sources": [tie.source for tie in action.ties],
        "targets": [tie.target for tie in action.ties],
        "depths": ["" if tie.settled is None else str(tie.settled) for tie in action.ties],
        "taken": action.taken.isoformat(),
        "who": action.who,
        "due": _text(action.by),
        "state": action.state,
        "closed": _text(action.closed),
        "why": action.why,
        "version": action.version,
    }


def from_record(record: Mapping[str, Any]) -> Action:
    """Return the action that the store keeps as `record`."""
    state: State = next((state for state in STATES if state == record["state"]), "taken")
    return Action(
        id=record["id"],
        card=record["card"],
        rule=record["rule"],
        about=tuple(record["about"]),
        title=record["title"],
        step=record["step"],
        priority=float(record["priority"]),
        ties=_ties(record["sources"], record["targets"], record["depths"]),
        taken=date.fromisoformat(record["taken"]),
        who=record["who"],
        by=_day(record["due"]),
        state=state,
        closed=_day(record["closed"]),
        why=record["why"],
        version=record["version"],
    )


def _ties(sources: Sequence[str], targets: Sequence[str], depths: Sequence[str]) -> tuple[TieThen, ...]:
    return tuple(
        TieThen(source, target, int(depth) if depth else None)
        for source, target, depth in zip(sources, targets, depths, strict=True)
    )


def _text(day: date | None) -> str:
    return day.isoformat() if day else ""


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
