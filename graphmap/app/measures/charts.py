"""The charts of the Measures page: the spread of a measure, two measures, and who moved between two periods."""

import altair as alt
import polars as pl

from graphmap.app.measures.words import heading
from graphmap.app.shell.language import _, kind_told
from graphmap.language.wording import KIND_WORDS
from graphmap.map import visual_language
from graphmap.map.visual_language import Theme
from graphmap.measures.ranks import RankChange, apart
from graphmap.measures.spread import UNITS, Distribution, is_long_tailed, least_positive

Chart = alt.Chart | alt.LayerChart | alt.FacetChart

PICKED = "actor"
"""The scatter's selection: the ``id`` of the clicked point."""

_HEIGHT, _TALL = 260, 380
_SHAPES = {"dot": "circle", "diamond": "diamond", "square": "square", "hexagon": "cross", "triangle": "triangle-up"}
_MARGIN = 10  # pixels beside the outermost points
_FORMAT = ".4~g"
_LONGEST_NAME = 130  # pixels
_ROW = 17  # pixels that a name beside a slope needs
_DASHES = {"up": [1, 0], "down": [6, 4], "same": [1, 3]}


def _titled(measure: str) -> str:
    return f"{heading(measure)} ({_(UNITS[measure])})"


def _scale(values: pl.Series) -> alt.Scale:
    """Return a scale, logarithmic where a few values are far larger than most. 0 keeps its place on it."""
    if is_long_tailed(values):
        return alt.Scale(type="symlog", constant=least_positive(values), zero=False, nice=False, padding=_MARGIN)
    return alt.Scale(zero=False, nice=False, padding=_MARGIN)


def _axis(values: pl.Series) -> alt.Axis:
    """Return an axis, with whole numbers only where all values are whole."""
    return alt.Axis(format=_FORMAT) if values.dtype.is_float() else alt.Axis(format=",d", tickMinStep=1)


# ------------------------------------------------------------------------------------- how it is spread


def histogram(spread: Distribution, measure: str, theme: Theme) -> Chart:
    """Draw how many actors have each value or range of values."""
    if measure in ("isolated", "cut"):
        answer = pl.when(pl.col("low") < 0).then(pl.lit(_("no"))).otherwise(pl.lit(_("yes")))
        yes_and_no = alt.X("value:N", title=heading(measure), axis=alt.Axis(labelAngle=0))
        return _bars(spread.bins.select("actors", value=answer), theme).encode(
            x=yes_and_no, y=_actors(spread.bins), tooltip=["value", "actors"]
        )
    return _bars(spread.bins, theme).encode(
        x=alt.X(
            "low:Q", title=_titled(measure), scale=alt.Scale(zero=False, nice=False), axis=alt.Axis(format=_FORMAT)
        ),
        x2="high:Q",
        y=_actors(spread.bins),
        tooltip=[
            alt.Tooltip("low:Q", format=_FORMAT),
            alt.Tooltip("high:Q", format=_FORMAT),
            alt.Tooltip("actors:Q", format=","),
        ],
    )


def _bars(bins: pl.DataFrame, theme: Theme) -> alt.Chart:
    bars: alt.Chart = alt.Chart(bins).mark_bar(color=_accent(theme), orient="vertical", binSpacing=1)
    return bars


def steps(shares: pl.DataFrame, measure: str, theme: Theme) -> Chart:
    """Draw the share of actors at or below each value."""
    line: alt.Chart = alt.Chart(shares).mark_line(color=_accent(theme), interpolate="step-after")
    return line.encode(
        x=alt.X("value:Q", title=_titled(measure), scale=_scale(shares["value"])),
        y=alt.Y(
            "share:Q",
            title=_("share at or below this value"),
            axis=alt.Axis(format="%", tickCount=4),
            scale=alt.Scale(domain=[0, 1]),
        ),
        tooltip=[alt.Tooltip("value:Q", format=_FORMAT), alt.Tooltip("share:Q", format=".0%")],
    )


