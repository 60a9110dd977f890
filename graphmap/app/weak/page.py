"""The Weak links page: where the network is thin and what to do about it, the first to act on first."""

from collections.abc import Sequence
from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

from graphmap.app.map.drawn_map import show_drawn_map
from graphmap.app.shell.address import select_in_address
from graphmap.app.shell.frame import Frame, is_too_much, open_page
from graphmap.app.shell.judging import show_day
from graphmap.app.shell.language import _, _n, said, words
from graphmap.app.shell.listing import listing, plain, show_interactions
from graphmap.app.shell.mapped import is_large, mapped
from graphmap.app.shell.results import Judged, judged
from graphmap.map import panel_tables
from graphmap.map.display import Display
from graphmap.map.drawing import tie_id
from graphmap.model import NodeKey
from graphmap.weak.finding import Finding
from graphmap.weak.judged_network import JudgedNetwork
from graphmap.weak.rule import Rule
from graphmap.weak.rules import RULE
from graphmap.weak.weak_links import too_little
from graphmap.weak.whole_network import whole
from graphmap.whatif.suppose import Edit, WithoutEntity, WithoutTie, can_leave, to_text, told

_WEAK = "weak"
_FIRST_SHOWN = 8
_MOST_ALIKE = 2  # per subject and per rule among the first shown
_DOTS = 4  # dots for full severity

Found = tuple[Rule, Finding]


def show() -> None:
    """Show the page."""
    frame = open_page(_("Weak links"))
    if frame is None or is_too_much(frame):
        return
    show_day(frame.snapshot, frame.as_at)
    result = judged(frame.snapshot, frame.judging, frame.as_at)
    if thin := too_little(result.case):
        st.info(plain(thin) + " " + _("The findings below don’t depend on interactions."), icon=":material/info:")
    st.markdown(_summary(result))
    list_column, detail_column = st.columns([2, 3], gap="medium")
    with list_column:
        found = _filtered(result)
        _show_list(result.case, found, _MOST_ALIKE if len(found) == len(result.found) else _FIRST_SHOWN)
        if frame.choice.view != "structure":
            _show_whole(result.case)
    with detail_column:
        _show_chosen(frame, result)


def _summary(result: Judged) -> str:
    return _n(
        "**{number} weak link** in this view and period. No record doesn’t mean no work: check before you judge.",
        "**{number} weak links** in this view and period. No record doesn’t mean no work: check before you judge.",
        len(result.found),
    )


def _filtered(result: Judged) -> Sequence[Found]:
    """Return the weak links that match the chosen rules and subject."""
    present = [name for name in RULE if any(rule.name == name for rule, _ in result.found)]
    rules = st.multiselect(
        _("Rules"),
        present,
        format_func=lambda name: _(RULE[name].title),
        placeholder=_("All rules"),
        key="weak-rules",
        bind="query-params",
    )
    subjects = sorted({key for _, finding in result.found for key in _ends(finding)}, key=result.case.name)
    subject = st.selectbox(
        _("About"), subjects, index=None, format_func=result.case.name, placeholder=_("Anyone"), key="weak-about"
    )
    return [
        (rule, finding)
        for rule, finding in result.found
        if (not rules or rule.name in rules) and (not subject or subject in _ends(finding))
    ]


def _ends(finding: Finding) -> tuple[NodeKey, ...]:
    return (finding.subject, finding.other) if finding.other else (finding.subject,)


def _show_whole(case: JudgedNetwork) -> None:
    """Show measures of the network as a whole."""
    with st.expander(_("The network as a whole")):
        row = Markup("<dt>{}</dt><dd>{}<small>{}</small></dd>")
        rows = Markup("").join(
            row.format(said(number.name), number.value, said(number.meaning)) for number in whole(case)
        )
        st.html(Markup('<dl class="gm-facts gm-whole">{}</dl>').format(rows))


# ------------------------------------------------------------------------------------------ the list


def _show_list(case: JudgedNetwork, found: Sequence[Found], most_alike: int) -> None:
    """List the first of `found`, at most `most_alike` per subject and per rule, and all of them on request."""
    if not found:
        st.caption(_("None found. That is good news only if the record is complete."))
        return
    listed = listing("weak")
    shows_all = len(found) <= _FIRST_SHOWN or st.toggle(
        _("Show all {number}", number=f"{len(found):,}"), key="weak-all"
    )
    chosen = st.query_params.get(_WEAK)
    for rule, finding in found if shows_all else _first(found, chosen, most_alike):
        name = _name(rule, finding)
        title = _(rule.title)
        dots = "●" * max(1, round(finding.severity * _DOTS))
        listed.button(
            f"**{plain(title)}** {dots.ljust(_DOTS, '○')}  \n{plain(_short(case, finding))}",
            key=f"weak-{name}",
            on_click=_choose,
            args=(rule, finding),
            type="secondary" if name == chosen else "tertiary",
            help=_("Severity {number}", number=f"{finding.severity:.2f}"),
            width="stretch",
        )


