"""A few numbers about how the whole network holds together."""

from collections.abc import Sequence
from dataclasses import dataclass

from graphmap.graph.direction import arcs, reciprocity
from graphmap.language.wording import listed
from graphmap.language.words import later
from graphmap.measures.cohesion import fragmentation
from graphmap.measures.core import Core, core_beyond_sharing
from graphmap.weak.judged_network import JudgedNetwork

_NAMED = 5

_CLEAR, _PARTLY = 0.7, 0.4
"""How well a core fits that is clear, and one that is partly there."""


@dataclass(frozen=True)
class WholeNumber:
    """One number about the whole network: its name, its value in words, and its meaning."""

    name: str
    value: str
    meaning: str


def whole(judged: JudgedNetwork) -> Sequence[WholeNumber]:
    """Return the numbers for the whole network; a number that can't be worked out says so."""
    apart = fragmentation(judged.graph)
    core = core_beyond_sharing(judged.graph)
    sought = arcs(judged.snapshot, judged.choice)
    returned = reciprocity(sought)
    return (
        WholeNumber(
            later("Fragmentation"),
            judged.words("undefined") if apart is None else f"{apart:.0%}",
            later("The share of all pairs who cannot reach each other, even through others (Borgatti 2006)."),
        ),
        WholeNumber(
            later("Core and periphery"),
            judged.words("undefined") if core is None else _core_in_words(judged, core),
            later(
                "How clearly work beyond sharing has a tight core and a loose edge, from -1 to 1, and who is in the "
                "core (Borgatti & Everett 1999). Beside each is the share of that number that would be lost with them "
                "outside the core."
            ),
        ),
        WholeNumber(
            later("Reciprocity"),
            judged.words("undefined") if returned is None else _returned_told(judged, returned, len(sought)),
            later(
                "Where it is known who asks for help, the share of it that goes both ways. "
                "It is not known unless records say who started."
            ),
        ),
    )


def _core_in_words(judged: JudgedNetwork, core: Core) -> str:
    members = sorted(core.membership, key=lambda member: (-core.membership[member], judged.name(member)))
    names = listed(
        [f"{judged.name(member)} ({core.membership[member]:.0%})" for member in members], _NAMED, judged.words
    )
    fit = f"{core.fit:.2f}"
    if core.fit >= _CLEAR:
        return judged.words("{fit}, a clear core: {names}", fit=fit, names=names)
    if core.fit >= _PARTLY:
        return judged.words("{fit}, partly a core: {names}", fit=fit, names=names)
    return judged.words("{fit}, hardly a core", fit=fit)


def _returned_told(judged: JudgedNetwork, returned: float, sought: int) -> str:
    return judged.words.many(
        "{share} of {number} direction of asking is returned",
        "{share} of {number} directions of asking are returned",
        sought,
        share=f"{returned:.0%}",
    )
