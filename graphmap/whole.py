"""The network as a whole, in a few numbers that say how it hangs together."""

from collections.abc import Sequence
from dataclasses import dataclass

from graphmap.case import Case
from graphmap.cohesion import core_periphery, fragmentation
from graphmap.direction import arcs, reciprocity
from graphmap.wording import counted, listed

_NAMED = 5


@dataclass(frozen=True)
class WholeNumber:
    """One number about the whole network: what it is called, its value in words, and what it means."""

    name: str
    value: str
    meaning: str


def whole(case: Case) -> Sequence[WholeNumber]:
    """What there is to say of the network of `case` as a whole; what is undefined says so."""
    apart = fragmentation(case.graph)
    fit, core = core_periphery(case.graph)
    sought = arcs(case.snapshot, case.choice)
    returned = reciprocity(sought)
    return (
        WholeNumber(
            "Fragmentation",
            "undefined" if apart is None else f"{apart:.0%}",
            "The share of all pairs of actors who cannot reach each other at all (Borgatti 2006).",
        ),
        WholeNumber(
            "Core and periphery",
            "undefined" if fit is None else f"{fit:.2f}; the core is {listed(sorted(map(case.name, core)), _NAMED)}",
            "How like a tight core with a loose periphery the network is, from -1 to 1, and who is in that core (Borgatti & Everett 1999).",
        ),
        WholeNumber(
            "Reciprocity",
            "undefined"
            if returned is None
            else f"{returned:.0%} of {counted(len(sought), 'direction')} in which somebody seeks from somebody",
            "Of all that is known of who seeks from whom, the share that is returned. Where nobody recorded who started, nothing is known.",
        ),
    )