def _first(found: Sequence[Found], chosen: str | None, most_alike: int) -> Sequence[Found]:
    """Return the few to show first: the chosen one and the first to act on, limited per subject and per rule."""
    picked: list[Found] = [each for each in found if _name(*each) == chosen]
    for rule, finding in found:
        alike = (
            sum(finding.subject == other.subject for _, other in picked),
            sum(rule == other for other, _ in picked),
        )
        if len(picked) < _FIRST_SHOWN and max(alike) < most_alike and (rule, finding) not in picked:
            picked.append((rule, finding))
    return [each for each in found if each in picked]


def _short(case: JudgedNetwork, finding: Finding) -> str:
    return " – ".join(case.name(key) for key in _ends(finding))


def _name(rule: Rule, finding: Finding) -> str:
    """Return the name of a weak link in the address."""
    return "|".join((rule.name, *_ends(finding), *([finding.part] if finding.part else [])))


def _choose(rule: Rule, finding: Finding) -> None:
    """Put a weak link into the address, and select it on the map."""
    st.query_params[_WEAK] = _name(rule, finding)
    on_map = tie_id(finding.subject, finding.other) if rule.about == "tie" and finding.other else finding.subject
    select_in_address(finding.other if rule.about == "role" else on_map)


# ---------------------------------------------------------------------------------------- the chosen


def _show_chosen(frame: Frame, result: Judged) -> None:
    """Show the weak link in the address: why it counts, what to do, the map, and the evidence."""
    name = st.query_params.get(_WEAK)
    found = next(((rule, finding) for rule, finding in result.found if _name(rule, finding) == name), None)
    if found is None:
        if name:
            st.info(_("That weak link isn’t in this view and period. It may be fixed."), icon=":material/info:")
        st.html(_heading(_("Nothing chosen"), _("Choose a weak link to see where it is, the evidence and what to do.")))
    else:
        rule, finding = found
        what = _("{rule} · severity {number}", rule=_(rule.title), number=f"{finding.severity:.2f}")
        st.container(key="weak-chosen").html(_heading(_short(result.case, finding), what))
        st.html(Markup("<p>{}</p>").format(finding.reason))
        st.html(Markup('<p class="gm-step"><b>{}</b> {}</p>').format(_("What to do"), result.next_step(rule, finding)))
        _show_way_on(frame, rule, finding)
    if frame.choice.view != "structure":
        _show_map(frame, *(found or (None, None)))
    if found is not None:
        _show_grounds(frame, *found)


def _show_map(frame: Frame, rule: Rule | None, finding: Finding | None) -> None:
    """Show the map. Of a large network it shows only the surroundings of the weak link."""
    display = Display()
    if rule and finding and is_large(frame.snapshot, frame.choice):
        display = Display(focus=finding.other if rule.about == "role" else finding.subject)
    shown = mapped(frame.snapshot, frame.choice, display)
    show_drawn_map(frame.snapshot, frame.choice, shown, key="weak-map", height=420, display=display)


def _show_way_on(frame: Frame, rule: Rule, finding: Finding) -> None:
    """Link to what would happen if the tie ended, or the actor or role were gone."""
    if rule.about == "tie" and finding.other:
        edit: Edit = WithoutTie(finding.subject, finding.other)
    elif rule.about in ("actor", "role") and finding.subject in can_leave(
        judged(frame.snapshot, frame.judging, frame.as_at).case
    ):
        edit = WithoutEntity(finding.subject)
    else:
        return
    name, value = to_text(edit).split("=", 1)
    parameters = urlencode({**frame.choice.to_parameters(), name: value}, doseq=True)
    st.html(
        Markup('<p><a href="what-if?{}" target="_self">{}: {}?</a></p>').format(
            parameters, _("What if"), told(frame.snapshot, edit, words())
        )
    )


def _show_grounds(frame: Frame, rule: Rule, finding: Finding) -> None:
    with st.expander(_("Why this counts as a weak link")):
        st.html(
            Markup("<p>{}</p><p>{}: {}</p>{}").format(
                said(rule.definition),
                _("Severity"),
                said(rule.severity),
                Markup("<p>{}: {}</p>").format(_("Source"), said(rule.source)) if rule.source else "",
            )
        )
    evidence = panel_tables.interactions_with(frame.snapshot, finding.evidence)
    if len(evidence):
        show_interactions(evidence)
    else:
        st.caption(_("No interactions are recorded here: that is the finding."))


def _heading(name: str, kind: str) -> Markup:
    return Markup('<h2 class="gm-name">{}</h2><p class="gm-kind">{}</p>').format(name, kind)