def with_marks(chart: Chart, spread: Distribution, selected: tuple[str, float] | None, theme: Theme) -> Chart:
    """Return `chart` with a line at the median and one at the selected actor, given as name and value."""
    layers = [chart]
    if spread.median is not None:
        layers += _mark(spread, spread.median, _("median"), visual_language.TEXT[theme], [4, 4], 2)
    if selected:
        layers += _mark(spread, selected[1], selected[0], visual_language.KINDS["Iwi"].colour, [1, 0], 16)
    return alt.layer(*layers).properties(height=_HEIGHT)


def _mark(spread: Distribution, value: float, text: str, colour: str, dashes: list[int], down: int) -> list[Chart]:
    """Draw a line at `value`, with `text` on the side where there is more room."""
    is_far = value > (spread.bins["low"][0] + spread.bins["high"][-1]) / 2
    base = alt.Chart(pl.DataFrame({"value": [value], "text": [text]})).encode(
        x=alt.X("value:Q"), tooltip=[alt.Tooltip("text"), alt.Tooltip("value:Q", format=_FORMAT)]
    )
    words = base.mark_text(
        align="right" if is_far else "left",
        baseline="top",
        dx=-5 if is_far else 5,
        y=down,
        color=colour,
        fontWeight="bold",
        limit=_LONGEST_NAME,
    )
    return [base.mark_rule(color=colour, strokeDash=dashes, strokeWidth=2), words.encode(text=alt.Text("text:N"))]


def _actors(bins: pl.DataFrame) -> alt.Y:
    most = int(bins.select(pl.col("actors").max()).item())
    room_for_words = alt.Scale(domain=[0, most * 1.25], nice=False)
    return alt.Y(
        "actors:Q", title=_("actors"), scale=room_for_words, axis=alt.Axis(format=",d", tickMinStep=1, tickCount=5)
    )


def _accent(theme: Theme) -> str:
    return visual_language.DEPTHS[2].colours[theme]


# ---------------------------------------------------------------------------------- two measures, and moves


def scatter(points: pl.DataFrame, x: str, y: str, selected: str | None, theme: Theme) -> Chart:
    """Draw every actor of `points` by two measures. A click on a point selects it."""
    kinds = list(points["kind"].unique().sort())
    shown = points.select(
        "id",
        "name",
        x=pl.col(x).cast(pl.Float64),
        y=pl.col(y).cast(pl.Float64),
        selected=pl.col("id") == (selected or ""),
        kind=kind_names(),
    ).sort("selected", maintain_order=True)
    words = [kind_told(kind) for kind in kinds]
    colours = alt.Scale(domain=words, range=[visual_language.KINDS[kind].colour for kind in kinds])
    shapes = alt.Scale(domain=words, range=[_SHAPES.get(visual_language.KINDS[kind].shape, "stroke") for kind in kinds])
    legend = alt.Legend(orient="bottom", title=None) if len(kinds) > 1 else None
    dots: alt.Chart = alt.Chart(shown).mark_point(filled=True, strokeWidth=2)
    return (
        dots.encode(
            x=alt.X("x:Q", title=_titled(x), scale=_scale(points[x]), axis=_axis(points[x])),
            y=alt.Y("y:Q", title=_titled(y), scale=_scale(points[y]), axis=_axis(points[y])),
            color=alt.Color("kind:N", scale=colours, legend=legend),
            shape=alt.Shape("kind:N", scale=shapes, legend=legend),
            # With alt.condition and plain texts, Altair searches its whole schema for what they are: 50 ms a chart.
            size=alt.SizeValue(70, condition=_of_selected(260)),
            stroke=alt.StrokeValue("transparent", condition=_colour_of_selected(visual_language.TEXT[theme])),
            opacity=alt.OpacityValue(0.75, condition=_of_selected(1)),
            description=alt.Description("name:N"),
            tooltip=[
                alt.Tooltip("name:N", title=_("name")),
                alt.Tooltip("x:Q", title=heading(x), format=_FORMAT),
                alt.Tooltip("y:Q", title=heading(y), format=_FORMAT),
            ],
        )
        .add_params(alt.selection_point(name=PICKED, fields=["id"], on="click", toggle=False))
        .properties(height=_TALL)
    )


