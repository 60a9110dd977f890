"""A network that started with sport, culture or a shared purchase and has not gone much further."""

from collections.abc import Iterator

import polars as pl

from graphmap.language.words import later
from graphmap.model import origin_of
from graphmap.weak.finding import Finding
from graphmap.weak.judged_network import JudgedNetwork
from graphmap.weak.next_steps import begin_challenge, starting
from graphmap.weak.rule import NETWORK_VIEWS, Rule
from graphmap.weak.thresholds import Number
from graphmap.weak.within_networks import beyond_sharing, network_finding, networks_to_judge, no_depth

ORIGIN_SHARE = Number(
    "origin_share",
    0.2,
    "A network is still what it started as when at least this share of its interactions is of that sort …",
)
ORIGIN_BEYOND = Number("origin_beyond", 0.1, "… and less than this share goes beyond sharing.")

_ORIGINS = {
    "sport": later("sporting"),
    "culture": later("cultural"),
    "shared purchase": later("a shared purchase"),
}
"""The choices of origin that are not yet about teaching, each as an adjective."""

_PRACTICES = {
    "sport": ("sports exchange",),
    "culture": ("cultural festival",),
    "shared purchase": ("shared purchase", "pooled funding"),
}
"""The practices of graphmap's codebook that carry on each of them."""


def find(judged: JudgedNetwork) -> Iterator[Finding]:
    """Yield the networks that still do what they started with. An origin outside the choices is never guessed at."""
    tables = judged.snapshot.tables
    origins = dict(tables.kinds["Network"].select(tables.keys("Network"), "origin").rows())
    for network, interactions in networks_to_judge(judged):
        beyond = len(beyond_sharing(interactions)) / len(interactions)
        origin, words = origin_of(origins[network])
        if origin not in _ORIGINS:
            continue
        same = interactions.filter(pl.col("practice").is_in(_PRACTICES[origin]))
        enough = len(same) / len(interactions) >= judged.thresholds[ORIGIN_SHARE]
        if enough and beyond < judged.thresholds[ORIGIN_BEYOND]:
            reason = judged.words(
                "{network} started as {origin}. {same} of {interactions} are still {sort}, and {beyond} go "
                "beyond sharing.",
                network=judged.name(network),
                origin=words or origin,
                same=f"{len(same):,}",
                interactions=judged.interactions_told(len(interactions)),
                sort=judged.words(_ORIGINS[origin]),
                beyond=f"{beyond:.0%}",
            )
            yield network_finding(judged, network, interactions, 1 - beyond, reason, same, cause=no_depth(network))


RULE = Rule(
    name="still_what_it_began",
    title="Still what it started as",
    about="network",
    views=NETWORK_VIEWS,
    definition="The network started with sport, culture or a shared purchase, still does that, and does little "
    "beyond sharing.",
    severity="the share of interactions that are contact or sharing.",
    source="Katz, Earl & Jaafar 2009; Head 2003: what brings a network together is not yet what it is for.",
    find=find,
    step=starting(later("Keep what brings people together, and build on it."), begin_challenge),
    numbers=(ORIGIN_SHARE, ORIGIN_BEYOND),
    place=5,
)
