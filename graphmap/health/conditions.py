"""The conditions under which networks change teaching, each judged from the record, or said not to be measured.

Add a `Condition` to `CONDITIONS`, and the command line, the app and the docs have it. The bounds of `Indicator` are
this project's own: research names the conditions and not how much of each is enough.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import polars as pl

from graphmap.health.health import LEAST_INTERACTIONS
from graphmap.language.terms import term_of
from graphmap.language.wording import interactions_told, term_told
from graphmap.language.words import ENGLISH, Words, later
from graphmap.model import NodeKey

State = Literal["measured", "not measured"]
Verdict = Literal["strong", "mixed", "thin"]
Trend = Literal["rising", "falling", "steady", "too few terms"]

RECENT_TERMS = 4
"""The verdict is about so many judged terms: depth is a habit, not an event."""

LEAST_TERMS = 4
"""Fewer judged terms have no trend."""

LEAST_TAU = 0.3
"""A trend has at least this rank correlation with time (Kendall 1938) …"""

LEAST_CHANGE = 0.1
"""… and changes by at least this much over all judged terms, by the median slope (Theil 1950; Sen 1968)."""


@dataclass(frozen=True)
class Indicator:
    """A number from the record that a condition is judged by.

    - ``columns``: the columns of the health table that it comes from, and ``value``, how.
    - ``good``: whether more of it is good, or less.
    - ``strong`` and ``thin``: where it is as good as the one, or as bad as the other, or beyond.
    - ``latest``: whether its last value counts. Otherwise it is the mean over the `RECENT_TERMS`.
    - ``counts``: whether it is a count per term, and not a share or an index from 0 to 1.
    """

    columns: str
    value: pl.Expr
    good: Literal["more", "less"]
    thin: float
    strong: float
    latest: bool = False
    counts: bool = False


@dataclass(frozen=True)
class Recent:
    """The last judged terms of a network, for a sentence about them."""

    table: pl.DataFrame
    words: Words

    def share(self, column: str) -> str | None:
        """Return the mean of a share as a percentage, or None where it is undefined."""
        mean = self.table[column].mean()
        return f"{mean:.0%}" if isinstance(mean, float) else None

    def index(self, column: str) -> str | None:
        """Return the mean of an index with two decimals, or None where it is undefined."""
        mean = self.table[column].mean()
        return f"{mean:.2f}" if isinstance(mean, float) else None

    def total(self, value: pl.Expr) -> str:
        """Return the sum of a count over the terms."""
        return f"{round(self.table.select(value.sum()).item()):,}"

    @property
    def last(self) -> dict[str, Any]:
        """The last term."""
        return self.table.row(-1, named=True)

    @property
    def term(self) -> str:
        """The name of the last term."""
        return term_told(term_of(self.last["since"]), self.words)

    @property
    def when(self) -> str:
        """The terms in words, to begin a sentence with."""
        return self.words.many(
            "In {term}", "In the last {number} judged terms, to {term}", len(self.table), term=self.term
        )


@dataclass(frozen=True)
class Condition:
    """A condition of the research.

    - ``indicators``: what it is measured by from the record. The first decides whether it is measured, and its trend.
    - ``survey``: what a survey would tell besides; empty where nothing.
    - ``how``: how to measure it where it is not measured.
    - ``sentence``: its numbers in a sentence.
    """

    name: str
    title: str
    indicators: tuple[Indicator, ...]
    survey: str
    how: str
    sentence: Callable[[Recent], str] | None = None


@dataclass(frozen=True)
class Judged:
    """How a network does on one condition. Texts are in the reader's language, the rest are codes.

    ``is_good`` says whether the trend is; it is None where there is none.
    """

    condition: str
    title: str
    state: State
    verdict: Verdict | None
    trend: Trend | None
    is_good: bool | None
    sentence: str
    measured_by: str
    survey: str
    how: str


CONDITION_MEANINGS = {
    "network": "The node key of the network.",
    "name": "The network's name.",
    "condition": "The condition's short name.",
    "title": "The condition in words.",
    "state": "measured: from the record. not measured: the record can't tell, or has too little.",
    "verdict": "strong where every number it is judged by is, thin where every one is, and mixed otherwise; "
    f"over the last {RECENT_TERMS} judged terms. Empty where it is not measured. The bounds are in docs/health.md.",
    "trend": f"Over all judged terms: rising or falling where Kendall's tau is {LEAST_TAU} or more and the Theil-Sen "
    f"slope adds up to {LEAST_CHANGE:.0%} or more, steady otherwise; too few terms where fewer than {LEAST_TERMS} have "
    "a value. It is of the first number in measured_by.",
    "is_good": "Whether that trend is good. Empty where there is no rise or fall.",
    "sentence": "The condition's numbers in a sentence, or why it is not measured.",
    "measured_by": "The columns of the health table that it is judged by, and whether more or less of each is good.",
    "survey": "What a survey would tell besides.",
    "how": "How to measure it where it is not measured.",
}
"""What each column of `conditions_table` means."""


def conditions(table: pl.DataFrame, network: NodeKey, words: Words = ENGLISH) -> Sequence[Judged]:
    """Return how `network` does on each of `CONDITIONS`, from a table of `graphmap.health.health.health`."""
    mine = table.filter(pl.col("network") == network).sort("since").with_row_index("number")
    return [_judged(condition, mine.filter("judged"), words) for condition in CONDITIONS]


def conditions_table(table: pl.DataFrame, words: Words = ENGLISH) -> pl.DataFrame:
    """Return `conditions` of every network in `table`, one row each, with the columns of `CONDITION_MEANINGS`."""
    schema = {name: pl.Boolean if name == "is_good" else pl.String for name in CONDITION_MEANINGS}
    rows = [
        {"network": network, "name": name, **vars(judged)}
        for network, name in table.select("network", "name").unique(maintain_order=True).iter_rows()
        for judged in conditions(table, network, words)
    ]
    return pl.DataFrame(rows, schema=schema)


def _judged(condition: Condition, judged_terms: pl.DataFrame, words: Words) -> Judged:
    values = [judged_terms.select("number", value=each.value.cast(pl.Float64)) for each in condition.indicators]
    recent = [_recent(each, found) for each, found in zip(condition.indicators, values, strict=True)]
    measured = condition.sentence is not None and recent[0] is not None
    trend: Trend | None = None
    is_good = None
    if measured:
        first = condition.indicators[0]
        trend = trend_of(values[0].drop_nulls().rows(), counts=first.counts)
        is_good = (trend == "rising") == (first.good == "more") if trend in ("rising", "falling") else None
    return Judged(
        condition.name,
        words(condition.title),
        "measured" if measured else "not measured",
        _verdict(condition.indicators, recent) if measured else None,
        trend,
        is_good,
        _sentence(condition, judged_terms, measured, words),
        ", ".join(f"{each.columns} ({each.good} is good)" for each in condition.indicators),
        words(condition.survey),
        words(condition.how),
    )


def _recent(indicator: Indicator, values: pl.DataFrame) -> float | None:
    found = values["value"].tail(1 if indicator.latest else RECENT_TERMS).mean()
    return found if isinstance(found, float) else None


def _verdict(indicators: Sequence[Indicator], recent: Sequence[float | None]) -> Verdict:
    grades = {_grade(each, value) for each, value in zip(indicators, recent, strict=True) if value is not None}
    return grades.pop() if len(grades) == 1 else "mixed"


def _grade(indicator: Indicator, value: float) -> Verdict:
    sign = 1 if indicator.good == "more" else -1
    if sign * value >= sign * indicator.strong:
        return "strong"
    return "thin" if sign * value <= sign * indicator.thin else "mixed"


def trend_of(values: Sequence[tuple[int, float]], counts: bool = False) -> Trend:
    """Return the trend of `values`, each with the number of its term.

    The change is the Theil-Sen slope times the terms from first to last; of `counts`, as a share of one more than the
    largest.
    """
    if len(values) < LEAST_TERMS:
        return "too few terms"
    from scipy.stats import kendalltau, theilslopes

    terms, numbers = zip(*values, strict=True)
    change = theilslopes(numbers, terms).slope * (terms[-1] - terms[0]) / (max(numbers) + 1 if counts else 1)
    tau = kendalltau(terms, numbers).statistic
    if abs(change) < LEAST_CHANGE - 1e-9 or not abs(tau) >= LEAST_TAU:  # tau is not a number where all are alike
        return "steady"
    return "rising" if change > 0 else "falling"


def _sentence(condition: Condition, judged_terms: pl.DataFrame, measured: bool, words: Words) -> str:
    if condition.sentence is None:
        return words(condition.how)
    if measured:
        return condition.sentence(Recent(judged_terms.tail(RECENT_TERMS), words))
    if judged_terms.is_empty():
        return words(
            "No term has {interactions} or more, too little to measure this.",
            interactions=interactions_told(LEAST_INTERACTIONS, words),
        )
    return words("The last terms have no record that this could be measured by. {how}", how=words(condition.how))


# ------------------------------------------------------------------------------------------ sentences


def _beyond_sharing(recent: Recent) -> str:
    return recent.words(
        "{when}, {strength} of the strength of ties was beyond sharing, and {settled} of the ties of the last year "
        "have settled there.",
        when=recent.when,
        strength=recent.share("strength_beyond") or "0%",
        settled=f"{recent.last['settled_beyond']:.0%}",
    )


def _challenge(recent: Recent) -> str:
    depths = {
        depth: recent.total(pl.col(depth) * pl.col("interactions")) for depth in ("challenge", "inquiry", "joint")
    }
    return recent.words(
        "{when}, of {all} interactions {challenge} went as deep as challenge, {inquiry} as inquiry and {joint} as "
        "joint work.",
        when=recent.when,
        all=recent.total(pl.col("interactions")),
        **depths,
    )


def _commitment(recent: Recent) -> str:
    facts = {
        "when": recent.when,
        "people": recent.share("people_share"),
        "leaders": recent.share("leaders_share"),
        "starters": recent.share("starters_leaders"),
    }
    if facts["starters"] is None:
        return recent.words(
            "{when}, {people} of the people listed took part, leaders were {leaders} of those taking part, and nobody "
            "is recorded as starting work beyond sharing.",
            **facts,
        )
    return recent.words(
        "{when}, {people} of the people listed took part, leaders were {leaders} of those taking part, and they "
        "started {starters} of the work beyond sharing.",
        **facts,
    )


def _capacity(recent: Recent) -> str:
    return recent.words(
        "{when}, {new} led work beyond sharing for the first time on record, and {without} of that work was led "
        "without a facilitator.",
        when=recent.when,
        new=recent.words.many("{number} person", "{number} people", int(recent.table["new_leaders"].sum())),
        without=recent.share("without_facilitator"),
    )


def _roles(recent: Recent) -> str:
    return recent.words(
        "{roles} in {term}: {vacant} vacant, {unclear} without a recorded purpose, {shared} held by several people at "
        "once.",
        roles=recent.words.many("{number} role", "{number} roles", recent.last["roles"]),
        term=recent.term,
        vacant=recent.last["roles_vacant"],
        unclear=recent.last["roles_unclear"],
        shared=recent.last["roles_shared"],
    )


def _goals(recent: Recent) -> str:
    return recent.words.many("{number} goal", "{number} goals", recent.last["goals"])


def _coherence(recent: Recent) -> str:
    return recent.words(
        "{when}, {current} of the work beyond sharing was towards a current goal of the network's own; in {term} "
        "several schools worked on {shared} of {goals}.",
        when=recent.when,
        current=recent.share("coherence_current"),
        term=recent.term,
        shared=recent.last["goals_shared"],
        goals=_goals(recent),
    )


def _needs(recent: Recent) -> str:
    return recent.words(
        "Of {goals} in {term}, {evidence} had recorded evidence of the need, and {idle} had no work.",
        goals=_goals(recent),
        term=recent.term,
        evidence=recent.last["goals_evidence"],
        idle=recent.last["goals_idle"],
    )


def _accountability(recent: Recent) -> str:
    facts = {
        "when": recent.when,
        "times": recent.words.many("{number} time", "{number} times", int(recent.table["reporting_back"].sum())),
        "whanau": recent.share("whanau_beyond"),
        "iwi": recent.share("iwi_beyond"),
        "partners": recent.share("partners_beyond"),
    }
    if facts["whanau"] is None:
        return recent.words(
            "{when}, the network reported back {times}; there was no work beyond sharing for whānau, iwi or community "
            "partners to be in.",
            **facts,
        )
    return recent.words(
        "{when}, the network reported back {times}; whānau took part in {whanau} of the work beyond sharing, iwi in "
        "{iwi} and community partners in {partners}.",
        **facts,
    )


def _cohesion(recent: Recent) -> str:
    facts = {"when": recent.when, "reach": recent.share("reach"), "density": recent.share("density")}
    central = recent.index("degree_centralisation")
    if central is None:
        return recent.words(
            "{when}, an organisation could reach {reach} of the others, and {density} of all pairs were tied.", **facts
        )
    return recent.words(
        "{when}, an organisation could reach {reach} of the others, and {density} of all pairs were tied; "
        "centralisation was {central}, where 1 is a star around one organisation.",
        **facts,
        central=central,
    )


# ----------------------------------------------------------------------------------------- the conditions


def _column(name: str, good: Literal["more", "less"], thin: float, strong: float, latest: bool = False) -> Indicator:
    return Indicator(name, pl.col(name), good, thin, strong, latest)


def _per_term(name: str, thin: float, strong: float) -> Indicator:
    return Indicator(name, pl.col(name), "more", thin, strong, counts=True)


def _of(part: str, whole: str, good: Literal["more", "less"], thin: float, strong: float) -> Indicator:
    share = pl.when(pl.col(whole) > 0).then(pl.col(part) / pl.col(whole))
    return Indicator(f"{part} of {whole}", share, good, thin, strong, latest=True)


CONDITIONS: tuple[Condition, ...] = (
    Condition(
        "beyond_sharing",
        later("Work beyond sharing"),
        (
            _column("settled_beyond", "more", 0.1, 0.4, latest=True),
            _column("strength_beyond", "more", 0.25, 0.5),
        ),
        later("How deep people feel the work goes."),
        later("Record what people do together, with its practice."),
        _beyond_sharing,
    ),
    Condition(
        "challenge_inquiry",
        later("Challenge and inquiry"),
        (
            Indicator(
                "challenge + inquiry + joint",
                pl.sum_horizontal("challenge", "inquiry", "joint"),
                "more",
                thin=0.2,
                strong=0.5,
            ),
        ),
        later("Whether people feel safe to challenge each other."),
        later("Record what people do together, with its practice."),
        _challenge,
    ),
    Condition(
        "commitment",
        later("Commitment beyond a core"),
        (
            _column("people_share", "more", 0.25, 0.5),
            _column("leaders_share", "less", 0.75, 0.5),
            _column("starters_leaders", "less", 0.75, 0.5),
        ),
        later("How committed people feel to the network."),
        later("List people with their roles, and record who took part in what and who initiated or hosted it."),
        _commitment,
    ),
    Condition(
        "capacity",
        later("Capacity building"),
        (_column("without_facilitator", "more", 0.5, 0.8), _per_term("new_leaders", 0.25, 1)),
        "",
        later("Record work beyond sharing with who initiated, hosted or gave it, and list facilitators’ roles."),
        _capacity,
    ),
    Condition(
        "role_clarity",
        later("Clear roles"),
        (
            _of("roles_vacant", "roles", "less", 0.25, 0.05),
            _of("roles_unclear", "roles", "less", 0.25, 0.05),
            _of("roles_shared", "roles", "less", 0.25, 0.05),
        ),
        later("Whether people know what they are in the network for."),
        later("List the roles at the network and its members, each with its purpose and who holds it."),
        _roles,
    ),
    Condition(
        "relational_trust",
        later("Relational trust"),
        (),
        later("Whether people trust each other."),
        later(
            "Records of who met can’t show trust. Once a year, ask everyone in the network in confidence whether they "
            "could admit a mistake to the others, and whether the others keep their word."
        ),
    ),
    Condition(
        "coherence",
        later("Coherence"),
        (
            _column("coherence_current", "more", 0.25, 0.6),
            _of("goals_shared", "goals", "more", 0.25, 0.75),
        ),
        later("Whether people see one plan or many."),
        later("List the network’s goals with their dates, and record which goal each interaction works towards."),
        _coherence,
    ),
    Condition(
        "needs_based_goals",
        later("Goals based on needs"),
        (_of("goals_evidence", "goals", "more", 0.25, 0.75), _of("goals_idle", "goals", "less", 0.5, 0)),
        "",
        later("List the network’s goals, each with the evidence that showed the need."),
        _needs,
    ),
    Condition(
        "accountability",
        later("Accountability to whānau, iwi and community"),
        (
            _per_term("reporting_back", 0.25, 1),
            _column("whanau_beyond", "more", 0.05, 0.25),
            _column("iwi_beyond", "more", 0.05, 0.25),
            _column("partners_beyond", "more", 0.05, 0.25),
        ),
        "",
        later("Record when the network reports back, and when whānau, iwi and community partners take part."),
        _accountability,
    ),
    Condition(
        "cohesion",
        later("Cohesion"),
        (
            _column("reach", "more", 0.5, 0.8),
            _column("density", "more", 0.1, 0.3),
            _column("degree_centralisation", "less", 0.6, 0.3),
        ),
        "",
        later("List the network’s members, and record what they do together."),
        _cohesion,
    ),
)
"""The conditions, in the order in which they are shown."""


def bounds() -> Iterator[tuple[str, Indicator]]:
    """Yield each indicator with the title of its condition, for the docs."""
    for condition in CONDITIONS:
        for indicator in condition.indicators:
            yield condition.title, indicator
