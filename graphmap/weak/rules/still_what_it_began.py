"""A network that started with sport, culture or a shared purchase and has not gone much further."""

from collections.abc import Iterator

import polars as pl

from graphmap.language.normalising import fold
from graphmap.language.words import later
from graphmap.weak.finding import Finding
from graphmap.weak.judged_network import JudgedNetwork, ids_of
from graphmap.weak.next_steps import begin_challenge, starting
from graphmap.weak.rule import NETWORK_VIEWS, Rule
from graphmap.weak.thresholds import Number
from graphmap.weak.within_networks import beyond_sharing, networks_to_judge

ORIGIN_SHARE = Number(
    "origin_share",
    0.2,
    "A network is still what it started as when at least this share of its interactions is of that sort …",
)
ORIGIN_BEYOND = Number("origin_beyond", 0.1, "… and less than this share goes beyond sharing.")

_ORIGINS = {
    later("sporting"): ("sport",),
    later("cultural"): ("cultur", "festival"),
    later("a shared purchase"): ("purchas", "buying", "procure"),
}
"""The sorts of origin, each with the parts of words that name it in an origin or in a practice."""


def find(judged: JudgedNetwork) -> Iterator[Finding]:
    """Yield the networks that still do what they started with, each with its first sort of origin that shows it."""
    tables = judged.snapshot.tables
    origins = dict(tables.kinds["Network"].select(tables.keys("Network"), "origin").rows())
    for network, interactions in networks_to_judge(judged):
        beyond = len(beyond_sharing(interactions)) / len(interactions)
        for sort, word_parts in _ORIGINS.items():
            if not _names(origins[network] or "", word_parts):
                continue
            is_same = [_names(practice, word_parts) for practice in interactions["practice"]]
            same = interactions.filter(pl.Series(is_same, dtype=pl.Boolean))
            enough = len(same) / len(interactions) >= judged.thresholds[ORIGIN_SHARE]
            if enough and beyond < judged.thresholds[ORIGIN_BEYOND]:
                reason = judged.words(
                    "{network} started as {origin}. {same} of {interactions} are still {sort}, and {beyond} go "
                    "beyond sharing.",
                    network=judged.name(network),
                    origin=origins[network],
                    same=f"{len(same):,}",
                    interactions=judged.interactions_told(len(interactions)),
                    sort=judged.words(sort),
                    beyond=f"{beyond:.0%}",
                )
                yield Finding(network, None, 1 - beyond, reason, ids_of(same))
                break


def _names(text: str, word_parts: tuple[str, ...]) -> bool:
    folded = fold(text)
    return any(part in folded for part in word_parts)


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
    next_step=starting(later("Keep what brings people together, and build on it."), begin_challenge),
    numbers=(ORIGIN_SHARE, ORIGIN_BEYOND),
    place=5,
)
