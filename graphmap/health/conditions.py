"""How each network does on the conditions under which networks change teaching, and honestly whether that is known.

`conditions` judges one network from a table of health, and `conditions_table` all of them, as the command line writes
it. `graphmap.health.overview` says the same for a page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import polars as pl

from graphmap.health.condition_list import CONDITIONS, Condition
from graphmap.health.condition_sentences import Recent
from graphmap.health.health import LEAST_INTERACTIONS
from graphmap.health.indicators import RECENT_TERMS, Verdict, verdict_of
from graphmap.health.trends import LEAST_CHANGE, LEAST_TAU, LEAST_TERMS, Trend, trend_in_words, trend_of
from graphmap.language.wording import interactions_told
from graphmap.language.words import ENGLISH, Words
from graphmap.model import NodeKey

State = Literal["measured", "not measured"]


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
    trend_in_words: str
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
    "trend_in_words": "The trend in a sentence. Empty where it is not measured.",
    "measured_by": "The columns of the health table that it is judged by, and whether more or less of each is good.",
    "survey": "What a survey would tell besides.",
    "how": "How to measure it where it is not measured.",
}
"""What each column of `conditions_table` means."""


def conditions(table: pl.DataFrame, network: NodeKey, words: Words = ENGLISH) -> Sequence[Judged]:
    """Return how `network` does on each of `CONDITIONS`, from a table of `graphmap.health.health.health`."""
    mine = table.filter(pl.col("network") == network).sort("since").with_row_index("number")
    return [_judged(condition, mine.filter("judged"), words) for condition in CONDITIONS]


def conditions_table(table: pl.DataFrame, networks: pl.DataFrame, words: Words = ENGLISH) -> pl.DataFrame:
    """Return `conditions` of each of `networks`, one row each, with the columns of `CONDITION_MEANINGS`.

    A network without a term in `table` has nothing measured, and says so. ``networks`` are as in
    `graphmap.health.health.networks_measured`.
    """
    schema = {name: pl.Boolean if name == "is_good" else pl.String for name in CONDITION_MEANINGS}
    rows = [
        {"network": network, "name": name, **vars(judged)}
        for network, name in networks.select("network", "name").iter_rows()
        for judged in conditions(table, network, words)
    ]
    return pl.DataFrame(rows, schema=schema)


def _judged(condition: Condition, judged_terms: pl.DataFrame, words: Words) -> Judged:
    first = condition.indicators[0] if condition.indicators else None
    measured = condition.sentence is not None and first is not None and first.recent(judged_terms) is not None
    trend: Trend | None = None
    is_good = None
    told = ""
    if measured and first is not None:
        with_value = judged_terms.with_columns(value=first.values(judged_terms)).drop_nulls("value")
        trend = trend_of(with_value.select("number", "value").rows(), counts=first.counts)
        is_good = (trend == "rising") == (first.good == "more") if trend in ("rising", "falling") else None
        told = trend_in_words(words(condition.trend_of), trend, is_good, with_value["since"].to_list(), words)
    return Judged(
        condition.name,
        words(condition.title),
        "measured" if measured else "not measured",
        verdict_of(condition.indicators, judged_terms) if measured else None,
        trend,
        is_good,
        _sentence(condition, judged_terms, measured, words),
        told,
        ", ".join(f"{each.columns} ({each.good} is good)" for each in condition.indicators),
        words(condition.survey),
        words(condition.how),
    )


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
    return words(condition.no_record, how=words(condition.how))
