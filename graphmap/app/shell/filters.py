"""The filters in words, each with the function that removes it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType

import streamlit as st

from graphmap import model
from graphmap.app.map.steering import focus_on, uncentred
from graphmap.app.shell.address import forget_actors_in_address, put_display_in_address, put_in_address
from graphmap.app.shell.language import _, _n, capital, words
from graphmap.app.shell.page import Filter
from graphmap.graph.choice import Choice, Weighting
from graphmap.graph.fields import FieldColumn
from graphmap.graph.standing_in_words import standing_name
from graphmap.language.wording import RELATIONSHIP_SENTENCES
from graphmap.language.words import later
from graphmap.map.colouring import field_amount_in_words, title_of
from graphmap.map.display import NONE, SEVERAL, STEPS, Display
from graphmap.model import NodeKey

WEIGHTING_NAMES: Mapping[Weighting, str] = {
    "newman": later("Shared by group size"),
    "count": later("Each interaction counts 1"),
    "decay": later("Recent work counts more"),
}

_FIRST_HIDDEN = 4  # hidden actors that have a chip each; the others share one


@dataclass(frozen=True)
class Chip:
    """One filter: its text, and the function that removes it."""

    text: str
    remove: Callable[[], None]


def show_steps(display: Display) -> None:
    """Show how many steps around its centre the map shows. The bar has the filters."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="filters"):
        if display.focus:
            _steps(display, display.focus)


def _steps(display: Display, focus: NodeKey) -> None:
    key = "focus-steps"
    st.session_state[key] = display.steps

    def changed() -> None:
        focus_on(display, focus, st.session_state[key] or display.steps)

    st.segmented_control(
        _("Steps around"),
        STEPS,
        key=key,
        on_change=changed,
        format_func=lambda steps: _n("{number} step", "{number} steps", steps),
        label_visibility="collapsed",
    )


def chips_of_choice(names: Mapping[NodeKey, str], choice: Choice, filters: Sequence[Filter]) -> Iterator[Chip]:
    """Yield a chip for each of the `filters` that `choice` sets."""
    if choice.view != Choice.view and "view" in filters:
        yield Chip(capital(_(choice.view)), partial(change_view, choice, Choice.view))
    for id in choice.networks if "networks" in filters else ():
        others = tuple(other for other in choice.networks if other != id)
        name = names.get(model.node_key("Network", id), id)
        yield Chip(_("Within {network}", network=name), partial(put_in_address, replace(choice, networks=others)))
    if choice.min_depth and "min_depth" in filters:
        depth = capital(_(model.DEPTHS[choice.min_depth]))
        yield Chip(_("{depth} or deeper", depth=depth), partial(put_in_address, replace(choice, min_depth=0)))
    if choice.weighting != Choice.weighting and "weighting" in filters:
        yield Chip(
            _(WEIGHTING_NAMES[choice.weighting]), partial(put_in_address, replace(choice, weighting=Choice.weighting))
        )


def change_view(choice: Choice, view: str) -> None:
    """Choose another view, and forget single actors, which it may not have."""
    forget_actors_in_address()
    put_in_address(replace(choice, view=view))  # type: ignore[arg-type]


def chips_of_display(
    names: Mapping[NodeKey, str], display: Display, fields: Mapping[str, FieldColumn] = MappingProxyType({})
) -> Iterator[Chip]:
    """Yield a chip for each filter of the map: its centre, the entries of its legend, and what is hidden.

    `fields` are those that entries of the legend may be of, by key."""

    def name(key: NodeKey) -> str:
        return names.get(key, key)

    def in_words(entry: str) -> str:
        sort, value = entry.split(":", 1)
        return _entry_of_field(fields[sort], value) if sort in fields else _entry(names, entry)

    everywhere = partial(put_display_in_address, uncentred(display))
    if display.focus:
        yield Chip(_("Around {name}", name=name(display.focus)), everywhere)
    if display.path:
        yield Chip(_("Path: {one} to {other}", one=name(display.path[0]), other=name(display.path[1])), everywhere)
    if display.compare:
        yield Chip(
            _("Compare: {one} and {other}", one=name(display.compare[0]), other=name(display.compare[1])), everywhere
        )
    for entry in display.only:
        kept = tuple(other for other in display.only if other != entry)
        yield Chip(
            _("Only {what}", what=in_words(entry)),
            partial(put_display_in_address, replace(display, only=kept)),
        )
    for key in display.hidden[:_FIRST_HIDDEN]:
        kept = tuple(other for other in display.hidden if other != key)
        yield Chip(_("Hidden: {name}", name=name(key)), partial(put_display_in_address, replace(display, hidden=kept)))
    if more := display.hidden[_FIRST_HIDDEN:]:
        first = partial(put_display_in_address, replace(display, hidden=display.hidden[:_FIRST_HIDDEN]))
        yield Chip(_("Hidden: {number} more", number=f"{len(more):,}"), first)


def _entry_of_ties(sort: str, value: str) -> str:
    if sort == "depth":
        return _("ties settled at {depth}", depth=_(model.DEPTHS[int(value)]))
    return _("ties: {standing}", standing=standing_name(value, words()).lower())


def _entry_of_field(column: FieldColumn, value: str) -> str:
    if value == NONE:
        return _("{what}: no record", what=column.name)
    if column.type in ("number", "date"):
        try:
            ends = [field_amount_in_words(column, float(end), words()) for end in value.split("..")]
        except ValueError:
            return f"{column.name}: {value}"
        said = _("{least} to {most}", least=ends[0], most=ends[-1]) if len(ends) > 1 else ends[0]
        return f"{column.name}: {said}"
    return f"{column.name}: {_(value) if column.type == 'yes/no' else value}"


def _entry(names: Mapping[NodeKey, str], entry: str) -> str:
    """Write an entry of the legend in words."""
    sort, value = entry.split(":", 1)
    what = _(title_of(sort))
    if value in (NONE, SEVERAL):
        return _("{what}: no value", what=what) if value == NONE else _("{what}: more than one", what=what)
    match sort:
        case "kind":
            return _(model.KIND[value].plural)
        case "depth" | "standing":
            return _entry_of_ties(sort, value)
        case "network":
            return names.get(model.node_key("Network", value), value)
        case "relationship":
            return _(RELATIONSHIP_SENTENCES.get(value, value))
    return _entry_of_amounts(what, value)


def _entry_of_amounts(what: str, value: str) -> str:
    least, dots, most = value.partition("..")
    return f"{what} {_('{least} to {most}', least=least, most=most) if dots else value}"
