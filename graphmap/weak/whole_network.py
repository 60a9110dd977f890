"""A few numbers about how the whole network holds together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graphmap.graph.direction import arcs, reciprocity
from graphmap.language.wording import listed
from graphmap.language.words import later
from graphmap.measures.cohesion import core_periphery, fragmentation
from graphmap.model import NodeKey
from graphmap.weak.judged_network import JudgedNetwork

_NAMED = 5


@dataclass(frozen=True)
class WholeNumber:
    """One number about the whole network: its name, its value in words, and its meaning."""

    name: str
    value: str
    meaning: str


def whole(judged: JudgedNetwork) -> Sequence[WholeNumber]:
    """Return the numbers for the whole network; a number that can't be worked out says so."""
    apart = fragmentation(judged.graph)
    fit, core = core_periphery(judged.graph)
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
            judged.words("undefined") if fit is None else _fit_told(judged, fit, core),
            later(
                "How clearly the network has a tight core and a loose edge, from -1 to 1, and who is in the core "
                "(Borgatti & Everett 1999)."
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


def _fit_told(judged: JudgedNetwork, fit: float, core: Iterable[NodeKey]) -> str:
    names = listed(sorted(map(judged.name, core)), _NAMED, judged.words)
    return judged.words("{fit}; the core is {names}", fit=f"{fit:.2f}", names=names)


def _returned_told(judged: JudgedNetwork, returned: float, sought: int) -> str:
    return judged.words.many(
        "{share} of {number} direction of asking is returned",
        "{share} of {number} directions of asking are returned",
        sought,
        share=f"{returned:.0%}",
    )
