"""The health of the networks as the paper shows it: the conditions of `graphmap.health.conditions`, with charts."""

from collections.abc import Sequence

import polars as pl

from graphmap.graph.choice import Choice
from graphmap.graph.snapshot import Snapshot, chosen_interactions
from graphmap.health.conditions import CONDITIONS, RECENT_TERMS, Condition, Judged, Recent, conditions
from graphmap.health.health import LEAST_INTERACTIONS, health
from graphmap.language.words import ENGLISH, Words, capital, later
from graphmap.model import NodeKey, node_key
from graphmap.progress import Progress, silent
from graphmap.report.charts import trend_chart
from graphmap.report.paper import Cell, HealthRow, HealthSection

MOST_NETWORKS = 2
"""So many networks have room in a paper: those with the most interactions."""

_VERDICTS = {"strong": later("Strong"), "mixed": later("Mixed"), "thin": later("Thin")}
_DIRECTIONS = {
    ("rising", True): later("Rising, which is good"),
    ("rising", False): later("Rising, which is not good"),
    ("falling", True): later("Falling, which is good"),
    ("falling", False): later("Falling, which is not good"),
    ("steady", None): later("Steady"),
    ("too few terms", None): later("Too few terms for a trend"),
}


def health_section(
    snapshot: Snapshot, choice: Choice, words: Words = ENGLISH, progress: Progress = silent
) -> HealthSection:
    """Return the conditions of the chosen networks, those with most work first, by all terms up to the period's end."""
    shown, left_out = _networks(snapshot, choice)
    if not shown:
        return HealthSection(
            note=words(
                "No network is recorded, so its health can’t be judged. Add networks and their members to the sheets."
            )
        )
    ids = tuple(key.partition(":")[2] for key in shown)
    table = health(snapshot, Choice(until=choice.until, networks=ids), progress)
    if not table["judged"].any():
        return HealthSection(
            note=words.many(
                "No school term has {number} interaction of a network, which is the least to judge its health by.",
                "No school term has {number} interactions of a network, which is the least to judge its health by.",
                LEAST_INTERACTIONS,
            )
        )
    judged = [conditions(table, key, words) for key in shown]
    progress("Drawing charts", 0, len(CONDITIONS))
    rows = []
    for number, condition in enumerate(CONDITIONS):
        cells = [
            _cell(condition, of_network[number], table.filter(pl.col("network") == key).sort("since"), words)
            for key, of_network in zip(shown, judged, strict=True)
        ]
        rows.append(HealthRow(words(condition.title), cells))
        progress("Drawing charts", number + 1, len(CONDITIONS))
    return HealthSection([snapshot.names[key] for key in shown], rows, _note(table, left_out, words))


def _networks(snapshot: Snapshot, choice: Choice) -> tuple[Sequence[NodeKey], int]:
    """Return the networks to show, and how many are left out."""
    keys = [node_key("Network", id) for id in choice.networks or snapshot.tables.kinds["Network"]["id"]]
    within = snapshot.tables.relationships["WITHIN"].join(
        chosen_interactions(snapshot, choice), left_on="start", right_on="interaction", how="semi"
    )
    work = dict(within.group_by("end").len().iter_rows())
    ordered = sorted(keys, key=lambda key: (-work.get(key, 0), key))
    return ordered[:MOST_NETWORKS], max(0, len(ordered) - MOST_NETWORKS)


def _cell(condition: Condition, judged: Judged, table: pl.DataFrame, words: Words) -> Cell:
    if judged.verdict is None:
        return Cell(words("Not measured"), None, "", judged.sentence)
    values = _values(condition, table)
    direction = words(_DIRECTIONS[judged.trend or "steady", judged.is_good])
    first, last = table["term"][0], table["term"][-1]
    alt = words(
        "{condition}, {first} to {last}: {direction}.",
        condition=words(condition.title),
        first=first,
        last=last,
        direction=direction.lower(),
    )
    sentence = _without_when(judged.sentence, table, words)
    has_trend = judged.trend != "too few terms"
    return Cell(
        words(_VERDICTS[judged.verdict]),
        judged.verdict,
        direction,
        sentence,
        has_trend,
        values,
        trend_chart(values, alt),
    )


def _values(condition: Condition, table: pl.DataFrame) -> tuple[float | None, ...]:
    """Return what the condition is measured by first, term by term; None where there was too little to judge."""
    value = condition.indicators[0].value.cast(pl.Float64)
    found = table.select(pl.when(pl.col("judged")).then(value)).to_series()
    return tuple(found)


def _without_when(sentence: str, table: pl.DataFrame, words: Words) -> str:
    """Return `sentence` without the terms that it is about: they are the same in every row, and noted once."""
    recent = Recent(table.filter("judged").tail(RECENT_TERMS), words)
    return capital(sentence.removeprefix(f"{recent.when}, "))


def _note(table: pl.DataFrame, left_out: int, words: Words) -> str:
    note = words(
        "Verdicts are about the last {number} terms with enough records. Charts run from {first} to {last}.",
        number=RECENT_TERMS,
        first=table["term"][0],
        last=table["term"][-1],
    )
    if not left_out:
        return note
    more = words.many(
        "{number} other network has a paper of its own: choose it with --network.",
        "{number} other networks have papers of their own: choose one with --network.",
        left_out,
    )
    return f"{note} {more}"
