"""The conditions that research on school networks names, each as a measure of a network in a school term.

Add a measure to `HEALTH_MEASURES`, and the command line, the app and the docs have it. A measure is an expression over
the rows of one network and term in one of the tables that `graphmap.health.health` makes.
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
    """A measure of a network in a term.

    - ``name``: its column; ``called``: its name in sentences; ``meaning``: what it is, in plain words.
    - ``source``: the work whose argument it rests on (for Gini, Newman, and Wasserman & Faust: whose formula it is).
    - ``compute``: its value over the rows of one network and term in the table ``over``. With no rows a count is 0 and
      anything else is undefined.
    """

    name: str
    meaning: str
    source: str
    unit: Unit
    called: str
    over: Table
    compute: pl.Expr


def gini(amounts: pl.Expr) -> pl.Expr:
    """Return how unequal amounts of 0 or more are: 0 where all are equal, 1 - 1/n where one of n has everything.

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
        "The number of interactions within the network in the term.",
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
        "The number of pairs of schools, iwi and partners with a tie from the term's interactions.",
        "",
        "count",
        "number of ties",
        "ties",
        pl.len(),
    ),
    HealthMeasure(
        "ties_beyond",
        "The share of those ties that went beyond sharing in the term.",
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
        "The share of times that someone took part while in a role of the group leader that day, whatever "
        "other roles they held.",
        "Katz, Earl & Jaafar 2009",
        "share",
        "share of times that a leader took part",
        "participations",
        pl.col("leader").mean(),
    ),
    HealthMeasure(
        "leaders_beyond",
        "The same share in interactions beyond sharing, each time weighted by 1/(n - 1) for an interaction of "
        "n people: what it adds to each of their ties. A person alone adds nothing.",
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
        "How evenly the network's people take part: 1 less the Gini coefficient of the number of interactions "
        "that each took part in. Its people are everyone with a role, on some day of the term, at the network "
        "or at a member. 1 means all alike; 1/n means one of n people does it all.",
        "Gini 1912",
        "index",
        "evenness of taking part",
        "people",
        1 - gini(pl.col("participations")),
    ),
    HealthMeasure(
        "roles_vacant",
        "The number of roles at the network and its members that nobody held on any day of the term.",
        "Head 2003",
        "count",
        "number of vacant roles",
        "roles",
        pl.col("vacant").sum(),
    ),
    HealthMeasure(
        "roles_unclear",
        "The number of those roles without a recorded purpose, vacant or not.",
        "Head 2003",
        "count",
        "number of roles without a purpose",
        "roles",
        pl.col("unclear").sum(),
    ),
    HealthMeasure(
        "roles_shared",
        "The number of those roles that two or more people held on the same day.",
        "Head 2003",
        "count",
        "number of shared roles",
        "roles",
        pl.col("shared").sum(),
    ),
    HealthMeasure(
        "coherence",
        "The share of the term's interactions with a goal.",
        "Timperley & Parr 2010; Katz, Earl & Jaafar 2009",
        "share",
        "share of interactions with a goal",
        "interactions",
        pl.col("towards").mean(),
    ),
    HealthMeasure(
        "inclusion",
        "The share of ties beyond sharing with an iwi or a community partner at one end or both.",
        "Katz, Earl & Jaafar 2009",
        "share",
        "share of ties beyond sharing with iwi or community",
        "ties",
        pl.col("reaches").filter(_BEYOND).mean(),
    ),
    HealthMeasure(
        "reciprocity",
        "Of the ties where it is known who started an interaction in the term, the share in which both ends "
        "did, together or in turn.",
        "Wasserman & Faust 1994",
        "share",
        "share of ties started by both sides",
        "ties",
        (pl.col("by_source") & pl.col("by_target")).filter(pl.col("by_source") | pl.col("by_target")).mean(),
    ),
    HealthMeasure(
        "turnover",
        "The share of people who carried ties in the term before and carry none in this one. Undefined in the "
        "first term, and where nobody carried a tie in one of the two.",
        "Head 2003",
        "share",
        "share of key people who stopped",
        "carriers",
        (~pl.col("stays")).mean(),
    ),
)
