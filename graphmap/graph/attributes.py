"""What the actors of a view are told apart by: their kind, a property or a field, and the groups that it makes."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graphmap import model
from graphmap.errors import WrongCommand
from graphmap.graph.actors import LABELS, actors
from graphmap.graph.choice import Choice
from graphmap.graph.fields import columns_of_fields, field_values
from graphmap.graph.snapshot import Snapshot
from graphmap.language.normalising import fold, fold_heading
from graphmap.model import NodeKey
from graphmap.sheets.cell_texts import value_text
from graphmap.sheets.problems import nearest
from graphmap.tables import kind_schema

MOST_RANGES = 5
"""The most groups that amounts are put into, where each value isn't a group of its own."""

_LISTED = 12
_NO_GROUPS = {"id", "name", "extra", "purpose", "evidence", "note", "source", "dated"}
"""Properties that name one actor, or are words of its own."""


@dataclass(frozen=True)
class Attribute:
    """What actors are told apart by.

    ``groups`` has the group of each actor that has a value, and ``order`` the groups in their order. ``amounts`` has
    the value of each where values are amounts (numbers, or dates as days), and is None otherwise.
    """

    name: str
    groups: Mapping[NodeKey, str]
    order: Sequence[str]
    amounts: Mapping[NodeKey, float] | None = None


def attribute_names(snapshot: Snapshot, choice: Choice) -> Sequence[str]:
    """Return the names of what the actors of a view can be told apart by."""
    return list(dict.fromkeys(["kind", *(name for name, _, _ in _properties(choice)), *_field_names(snapshot, choice)]))


def attribute_of(snapshot: Snapshot, choice: Choice, name: str) -> Attribute:
    """Return the attribute called `name`, whatever its case, spaces and macrons, of the actors under `choice`.

    Raises `WrongCommand` where there is none."""
    names = attribute_names(snapshot, choice)
    called = next((each for each in names if fold_heading(each) == fold_heading(name)), None)
    if called is None:
        guess = nearest(name, names)
        listed = ", ".join(names[:_LISTED]) + (" …" if len(names) > _LISTED else "")
        hint = f"Did you mean ‘{guess}’?" if guess else f"Choose one of: {listed}."
        raise WrongCommand(f"The actors of the view {choice.view} have no field ‘{name}’. {hint}")
    present = actors(snapshot, choice).select("key", "label")
    if called == "kind":
        values = dict(present.iter_rows())
    else:
        kept = set(present["key"])
        values = {key: value for key, value in _values(snapshot, choice, called).items() if key in kept}
    return grouped(called, values)


def grouped(name: str, values: Mapping[NodeKey, object]) -> Attribute:
    """Return the attribute with these values: one group for each text, and ranges of amounts."""
    known = {key: value for key, value in values.items() if value is not None}
    if all(isinstance(value, (int, float, date)) and not isinstance(value, bool) for value in known.values()) and known:
        return _of_amounts(name, known)
    groups = {key: _text(value) for key, value in known.items()}
    return Attribute(name, groups, sorted(set(groups.values()), key=fold))


def _text(value: object) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else value_text(value)


def _of_amounts(name: str, values: Mapping[NodeKey, object]) -> Attribute:
    amounts = {key: _amount(value) for key, value in values.items()}
    text = {amount: _text(values[key]) for key, amount in amounts.items()}
    distinct = sorted(text)
    starts = range_starts(list(amounts.values()))
    ends = [distinct[distinct.index(after) - 1] for after in starts[1:]] + distinct[-1:]
    words = [
        text[least] if least == most else f"{text[least]} to {text[most]}"
        for least, most in zip(starts, ends, strict=True)
    ]
    groups = {key: words[bisect_right(starts, amount) - 1] for key, amount in amounts.items()}
    return Attribute(name, groups, words, amounts)


def _amount(value: object) -> float:
    return float(value.toordinal() if isinstance(value, date) else value)  # type: ignore[arg-type]


def range_starts(values: Sequence[float], most: int = MOST_RANGES) -> list[float]:
    """Return where each of up to `most` ranges of `values` starts; they hold about as many values each.

    With no more different values than that, each is a range."""
    counts = sorted(Counter(values).items())
    if len(counts) <= most:
        return [value for value, _ in counts]
    starts, before = [counts[0][0]], 0
    for value, count in counts:
        if before and before >= len(values) * len(starts) / most:
            starts.append(value)
        before += count
    return starts


def _properties(choice: Choice) -> list[tuple[str, str, str]]:
    """Return the properties that actors of a view can be told apart by: the name, the label and the own name."""
    return [
        (f"{model.KIND[label].word}_kind" if name == "kind" else name, label, name)
        for label in LABELS[choice.view]
        for name in kind_schema(label)
        if name not in _NO_GROUPS
    ]


def _field_names(snapshot: Snapshot, choice: Choice) -> list[str]:
    return [column.name for column in columns_of_fields(snapshot.tables, LABELS[choice.view])]


def _values(snapshot: Snapshot, choice: Choice, called: str) -> dict[NodeKey, object]:
    columns = [column for column in columns_of_fields(snapshot.tables, LABELS[choice.view]) if column.name == called]
    if columns:
        return dict(field_values(snapshot.tables, columns).iter_rows())
    found: dict[NodeKey, object] = {}
    for name, label, own in _properties(choice):
        if name == called:
            found |= zip(snapshot.tables.keys(label), snapshot.tables.kinds[label][own], strict=True)
    return found
