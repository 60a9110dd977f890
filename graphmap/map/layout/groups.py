"""The layout of groups of actors, the marks of a map seen from further away."""

from collections.abc import Mapping, Sequence

import networkx as nx

from graphmap.graph.affiliations import Coordinates, middle
from graphmap.language.words import ENGLISH, Words
from graphmap.map.layout.force import joined, places_of
from graphmap.map.layout.packing import Arranged
from graphmap.map.layout.places import by_places
from graphmap.model import NodeKey

_ROOM = 1.6  # times as much as single actors have, as the marks of groups are larger


def by_ties(quotient: nx.Graph, before: Arranged | None = None) -> Arranged:
    """Return the groups of `quotient`, placed by their ties. Groups with a place in ``before`` keep it."""
    held = {key: (x / _ROOM, y / _ROOM) for key, (x, y) in before.places.items() if key in quotient} if before else {}
    places = joined(quotient, held) if 2 * len(held) > len(quotient) else places_of(quotient)
    return Arranged({key: (round(_ROOM * x, 1), round(_ROOM * y, 1)) for key, (x, y) in places.items()})


def by_middles(
    groups: Mapping[str, Sequence[NodeKey]],
    coordinates: Mapping[NodeKey, Coordinates],
    words: Words = ENGLISH,
    before: Arranged | None = None,
) -> Arranged:
    """Return each group in the middle of its members with coordinates, over the outline of the country."""
    placed = {
        key: [coordinates[member] for member in members if member in coordinates] for key, members in groups.items()
    }
    middles = {key: middle(places) for key, places in placed.items() if places}
    return by_places(list(groups), middles, words, _ROOM, before)
