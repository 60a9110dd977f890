"""Charts of how sure the measures are: ranks with their intervals, and how they hold when actors are left out.

Screen readers hear one sentence per point. Lines and bands, which only repeat the points, are silent.
"""

import math
from collections.abc import Callable, Iterator, Sequence

import altair as alt
import polars as pl

from graphmap.app.measures.charts import Chart, rank_text
from graphmap.app.shell.language import _
from graphmap.map import visual_language
from graphmap.map.visual_language import Theme

_ROW = 24  # pixels
_AXIS = 60  # pixels under the rows
_HEIGHT = 348  # as twelve rows have
_MOST_TICKS = 6
_LONGEST_NAME = 150  # pixels
_SHARES = ".0%"


def rank_intervals(rows: pl.DataFrame, measure: str, selected: str | None, theme: Theme) -> Chart:
    """Draw the rank of each of `rows`, from a table of metrics with intervals, as a dot on its interval."""
    label = pl.when(pl.col("name").is_duplicated()).then(pl.format("{} ({})", "name", "id")).otherwise("name")
    shown = rows.select(
        name=label,
        rank=f"{measure}_rank",
        low=f"{measure}_rank_low",
        high=f"{measure}_rank_high",
        is_selected=pl.col("id") == (selected or ""),
    )
    shown = shown.with_columns(
        interval=pl.Series(_intervals(shown, rank_text), dtype=pl.String),
        heard=pl.Series(_ranks_heard(shown), dtype=pl.String),
    )
    colour = alt.condition(
        "datum.is_selected",
        alt.value(visual_language.KINDS["Iwi"].colour),
        alt.value(visual_language.DEPTHS[2].colours[theme]),
    )
    names = alt.Axis(labelLimit=_LONGEST_NAME, labelOverlap=False, labelFlush=False)
    base = alt.Chart(shown).encode(
        y=alt.Y("name:N", sort=None, title=None, axis=names),
        color=colour,
        tooltip=[alt.Tooltip(f"{name}:N", title=title) for name, title in _titles("name", "rank", "interval")],
    )
    last = float(shown.select(pl.max_horizontal(pl.col("high").max(), pl.col("rank").max())).item())
    scale = alt.Scale(domain=[1, max(last, 2.0)], nice=False)
    ranks = alt.Axis(format="d", values=_ticks(last), labelFlush=False)
    lines = base.mark_rule(strokeWidth=4, opacity=0.5, aria=False).encode(
        x=alt.X("low:Q", title=_("rank"), scale=scale, axis=ranks), x2="high:Q"
    )
    dots = base.mark_point(filled=True, size=90, opacity=1).encode(x="rank:Q", description="heard:N")
    return alt.layer(lines, dots).properties(height=len(shown) * _ROW + _AXIS)


def _titles(*names: str) -> Iterator[tuple[str, str]]:
    titles = {
        "name": _("name"),
        "rank": _("rank"),
        "interval": _("interval"),
        "left_out": _("share left out"),
        "middle": _("rank correlation"),
    }
    return ((name, titles[name]) for name in names)


def _intervals(rows: pl.DataFrame, say: Callable[[float], str]) -> Sequence[str | None]:
    """Return the ``low`` and ``high`` of each row as a range in words."""
    return [
        None if low is None else f"{say(low)} – {say(high)}" for low, high in rows.select("low", "high").iter_rows()
    ]


def _ranks_heard(rows: pl.DataFrame) -> Sequence[str]:
    return [
        _(
            "{name}: rank {rank}, between {first} and {last}",
            name=name,
            rank=rank_text(rank),
            first=rank_text(low),
            last=rank_text(high),
        )
        for name, rank, low, high in rows.select("name", "rank", "low", "high").iter_rows()
    ]


def _ticks(last: float) -> Sequence[int]:
    """Return the first rank, and round ones up to the `last`."""
    rough = last / _MOST_TICKS
    power = 10 ** math.floor(math.log10(max(rough, 1)))
    step = next(step for step in (power, 2 * power, 5 * power, 10 * power) if step >= rough)
    return [1, *range(max(step, 2), math.floor(last) + 1, step)]


def stability_lines(rows: pl.DataFrame, theme: Theme) -> Chart:
    """Draw the rank correlation with the whole network by the share of actors left out. `rows` hold one measure."""
    shown = rows.select("dropped", "correlation", low="correlation_low", high="correlation_high")
    shown = shown.with_columns(
        left_out=pl.Series([f"{share:.0%}" for share in shown["dropped"]], dtype=pl.String),
        middle=pl.Series([f"{middle:.2f}" for middle in shown["correlation"]], dtype=pl.String),
        interval=pl.Series(_intervals(shown, "{:.2f}".format), dtype=pl.String),
        heard=pl.Series(_correlations_heard(shown), dtype=pl.String),
    )
    colour = visual_language.DEPTHS[2].colours[theme]
    least = min(0.0, *shown["low"].drop_nulls(), *shown["correlation"].drop_nulls())
    shares = alt.Axis(format=_SHARES, values=shown["dropped"].to_list(), labelFlush=False)
    base = alt.Chart(shown).encode(
        x=alt.X("dropped:Q", title=_("share left out"), axis=shares),
        tooltip=[alt.Tooltip(f"{name}:N", title=title) for name, title in _titles("left_out", "middle", "interval")],
    )
    scale = alt.Scale(domain=[least, 1], nice=False)
    up = alt.Y("low:Q", title=_("rank correlation"), scale=scale, axis=alt.Axis(labelFlush=False))
    band = base.mark_area(color=colour, opacity=0.2, aria=False).encode(y=up, y2="high:Q")
    middle = alt.Y("correlation:Q", scale=scale)
    line = base.mark_line(color=colour, aria=False).encode(y=middle)
    dots = base.mark_point(color=colour, filled=True, size=60, opacity=1).encode(y=middle, description="heard:N")
    return alt.layer(band, line, dots).properties(height=_HEIGHT)


def _correlations_heard(rows: pl.DataFrame) -> Sequence[str]:
    return [
        _(
            "With {share} left out: rank correlation {rho}, between {low} and {high}",
            share=f"{share:.0%}",
            rho=f"{rho:.2f}",
            low=f"{low:.2f}",
            high=f"{high:.2f}",
        )
        for share, rho, low, high in rows.select("dropped", "correlation", "low", "high").iter_rows()
    ]
