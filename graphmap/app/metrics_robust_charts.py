"""The charts of how sure the measures are: the ranks with their intervals, and how far they stay when actors are left out."""

import altair as alt
import polars as pl

from graphmap import look
from graphmap.app.language import _
from graphmap.app.metrics_charts import Chart
from graphmap.look import Theme

_ROW = 24  # pixels
_AXIS = 60  # pixels under the rows
_HEIGHT = 260
_LONGEST_NAME = 150  # pixels
_SHARES = ".0%"


def rank_intervals(rows: pl.DataFrame, measure: str, selected: str | None, theme: Theme) -> Chart:
    """The rank of each of `rows`, a part of a table of metrics with intervals, as a dot on the line of its interval."""
    label = pl.when(pl.col("name").is_duplicated()).then(pl.format("{} ({})", "name", "id")).otherwise("name")
    shown = rows.select(
        name=label,
        rank=f"{measure}_rank",
        low=f"{measure}_rank_low",
        high=f"{measure}_rank_high",
        is_selected=pl.col("id") == (selected or ""),
    )
    colour = alt.condition("datum.is_selected", alt.value(look.TEXT[theme]), alt.value(look.DEPTHS[2].colours[theme]))
    base = alt.Chart(shown).encode(
        y=alt.Y("name:N", sort=None, title=None, axis=alt.Axis(labelLimit=_LONGEST_NAME, labelOverlap=False)),
        color=colour,
        tooltip=[alt.Tooltip("name:N", title=_("name")), alt.Tooltip("rank:Q", title=_("rank")), "low:Q", "high:Q"],
    )
    scale = alt.Scale(zero=False, nice=False, padding=10)
    lines = base.mark_rule(strokeWidth=4, opacity=0.5).encode(x=alt.X("low:Q", title=_("rank"), scale=scale, axis=_whole()), x2="high:Q")
    dots = base.mark_point(filled=True, size=90, opacity=1).encode(x="rank:Q")
    return alt.layer(lines, dots).properties(height=len(shown) * _ROW + _AXIS)


def _whole() -> alt.Axis:
    return alt.Axis(format="d", tickMinStep=1)


def stability_lines(rows: pl.DataFrame, theme: Theme) -> Chart:
    """The rank correlation with the whole network by the share that is left out: `rows` are those of one measure, of actors left out."""
    told = rows.select("dropped", "correlation", low="correlation_low", high="correlation_high")
    colour = look.DEPTHS[2].colours[theme]
    least = min(0.0, *told["low"].drop_nulls(), *told["correlation"].drop_nulls())
    base = alt.Chart(told).encode(
        x=alt.X("dropped:Q", title=_("share left out"), axis=alt.Axis(format=_SHARES, values=told["dropped"].to_list())),
        tooltip=[
            alt.Tooltip("dropped:Q", title=_("share left out"), format=_SHARES),
            alt.Tooltip("correlation:Q", title=_("rank correlation"), format=".2f"),
            alt.Tooltip("low:Q", format=".2f"),
            alt.Tooltip("high:Q", format=".2f"),
        ],
    )
    scale = alt.Scale(domain=[least, 1], nice=False)
    band = base.mark_area(color=colour, opacity=0.2).encode(y=alt.Y("low:Q", title=_("rank correlation"), scale=scale), y2="high:Q")
    line = base.mark_line(color=colour, point=alt.OverlayMarkDef(color=colour, size=60)).encode(y=alt.Y("correlation:Q", scale=scale))
    return alt.layer(band, line).properties(height=_HEIGHT)
