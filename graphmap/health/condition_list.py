"""The conditions under which networks change teaching, each with what it is judged by, or how to measure it.

Add a `Condition` to `CONDITIONS`, and the command line, the app and the docs have it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import polars as pl

from graphmap.health import condition_sentences as sentences
from graphmap.health.condition_sentences import Recent
from graphmap.health.indicators import Indicator, column, per_term, share_of
from graphmap.language.words import later


@dataclass(frozen=True)
class Condition:
    """A condition of the research.

    - ``about``: the columns of the health table that are about it, whether it is judged by them or not.
    - ``indicators``: what it is measured by from the record. The first decides whether it is measured, and its trend.
    - ``trend_of``: the first indicator, to begin a sentence with.
    - ``survey``: what a survey would tell besides; empty where nothing.
    - ``how``: how to measure it where it is not measured.
    - ``sentence``: its numbers in a sentence.
    - ``no_record``: what to say where the last terms have no such number, with ``{how}``.
    """

    name: str
    title: str
    about: tuple[str, ...]
    indicators: tuple[Indicator, ...]
    trend_of: str
    survey: str
    how: str
    sentence: Callable[[Recent], str] | None = None
    no_record: str = later("The last terms have no record that this could be measured by. {how}")


CONDITIONS: tuple[Condition, ...] = (
    Condition(
        "beyond_sharing",
        later("Work beyond sharing"),
        ("contact", "sharing", "ties", "ties_beyond", "settled_beyond", "strength_beyond"),
        (
            column("settled_beyond", "more", 0.1, 0.4, latest=True),
            column("strength_beyond", "more", 0.25, 0.5),
        ),
        later("The share of ties that have settled beyond sharing"),
        later("How deep people feel the work goes."),
        later("Record what people do together, with its practice."),
        sentences.beyond_sharing,
        later("There are no ties yet. {how}"),
    ),
    Condition(
        "challenge_inquiry",
        later("Challenge and inquiry"),
        ("challenge", "inquiry", "joint", "challenged"),
        (
            Indicator(
                "challenge + inquiry + joint",
                pl.sum_horizontal("challenge", "inquiry", "joint"),
                "more",
                thin=0.2,
                strong=0.5,
            ),
        ),
        later("The share of interactions that were challenge or deeper"),
        later("Whether people feel safe to challenge each other."),
        later("Record what people do together, with its practice."),
        sentences.challenge,
    ),
    Condition(
        "commitment",
        later("Commitment beyond a core"),
        ("leaders_share", "leaders_beyond", "spread", "reciprocity", "turnover", "people_share", "starters_leaders"),
        (
            column("people_share", "more", 0.25, 0.5),
            column("leaders_share", "less", 0.75, 0.5),
            column("starters_leaders", "less", 0.75, 0.5),
        ),
        later("The share of people who take part"),
        later("How committed people feel to the network."),
        later("List people with their roles, and record who took part in what and who initiated or hosted it."),
        sentences.commitment,
    ),
    Condition(
        "capacity",
        later("Capacity building"),
        ("new_leaders", "without_facilitator"),
        (
            column("without_facilitator", "more", 0.5, 0.8),
            per_term("new_leaders", 0.25, 1, known_by="starters_leaders"),
        ),
        later("The share of work beyond sharing led without a facilitator"),
        "",
        later("Record work beyond sharing with who initiated, hosted or gave it, and list facilitators’ roles."),
        sentences.capacity,
    ),
    Condition(
        "role_clarity",
        later("Clear roles"),
        ("roles", "roles_vacant", "roles_unclear", "roles_shared"),
        (
            share_of("roles_vacant", "roles", "less", 0.25, 0.05),
            share_of("roles_unclear", "roles", "less", 0.25, 0.05),
            share_of("roles_shared", "roles", "less", 0.25, 0.05),
        ),
        later("The share of roles that are vacant"),
        later("Whether people know what they are in the network for."),
        later("List the roles at the network and its members, each with its purpose and who holds it."),
        sentences.roles,
    ),
    Condition(
        "relational_trust",
        later("Relational trust"),
        (),
        (),
        "",
        later("Whether people trust each other."),
        later(
            "Records of who met can’t show trust. Once a year, ask everyone in the network in confidence whether they "
            "could admit a mistake to the others, and whether the others keep their word."
        ),
    ),
    Condition(
        "coherence",
        later("Coherence"),
        ("coherence", "coherence_current", "goals_shared"),
        (
            column("coherence_current", "more", 0.25, 0.6),
            share_of("goals_shared", "goals", "more", 0.25, 0.75),
        ),
        later("The share of work beyond sharing towards a current goal of the network’s own"),
        later("Whether people see one plan or many."),
        later("List the network’s goals with their dates, and record which goal each interaction works towards."),
        sentences.coherence,
    ),
    Condition(
        "needs_based_goals",
        later("Goals based on needs"),
        ("goals", "goals_evidence", "goals_idle"),
        (share_of("goals_evidence", "goals", "more", 0.25, 0.75), share_of("goals_idle", "goals", "less", 0.5, 0)),
        later("The share of goals with recorded evidence"),
        "",
        later("List the network’s goals, each with the evidence that showed the need."),
        sentences.needs,
    ),
    Condition(
        "accountability",
        later("Accountability to whānau, iwi and community"),
        ("inclusion", "reporting_back", "whanau_beyond", "iwi_beyond", "partners_beyond"),
        (
            per_term("reporting_back", 0.25, 1),
            column("whanau_beyond", "more", 0.05, 0.25),
            column("iwi_beyond", "more", 0.05, 0.25),
            column("partners_beyond", "more", 0.05, 0.25),
        ),
        later("The number of times the network reported back"),
        "",
        later("Record when the network reports back, and when whānau, iwi and community partners take part."),
        sentences.accountability,
    ),
    Condition(
        "cohesion",
        later("Cohesion"),
        ("density", "degree_centralisation", "betweenness_centralisation", "mean_degree", "reach"),
        (
            column("reach", "more", 0.5, 0.8),
            column("density", "more", 0.1, 0.3),
            Indicator(
                "degree_centralisation",
                pl.when(pl.col("density") > 0).then(pl.col("degree_centralisation")),
                "less",
                thin=0.6,
                strong=0.3,
            ),
        ),
        later("The share of the others that an organisation can reach"),
        "",
        later("List the network’s members, and record what they do together."),
        sentences.cohesion,
    ),
)
"""The conditions, in the order in which they are shown."""


def bounds() -> Iterator[tuple[str, Indicator]]:
    """Yield each indicator with the title of its condition, for the docs."""
    for condition in CONDITIONS:
        for indicator in condition.indicators:
            yield condition.title, indicator


def condition_about(column: str) -> str:
    """Return the title of the condition that a column of the health table is about; empty where of none."""
    return next((condition.title for condition in CONDITIONS if column in condition.about), "")