def _of_selected(value: float) -> alt.ConditionalPredicateValueDefnumberExprRef:
    return alt.ConditionalPredicateValueDefnumberExprRef(test="datum.selected", value=value)


def _colour_of_selected(colour: str) -> alt.ConditionalPredicateValueDefGradientstringnullExprRef:
    return alt.ConditionalPredicateValueDefGradientstringnullExprRef(test="datum.selected", value=colour)


def kind_names() -> pl.Expr:
    """Return the column ``kind``, which holds labels, as names in the visit's language."""
    return pl.col("kind").replace({kind: kind_told(kind) for kind in KIND_WORDS})


def rank_text(rank: float) -> str:
    """Return a rank as text. Tied ranks are averaged, so it may lie between two places: 7, 7.5."""
    return f"{rank:,.1f}".removesuffix(".0")


def slopes(change: RankChange, moved: pl.DataFrame, windows: tuple[str, str], theme: Theme) -> Chart:
    """Draw the ranks of the actors in `moved`, rows of ``change.table``, in two periods, the first rank at the top."""
    lowest = float(max(change.earlier, change.later))
    ends = _ends(moved, (_on_two_lines(windows[0]), _on_two_lines(windows[1])), lowest)
    scale = alt.Scale(domain=[lowest, 1], nice=False)
    colours = alt.Scale(
        domain=list(_DASHES), range=[_accent(theme), visual_language.KINDS["Iwi"].colour, visual_language.REST[theme]]
    )
    dashes = alt.Scale(domain=list(_DASHES), range=list(_DASHES.values()))
    axis = alt.Axis(labelAngle=0, orient="top", labelPadding=20, labelExpr="split(datum.label, '\\n')")
    base = alt.Chart(ends).encode(
        x=alt.X("window:N", sort=None, title=None, scale=alt.Scale(padding=0.4), axis=axis),
        color=alt.Color("change:N", scale=colours, legend=None),
        tooltip=[alt.Tooltip("name:N", title=_("name")), alt.Tooltip("rank:Q", title=_("rank"))],
    )
    rank = alt.Y("rank:Q", title=_("rank"), scale=scale, axis=alt.Axis(tickMinStep=1, format="d"))
    lines = base.mark_line(strokeWidth=2).encode(
        y=rank, detail=alt.Detail("id:N"), strokeDash=alt.StrokeDash("change:N", scale=dashes, legend=None)
    )
    dots = base.mark_point(filled=True, size=60, opacity=1).encode(y=rank)
    names = base.transform_filter("datum.label != ''").mark_text(align="left", dx=10, limit=_LONGEST_NAME)
    named = names.encode(
        y=alt.Y("at:Q", scale=scale), text=alt.Text("label:N"), color=alt.ColorValue(visual_language.TEXT[theme])
    )
    return alt.layer(lines, dots, named).properties(height=_TALL)


def _ends(moved: pl.DataFrame, windows: tuple[str, str], lowest: float) -> pl.DataFrame:
    """Return both ends of every slope. The later has the ``label``, at the rank ``at`` where there is room for it."""
    later = moved.sort("rank_later").select(
        "id", "name", "change", window=pl.lit(windows[1]), rank="rank_later", label="name"
    )
    later = later.with_columns(
        at=pl.Series(apart(later["rank"].to_list(), lowest * _ROW / _TALL, lowest), dtype=pl.Float64)
    )
    earlier = moved.select(
        "id",
        "name",
        "change",
        window=pl.lit(windows[0]),
        rank="rank_earlier",
        label=pl.lit(""),
        at=pl.col("rank_earlier"),
    )
    return pl.concat([earlier, later])


def _on_two_lines(text: str) -> str:
    """Return `text` broken at the space nearest its middle."""
    spaces = [place for place, letter in enumerate(text) if letter == " "]
    at = min(spaces, key=lambda place: abs(2 * place - len(text)), default=len(text))
    return f"{text[:at]}\n{text[at + 1 :]}"
