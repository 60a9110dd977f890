"""Share, on every page: the board paper, the picture, this table, the graph, everything, and the link.

The table, the graph and everything are for those who may take data away."""

import secrets
from collections.abc import Callable, Sequence
from functools import partial
from typing import cast
from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

from graphmap.app.share.taken_away import (
    TakenAway,
    graph_file,
    graph_file_name,
    package_file,
    paper_file,
    picture_file,
    table_file,
    table_file_name,
    with_codes,
)
from graphmap.app.shell.language import _, later, words
from graphmap.app.shell.listing import plain
from graphmap.app.shell.session import may
from graphmap.app.sign_in.login import installation
from graphmap.export.anonymise import NOT_PROTECTED, SALT_BYTES
from graphmap.export.dictionary import TableName
from graphmap.graph.authority import what_may_leave
from graphmap.graph.choice import Choice
from graphmap.graph.snapshot import Snapshot
from graphmap.language.words import Words

_SALT = "codes-of-this-visit"
_NAMES, _ROLES, _CODES = later("Names"), later("Roles and codes"), later("Codes")
_PAPERS = ((".pdf", later("PDF")), (".docx", later("Word")), (".html", later("Web page")))
_PICTURES = ((".svg", later("Drawing (SVG)")), (".png", later("Picture (PNG)")))
_SHEETS = ((".xlsx", "Excel"), (".csv", "CSV"), (".json", "JSON"), (".parquet", "Parquet"))
_GRAPHS = ((".graphml", "GraphML"), (".gexf", "GEXF"), (".csv", "CSV"))
_TABLES: dict[TableName, str] = {
    "ties": later("Every tie"),
    "cards": later("Every card"),
    "metrics": later("Every measure"),
    "conditions": later("Every condition"),
}


def share(snapshot: Snapshot, choice: Choice, table: TableName | None) -> None:
    """Ask what of the page to take away. `choice` has the day to judge from; `table` is the page's own."""
    st.dialog(_("Share"), width="medium")(_show)(snapshot, choice, table)


def _show(snapshot: Snapshot, choice: Choice, table: TableName | None) -> None:
    first = _NAMES if may("names") else _ROLES
    who = st.segmented_control(
        _("Who is in it"), (first, _CODES), default=first, format_func=_, key="share-who", required=True
    )
    if who == _CODES:
        st.caption(_("Codes stay the same until you close this page. What they can’t protect:"))
        st.caption("\n".join(f"- {plain(_(each))}" for each in NOT_PROTECTED))
    allowed = what_may_leave(snapshot)
    if allowed.left_out:
        st.caption(_("Without {iwi}: those with authority over it allow no files.", iwi=", ".join(allowed.left_out)))
    named = TakenAway(allowed.snapshot, choice, left_out=allowed.note)
    salt = _salt()

    def taken() -> TakenAway:
        return with_codes(named, salt) if who == _CODES else named

    if choice.view != "structure":
        reader = words()
        _offer(
            _("Board paper"),
            _("Two pages: the headline, the map, five cards, health and dates."),
            [(_(name), f"board-paper{ending}", partial(_paper, taken, ending, reader)) for ending, name in _PAPERS],
        )
        _offer(
            _("Picture of the map"),
            _("For slides and newsletters."),
            [(_(name), f"map{ending}", partial(_picture, taken, ending, reader)) for ending, name in _PICTURES],
        )
    if may("share"):
        _offer_data(taken, table if choice.view != "structure" else None)
    _show_link()


def _offer_data(taken: Callable[[], TakenAway], table: TableName | None) -> None:
    """Offer the data itself, which only some may take away."""
    if table:
        _offer(
            _(_TABLES[table]),
            _("The table behind this page, and what its columns mean."),
            [(name, table_file_name(table, ending), partial(_table, taken, table, ending)) for ending, name in _SHEETS],
        )
    _offer(
        _("For R or Gephi"),
        _("The whole graph. The command line writes it for {tools} too.", tools="Kumu, UCINET, Pajek, Neo4j"),
        [(name, graph_file_name(ending), partial(_graph, taken, ending)) for ending, name in _GRAPHS],
    )
    _offer(
        _("Everything"),
        _("Tables, graph and what every column means: a data package for a repository."),
        [(_("Package (ZIP)"), "graphmap-package.zip", lambda: package_file(taken()))],
    )


def _paper(taken: Callable[[], TakenAway], ending: str, reader: Words) -> bytes:
    return paper_file(taken(), ending, reader)


def _picture(taken: Callable[[], TakenAway], ending: str, reader: Words) -> bytes:
    return picture_file(taken(), ending, reader)


def _table(taken: Callable[[], TakenAway], table: TableName, ending: str) -> bytes:
    return table_file(taken(), table, ending)


def _graph(taken: Callable[[], TakenAway], ending: str) -> bytes:
    return graph_file(taken(), ending)


def _offer(title: str, what: str, files: Sequence[tuple[str, str, Callable[[], bytes]]]) -> None:
    """Offer files by label, name and the function that makes each when it is asked for."""
    with st.container(key=f"share-{files[0][1]}-row", gap="xxsmall"):
        st.html(Markup('<h3 class="gm-share">{}</h3><p class="gm-kind">{}</p>').format(title, what))
        with st.container(horizontal=True, gap="small"):
            for label, name, make in files:
                st.download_button(
                    label, make, name, key=f"share-{name}", icon=":material/download:", on_click="ignore", help=name
                )


def _show_link() -> None:
    """Show the page's address, and say where it works."""
    parameters = {name: st.query_params.get_all(name) for name in st.query_params}
    address = f"{st.context.url}?{urlencode(parameters, doseq=True)}" if parameters else st.context.url or ""
    if installation().sign_in:
        works = _("It opens for people with an account here, and shows each what they may see.")
    else:
        works = _(
            "It works only on this computer. To show the map elsewhere, send the board paper or the picture, or "
            "download the map from its corner as a web page to explore offline."
        )
    st.html(Markup('<h3 class="gm-share">{}</h3><p class="gm-kind">{}</p>').format(_("Link to this page"), works))
    st.code(address, language=None, wrap_lines=True)


def _salt() -> bytes:
    """Return the secret behind this visit's codes: the same for every file, and never kept."""
    return cast("bytes", st.session_state.setdefault(_SALT, secrets.token_bytes(SALT_BYTES)))
