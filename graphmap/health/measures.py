"""The conditions that research on school networks names, each as a measure of a network in a school term.

`HEALTH_MEASURES` is the list that the command line, the app and the docs read: a measure is added here.
Each is an expression over the rows of one network and term in one of the six tables that `graphmap.health.health`
makes: its interactions, people's participations in them, the network's people and roles, and the ties
between organisations with their carriers.
"""

from dataclasses import dataclass
from typing import Literal

import polars as pl

from graphmap import model

Table = Literal["interactions", "participations", "people", "roles", "ties", "carriers"]
Unit = Literal["count", "share", "index", "yes or no"]

_BEYOND = pl.col("depth") >= model.BEYOND_SHARING


@dataclass(frozen=True)
class HealthMeasure:
    """A measure of a network in a term: its column, what it means in plain words, and where it comes from.

    ``source`` is the work whose argument it leans on, or for Gini, Newman and Wasserman & Faust whose formula
    it is; empty for a plain count. ``called`` is what sentences call it. A count is 0 where there is nothing
    to count; all else is then undefined. ``compute`` takes the rows of one network and term in the table ``over``.
    """

    name: str
    meaning: str
    source: str
    unit: Unit
    called: str
    over: Table
    compute: pl.Expr


def gini(amounts: pl.Expr) -> pl.Expr:
    """How unequal amounts of 0 or more are: 0 where all are equal, 1 - 1/n where one of n has everything.

    Gini 1912: the mean difference of two amounts as a share of twice their mean, over all n * n pairs. With
    x1 <= … <= xn it is sum((2i - n - 1) * xi) / (n * sum(xi)). Undefined for fewer than two, and where all are 0.
    """
    n, rank = amounts.len().cast(pl.Int64), pl.int_range(1, amounts.len() + 1)
    uneven = ((2 * rank - n - 1) * amounts.sort()).sum() / (n * amounts.sum())
    return pl.when((n > 1) & (amounts.sum() > 0)).then(uneven)


def _depth_share(depth: int, called: str) -> HealthMeasure:
    name = model.DEPTHS[depth]
    return HealthMeasure(
        name.split()[0],
        f"The share of the term's interactions whose depth is {depth}, {name}.",
        "Little 1990",
        "share",
        f"share of interactions that were {called}",
        "interactions",
        (pl.col("depth") == depth).mean(),
    )


HEALTH_MEASURES: tuple[HealthMeasure, ...] = (
    HealthMeasure(
        "interactions",
        "How many interactions there were within the network in the term.",
        "",
        "count",
        "number of interactions",
        "interactions",
        pl.len(),
    ),
    _depth_share(0, "contact"),
    _depth_share(1, "sharing"),
    _depth_share(2, "challenge"),
    _depth_share(3, "inquiry"),
    _depth_share(4, "joint work"),
    HealthMeasure(
        "ties",
        "How many pairs of schools, iwi and partners the term's interactions tie.",
        "",
        "count",
        "number of ties",
        "ties",
        pl.len(),
    ),
    HealthMeasure(
        "ties_beyond",
        "The share of those ties whose deepest interaction in the term is beyond sharing.",
        "Little 1990",
        "share",
        "share of ties beyond sharing",
        "ties",
        _BEYOND.mean(),
    ),
    HealthMeasure(
        "challenged",
        "Whether any interaction in the term was challenge or deeper.",
        "Katz, Earl & Jaafar 2009; Robinson & Lai 2006",
        "yes or no",
        "challenge, or anything deeper,",
        "interactions",
        _BEYOND.any(),
    ),
    HealthMeasure(
        "leaders_share",
        "The share of people's participations in the term's interactions that were by someone with "
        "a role of the group leader that day, "
        "whatever other roles they held.",
        "Katz, Earl & Jaafar 2009",
        "share",
        "leaders' share of participations",
        "participations",
        pl.col("leader").mean(),
    ),
    HealthMeasure(
        "leaders_beyond",
        "The same share, of participations in interactions beyond sharing, where each counts 1/(n "
        "- 1): what an interaction with n people "
        "adds to each tie of a person in it. One person alone adds nothing.",
        "Katz, Earl & Jaafar 2009; Newman 2001",
        "share",
        "leaders' share of the work beyond sharing",
        "participations",
        pl.when(pl.col("adds").filter(_BEYOND).sum() > 0).then(
            pl.col("adds").filter(_BEYOND & pl.col("leader")).sum() / pl.col("adds").filter(_BEYOND).sum()
        ),
    ),
    HealthMeasure(
        "spread",
        "How evenly taking part is spread over the network's people: 1 less the Gini coefficient "
        "of how many of the term's interactions "
        "each took part in. Its people are those who on a day of the term held a role at the "
        "network, or at an organisation that was then "
        "a member of it, whether or not they took part. 1 is all alike, 1/n is one of n people alone.",
        "Gini 1912",
        "index",
        "spread of taking part over the network's people",
        "people",
        1 - gini(pl.col("participations")),
    ),
    HealthMeasure(
        "roles_vacant",
        "How many of the roles at the network, or at organisations that were members in the term, "
        "nobody held on any day of the term.",
        "Head 2003",
        "count",
        "number of vacant roles",
        "roles",
        pl.col("vacant").sum(),
    ),
    HealthMeasure(
        "roles_unclear",
        "How many of those roles have no stated purpose, vacant or not.",
        "Head 2003",
        "count",
        "number of roles without a purpose",
        "roles",
        pl.col("unclear").sum(),
    ),
    HealthMeasure(
        "roles_shared",
        "How many of those roles two or more people held on the same day of the term.",
        "Head 2003",
        "count",
        "number of shared roles",
        "roles",
        pl.col("shared").sum(),
    ),
    HealthMeasure(
        "coherence",
        "The share of the term's interactions that worked towards a goal.",
        "Timperley & Parr 2010; Katz, Earl & Jaafar 2009",
        "share",
        "share of interactions towards a goal",
        "interactions",
        pl.col("towards").mean(),
    ),
    HealthMeasure(
        "inclusion",
        "The share of the ties beyond sharing that have an iwi or a community partner at one end or both.",
        "Katz, Earl & Jaafar 2009",
        "share",
        "share of ties beyond sharing that reach iwi or community",
        "ties",
        pl.col("reaches").filter(_BEYOND).mean(),
    ),
    HealthMeasure(
        "reciprocity",
        "Of the ties in which it is known who initiated an interaction of the term, the share in "
        "which both ends did, together or in turn: "
        "mutual dyads as a share of the dyads joined by an arc, where an arc goes from who "
        "initiates to whoever else takes part.",
        "Wasserman & Faust 1994",
        "share",
        "share of ties that both ends started",
        "ties",
        (pl.col("by_source") & pl.col("by_target")).filter(pl.col("by_source") | pl.col("by_target")).mean(),
    ),
    HealthMeasure(
        "turnover",
        "The share of the people who carried ties in the term before who carry none in this one; "
        "undefined in the first term, and where "
        "nobody carried a tie in one of the two.",
        "Head 2003",
        "share",
        "share of those who carried ties the term before and then none",
        "carriers",
        (~pl.col("stays")).mean(),
    ),
)
