"""The network as a whole, in a few numbers that say how it hangs together."""

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
    """One number about the whole network: what it is called, its value in words, and what it means."""

    name: str
    value: str
    meaning: str


def whole(case: JudgedNetwork) -> Sequence[WholeNumber]:
    """What there is to say of the network of `case` as a whole; what is undefined says so."""
    apart = fragmentation(case.graph)
    fit, core = core_periphery(case.graph)
    sought = arcs(case.snapshot, case.choice)
    returned = reciprocity(sought)
    return (
        WholeNumber(
            later("Fragmentation"),
            case.words("undefined") if apart is None else f"{apart:.0%}",
            later("The share of all pairs of actors who cannot reach each other at all (Borgatti 2006)."),
        ),
        WholeNumber(
            later("Core and periphery"),
            case.words("undefined") if fit is None else _fit_told(case, fit, core),
            later(
                "How like a tight core with a loose periphery the network is, from -1 to 1, and who is in that core "
                "(Borgatti & Everett 1999)."
            ),
        ),
        WholeNumber(
            later("Reciprocity"),
            case.words("undefined") if returned is None else _returned_told(case, returned, len(sought)),
            later(
                "Of all that is known of who seeks from whom, the share that is returned. "
                "Where nobody recorded who started, nothing is known."
            ),
        ),
    )


def _fit_told(case: JudgedNetwork, fit: float, core: Iterable[NodeKey]) -> str:
    names = listed(sorted(map(case.name, core)), _NAMED, case.words)
    return case.words("{fit}; the core is {names}", fit=f"{fit:.2f}", names=names)


def _returned_told(case: JudgedNetwork, returned: float, sought: int) -> str:
    return case.words.many(
        "{share} of {number} direction in which somebody seeks from somebody",
        "{share} of {number} directions in which somebody seeks from somebody",
        sought,
        share=f"{returned:.0%}",
    )
