"""What the colour of each mark stands for: every actor is drawn as one entry of the legend, and the entry has the
colour.

Kinds have their own colours. Groups (networks, communities, parts, regions) have one each from the largest on, as far
as colours go that anybody can tell apart; the rest share a grey. The values of a measure are put into at most five
classes with as many actors in each as ties between them allow, or one for each value where there are no more than that.
"""

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

import networkx as nx

from graphmap import model
from graphmap.language.words import ENGLISH, Words, capital, later
from graphmap.map import visual_language
from graphmap.map.actor_facts import ActorFacts
from graphmap.map.display import NONE, SEVERAL, Display
from graphmap.map.visual_language import Theme
from graphmap.measures.measures import GROUPINGS, Values
from graphmap.model import KIND, NodeKey

_SOME = 3  # how many digits of a measure's value tell enough
_OF_NETWORK = (later("No network"), later("More than one network"))
_OF_REGION = (later("No region"), later("More than one region"))


@dataclass(frozen=True)
class Entry:
    """One entry of what colour stands for: its ``key`` as in ``kind:School``, what it is called, how many, and its
    colour.

    The key of a class of a measure's values holds the least and the most of them, as in ``degree:2..5``; see
    `graphmap.map.emphasis`.

    ``rim`` is another colour around it, where the colour inside would not be seen. ``shape`` is that of a kind, as
    vis-network names it."""

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


def colouring(
    graph: nx.Graph,
    theme: Theme,
    display: Display = Display(),  # noqa: B008 — frozen, as is the next
    known: ActorFacts = ActorFacts(),  # noqa: B008
    words: Words = ENGLISH,
) -> Colouring:
    """What colour stands for on the map of `graph`."""
    told, classes = _told_of(graph, display.colour_by, known, words)
    drawn = {node: told.get(node, (NONE, words("No value"))) for node in graph}
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
        shape = visual_language.KINDS[value].shape if display.colour_by == "kind" else None
        own = chosen.get(key)
        entries[value] = Entry(key, labels[value], counts[value], own or colour, None if own else rim, shape)
    title = (
        words("Kind")
        if display.colour_by == "kind"
        else words("Colour: {what}", what=words(title_of(display.colour_by)))
    )
    return Colouring(title, tuple(entries.values()), {node: entries[value] for node, (value, _) in drawn.items()})


def having(graph: nx.Graph, by: str, wanted: Set[str], known: ActorFacts) -> frozenset[NodeKey]:
    """Those of `graph` whom one of the entries of `by` counts whose keys end in what is `wanted`.

    The classes of a measure differ from window to window, so an entry of one window is taken by its least and its most
    in another."""
    told, _ = _told_of(graph, by, known, ENGLISH)
    ranges = [tuple(map(float, ends)) for ends in (value.split("..") for value in wanted) if all(map(_is_number, ends))]

    def has(node: NodeKey) -> bool:
        value, _ = told.get(node, (NONE, ""))
        if wanted & _counted_as(by, known, node, value):
            return True
        measured = known.values.get(by, {}).get(node)
        return measured is not None and any(ends[0] <= measured <= ends[-1] for ends in ranges)

    return frozenset(filter(has, graph))


def _is_number(text: str) -> bool:
    try:
        return not math.isnan(float(text))
    except ValueError:
        return False


def title_of(name: str) -> str:
    """What a measure, or what else colour may stand for, is called in words."""
    return name.replace("_", " ")


def value_told(name: str, value: float | bool | None, words: Words = ENGLISH) -> str:
    """A measure's value in words: its name and the value, to three digits."""
    told = words("no value") if value is None else _told(name, value, words)
    return words("{measure}: {value}", measure=capital(words(title_of(name))), value=told)


def _told_of(
    graph: nx.Graph, by: str, known: ActorFacts, words: Words
) -> tuple[Mapping[NodeKey, tuple[str, str]], Sequence[str]]:
    """The value and the label of the entry that each actor is drawn as, and a measure's classes from the least on."""
    match by:
        case "kind":
            return {node: (kind, capital(words(KIND[kind].plural))) for node, kind in graph.nodes(data="kind")}, ()
        case "network":
            return {node: _belonging(_networks(known, node), _OF_NETWORK, known.names, words) for node in graph}, ()
        case "region":
            return {node: _belonging(known.regions.get(node, ()), _OF_REGION, {}, words) for node in graph}, ()
    values = {node: value for node, value in known.values.get(by, {}).items() if value is not None}
    return (_grouped(graph, by, values, words), ()) if by in GROUPINGS else _classed(by, values, words)


