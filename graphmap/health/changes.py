"""What changed in a network's health between two terms, in sentences."""

from typing import Any

import polars as pl

from graphmap.health import LEAST_INTERACTIONS
from graphmap.health.measures import HEALTH_MEASURES, HealthMeasure
from graphmap.model import NodeKey
from graphmap.wording import counted

LEAST_CHANGE = 0.1
"""The smallest change between two terms that is worth a sentence, as `what_changed` sizes them."""


def what_changed(table: pl.DataFrame, network: NodeKey) -> list[str]:
    """Plain sentences of what changed in `network` between its last two terms that can be judged, the largest change first.

    `table` is one of `health`. A change is as large as the difference of two shares, or of two counts as a
    share of one more than the larger, so that one of one does not come first; a yes that was a no is as
    large as any. Smaller ones than `LEAST_CHANGE` are left out, and so is what is undefined in either term.
    """
    mine = table.filter(pl.col("network") == network).sort("since")
    judged = list(mine.filter("judged").iter_rows(named=True))
    if len(judged) < 2:
        enough = f"only {judged[0]['term']} has" if judged else "no term has"
        return [f"Too little to judge what changed: {enough} at least {counted(LEAST_INTERACTIONS, 'interaction')}."]
    before, now = judged[-2:]
    sized = [(_size(measure, before, now), measure) for measure in HEALTH_MEASURES if measure.name != "interactions"]
    changes = [(size, measure) for size, measure in sized if size is not None and size >= LEAST_CHANGE - 1e-9]
    changes.sort(key=lambda change: -change[0])
    said = [_sentence(measure, before, now) for _, measure in changes]
    if not said:
        said = [f"Nothing much changed between {before['term']} and {now['term']}: no measure by {LEAST_CHANGE:.0%} or more."]
    basis = " with ".join(f"{counted(row['interactions'], 'interaction')} in {row['term']}" for row in (before, now))
    said.append(f"This compares {basis}.")
    later = mine.filter(pl.col("since") > now["since"])["interactions"]
    if len(later):
        said.append(
            f"Since then there is too little to judge: {counted(int(later.sum()), 'interaction')} in {counted(len(later), 'term')}."
        )
    return said


def _size(measure: HealthMeasure, before: dict[str, Any], now: dict[str, Any]) -> float | None:
    """How large the change is, from 0 to 1; undefined where either term has no value."""
    was, became = before[measure.name], now[measure.name]
    if was is None or became is None:
        return None
    return float(abs(became - was) / (max(was, became) + 1 if measure.unit == "count" else 1))


def _sentence(measure: HealthMeasure, before: dict[str, Any], now: dict[str, Any]) -> str:
    was, became = before[measure.name], now[measure.name]
    if measure.unit == "yes or no":
        told = f"{measure.called} was there in {{}} and not in {{}}."
        told = told.format(*(row["term"] for row in ((now, before) if became else (before, now))))
        return told[0].upper() + told[1:]
    direction = "rose" if became > was else "fell"
    return f"The {measure.called} {direction} from {_told(measure, was)} in {before['term']} to {_told(measure, became)} in {now['term']}."


def _told(measure: HealthMeasure, value: float) -> str:
    return {"count": f"{value:,.0f}", "share": f"{value:.0%}"}.get(measure.unit, f"{value:.2f}")
