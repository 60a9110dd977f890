"""The conditions that research on school networks names, each as a measure of a network in a school term.

Add a measure to `CONDITION_MEASURES`, and the command line, the app and the docs have it. A measure is an expression
over the rows of one network and term in one of the tables that `graphmap.health.health` makes.
"""

from dataclasses import dataclass
from typing import Literal

import polars as pl

from graphmap import model

Table = Literal[
    "interactions",
    "participations",
    "people",
    "roles",
    "ties",
    "carriers",
    "organisations",
    "settled",
    "starters",
    "goals",
]
Unit = Literal["count", "share", "index", "number", "yes or no"]

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


def _deep_share(name: str, meaning: str, called: str, source: str, having: pl.Expr) -> HealthMeasure:
    """Return the share of the term's interactions beyond sharing that are `having` something."""
    return HealthMeasure(name, meaning, source, "share", called, "interactions", having.filter(_BEYOND).mean())


def _of_the_organisations(name: str, meaning: str, called: str, source: str, unit: Unit) -> HealthMeasure:
    return HealthMeasure(name, meaning, source, unit, called, "organisations", pl.col(name).first())


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


TERM_MEASURES: tuple[HealthMeasure, ...] = (
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
        "The number of roles at the network and its members that nobody held on any day of the term. A role is not "
        "vacant before its first holder begins.",
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
"""What is compared from one term to the next."""

CONDITION_MEASURES: tuple[HealthMeasure, ...] = (
    _of_the_organisations(
        "density",
        "The share of all pairs of the network's organisations that have a tie from the term's interactions. Its "
        "organisations are its members on some day of the term and all others that took part. Undefined in a term "
        "without interactions, as are the next four.",
        "share of pairs with a tie",
        "Wasserman & Faust 1994",
        "share",
    ),
    _of_the_organisations(
        "degree_centralisation",
        "How far those ties run to one organisation: 1 for a star, 0 where all have equally many. Undefined for fewer "
        "than three organisations.",
        "centralisation of ties",
        "Freeman 1979",
        "index",
    ),
    _of_the_organisations(
        "betweenness_centralisation",
        "How far the shortest paths along those ties, counted in steps, run through one organisation: 1 for a star, "
        "0 where through all alike. Undefined for fewer than three organisations.",
        "centralisation of paths",
        "Freeman 1979",
        "index",
    ),
    _of_the_organisations(
        "mean_degree",
        "The mean number of those ties that an organisation has.",
        "mean number of ties",
        "Wasserman & Faust 1994",
        "number",
    ),
    _of_the_organisations(
        "reach",
        "The mean share of the other organisations that one can reach along those ties, directly or through others.",
        "share of others within reach",
        "Borgatti 2006",
        "share",
    ),
    HealthMeasure(
        "settled_beyond",
        "The share of the network's ties over the four terms up to and including this one that have settled beyond "
        "sharing: at challenge or deeper at least twice, with a fifth or more of the tie's strength. The terms before "
        "count even where the period leaves them out.",
        "Little 1990",
        "share",
        "share of ties settled beyond sharing",
        "settled",
        pl.col("beyond").mean(),
    ),
    HealthMeasure(
        "strength_beyond",
        "The share of the strength of the term's ties that goes beyond sharing.",
        "Little 1990; Newman 2001",
        "share",
        "share of strength beyond sharing",
        "ties",
        pl.col("strength_beyond").sum() / pl.col("strength").sum(),
    ),
    HealthMeasure(
        "people_share",
        "The share of the network's people who took part in any of the term's interactions. Its people are as in "
        "spread. Undefined where nobody did.",
        "Katz, Earl & Jaafar 2009",
        "share",
        "share of people who took part",
        "people",
        pl.when(pl.col("participations").sum() > 0).then((pl.col("participations") > 0).mean()),
    ),
    HealthMeasure(
        "starters_leaders",
        "Of the times that someone initiated or hosted work beyond sharing, the share by someone in a role of the "
        "group leader that day.",
        "Katz, Earl & Jaafar 2009",
        "share",
        "leaders' share of starting work beyond sharing",
        "participations",
        pl.col("leader").filter(_BEYOND & pl.col("started")).mean(),
    ),
    HealthMeasure(
        "new_leaders",
        "The number of people who in this term initiated or hosted work beyond sharing within the network for the "
        "first time on record. In the first term on record everybody is new.",
        "",
        "count",
        "number of people new to leading work beyond sharing",
        "starters",
        pl.len(),
    ),
    _deep_share(
        "without_facilitator",
        "The share of the term's interactions beyond sharing led by nobody in a role of the group facilitator that "
        "day. To lead is to initiate, host or give; where nobody is recorded as leading, a facilitator who was there "
        "led.",
        "share of work beyond sharing without a facilitator",
        "Head 2003; Katz, Earl & Jaafar 2009",
        ~pl.col("facilitated"),
    ),
    _deep_share(
        "coherence_current",
        "The share of the term's interactions beyond sharing that work towards a goal of the network's own, in force "
        "that day.",
        "share of work beyond sharing towards a current goal",
        "Timperley & Parr 2010; Robinson & Lai 2006",
        pl.col("current"),
    ),
    HealthMeasure(
        "goals",
        "The number of goals that the network pursued on some day of the term.",
        "",
        "count",
        "number of goals",
        "goals",
        pl.len(),
    ),
    HealthMeasure(
        "goals_shared",
        "The number of those goals that people of two or more schools worked towards in the term.",
        "Timperley & Parr 2010",
        "count",
        "number of goals that several schools work towards",
        "goals",
        (pl.col("schools") >= 2).sum(),
    ),
    HealthMeasure(
        "goals_evidence",
        "The number of those goals with recorded evidence of the need.",
        "Robinson & Lai 2006",
        "count",
        "number of goals with evidence",
        "goals",
        pl.col("evidence").sum(),
    ),
    HealthMeasure(
        "goals_idle",
        "The number of those goals that no interaction within the network worked towards in the term.",
        "Katz, Earl & Jaafar 2009",
        "count",
        "number of goals without work",
        "goals",
        (pl.col("interactions") == 0).sum(),
    ),
    HealthMeasure(
        "reporting_back",
        "The number of the term's interactions with a practice that the codebook marks as accountability.",
        "Katz, Earl & Jaafar 2009; Head 2003",
        "count",
        "number of times of reporting back",
        "interactions",
        pl.col("reports").sum(),
    ),
    *(
        _deep_share(
            f"{name}_beyond",
            f"The share of the term's interactions beyond sharing in which {who} took part: {through}.",
            f"share of work beyond sharing with {who}",
            "Katz, Earl & Jaafar 2009; Timperley & Parr 2010",
            pl.col(name),
        )
        for name, who, through in (
            ("whanau", "whānau", "someone in a role of the group whanau that day"),
            ("iwi", "iwi", "an iwi, or someone in a role of the group iwi that day"),
            ("partners", "community partners", "a partner, or someone in a role of the group partner that day"),
        )
    ),
    HealthMeasure(
        "roles",
        "The number of roles at the network and its members in the term.",
        "",
        "count",
        "number of roles",
        "roles",
        pl.len(),
    ),
)
"""What the conditions of `graphmap.health.conditions` are judged by, beside the above."""

HEALTH_MEASURES = (*TERM_MEASURES, *CONDITION_MEASURES)
"""Every measure of health, in the order of the columns."""
