"""What the colour of each mark stands for: every actor is drawn as one entry of the legend, which has the colour.

Kinds have colours of their own. Groups (networks, communities, parts, regions) have one each, from the largest on, as
far as there are colours that everybody can tell apart; the rest share a grey. The values of a measure are in at most
five classes with about as many actors in each, or one for each value where there are no more than that.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import networkx as nx

from graphmap import model
from graphmap.graph.fields import KEY, FieldColumn
from graphmap.graph.tabled_graph import TabledGraph
from graphmap.language.words import ENGLISH, Words, capital, later
from graphmap.map import visual_language
from graphmap.map.actor_facts import ActorFacts
from graphmap.map.display import NONE, SEVERAL, Display, is_field
from graphmap.map.visual_language import Theme
from graphmap.measures.measures import GROUPINGS, Values
from graphmap.model import KIND, NodeKey

_SOME = 3  # significant digits of a measure's value
_OF_NETWORK = (later("No network"), later("More than one network"))
_OF_REGION = (later("No region"), later("More than one region"))


@dataclass(frozen=True)
class Entry:
    """One entry of what colour stands for: its ``key`` as in ``kind:School``, its label, its count and its colour.

    The key of a class of a measure's values holds its least and greatest value, as in ``degree:2..5``; see
    `graphmap.map.emphasis`. ``rim`` is another colour around the mark, where the colour inside would not be seen.
    ``shape`` is that of a kind, as vis-network names it."""

    key: str
    label: str
    count: int
    colour: str
    rim: str | None = None
    shape: str | None = None


@dataclass(frozen=True)
class Colouring:
    """The entries of what colour stands for, in the order of the legend, and the entry of each actor."""

    title: str
    entries: tuple[Entry, ...]
    entry_of: Mapping[NodeKey, Entry]


def colouring(
    graph: nx.Graph | TabledGraph,
    theme: Theme,
    display: Display = Display(),  # noqa: B008 — frozen, as is the next
    known: ActorFacts = ActorFacts(),  # noqa: B008
    words: Words = ENGLISH,
) -> Colouring:
    """What colour stands for on the map of `graph`."""
    entry_of, classes = _drawn_as(graph, display.colour_by, known, words)
    none = words("No record") if is_field(display.colour_by) else words("No value")
    drawn = {node: entry_of.get(node, (NONE, none)) for node in graph}
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
        else words("Colour: {what}", what=name_of(display.colour_by, known, words))
    )
    return Colouring(title, tuple(entries.values()), {node: entries[value] for node, (value, _) in drawn.items()})


def actors_with(graph: nx.Graph | TabledGraph, by: str, wanted: Set[str], known: ActorFacts) -> frozenset[NodeKey]:
    """The actors of `graph` that are counted by one of the entries of `by` whose keys end in one of `wanted`.

    The classes of a measure differ from period to period, so a class of one period is matched by its least and greatest
    value in another."""
    entry_of, _ = _drawn_as(graph, by, known, ENGLISH)
    ranges = [ends for ends in map(_ends_of_class, wanted) if ends]

    def has(node: NodeKey) -> bool:
        value, _ = entry_of.get(node, (NONE, ""))
        if wanted & _counted_as(by, known, node, value):
            return True
        measured = known.values.get(by, {}).get(node)
        return measured is not None and any(least <= measured <= greatest for least, greatest in ranges)

    return frozenset(filter(has, graph))


def _ends_of_class(value: str) -> tuple[float, float] | None:
    """The least and greatest value of a class, from the end of its key; None for another sort of entry."""
    least, _, greatest = value.partition("..")
    try:
        return float(least), float(greatest or least)
    except ValueError:
        return None


def title_of(name: str) -> str:
    """The name of a measure, or of what else colour may stand for, in words."""
    return name.removeprefix(KEY).replace("-", " ") if is_field(name) else name.replace("_", " ")


def name_of(by: str, known: ActorFacts, words: Words = ENGLISH) -> str:
    """The name of what size or colour stands for, in words; a field has the name that its cluster gave it."""
    return known.fields[by].name if by in known.fields else words(title_of(by))


def measure_in_words(
    by: str,
    node: NodeKey,
    known: ActorFacts = ActorFacts(),  # noqa: B008 — frozen
    words: Words = ENGLISH,
) -> str:
    """The name of a measure or a field and its value for an actor, to three digits, in words."""
    value = known.values.get(by, {}).get(node)
    if group := known.groups.get(by, {}).get(node):
        text = words(group) if _is_yes_or_no(by, known) else group
    elif value is None:
        text = words("no record") if is_field(by) else words("no value")
    else:
        text = amount_in_words(by, value, known, words)
    return words("{measure}: {value}", measure=capital(name_of(by, known, words)), value=text)


def _is_yes_or_no(by: str, known: ActorFacts) -> bool:
    return by in known.fields and known.fields[by].type == "yes/no"


def _drawn_as(
    graph: nx.Graph | TabledGraph, by: str, known: ActorFacts, words: Words
) -> tuple[Mapping[NodeKey, tuple[str, str]], Sequence[str]]:
    """The value and the label of the entry that each actor is drawn as, and the classes of a measure, least first."""
    match by:
        case "kind":
            kinds = {kind: (kind, capital(words(about.plural))) for kind, about in KIND.items()}
            return {node: kinds[graph.nodes[node]["kind"]] for node in graph}, ()
        case "network":
            return {node: _belonging(_networks(known, node), _OF_NETWORK, known.names, words) for node in graph}, ()
        case "region":
            return {node: _belonging(known.regions.get(node, ()), _OF_REGION, {}, words) for node in graph}, ()
    if by in known.groups:
        translated = _is_yes_or_no(by, known)
        return {
            node: (group, capital(words(group)) if translated else group) for node, group in known.groups[by].items()
        }, ()
    values = {node: value for node, value in known.values.get(by, {}).items() if value is not None}
    return (_grouped(graph, by, values, words), ()) if by in GROUPINGS else _classed(by, values, known, words)


def _networks(known: ActorFacts, node: NodeKey) -> Sequence[str]:
    return [model.split_key(key)[1] for key in known.networks.get(node, ())]


def _counted_as(by: str, known: ActorFacts, node: NodeKey, drawn: str) -> frozenset[str]:
    """The entries that count an actor: one in two networks counts for both, and for more than one network."""
    belongs = _networks(known, node) if by == "network" else known.regions.get(node, ()) if by == "region" else ()
    return frozenset([*belongs, drawn]) if drawn == SEVERAL else frozenset([drawn])


def _belonging(
    to: Sequence[str], labels: tuple[str, str], names: Mapping[NodeKey, str], words: Words
) -> tuple[str, str]:
    none, several = labels
    match to:
        case []:
            return NONE, words(none)
        case [one]:
            return one, names.get(model.node_key("Network", one), one)
    return SEVERAL, words(several)


def _grouped(graph: nx.Graph | TabledGraph, by: str, values: Values, words: Words) -> Mapping[NodeKey, tuple[str, str]]:
    """The group of each actor, named after the member with the strongest ties."""
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


def _classed(
    by: str, values: Values, known: ActorFacts, words: Words
) -> tuple[Mapping[NodeKey, tuple[str, str]], Sequence[str]]:
    """The class of each actor by the value of a measure, and all classes, least first."""
    starts = _class_starts(sorted(values.values()))
    members: dict[int, list[float]] = defaultdict(list)
    for value in sorted(set(values.values())):
        members[bisect_right(starts, value)].append(value)
    classes = {number: _Class.of(by, each[0], each[-1], known, words) for number, each in members.items()}
    of_actor = {node: classes[bisect_right(starts, value)] for node, value in values.items()}
    return {node: (its.key, its.label) for node, its in of_actor.items()}, [its.key for its in classes.values()]


def _class_starts(ranked: Sequence[float]) -> Sequence[float]:
    """The least value of every class but the first: one class per value, or of more values, equal numbers of actors."""
    most = len(visual_language.AMOUNTS["light"])
    distinct = sorted(set(ranked))
    if len(distinct) <= most:
        return distinct[1:]
    quantiles = {ranked[len(ranked) * step // most] for step in range(1, most)}
    return sorted(quantiles - {ranked[0]})


class _Class(NamedTuple):
    """A class of a measure's values."""

    key: str
    label: str

    @classmethod
    def of(cls, by: str, least: float, greatest: float, known: ActorFacts, words: Words) -> "_Class":
        """The class from the value `least` to `greatest` of the measure `by`."""
        low, high = (amount_in_words(by, end, known, words) for end in (least, greatest))
        return cls(
            str(least) if least == greatest else f"{least!r}..{greatest!r}",
            capital(low if low == high else words("{least} to {most}", least=low, most=high)),
        )


