"""The conditions of a network as HTML: each with its verdict, its sentence, its trend and a small chart.

They are always in the order of the research, so that a board finds each in the same place every term and for every
network; the line above them names the poor ones.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from markupsafe import Markup

from graphmap.app.health.drawing import line
from graphmap.app.health.wording import DIRECTIONS, VERDICTS, in_words, number, short_term
from graphmap.app.shell.language import _, said
from graphmap.health.overview import ConditionOverview, PlainVerdict
from graphmap.map.visual_language import Theme

_CLASSES: Mapping[PlainVerdict, str] = {"good": "good", "mixed": "mixed", "poor": "poor", "not known": "unknown"}
_NOTHING = Markup("")


def counts(shown: Sequence[ConditionOverview]) -> Markup:
    """Return how many conditions have each verdict, each with its mark: 4 good, 3 mixed."""
    found = Counter(each.verdict for each in shown)
    item = Markup('<li class="gm-is-{}"><b>{}</b> {}</li>')
    items = (
        item.format(_CLASSES[verdict], found[verdict], said(title))
        for verdict, title in VERDICTS.items()
        if found[verdict]
    )
    return Markup('<ul class="gm-verdict-counts">{}</ul>').format(_NOTHING.join(items))


def summary(shown: Sequence[ConditionOverview]) -> Markup:
    """Return the counts, and links to the conditions that need attention: the poor ones, and those getting worse."""
    return Markup('<div class="gm-health-summary">{}{}</div>').format(counts(shown), _attention(shown))


def _attention(shown: Sequence[ConditionOverview]) -> Markup:
    poor = [each for each in shown if each.verdict == "poor"]
    worse = [each for each in shown if each.verdict != "poor" and each.direction == "worse"]
    lines = [
        Markup("<p>{} {}</p>").format(said(title), _links(found))
        for title, found in ((_("Poor:"), poor), (_("Getting worse:"), worse))
        if found
    ]
    return _NOTHING.join(lines)


def _links(shown: Sequence[ConditionOverview]) -> Markup:
    link = Markup('<a href="#condition-{}">{}</a>')
    return Markup(" · ").join(link.format(each.condition, each.title) for each in shown)


def rows(shown: Sequence[ConditionOverview], theme: Theme, compared: Mapping[str, str] | None = None) -> Markup:
    """Return the conditions as a list. `compared` has a sentence for each that another period is compared in."""
    items = (_row(each, theme, compared) for each in shown)
    return Markup('<ol class="gm-health">{}</ol>').format(_NOTHING.join(items))


def _row(shown: ConditionOverview, theme: Theme, compared: Mapping[str, str] | None) -> Markup:
    return Markup(
        '<li id="condition-{}" class="gm-is-{}">{}<div class="gm-said"><h3>{}</h3>{}{}{}</div>{}</li>'
    ).format(
        shown.condition,
        _CLASSES[shown.verdict],
        _verdict(shown),
        shown.title,
        _sentences(shown),
        _comparison(shown, compared),
        _basis(shown),
        small_chart(shown, theme),
    )


def _verdict(shown: ConditionOverview) -> Markup:
    verdict = Markup('<p class="gm-verdict"><b>{}</b>{}</p>')
    if shown.verdict == "not known":
        return verdict.format(said(VERDICTS[shown.verdict]), "")
    direction = Markup('<span class="gm-heading-{}">{}</span>').format(
        shown.direction.replace(" ", "-"), said(DIRECTIONS[shown.direction])
    )
    return verdict.format(said(VERDICTS[shown.verdict]), direction)


def _sentences(shown: ConditionOverview) -> Markup:
    facts = Markup("<p>{}</p>").format(shown.facts)
    return facts + Markup('<p class="gm-over-terms">{}</p>').format(shown.trend) if shown.trend else facts


def _comparison(shown: ConditionOverview, compared: Mapping[str, str] | None) -> Markup:
    if compared is None or (shown.basis == "nothing yet" and shown.condition not in compared):
        return _NOTHING
    sentence = compared.get(shown.condition) or _("The two periods can’t be compared: one has no number for this.")
    return Markup('<p class="gm-compared"><b>{}</b> {}</p>').format(_("Two periods:"), sentence)


def _basis(shown: ConditionOverview) -> Markup:
    """Return what it was measured from, with what the verdict goes by and what a survey would add."""
    if shown.basis == "nothing yet":
        asked = (
            shown.survey and shown.facts != shown.how and _("A survey could tell {what}", what=_within(shown.survey))
        )
        return Markup('<p class="gm-basis">{}</p>').format(asked) if asked else _NOTHING
    details = [
        _bounds(shown),
        _(
            "It is good where every number in the sentence is good, poor where every one is poor, and mixed otherwise. "
            "The bounds are this project’s own: research doesn’t say how much is enough."
        ),
        _("To keep it measured: {how}", how=shown.how),
    ]
    if shown.survey:
        details.append(_("Only a survey can tell {what}", what=_within(shown.survey)))
    return Markup('<details class="gm-basis"><summary>{}</summary>{}</details>').format(
        _("Measured from the record"), _NOTHING.join(Markup("<p>{}</p>").format(each) for each in details)
    )


def _within(sentence: str) -> str:
    """Return `sentence` to go on a sentence with."""
    return sentence[:1].lower() + sentence[1:]


def _bounds(shown: ConditionOverview) -> str:
    facts = {
        "number": shown.number,
        "good": number(shown.good, not shown.counts),
        "poor": number(shown.poor, not shown.counts),
    }
    if shown.counts:
        return _("{number}: {good} a term or more is good, {poor} or fewer is poor.", **facts)
    if shown.more_is_good:
        return _("{number}: {good} or more is good, {poor} or less is poor.", **facts)
    return _("{number}: {good} or less is good, {poor} or more is poor.", **facts)


def small_chart(shown: ConditionOverview, theme: Theme) -> Markup:
    """Return the condition's first number over all terms, with its first and last value and its good direction.

    It goes from 0 to the largest value, as in the board paper.
    """
    known = [each for each in shown.series if each.value is not None]
    if not known:
        return Markup('<div class="gm-no-chart"></div>')
    values = [each.value for each in shown.series]
    top = max(each.value or 0 for each in known) or 1.0
    first, last = ((each.value or 0, number(each.value or 0, not shown.counts)) for each in (known[0], known[-1]))
    label = Markup('<span style="--at:{:.3f}">{}</span>')
    return Markup(
        '<figure><div class="gm-spark">{}{}{}</div><div class="gm-term-span"><span>{}</span><span>{}</span></div>'
        '<figcaption>{}<b class="gm-{}">{}</b></figcaption></figure>'
    ).format(
        label.format(first[0] / top, first[1]) if len(known) > 1 else Markup("<span></span>"),
        line(values, top, in_words(shown.number, shown.series, not shown.counts), theme),
        label.format(last[0] / top, last[1]),
        short_term(shown.series[0].term),
        short_term(shown.series[-1].term) if len(shown.series) > 1 else "",
        shown.number,
        "more" if shown.more_is_good else "less",
        _("More is good") if shown.more_is_good else _("Less is good"),
    )
