"""The health of the networks as the paper shows it: each condition with its verdict, its direction and a chart."""

from collections.abc import Mapping, Sequence

import polars as pl

from graphmap.graph.choice import Choice
from graphmap.graph.snapshot import Snapshot, chosen_interactions
from graphmap.health.condition_list import CONDITIONS
from graphmap.health.condition_sentences import Recent
from graphmap.health.conditions import conditions
from graphmap.health.health import LEAST_INTERACTIONS, health
from graphmap.health.indicators import RECENT_TERMS
from graphmap.health.overview import ConditionOverview, Direction, PlainVerdict, overview
from graphmap.language.words import ENGLISH, Words, capital, later
from graphmap.model import NodeKey, node_key
from graphmap.progress import Progress, silent
from graphmap.report.charts import trend_chart
from graphmap.report.paper import Cell, HealthRow, HealthSection

MOST_NETWORKS = 2
"""So many networks have room in a paper: those with the most interactions."""

_VERDICTS: Mapping[PlainVerdict, str] = {
    "good": later("Good"),
    "mixed": later("Mixed"),
    "poor": later("Poor"),
    "not known": later("Not measured"),
}
_DIRECTIONS: Mapping[Direction, str] = {
    "better": later("getting better"),
    "worse": later("getting worse"),
    "steady": later("steady"),
    "not known": later("too few terms for a trend"),
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
    columns = [_column(table, key, words, progress) for key in shown]
    rows = [HealthRow(words(condition.title), cells) for condition, *cells in zip(CONDITIONS, *columns, strict=True)]
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


def _column(table: pl.DataFrame, network: NodeKey, words: Words, progress: Progress) -> Sequence[Cell]:
    """Return how `network` does on each condition."""
    mine = table.filter(pl.col("network") == network).sort("since")
    both = zip(overview(table, network, words), conditions(table, network, words), strict=True)
    cells = []
    for number, (shown, judged) in enumerate(both):
        progress("Drawing charts", number, len(CONDITIONS))
        cells.append(_cell(shown, _without_when(judged.sentence, mine, words), words))
    return cells


def _cell(shown: ConditionOverview, sentence: str, words: Words) -> Cell:
    if shown.verdict == "not known":
        return Cell(words(_VERDICTS["not known"]), None, "", sentence)
    direction = words(_DIRECTIONS[shown.direction])
    alt = words(
        "{condition}, {first} to {last}: {direction}.",
        condition=shown.title,
        first=shown.series[0].term,
        last=shown.series[-1].term,
        direction=direction,
    )
    values = tuple(each.value for each in shown.series)
    has_trend = shown.direction != "not known"
    chart = trend_chart(values, alt)
    return Cell(words(_VERDICTS[shown.verdict]), shown.verdict, direction, sentence, has_trend, values, chart)


def _without_when(sentence: str, table: pl.DataFrame, words: Words) -> str:
    """Return `sentence` without the terms that it is about: they are the same in every row, and noted once."""
    judged = table.filter("judged")
    if judged.is_empty():
        return sentence
    recent = Recent(judged.tail(RECENT_TERMS), words)
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