def amount_in_words(by: str, value: float | bool, known: ActorFacts, words: Words) -> str:
    """A value of a measure or a field in words."""
    if by in known.fields:
        return field_amount_in_words(known.fields[by], value, words)
    if isinstance(value, bool):
        return words("yes") if value else words("no")
    if by == "deepest":
        return words(model.DEPTHS[int(value)])
    return f"{value:,.{_SOME}g}" if abs(value) < 1000 else f"{value:,.0f}"


def field_amount_in_words(column: FieldColumn, value: float, words: Words = ENGLISH) -> str:
    """A value of a field in words: a day, or a number, which may be a year."""
    if column.type == "date":
        return words.day(date.fromordinal(int(value)).isoformat())
    return f"{value:.{_SOME}g}" if abs(value) < 1000 else f"{value:.0f}"


def _ordered(by: str, counts: Counter[str], classes: Sequence[str]) -> Sequence[str]:
    """The values of the entries in the legend's order: kinds as in the model, classes from the top, groups by size."""
    if by == "kind":
        return [kind for kind in KIND if kind in counts]
    last = (SEVERAL, NONE)
    by_size = sorted(counts.keys() - set(last), key=lambda value: (-counts[value], value))
    values = list(reversed(classes)) if classes else by_size
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
        shades = _evenly(visual_language.AMOUNTS[theme], len(classes))
        return found | {value: (shade, None) for value, shade in zip(classes, shades, strict=True) if value in found}
    groups = [value for value in ordered if value not in (SEVERAL, NONE)]
    return found | {value: (colour, None) for value, colour in zip(groups, visual_language.GROUPS[theme], strict=False)}


def _evenly(colours: Sequence[str], number: int) -> Sequence[str]:
    """That many of `colours` at even steps, from the first to the last."""
    steps = max(number - 1, 1)
    return [colours[round(step * (len(colours) - 1) / steps)] for step in range(number)]
