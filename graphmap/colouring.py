"""What the colour of each mark stands for: every actor is drawn as one entry of the legend, and the entry has the colour.

Kinds have their own colours. Groups (networks, communities, parts, regions) have one each from the largest on, as far as colours
go that anybody can tell apart; the rest share a grey. The values of a measure are put into at most five classes with as many
actors in each as ties between them allow, or one for each value where there are no more than that.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

from graphmap import look, model
from graphmap.display import NONE, SEVERAL, Display
from graphmap.known import Known
from graphmap.look import Theme
from graphmap.measures import GROUPINGS, Values
from graphmap.model import KIND, NodeKey

_SOME = 3  # how many digits of a measure's value tell enough


@dataclass(frozen=True)
class Entry:
    """One entry of what colour stands for: its ``key`` as in ``kind:School``, what it is called, how many, and its colour.

    The key of a class of a measure's values holds the least and the most of them, as in ``degree:2..5``; see `graphmap.explore`.

    ``rim`` is another colour around it, where the colour inside would not be seen. ``shape`` is that of a kind, as vis-network
    names it.
    """

    key: str
    label: str
    count: int
    colour: str
    rim: str | None = None
    shape: str | None = None


@dataclass(frozen=True)
class Colouring:
    """The entries of what colour stands for, in the order of the legend, and which of them each actor has."""

    title: str
    entries: tuple[Entry, ...]
    entry_of: Mapping[NodeKey, Entry]


def colouring(graph: nx.Graph, theme: Theme, display: Display = Display(), known: Known = Known()) -> Colouring:  # noqa: B008
    """What colour stands for on the map of `graph`."""
    told, classes = _told_of(graph, display.colour_by, known)
    drawn = {node: told.get(node, (NONE, "No value")) for node in graph}
    labels = dict(drawn.values())
    counts = Counter(value for node in graph for value in _counted_as(display.colour_by, known, node, drawn[node][0]))
    labels |= {value: known.names.get(f"network:{value}", value) for value in counts if value not in labels}
    ordered = _ordered(display.colour_by, counts, classes)
    colours = _colours(display.colour_by, ordered, theme, classes)
    chosen = dict(display.recoloured)
    entries = {}
    for value in ordered:
        key = f"{display.colour_by}:{value}"
        colour, rim = colours[value]
        shape = look.KINDS[value].shape if display.colour_by == "kind" else None
        own = chosen.get(key)
        entries[value] = Entry(key, labels[value], counts[value], own or colour, None if own else rim, shape)
    title = "Kind" if display.colour_by == "kind" else f"Colour: {title_of(display.colour_by)}"
    return Colouring(title, tuple(entries.values()), {node: entries[value] for node, (value, _) in drawn.items()})


def title_of(name: str) -> str:
    """What a measure, or what else colour may stand for, is called in words."""
    return name.replace("_", " ")


def value_told(name: str, value: float | bool | None) -> str:
    """A measure's value in words: its name and the value, to three digits."""
    return f"{title_of(name).capitalize()}: {'no value' if value is None else _told(name, value).lower()}"


def _told_of(graph: nx.Graph, by: str, known: Known) -> tuple[Mapping[NodeKey, tuple[str, str]], Sequence[str]]:
    """The value and the label of the entry that each actor is drawn as, and a measure's classes from the least on."""
    match by:
        case "kind":
            return {node: (kind, KIND[kind].plural.capitalize()) for node, kind in graph.nodes(data="kind")}, ()
        case "network":
            return {node: _belonging(_networks(known, node), "network", known.names) for node in graph}, ()
        case "region":
            return {node: _belonging(known.regions.get(node, ()), "region", {}) for node in graph}, ()
    values = {node: value for node, value in known.values.get(by, {}).items() if value is not None}
    return (_grouped(graph, by, values), ()) if by in GROUPINGS else _classed(by, values)


def _networks(known: Known, node: NodeKey) -> Sequence[str]:
    return [model.split_key(key)[1] for key in known.networks.get(node, ())]


