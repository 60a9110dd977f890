"""Every measure of a network as a chart, term by term, grouped by the condition that it is about."""

from collections.abc import Sequence

import polars as pl
from markupsafe import Markup

from graphmap import model
from graphmap.app.health.drawing import INKS, bars, line
from graphmap.app.health.wording import in_words, long_term, number, short_term
from graphmap.app.shell.language import _, capital, later
from graphmap.health.condition_list import CONDITIONS
from graphmap.health.measures import HEALTH_MEASURES, HealthMeasure
from graphmap.health.overview import TermValue
from graphmap.map.visual_language import Theme

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
"""Shorter titles than what a measure is called in sentences."""

_DEPTHS = tuple(name.split()[0] for name in model.DEPTHS)
_MOST_LABELLED = 5
_BY_NAME = {measure.name: measure for measure in HEALTH_MEASURES}


def charts(table: pl.DataFrame, theme: Theme) -> Markup:
    """Return a chart of every measure in `table`, the rows of one network, under a heading for each condition."""
    table = table.sort("since")
    groups = [
        _group(
            _("How much there is, and how deep"),
            [_depths(table, theme), _chart(table, _BY_NAME["interactions"], theme)],
        )
    ]
    for condition in CONDITIONS:
        measures = [_BY_NAME[name] for name in condition.about if name not in _DEPTHS]
        drawn = [_chart(table, measure, theme) for measure in measures if measure.unit != "yes or no"]
        if drawn:
            groups.append(_group(_(condition.title), drawn))
    return Markup("").join(groups)


def _group(title: str, drawn: Sequence[Markup]) -> Markup:
    return Markup('<section class="gm-charts"><h3>{}</h3><div>{}</div></section>').format(title, Markup("").join(drawn))


def _chart(table: pl.DataFrame, measure: HealthMeasure, theme: Theme) -> Markup:
    """Draw a measure as a line from 0. A term with too few interactions to judge has a hollow dot."""
    title = title_of(measure)
    terms = [TermValue(term, value) for term, value in table.select("term", measure.name).iter_rows()]
    values = [None if each.value is None else float(each.value) for each in terms]
    is_share = measure.unit == "share"
    top = 1.0 if measure.unit in ("share", "index") else _top(values)
    unsure = (~table["judged"]).to_list()
    nothing = Markup('<p class="gm-empty">{}</p>').format(_("No value in any term"))
    is_known = any(value is not None for value in values)
    plot = line(values, top, in_words(title, terms, is_share), theme, unsure) if is_known else nothing
    meaning = _(measure.meaning) + (" " + _("Source: {source}.", source=measure.source) if measure.source else "")
    return _figure(title, meaning, [number(share * top, is_share) for share in (1, 0.5, 0)], plot, terms)


def title_of(measure: HealthMeasure) -> str:
    """Return the title of a measure's chart."""
    return _(TITLES[measure.name]) if measure.name in TITLES else capital(_(measure.called))


def _top(values: Sequence[float | None]) -> float:
    """Return the even number at or above the largest value, so that half of it is a whole one."""
    most = max((value for value in values if value is not None), default=0)
    return max(2, -(-most // 2) * 2)


def _depths(table: pl.DataFrame, theme: Theme) -> Markup:
    shares = [None if None in row else row for row in table.select(_DEPTHS).iter_rows()]
    names = [_(name) for name in model.DEPTHS]
    told = "; ".join(
        f"{long_term(term)}: " + ", ".join(f"{name} {share:.0%}" for name, share in zip(names, row, strict=True))
        for term, row in zip(table["term"], shares, strict=True)
        if row
    )
    swatch = Markup('<li><i style="background:{}"></i>{}</li>')
    keys = (swatch.format(colour, name) for colour, name in zip(INKS[theme].depths, names, strict=True))
    legend = Markup('<ul class="gm-depths">{}</ul>').format(Markup("").join(keys))
    terms = [TermValue(term, None) for term in table["term"]]
    meaning = _("The share of each term’s interactions at each depth.")
    plot = bars(shares, f"{_('Depth of work')}: {told}.", theme)
    return _figure(_("Depth of work"), meaning, ["100%", "50%", "0%"], plot, terms, legend)


def _figure(
    title: str,
    meaning: str,
    marks: Sequence[str],
    plot: Markup,
    terms: Sequence[TermValue],
    legend: Markup = Markup(""),  # noqa: B008 — immutable
) -> Markup:
    figure = Markup(
        '<figure><figcaption>{}</figcaption><div class="gm-measure-plot"><div class="gm-marks" aria-hidden="true">'
        '{}</div>{}</div><div class="gm-term-span">{}</div>{}<details><summary>{}</summary><p>{}</p></details></figure>'
    )
    scale = Markup("").join(Markup("<span>{}</span>").format(mark) for mark in marks)
    spans = Markup("").join(
        Markup('<span style="left:{:.1f}%">{}</span>').format(100 * (n + 0.5) / len(terms), short_term(terms[n].term))
        for n in labelled([each.term for each in terms])
    )
    return figure.format(title, scale, plot, spans, legend, _("What it is"), meaning)


def labelled(names: Sequence[str]) -> Sequence[int]:
    """Return which of the terms, by their names, have a label: all, if few; else the first of each year, as far as
    there is room."""
    if len(names) <= _MOST_LABELLED:
        return range(len(names))
    firsts = [n for n, name in enumerate(names) if name.startswith("Term 1 ")]
    if len(firsts) < 2:
        return (0, len(names) - 1)
    return firsts[:: -(-len(firsts) // _MOST_LABELLED)]
