"""The Health page: the conditions that change teaching, term by term, and what has changed."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import altair as alt
import polars as pl
import streamlit as st
from markupsafe import Markup

from graphmap import model
from graphmap.app.map.drawn_map import current_theme
from graphmap.app.shell.frame import Frame, open_page
from graphmap.app.shell.language import _, _n, later, words
from graphmap.app.shell.listing import plain
from graphmap.graph.choice import Choice
from graphmap.graph.snapshot import Snapshot
from graphmap.health.changes import what_changed
from graphmap.health.conditions import Judged, conditions
from graphmap.health.health import LEAST_INTERACTIONS, health
from graphmap.health.measures import HEALTH_MEASURES, HealthMeasure
from graphmap.map import visual_language

Chart = alt.Chart | alt.LayerChart | alt.FacetChart

_DEPTHS = tuple(name.split()[0] for name in model.DEPTHS)
_ALONGSIDE = 3  # charts in a row
_HEIGHT = 150
_MOST_NETWORKS = 6

TITLES = {
    "interactions": later("Interactions"),
    "ties_beyond": later("Ties beyond sharing"),
    "leaders_share": later("Leaders among those taking part"),
    "leaders_beyond": later("Leaders in work beyond sharing"),
    "spread": later("How evenly people take part"),
    "coherence": later("Work towards a goal"),
    "inclusion": later("Deep ties that reach iwi and community"),
    "reciprocity": later("Ties that both sides start"),
    "turnover": later("Key people who stopped"),
    "roles_vacant": later("Vacant roles"),
    "roles_unclear": later("Roles without a purpose"),
    "roles_shared": later("Shared roles"),
}
"""The title of each measure with a chart of its own. The depths share one chart."""

_VERDICTS = {
    "strong": later("strong"),
    "mixed": later("mixed"),
    "thin": later("thin"),
    None: later("not measured"),
}
"""What is written for a verdict, and where there is none."""

_TRENDS = {
    ("rising", True): later("getting better"),
    ("falling", True): later("getting better"),
    ("rising", False): later("getting worse"),
    ("falling", False): later("getting worse"),
    ("steady", None): later("steady"),
    ("too few terms", None): later("too few terms for a trend"),
}
"""What is written for a trend and whether it is good: a rise in vacant roles is getting worse."""


def show() -> None:
    """Show the page."""
    frame = open_page(_("Health"))
    if frame is None:
        return
    choice = replace(frame.choice, view="organisations", min_depth=0, weighting="newman")
    table = _health(frame.snapshot.identity, choice, frame.snapshot)
    busiest = table.group_by("network", maintain_order=True).agg(pl.col("interactions").sum())
    networks = busiest.sort("interactions", descending=True, maintain_order=True)["network"].to_list()
    if not networks:
        _show_why_empty(frame)
        return
    st.markdown(_how_to_read())
    for network in networks[:_MOST_NETWORKS]:
        _show_network(frame, table, network)
    if len(networks) > _MOST_NETWORKS:
        more = len(networks) - _MOST_NETWORKS
        st.caption(
            _n(
                "{number} more network. Choose networks at the side to see them.",
                "{number} more networks. Choose networks at the side to see them.",
                more,
            )
        )


def _show_why_empty(frame: Frame) -> None:
    """Say whether networks or records are missing, and how to add them."""
    count = len(frame.choice.networks) or len(frame.snapshot.tables.kinds["Network"])
    if count:
        why = _n(
            "{number} network, and nothing recorded for it yet. Health comes from what people do together: list it in "
            "the interactions sheet, each with its network, and load that on the Data page.",
            "{number} networks, and nothing recorded for them yet. Health comes from what people do together: list it "
            "in the interactions sheet, each with its network, and load that on the Data page.",
            count,
        )
    else:
        why = _("No networks yet. Add them in the networks and memberships sheets, and load those on the Data page.")
    st.info(why, icon=":material/info:")


@st.cache_resource(max_entries=16, show_spinner="Measuring health…")
def _health(identity: str, choice: Choice, _snapshot: Snapshot) -> pl.DataFrame:  # noqa: ARG001 — cached by it
    return health(_snapshot, choice)


def _how_to_read() -> str:
    return _(
        "Each network has its own charts, term by term. Only work within the network counts. A "
        "hollow point is a term with fewer than {least} interactions: too few to judge. A gap is a "
        "term in which the measure has no value.",
        least=LEAST_INTERACTIONS,
    )


def _show_network(frame: Frame, table: pl.DataFrame, network: str) -> None:
    mine = table.filter(pl.col("network") == network)
    st.subheader(plain(frame.snapshot.names[network]), divider="gray")
    st.html(_conditions(conditions(table, network, words())))
    changes = Markup("").join(
        Markup("<li>{}</li>").format(sentence) for sentence in what_changed(table, network, words())
    )
    st.html(Markup('<ul class="gm-told">{}</ul>').format(changes))
    charts: list[tuple[str, str, Chart]] = [
        (_("Depth of work"), _("The share of each term’s interactions at each depth."), _depth_chart(mine))
    ]
    charts += [(_(TITLES[m.name]), _meaning(m), _chart(mine, m)) for m in HEALTH_MEASURES if m.name in TITLES]
    _show_in_rows(charts, network)


def _conditions(judged: Sequence[Judged]) -> Markup:
    """Return the conditions as a list: each with its verdict, its trend and its sentence."""
    items = (
        Markup("<li><strong>{}</strong>: {}. {}</li>").format(
            each.title, ", ".join(_(text) for text in _in_short(each)), each.sentence
        )
        for each in judged
    )
    return Markup('<ul class="gm-told gm-conditions">{}</ul>').format(Markup("").join(items))


def _in_short(judged: Judged) -> Iterator[str]:
    yield _VERDICTS[judged.verdict]
    if judged.trend:
        yield _TRENDS[judged.trend, judged.is_good]


def _meaning(measure: HealthMeasure) -> str:
    return _(measure.meaning) + (" " + _("Source: {source}.", source=measure.source) if measure.source else "")


def _show_in_rows(charts: Sequence[tuple[str, str, Chart]], network: str) -> None:
    for first in range(0, len(charts), _ALONGSIDE):
        for column, (title, meaning, chart) in zip(
            st.columns(_ALONGSIDE, gap="medium"), charts[first : first + _ALONGSIDE], strict=False
        ):
            column.markdown(f"**{title}**", help=meaning)
            column.altair_chart(chart, key=f"health-{network}-{title}")


def _depth_chart(table: pl.DataFrame) -> Chart:
    theme = current_theme()
    long = table.select("term", *_DEPTHS).unpivot(index="term", variable_name="depth", value_name="share").drop_nulls()
    names = dict(zip(_DEPTHS, map(_, model.DEPTHS), strict=True))
    long = long.with_columns(
        pl.col("depth").replace(names), order=pl.col("depth").replace_strict({d: i for i, d in enumerate(_DEPTHS)})
    )
    chart: Chart = (
        alt.Chart(long)
        .mark_bar()
        .encode(
            x=_terms(table),
            y=alt.Y("share:Q", axis=alt.Axis(format="%", title=None, tickCount=3)),
            color=alt.Color(
                "depth:N",
                sort=list(names.values()),
                legend=alt.Legend(orient="bottom", title=None, columns=3, symbolSize=60),
                scale=alt.Scale(
                    domain=list(names.values()), range=[depth.colours[theme] for depth in visual_language.DEPTHS]
                ),
            ),
            order="order:Q",
            tooltip=["term", "depth", alt.Tooltip("share:Q", format=".0%")],
        )
        .properties(height=_HEIGHT + 110)
    )
    return chart


def _chart(table: pl.DataFrame, measure: HealthMeasure) -> Chart:
    """Draw the measure over the terms as a line with points. Terms with too few interactions to judge have hollow
    points.
    """
    colour = visual_language.DEPTHS[2].colours[current_theme()]
    share = measure.unit in ("share", "index")
    axis = alt.Axis(format="%" if measure.unit == "share" else ".1f" if share else "d", title=None, tickCount=3)
    scale = alt.Scale(domain=[0, 1]) if share else alt.Scale(zero=True, nice=True)
    base = alt.Chart(table.select(list(dict.fromkeys(("term", "judged", "interactions", measure.name))))).encode(
        x=_terms(table),
        y=alt.Y(f"{measure.name}:Q", axis=axis, scale=scale),
        tooltip=[
            "term",
            alt.Tooltip(f"{measure.name}:Q", format=".0%" if measure.unit == "share" else ".2~f"),
            "interactions",
        ],
    )
    points = base.mark_point(size=45, color=colour, opacity=1, aria=False).encode(
        fill=alt.condition("datum.judged", alt.value(colour), alt.value("transparent"))
    )
    drawn: Chart = alt.layer(base.mark_line(color=colour), points).properties(
        height=_HEIGHT, description=_in_words(table, measure)
    )
    return drawn


def _in_words(table: pl.DataFrame, measure: HealthMeasure) -> str:
    """Return the chart's values as text for people who can't see it: each term with a value."""
    values = table.select("term", measure.name).drop_nulls().iter_rows()
    return "; ".join(
        f"{term}: {value:.0%}" if measure.unit == "share" else f"{term}: {value:.3g}" for term, value in values
    )


def _terms(table: pl.DataFrame) -> alt.X:
    """Return the horizontal axis: the terms in order, written like T1 24."""
    label = f"'{_('T')}' + substring(datum.value, 5, 6) + ' ' + substring(datum.value, 9)"
    return alt.X("term:O", sort=table["term"].to_list(), axis=alt.Axis(title=None, labelExpr=label, labelAngle=-90))