def _counted_as(by: str, known: Known, node: NodeKey, drawn: str) -> Sequence[str]:
    """Every entry that counts an actor: someone in two networks counts for both, and as one who is in more than one."""
    belongs = _networks(known, node) if by == "network" else known.regions.get(node, ()) if by == "region" else ()
    return [*belongs, drawn] if drawn == SEVERAL else [drawn]


def _belonging(to: Sequence[str], what: str, names: Mapping[NodeKey, str]) -> tuple[str, str]:
    match to:
        case []:
            return NONE, f"No {what}"
        case [one]:
            return one, names.get(model.node_key("Network", one), one) if what == "network" else one
    return SEVERAL, f"More than one {what}"


def _grouped(graph: nx.Graph, by: str, values: Values) -> Mapping[NodeKey, tuple[str, str]]:
    """Groups, each called by whoever in it has the strongest ties."""
    strengths = dict(graph.degree(weight="weight"))
    leaders: dict[int, NodeKey] = {}
    for node in sorted((node for node in values if node in graph), key=lambda node: (-strengths[node], node)):
        leaders.setdefault(values[node], node)
    names = {group: f"{title_of(by).capitalize()} {group}, around {graph.nodes[leader]['name']}" for group, leader in leaders.items()}
    return {node: (str(group), names[group]) for node, group in values.items() if node in graph}


def _classed(by: str, values: Values) -> tuple[Mapping[NodeKey, tuple[str, str]], Sequence[str]]:
    """The class of each actor by the value of a measure, and all classes from the least on."""
    distinct = sorted(set(values.values()))
    most = len(look.AMOUNTS["light"])
    ranked = sorted(values.values())
    starts = sorted({ranked[len(ranked) * step // most] for step in range(1, most)} - {ranked[0]}) if len(distinct) > most else distinct[1:]
    numbers = {value: bisect_right(starts, value) for value in distinct}
    inside = [[value for value in distinct if numbers[value] == number] for number in range(len(starts) + 1)] if distinct else []
    classes = [str(each[0]) if len(each) == 1 else f"{each[0]!r}..{each[-1]!r}" for each in inside]
    labels = [_told(by, each[0]) if len(each) == 1 else f"{_told(by, each[0])} to {_told(by, each[-1])}" for each in inside]
    return {node: (classes[numbers[value]], labels[numbers[value]]) for node, value in values.items()}, classes


def _told(by: str, value: float | bool) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if by == "deepest":
        return model.DEPTHS[int(value)].capitalize()
    return f"{value:,.{_SOME}g}" if abs(value) < 1000 else f"{value:,.0f}"


def _ordered(by: str, counts: Counter[str], classes: Sequence[str]) -> Sequence[str]:
    """The values of the entries as the legend lists them: kinds as the model has them, classes from the most down, groups by size."""
    last = (SEVERAL, NONE)
    if by == "kind":
        return [kind for kind in KIND if kind in counts]
    values = list(reversed(classes)) if classes else sorted(counts.keys() - set(last), key=lambda value: (-counts[value], value))
    return [value for value in (*values, *last) if value in counts]


def _colours(by: str, ordered: Sequence[str], theme: Theme, classes: Sequence[str]) -> Mapping[str, tuple[str, str | None]]:
    """The colour of each value, and its rim where it needs one."""
    if by == "kind":
        return {kind: (look.KINDS[kind].colour, None) for kind in ordered}
    found: dict[str, tuple[str, str | None]] = dict.fromkeys(ordered, (look.REST_INSIDE[theme], look.REST[theme]))
    if SEVERAL in found:
        found[SEVERAL] = (look.TEXT[theme], None)
    if classes:
        amounts = look.AMOUNTS[theme]
        steps = max(len(classes) - 1, 1)
        return found | {
            value: (amounts[round(at * (len(amounts) - 1) / steps)], None) for at, value in enumerate(classes) if value in found
        }
    groups = [value for value in ordered if value not in (SEVERAL, NONE)]
    return found | {value: (colour, None) for value, colour in zip(groups, look.GROUPS[theme], strict=False)}