def _networks(known: ActorFacts, node: NodeKey) -> Sequence[str]:
    return [model.split_key(key)[1] for key in known.networks.get(node, ())]


def _counted_as(by: str, known: ActorFacts, node: NodeKey, drawn: str) -> frozenset[str]:
    """Every entry that counts an actor: someone in two networks counts for both, and as one who is in more than one."""
    belongs = _networks(known, node) if by == "network" else known.regions.get(node, ()) if by == "region" else ()
    return frozenset([*belongs, drawn]) if drawn == SEVERAL else frozenset([drawn])


def _belonging(to: Sequence[str], says: tuple[str, str], names: Mapping[NodeKey, str], words: Words) -> tuple[str, str]:
    none, several = says
    match to:
        case []:
            return NONE, words(none)
        case [one]:
            return one, names.get(model.node_key("Network", one), one)
    return SEVERAL, words(several)


def _grouped(graph: nx.Graph, by: str, values: Values, words: Words) -> Mapping[NodeKey, tuple[str, str]]:
    """Groups, each called by whoever in it has the strongest ties."""
    strengths = dict(graph.degree(weight="weight"))
    leaders: dict[int, NodeKey] = {}
    for node in sorted((node for node in values if node in graph), key=lambda node: (-strengths[node], node)):
        leaders.setdefault(values[node], node)
    what = capital(words(title_of(by)))
    names = {
        group: words("{what} {number}, around {name}", what=what, number=group, name=graph.nodes[leader]["name"])
        for group, leader in leaders.items()
    }
    return {node: (str(group), names[group]) for node, group in values.items() if node in graph}


def _classed(by: str, values: Values, words: Words) -> tuple[Mapping[NodeKey, tuple[str, str]], Sequence[str]]:
    """The class of each actor by the value of a measure, and all classes from the least on."""
    distinct = sorted(set(values.values()))
    most = len(visual_language.AMOUNTS["light"])
    ranked = sorted(values.values())
    starts = (
        sorted({ranked[len(ranked) * step // most] for step in range(1, most)} - {ranked[0]})
        if len(distinct) > most
        else distinct[1:]
    )
    numbers = {value: bisect_right(starts, value) for value in distinct}
    inside = (
        [[value for value in distinct if numbers[value] == number] for number in range(len(starts) + 1)]
        if distinct
        else []
    )
    classes = [str(each[0]) if len(each) == 1 else f"{each[0]!r}..{each[-1]!r}" for each in inside]
    ends = [(_told(by, each[0], words), _told(by, each[-1], words)) for each in inside]
    labels = [capital(low if low == high else words("{least} to {most}", least=low, most=high)) for low, high in ends]
    return {node: (classes[numbers[value]], labels[numbers[value]]) for node, value in values.items()}, classes


def _told(by: str, value: float | bool, words: Words) -> str:
    if isinstance(value, bool):
        return words("yes") if value else words("no")
    if by == "deepest":
        return words(model.DEPTHS[int(value)])
    return f"{value:,.{_SOME}g}" if abs(value) < 1000 else f"{value:,.0f}"


def _ordered(by: str, counts: Counter[str], classes: Sequence[str]) -> Sequence[str]:
    """The values of the entries as the legend lists them: kinds as the model has them, classes from the most down,
    groups by size."""
    last = (SEVERAL, NONE)
    if by == "kind":
        return [kind for kind in KIND if kind in counts]
    values = (
        list(reversed(classes))
        if classes
        else sorted(counts.keys() - set(last), key=lambda value: (-counts[value], value))
    )
    return [value for value in (*values, *last) if value in counts]


def _colours(
    by: str, ordered: Sequence[str], theme: Theme, classes: Sequence[str]
) -> Mapping[str, tuple[str, str | None]]:
    """The colour of each value, and its rim where it needs one."""
    if by == "kind":
        return {kind: (visual_language.KINDS[kind].colour, None) for kind in ordered}
    found: dict[str, tuple[str, str | None]] = dict.fromkeys(
        ordered, (visual_language.REST_INSIDE[theme], visual_language.REST[theme])
    )
    if SEVERAL in found:
        found[SEVERAL] = (visual_language.TEXT[theme], None)
    if classes:
        amounts = visual_language.AMOUNTS[theme]
        steps = max(len(classes) - 1, 1)
        return found | {
            value: (amounts[round(at * (len(amounts) - 1) / steps)], None)
            for at, value in enumerate(classes)
            if value in found
        }
    groups = [value for value in ordered if value not in (SEVERAL, NONE)]
    return found | {value: (colour, None) for value, colour in zip(groups, visual_language.GROUPS[theme], strict=False)}
