"""How sure the chosen measure is: ranks and values over many redraws of the records, on request."""

import polars as pl
import streamlit as st

from graphmap.app.map.drawn_map import current_theme
from graphmap.app.measures.address import ask, asked
from graphmap.app.measures.charts import rank_text
from graphmap.app.measures.download import show_downloads
from graphmap.app.measures.robustness_charts import rank_intervals, stability_lines
from graphmap.app.measures.words import in_words
from graphmap.app.shell.frame import Frame
from graphmap.app.shell.language import _, words
from graphmap.app.shell.listing import plain
from graphmap.app.shell.waiting import Waited, wait_for
from graphmap.errors import GraphmapError
from graphmap.graph.choice import Choice
from graphmap.measures.measures import sample_note
from graphmap.measures.robustness import PERCENTILES, USUAL_DRAWS, Robust, robust
from graphmap.measures.workers import cluster_address
from graphmap.progress import Progress

_SHOWN = 12
_DRAWS = (50, USUAL_DRAWS, 1_000)
"""Numbers of draws: for a first look, for usual work, and for print."""
_LOW, _HIGH = PERCENTILES


@st.cache_resource(max_entries=8, show_spinner=False)
def _drawn(identity: str, choice: Choice, draws: int) -> Waited[Robust]:  # noqa: ARG001 — what it is cached by
    return Waited()


def show_robust(frame: Frame, measure: str, selected: str | None) -> None:
    """Show how far the values and ranks of `measure` vary between draws, once a person asks for it."""
    st.subheader(_("How sure"), divider="gray")
    st.caption(
        _(
            "How much would values and ranks change with slightly different records? We redraw the "
            "interactions with replacement, and leave actors out at random."
        )
    )
    if frame.choice.view == "structure":
        st.info(_("This view shows stored links, not interactions. Choose another view."), icon=":material/info:")
        return
    draws = _choose_draws()
    drawn: Waited[Robust] = _drawn(frame.snapshot.identity, frame.choice, draws)
    room = st.empty()
    asks = _("Draw {number} times", number=f"{draws:,}")
    if drawn.result is None and not room.button(asks, key="metrics-draw", icon=":material/casino:"):
        return
    try:
        made = wait_for(drawn, lambda progress: _draw(frame, draws, progress))
    except GraphmapError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    room.empty()
    _show(frame, made, measure, selected)


def _choose_draws() -> int:
    """Let a person choose the number of draws. The address holds it if it isn't the usual one."""
    key = "metrics-draws"
    named = {str(draws): draws for draws in _DRAWS}
    st.session_state[key] = named.get(asked("draws") or "", USUAL_DRAWS)

    def changed() -> None:
        draws = st.session_state[key]
        ask(draws=str(draws) if draws not in (None, USUAL_DRAWS) else None)

    st.segmented_control(
        _("How many draws"), _DRAWS, format_func=lambda draws: f"{draws:,}", key=key, on_change=changed
    )
    return int(st.session_state[key])


def _draw(frame: Frame, draws: int, progress: Progress) -> Robust:
    def tell(_doing: str, done: int, total: int) -> None:
        progress(_("Redrawing…"), done, total)

    return robust(frame.snapshot, frame.choice, draws, tell, cluster_address(None))


def _show(frame: Frame, made: Robust, measure: str, selected: str | None) -> None:
    st.caption(_("Based on {what}.", what=plain(made.how.told(words()))))
    _say(made, measure, selected)
    ranked = made.metrics.filter(pl.col(f"{measure}_rank_low").is_not_null()).sort(f"{measure}_rank", "name", "id")
    shown = pl.concat([ranked.head(_SHOWN), ranked.slice(_SHOWN).filter(pl.col("id") == (selected or ""))])
    left_out = made.stability.filter(
        pl.col("drawn") == "actors", pl.col("measure") == measure, pl.col("correlation").is_not_null()
    )
    ranks, stays = st.columns(2, gap="medium", vertical_alignment="bottom")
    if len(shown):
        title = _("Each rank with its interval ({low} to {high} percentile of the draws).", low=_LOW, high=_HIGH)
        with ranks:
            st.caption(title)
            st.altair_chart(
                rank_intervals(shown, measure, selected, current_theme()), key="metrics-intervals", alt=title
            )
    if len(left_out):
        title = _("Rank correlation with the whole network when actors are left out (Spearman; median and interval).")
        with stays:
            st.caption(title)
            st.altair_chart(stability_lines(left_out, current_theme()), key="metrics-stability", alt=title)
    note = sample_note(made.metrics)
    notes = {"robust": made.note, **({"estimates": note} if note else {})}
    with ranks:
        show_downloads("metrics", made.metrics, frame.snapshot, frame.choice, notes, called="metrics-robust")
    with stays:
        show_downloads("stability", made.stability, frame.snapshot, frame.choice, notes)


def _say(made: Robust, measure: str, selected: str | None) -> None:
    """Show sentences on how stable the order is, and the intervals of the selected actor."""
    again = made.stability.filter(pl.col("drawn") == "interactions", pl.col("measure") == measure).row(0, named=True)
    sentences = []
    if again["correlation"] is not None:
        sentences.append(
            _(
                "By **{measure}**, first place stays the same in {share} of the draws. The ranks of a draw "
                "correlate **{rho}** with these (Spearman, {low} to {high}).",
                measure=plain(in_words(measure)),
                share=f"{again['first_kept']:.0%}",
                rho=f"{again['correlation']:.2f}",
                low=f"{again['correlation_low']:.2f}",
                high=f"{again['correlation_high']:.2f}",
            )
        )
    for row in made.metrics.filter(
        pl.col("id") == (selected or ""), pl.col(f"{measure}_rank_low").is_not_null()
    ).iter_rows(named=True):
        values = {name: f"{row[f'{measure}{name}']:.4g}" for name in ("", "_low", "_high")}
        ranks = {name: rank_text(row[f"{measure}{name}"]) for name in ("_rank", "_rank_low", "_rank_high")}
        sentences.append(
            _(
                "{name}: {value}, between {low} and {high}; rank {rank}, between {first} and {last}.",
                name=plain(row["name"]),
                value=values[""],
                low=values["_low"],
                high=values["_high"],
                rank=ranks["_rank"],
                first=ranks["_rank_low"],
                last=ranks["_rank_high"],
            )
        )
    if sentences:
        st.markdown(" ".join(sentences))
