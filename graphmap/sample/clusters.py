"""The invented places of a sample: schools in clusters, with iwi, partners, goals and programmes around them."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from graphmap import model

Numbers = npt.NDArray[np.int64]
Amounts = npt.NDArray[np.float64]

MARK = "(invented)"
"""The end of every name in a sample."""

_SCHOOLS_A_CLUSTER = 9
_NETWORK_SHARE = 0.8  # of clusters; the schools of the others stand near each other, and belong to no network
# Clusters lie along a way through the islands, by latitude and longitude: all but the ferry's part of it well inland.
_WAY = (
    (-35.3, 173.8),
    (-36.8, 174.7),
    (-38.0, 175.5),
    (-39.3, 175.9),
    (-41.0, 175.5),
    (-41.7, 173.6),
    (-43.5, 172.1),
    (-45.2, 169.9),
    (-46.2, 168.5),
)
_SPREAD = 0.18  # degrees
_TYPES = (
    ("Primary", "Full Primary"),
    ("School", "Contributing"),
    ("Intermediate", "Intermediate"),
    ("College", "Secondary (Year 9-15)"),
)
_TYPE_SHARES = (0.3, 0.42, 0.08, 0.2)
_ORIGINS = ("shared need: what our data showed", "sport: winter tournament", "culture: festival", "shared purchase")
_PARTNER_KINDS = ("library", "early learning", "health", "sport", "arts", "trade training")
_GOALS = (
    "Writing in Years 5 to 8",
    "Number sense by Year 4",
    "Moves between schools",
    "Attendance with whānau",
    "Local histories",
)
_ONSETS, _VOWELS, _CODAS = (
    ("b", "d", "f", "j", "l", "s", "v", "z", "br", "dr", "fl"),
    ("a", "e", "i", "o", "u"),
    ("n", "l", "x", "sk", "rd"),
)


@dataclass(frozen=True)
class Clusters:
    """The places of a sample, as sheets and as numbers.

    Places are numbered: schools first, cluster by cluster, then iwi, then partners. ``cluster`` is each place's
    cluster; ``network`` the number of each cluster's network, -1 where it has none; ``roll`` how many people each place
    has room for, in proportion. ``guests`` lists the iwi and partners of all the clusters' networks; those of
    a cluster start at ``first_guest`` and number ``guest_count``. ``depth`` is how deep each cluster tends to work,
    from 0 to 1. ``goals`` and ``first_goal`` number goals by cluster in the same way.
    """

    sheets: dict[str, pl.DataFrame]
    ids: pl.Series
    network_ids: pl.Series
    goal_ids: pl.Series
    schools: int
    cluster: Numbers
    network: Numbers
    roll: Amounts
    depth: Amounts
    guests: Numbers
    first_guest: Numbers
    guest_count: Numbers
    first_goal: Numbers
    goal_count: Numbers

    @property
    def iwi(self) -> int:
        """The number of iwi."""
        return self.sheets["iwi"].height


def invent_clusters(schools: int, chance: np.random.Generator) -> Clusters:
    """Invent `schools` schools, in clusters of about nine, and what surrounds them."""
    clusters = max(1, schools // _SCHOOLS_A_CLUSTER)
    cluster = _in_clusters(schools, clusters, chance)
    has_network = chance.random(clusters) < _NETWORK_SHARE
    has_network[0] = True
    network = np.where(has_network, np.cumsum(has_network) - 1, -1)
    iwi, partners = max(1, clusters // 5), max(1, schools // 15)
    beside = np.concatenate([np.arange(iwi) * clusters // iwi, chance.integers(clusters, size=partners)])
    ids = pl.concat([numbered("s", schools), numbered("w", iwi), numbered("c", partners)])
    network_ids = numbered("n", int(has_network.sum()))
    guests, guest_cluster = _guests(schools, iwi, partners, beside, network, chance)
    goals = np.repeat(np.arange(clusters), np.where(has_network, chance.integers(0, 4, size=clusters), 0))
    goal_ids = numbered("g", len(goals))
    roll = np.concatenate([chance.lognormal(0, 0.7, schools), np.full(iwi + partners, 0.12)])
    sheets = {
        "schools": _schools(ids.head(schools), cluster, roll, clusters, chance),
        "iwi": _iwi(ids.slice(schools, iwi)),
        "partners": _partners(ids.tail(partners), chance),
        "networks": _networks(network_ids, chance),
        "memberships": _memberships(ids, network_ids, network, cluster, (guests, guest_cluster), chance),
        **_programmes(network_ids, chance),
        "goals": _goals(goal_ids, network_ids.gather(network[goals]), chance),
    }
    return Clusters(
        sheets,
        ids,
        network_ids,
        goal_ids,
        schools,
        np.concatenate([cluster, beside]),
        network,
        roll,
        depth=chance.beta(1.5, 3, clusters),
        guests=guests,
        **_ranges("guest", guest_cluster, clusters),
        **_ranges("goal", goals, clusters),
    )


def numbered(letter: str, count: int) -> pl.Series:
    """Return ids that sort by number: ``s0001``, ``s0002`` …"""
    numbers = pl.Series(np.arange(1, count + 1)).cast(pl.String)
    return letter + numbers.str.zfill(len(str(count)))


def words() -> pl.Series:
    """Return made-up words that name nobody and nothing, spelt so that they can't be words of te reo Māori either."""
    first = [onset + vowel for onset in _ONSETS for vowel in _VOWELS]
    last = [onset + vowel + coda for onset in _ONSETS for vowel in _VOWELS for coda in _CODAS]
    return pl.Series([(a + b).title() for a in first for b in last])


