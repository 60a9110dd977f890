"""Four numbers a network as tiles; of several networks as rows of one table; of many, those of the one chosen."""

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from graphmap.app.shell.frame import Frame
from graphmap.app.shell.language import _, _n, day, later, said
from graphmap.app.shell.listing import plain
from graphmap.health.headlines import Headline
from graphmap.health.trends import Trend
from graphmap.model import NodeKey

_MOST_TILED, _MOST_LISTED = 2, 12
_LEAST_BARS, _MOST_BARS = 2, 12
_LOWEST = 6  # per cent of the height, so that a 0 is a bar and a term without a value is a gap
_LEAST_SCALE = 0.1
"""Bars go up to the highest value, or to this, so that a small wobble stays small."""

_TRENDS: dict[tuple[Trend | None, bool | None], tuple[str, str, str]] = {
    ("rising", True): ("good", "↗", later("getting better")),
    ("falling", False): ("bad", "↘", later("getting worse")),
    ("steady", None): ("same", "→", later("steady")),
    ("too few terms", None): ("same", "", later("too early for a trend")),
}
"""The class, the arrow and the words for a trend and whether it is good."""

Measured = Sequence[tuple[NodeKey, Sequence[Headline]]]


def show_networks(frame: Frame, measured: Measured) -> None:
    """Show the numbers of each network."""
    if not measured:
        _show_why_nothing(frame)
        return
    names = frame.snapshot.names
    if len(measured) > _MOST_LISTED:
        measured = _chosen(frame, measured)
    if len(measured) <= _MOST_TILED:
        sections = (_section(names[network], numbers) for network, numbers in measured)
        st.container(key="term-tiles").html(Markup("").join(sections))
    else:
        st.container(key="term-tiles").html(_table([(names[network], numbers) for network, numbers in measured]))


def _show_why_nothing(frame: Frame) -> None:
    """Say whether networks or records are missing."""
    if len(frame.snapshot.tables.kinds["Network"]):
        st.caption(_("Nothing is recorded up to {day}, so there is nothing to measure.", day=plain(day(frame.as_at))))
    else:
        st.caption(
            _(
                "No networks yet, so there is nothing to measure over the terms. Add them in the networks and "
                "memberships sheets; the cards below need none."
            )
        )


def _chosen(frame: Frame, measured: Measured) -> Measured:
    """Ask for a network, as there are many, and return it with its numbers; at first the busiest."""
    by_key = dict(measured)
    network = st.selectbox(
        _n("{number} network. Show", "{number} networks. Show", len(measured)),
        list(by_key),
        format_func=lambda key: frame.snapshot.names[key],
        key="term-network",
    )
    return [(network, by_key[network])] if network else []


def _section(name: str, numbers: Sequence[Headline]) -> Markup:
    tile = Markup('<div class="gm-tile gm-{}"><dt>{}</dt><dd><b>{}</b>{}{}<small>{}</small></dd></div>')
    tiles = Markup("").join(
        tile.format(_look(each)[0], each.title, each.value or "–", _trend(each), _line(each), each.note)
        for each in numbers
    )
    return Markup('<section class="gm-network"><h2>{}</h2><dl class="gm-tiles">{}</dl></section>').format(name, tiles)


def _look(headline: Headline) -> tuple[str, str, str]:
    return _TRENDS.get((headline.trend, headline.is_good), ("none", "", later("not measured")))


def _trend(headline: Headline) -> Markup:
    _class, arrow, text = _look(headline)
    return Markup('<span class="gm-trend"><span aria-hidden="true">{}</span> {}</span>').format(arrow, said(text))


def _table(rows: Sequence[tuple[str, Sequence[Headline]]]) -> Markup:
    titles = Markup("").join(Markup("<th scope='col'>{}</th>").format(each.title) for each in rows[0][1])
    body = Markup("").join(
        Markup("<tr><th scope='row'>{}</th>{}</tr>").format(name, Markup("").join(map(_cell, numbers)))
        for name, numbers in rows
    )
    head = Markup("<thead><tr><th scope='col'>{}</th>{}</tr></thead>").format(_("Network"), titles)
    return Markup('<table class="gm-networks">{}<tbody>{}</tbody></table>').format(head, body)


def _cell(headline: Headline) -> Markup:
    cell = Markup('<td class="gm-{}" data-title="{}"><b>{}</b>{}</td>')
    return cell.format(_look(headline)[0], headline.title, headline.value or "–", _trend(headline))


def _line(headline: Headline) -> Markup:
    """Return the values of all terms as small bars. The words beside them say what they show."""
    values = [value for _term, value in headline.terms[-_MOST_BARS:]]
    known = [value for value in values if value is not None]
    if len(known) < _LEAST_BARS:
        return Markup("")
    most = max(_LEAST_SCALE, *known)
    bar = Markup('<i style="height:{}%"></i>')
    bars = (bar.format(0 if value is None else max(_LOWEST, round(100 * value / most))) for value in values)
    return Markup('<span class="gm-bars" aria-hidden="true">{}</span>').format(Markup("").join(bars))
