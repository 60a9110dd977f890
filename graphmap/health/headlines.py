"""The four numbers that a lead reads of a network: each with its trend over all terms, and whether that is good.

They are work beyond sharing, the people involved, whānau, iwi and community, and roles. All conditions, each with a
verdict, are in `graphmap.health.conditions`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import polars as pl

from graphmap.health.indicators import RECENT_TERMS
from graphmap.health.trends import Trend, trend_of
from graphmap.language.words import ENGLISH, Words, later
from graphmap.model import NodeKey

_COMMUNITY = (
    ("whanau_beyond", later("whānau")),
    ("iwi_beyond", later("iwi")),
    ("partners_beyond", later("community partners")),
)


@dataclass(frozen=True)
class Headline:
    """One number about a network. Texts are in the reader's language, the rest are codes.

    ``value`` is empty where it is not measured, and ``note`` then says why. ``terms`` are all terms with their values,
    and ``is_good`` whether the trend is good, None where there is none."""

    name: str
    title: str
    value: str
    note: str
    trend: Trend | None
    is_good: bool | None
    terms: tuple[tuple[str, float | None], ...]


@dataclass(frozen=True)
class _Number:
    """How a headline is worked out: its value in a term, of which more is good, and how it is written."""

    name: str
    title: str
    value: pl.Expr
    write: Callable[[pl.DataFrame, Words], tuple[str, str]]
    counts: bool = False


def headlines(table: pl.DataFrame, network: NodeKey, words: Words = ENGLISH) -> Sequence[Headline]:
    """Return the four headlines of `network`, from a table of `graphmap.health.health.health`."""
    mine = table.filter(pl.col("network") == network).sort("since").with_row_index("number")
    return [_headline(number, mine, words) for number in _NUMBERS]


def _headline(number: _Number, mine: pl.DataFrame, words: Words) -> Headline:
    judged = mine.filter("judged")
    values = judged.select("number", value=number.value.cast(pl.Float64)).drop_nulls()
    value, note = number.write(judged.tail(RECENT_TERMS), words)
    trend: Trend | None = None
    is_good = None
    if value:
        trend = trend_of(values.rows(), counts=number.counts)
        is_good = trend == "rising" if trend in ("rising", "falling") else None
    of_terms = mine.select("term", value=pl.when("judged").then(number.value.cast(pl.Float64)))
    return Headline(number.name, words(number.title), value, note, trend, is_good, tuple(of_terms.rows()))


def _beyond(recent: pl.DataFrame, words: Words) -> tuple[str, str]:
    if recent.is_empty() or (share := recent["settled_beyond"][-1]) is None:
        return "", words("Too little is recorded.")
    return f"{share:.0%}", words("of the last year’s ties have settled there")


def _people(recent: pl.DataFrame, words: Words) -> tuple[str, str]:
    share = recent["people_share"].mean()
    if not isinstance(share, float):
        return "", words("List people with their roles.")
    return f"{share:.0%}", words("of the people listed take part in a term")


def _community(recent: pl.DataFrame, words: Words) -> tuple[str, str]:
    shares = [(word, recent[column].mean()) for column, word in _COMMUNITY]
    known = [(words(word), share) for word, share in shares if isinstance(share, float)]
    if not known:
        return "", words("No work beyond sharing yet for them to be in.")
    involved = words("{number} of {all}", number=sum(share > 0 for _, share in known), all=len(_COMMUNITY))
    return involved, words(
        "in work beyond sharing: {shares}", shares=", ".join(f"{word} {share:.0%}" for word, share in known)
    )


def _roles(recent: pl.DataFrame, words: Words) -> tuple[str, str]:
    if recent.is_empty() or not (roles := recent["roles"][-1]):
        return "", words("List the roles, each with its purpose and who holds it.")
    vacant, unclear = recent["roles_vacant"][-1], recent["roles_unclear"][-1]
    filled = words("{number} of {all}", number=roles - vacant, all=roles)
    if unclear:
        return filled, words("filled; {number} have no recorded purpose", number=unclear)
    return filled, words("filled, each with a purpose")


_NUMBERS: tuple[_Number, ...] = (
    _Number("beyond_sharing", later("Beyond sharing"), pl.col("settled_beyond"), _beyond),
    _Number("people", later("People involved"), pl.col("people_share"), _people),
    _Number(
        "community",
        later("Whānau, iwi, community"),
        pl.sum_horizontal(*((pl.col(column) > 0).cast(pl.Int64) for column, _ in _COMMUNITY), ignore_nulls=False),
        _community,
        counts=True,
    ),
    _Number(
        "roles",
        later("Roles"),
        pl.when(pl.col("roles") > 0).then(1 - pl.col("roles_vacant") / pl.col("roles")),
        _roles,
    ),
)
