"""Likely doubles: two records of one and the same, side by side, to merge or to keep apart."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
import streamlit as st
from markupsafe import Markup

from graphmap import model
from graphmap.app.records.writing import write
from graphmap.app.shell import acting
from graphmap.app.shell.kept import pairs_apart
from graphmap.app.shell.language import _, _n, capital, day, words
from graphmap.app.shell.listing import plain
from graphmap.app.shell.store_errors import store_errors
from graphmap.errors import GraphmapError
from graphmap.graph.snapshot import Snapshot
from graphmap.map.colouring import title_of
from graphmap.model import NodeKey
from graphmap.records.beside import Side, side_of
from graphmap.records.doubles import KINDS, SHOWN_FIRST, doubles
from graphmap.records.merging import EXTRA, merge, values_to_keep
from graphmap.sheets.fields import extra_of

_OPEN = "doubles-open"
_LESS_LIKELY = 0.8
_A_PAGE = 10
_NAMES = 6
_MOST_APART = 100
_EMPTY = "—"


def show_doubles(snapshot: Snapshot) -> None:
    """Show the likely doubles of a snapshot, and one pair side by side."""
    st.markdown(_("Two records that may be of one and the same, the likeliest first. Nothing is merged by itself."))
    less = st.toggle(_("Show less likely ones"), key="doubles-less")
    with st.spinner(_("Comparing names…")):
        found = _found(snapshot.identity, words().language, less, snapshot)
    with store_errors():
        apart = [pair for pair in pairs_apart() if all(key in snapshot.names for key in pair)]
        _show_listed(snapshot, _without(found, apart))
        _show_apart(snapshot, apart)


def _without(found: pl.DataFrame, apart: Sequence[tuple[NodeKey, NodeKey]]) -> pl.DataFrame:
    pairs = {frozenset(pair) for pair in apart}
    return found.filter([frozenset(pair) not in pairs for pair in found.select("key", "other").iter_rows()])


def _show_listed(snapshot: Snapshot, found: pl.DataFrame) -> None:
    """Show a page of the pairs of a kind."""
    if found.is_empty():
        st.success(_("No likely doubles."), icon=":material/check:")
        return
    kind = _choose_kind(found)
    shown = found.filter(pl.col("kind") == kind)
    page = _choose_page(len(shown))
    for row in shown.slice(page * _A_PAGE, _A_PAGE).iter_rows(named=True):
        _show_pair(snapshot, row["key"], row["other"], row["why"])


@st.cache_data(max_entries=4, show_spinner=False)
def _found(identity: str, language: str, less: bool, _snapshot: Snapshot) -> pl.DataFrame:  # noqa: ARG001 — the cache's key
    found = doubles(_snapshot.tables, _LESS_LIKELY if less else SHOWN_FIRST, words=words())
    kinds = {kind.word: kind.label for kind in model.KINDS}
    return found.with_columns(kind=pl.col("key").str.split(":").list.first().replace(kinds))


def _choose_kind(found: pl.DataFrame) -> str:
    """Show how many pairs there are of each kind, and return the kind to list."""
    counts = dict(found.group_by("kind").len().iter_rows())
    kinds = [label for label in KINDS if label in counts]
    chosen: str | None = st.segmented_control(
        _("Kind"),
        kinds,
        default=kinds[0],
        format_func=lambda label: f"{capital(_(model.KIND[label].plural))} {counts.get(label, 0):,}",
        key=f"doubles-kind-{'-'.join(kinds)}",
        label_visibility="collapsed",
    )
    return chosen or kinds[0]


def _choose_page(pairs: int) -> int:
    pages = -(-pairs // _A_PAGE)
    if pages <= 1:
        return 0
    return int(st.number_input(_("Page, of {pages}", pages=f"{pages:,}"), 1, pages, width=160, key="doubles-page")) - 1


def _show_pair(snapshot: Snapshot, key: NodeKey, other: NodeKey, why: str) -> None:
    is_open = st.session_state.get(_OPEN) == (key, other)
    with st.container(border=True, key=f"double-{key}-{other}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.html(
                Markup('<div><b>{}</b> · <b>{}</b><p class="gm-kind">{}</p></div>').format(
                    snapshot.names[key], snapshot.names[other], capital(why)
                )
            )
            title = _("Close") if is_open else _("Compare")
            st.button(title, key=f"compare-{key}-{other}", on_click=_open, args=(None if is_open else (key, other),))
        if is_open:
            with store_errors():
                _show_side_by_side(snapshot, key, other)


def _open(pair: tuple[NodeKey, NodeKey] | None) -> None:
    st.session_state[_OPEN] = pair


def _show_side_by_side(snapshot: Snapshot, key: NodeKey, other: NodeKey) -> None:
    sides = {each: side_of(snapshot.tables, each) for each in (key, other)}
    fuller = max((key, other), key=lambda each: (sides[each].size, len(snapshot.names[each])))
    st.html(_compared(snapshot, sides[key], sides[other]))
    keep = st.radio(
        _("Keep this record"),
        (key, other),
        index=(key, other).index(fuller),
        format_func=lambda each: plain(f"{snapshot.names[each]} ({model.split_key(each)[1]})"),
        key=f"keep-{key}-{other}",
        horizontal=True,
    )
    gone = other if keep == key else key
    values = _choose_values(snapshot, sides[keep], sides[gone])
    with st.container(horizontal=True, gap="small"):
        if st.button(_("Merge"), type="primary", key=f"merge-{key}-{other}"):
            _merge(snapshot, keep, gone, values)
        st.button(_("Not the same"), key=f"apart-{key}-{other}", on_click=_keep_apart, args=(key, other))


def _compared(snapshot: Snapshot, one: Side, other: Side) -> Markup:
    """Return a table of what is the same of both, and of what each is tied to."""
    rows = [(_("Id"), *(model.split_key(side.key)[1] for side in (one, other)))]
    rows += [
        (capital(_(title_of(name))), _text(value), _text(other.values[name]))
        for name, value in one.values.items()
        if name not in ("id", EXTRA) and (value is not None or other.values[name] is not None)
    ]
    rows += [
        (name, one.fields.get(name, _EMPTY), other.fields.get(name, _EMPTY))
        for name in dict.fromkeys((*one.fields, *other.fields))
    ]
    for label in dict.fromkeys((*one.ties, *other.ties)):
        title = capital(_(model.KIND[label].plural))
        rows.append((title, *(_names(snapshot, side.ties.get(label, ())) for side in (one, other))))
    rows.append((capital(_("interactions")), f"{one.interactions:,}", f"{other.interactions:,}"))
    rows.append((_("Last seen"), *(day(side.last_seen) if side.last_seen else _EMPTY for side in (one, other))))
    body = Markup("").join(
        Markup('<tr><th scope="row">{}</th><td>{}</td><td>{}</td></tr>').format(*row) for row in rows
    )
    head = Markup("<tr><td></td>{}</tr>").format(
        Markup("").join(Markup('<th scope="col">{}</th>').format(snapshot.names[side.key]) for side in (one, other))
    )
    return Markup('<table class="gm-compare"><thead>{}</thead><tbody>{}</tbody></table>').format(head, body)


def _names(snapshot: Snapshot, keys: Sequence[NodeKey]) -> str:
    names = [snapshot.names[key] for key in keys]
    more = [_("{number} more", number=f"{len(names) - _NAMES:,}")] if len(names) > _NAMES else []
    return ", ".join([*names[:_NAMES], *more]) or _EMPTY


def _show_apart(snapshot: Snapshot, apart: Sequence[tuple[NodeKey, NodeKey]]) -> None:
    """Show the pairs that somebody keeps apart, each with a way to list it again."""
    if not apart:
        return
    with st.expander(_n("{number} pair kept apart", "{number} pairs kept apart", len(apart)), key="doubles-apart"):
        for one, other in apart[:_MOST_APART]:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.markdown(plain(f"{snapshot.names[one]} · {snapshot.names[other]}"), width="content")
                st.button(_("List again"), key=f"again-{one}-{other}", on_click=_list_again, args=(one, other))


def _list_again(one: NodeKey, other: NodeKey) -> None:
    with store_errors():
        acting.list_again(one, other)


def _keep_apart(one: NodeKey, other: NodeKey) -> None:
    with store_errors():
        acting.keep_apart(one, other)
        _open(None)


def _choose_values(snapshot: Snapshot, keep: Side, gone: Side) -> Mapping[str, Any]:
    """Ask which value stays, of each property in which the two differ."""
    chosen: dict[str, Any] = {}
    usual = values_to_keep(snapshot.tables, keep.key, gone.key)
    for name, ours in keep.values.items():
        theirs = gone.values[name]
        if name in ("id", EXTRA) or ours == theirs:
            continue
        key = f"value-{keep.key}-{gone.key}-{name}"
        chosen[name] = _ask(capital(_(title_of(name))), ours, theirs, usual[name] == theirs, key)
    fields: dict[str, str | None] = {**gone.fields, **keep.fields}
    for name in fields:
        ours, theirs = keep.fields.get(name), gone.fields.get(name)
        if ours != theirs:
            fields[name] = _ask(plain(name), ours, theirs, ours is None, f"field-{keep.key}-{gone.key}-{name}")
    if fields:
        chosen[EXTRA] = extra_of(fields)
    return chosen


def _ask(title: str, ours: Any, theirs: Any, usually_theirs: bool, key: str) -> Any:
    texts = {False: _text(ours), True: _text(theirs)}
    takes_theirs = st.radio(
        title,
        (False, True),
        index=int(usually_theirs),
        format_func=lambda takes: plain(texts[takes]),
        key=key,
        horizontal=True,
    )
    return theirs if takes_theirs else ours


def _text(value: Any) -> str:
    return _EMPTY if value is None else str(value)


def _merge(snapshot: Snapshot, keep: NodeKey, gone: NodeKey, values: Mapping[str, Any]) -> None:
    done = _("Merged: {gone} is now part of {name}.", gone=snapshot.names[gone], name=snapshot.names[keep])
    try:
        write(merge(snapshot.tables, keep, gone, values), "merged", done, snapshot.seq)
    except GraphmapError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    _open(None)
    st.rerun()