def _in_clusters(schools: int, clusters: int, chance: np.random.Generator) -> Numbers:
    """Return the cluster of each school, in order: every cluster has one school, some have many."""
    share = chance.lognormal(0, 0.5, clusters)
    more = chance.choice(clusters, size=schools - clusters, p=share / share.sum())
    return np.sort(np.concatenate([np.arange(clusters), more]))


def _guests(
    schools: int, iwi: int, partners: int, beside: Numbers, network: Numbers, chance: np.random.Generator
) -> tuple[Numbers, Numbers]:
    """Return which iwi and partners belong to the networks of which clusters, in the order of the clusters."""
    clusters = len(network)
    with_iwi = np.flatnonzero(chance.random(clusters) < 0.7)
    guests = np.concatenate([schools + with_iwi * iwi // clusters, schools + iwi + np.arange(partners)])
    cluster = np.concatenate([with_iwi, beside[iwi:]])
    kept = network[cluster] >= 0
    order = np.argsort(cluster[kept], kind="stable")
    return guests[kept][order], cluster[kept][order]


def _ranges(name: str, cluster: Numbers, clusters: int) -> dict[str, Numbers]:
    """Return where each cluster's items start in a list in the order of the clusters, and how many there are."""
    first = np.searchsorted(cluster, np.arange(clusters))
    return {f"first_{name}": first, f"{name}_count": np.bincount(cluster, minlength=clusters)}


def _schools(
    ids: pl.Series, cluster: Numbers, roll: Amounts, clusters: int, chance: np.random.Generator
) -> pl.DataFrame:
    count = len(ids)
    known = words()
    word = known.gather(chance.permutation(len(known))[np.arange(count) % len(known)])
    again = np.arange(count) // len(known)
    type = chance.choice(len(_TYPES), count, p=_TYPE_SHARES)
    along = (cluster + chance.random(count) * 0.8) / clusters
    stages = np.linspace(0, 1, len(_WAY))
    place = {
        name: np.interp(along, stages, [point[axis] for point in _WAY]) + chance.normal(0, _SPREAD, count)
        for axis, name in enumerate(("latitude", "longitude"))
    }
    table = pl.DataFrame(
        {"id": ids, "word": word, "again": again, "type": type, "region": cluster * 16 // clusters + 1, **place}
    )
    return table.select(
        "id",
        name=pl.format(
            "{}{} {} {}",
            "word",
            pl.when(pl.col("again") > 0).then(pl.format(" {}", pl.col("again") + 1)).otherwise(pl.lit("")),
            pl.col("type").replace_strict(dict(enumerate(noun for noun, _ in _TYPES))),
            pl.lit(MARK),
        ),
        type=pl.col("type").replace_strict(dict(enumerate(said for _, said in _TYPES))),
        authority=pl.lit("State: Not integrated"),
        region=pl.format("Region {} {}", "region", pl.lit(MARK)),
        latitude=pl.col("latitude").round(4),
        longitude=pl.col("longitude").round(4),
        roll=pl.Series((roll[:count] * 220).astype(np.int64) + 12),
    )


def _iwi(ids: pl.Series) -> pl.DataFrame:
    number = pl.int_range(1, pl.len() + 1)
    return (
        ids.alias("id")
        .to_frame()
        .with_columns(
            name=pl.format("Iwi Tauira {} {}", number, pl.lit(MARK)), rohe=pl.format("Rohe {} {}", number, pl.lit(MARK))
        )
    )


def _partners(ids: pl.Series, chance: np.random.Generator) -> pl.DataFrame:
    kind = pl.Series(_PARTNER_KINDS).gather(chance.integers(len(_PARTNER_KINDS), size=len(ids)))
    table = pl.DataFrame({"id": ids, "kind": kind})
    number = pl.int_range(1, pl.len() + 1)
    return table.select("id", name=pl.format("Partner {} in {} {}", number, "kind", pl.lit(MARK)), kind="kind")


def _networks(ids: pl.Series, chance: np.random.Generator) -> pl.DataFrame:
    count = len(ids)
    table = pl.DataFrame(
        {
            "id": ids,
            "kind": chance.choice(model.NETWORK_KINDS, count, p=(0.5, 0.2, 0.1, 0.05, 0.05, 0.1)),
            "origin": chance.choice(_ORIGINS, count, p=(0.55, 0.2, 0.15, 0.1)),
            "year": chance.integers(2014, 2024, size=count),
        }
    )
    return table.select(
        "id",
        name=pl.format("Network {} {}", pl.int_range(1, pl.len() + 1), pl.lit(MARK)),
        kind="kind",
        origin="origin",
        since=pl.format("{}-02-01", "year"),
        until=pl.lit(None, pl.String),
    )


def _memberships(
    ids: pl.Series,
    network_ids: pl.Series,
    network: Numbers,
    cluster: Numbers,
    guests: tuple[Numbers, Numbers],
    chance: np.random.Generator,
) -> pl.DataFrame:
    """Return who belongs to which network: schools to their cluster's, a few to another too; iwi and partners as
    guests."""
    schools = np.arange(len(cluster))
    also = chance.integers(len(network_ids), size=len(cluster))
    also = np.where((chance.random(len(cluster)) < 0.06) & (also != network[cluster]), also, -1)
    member = np.concatenate([schools, schools, guests[0]])
    of = np.concatenate([network[cluster], also, network[guests[1]]])
    year = chance.integers(2014, 2024, size=len(member))
    kept = of >= 0
    table = pl.DataFrame(
        {"member": ids.gather(member[kept]), "network": network_ids.gather(of[kept]), "year": year[kept]}
    )
    return table.select("member", "network", since=pl.format("{}-02-01", "year"), until=pl.lit(None, pl.String)).unique(
        ["member", "network"], maintain_order=True
    )


def _programmes(network_ids: pl.Series, chance: np.random.Generator) -> dict[str, pl.DataFrame]:
    programmes = numbered("f", 6)
    funded = np.flatnonzero(chance.random(len(network_ids)) < 0.8)
    begins = chance.integers(2018, 2025, size=len(funded))
    table = pl.DataFrame(
        {
            "network": network_ids.gather(funded),
            "programme": programmes.gather(chance.integers(len(programmes), size=len(funded))),
            "begins": begins,
            "ends": begins + chance.integers(3, 8, size=len(funded)),
        }
    )
    name = pl.format("Programme {} {}", pl.int_range(1, pl.len() + 1), pl.lit(MARK))
    return {
        "programmes": programmes.alias("id").to_frame().with_columns(name=name),
        "funding": table.select(
            "network", "programme", since=pl.format("{}-02-01", "begins"), until=pl.format("{}-12-18", "ends")
        ),
    }


def _goals(ids: pl.Series, network_ids: pl.Series, chance: np.random.Generator) -> pl.DataFrame:
    table = pl.DataFrame({"id": ids, "network": network_ids, "goal": chance.choice(_GOALS, len(ids))})
    return table.select(
        "id",
        "network",
        name=pl.format("{} {}", "goal", pl.lit(MARK)),
        evidence=pl.lit(f"What a survey of 2023 showed {MARK}"),
        since=pl.lit("2024-02-01"),
        until=pl.lit(None, pl.String),
    )
