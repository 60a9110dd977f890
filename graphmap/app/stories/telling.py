"""The pages of a story: heading, text, dates and map, made from today's data."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from graphmap.app.components.network_map import map_data
from graphmap.app.components.offline_page import kept_data
from graphmap.app.map.drawn_map import caption_of, drawn, theme_of
from graphmap.app.map.term_play import terms_played
from graphmap.app.map.time_bar import beside, ended, period_name
from graphmap.app.shell.language import _
from graphmap.app.shell.mapped import known_of_display, mapped
from graphmap.errors import WrongCommand
from graphmap.graph.choice import Choice
from graphmap.graph.snapshot import Snapshot
from graphmap.map.display import Display
from graphmap.map.drawing import Scale, scale_of
from graphmap.map.view_address import read_address
from graphmap.stories.stories import Page, SavedView, Story
from graphmap.stories.text import blocks


def pages_to_tell(snapshot: Snapshot, story: Story, views: Sequence[SavedView]) -> list[dict[str, Any]]:
    """Return the pages of `story` as plain values: what they draw and say, and nothing more about the network.

    A page's ``note`` says what it refers to that no longer exists.
    """
    by_id = {view.id: view for view in views}
    return [_page(snapshot, page, by_id, f"story-{number}") for number, page in enumerate(story.pages)]


def _page(snapshot: Snapshot, page: Page, views: Mapping[str, SavedView], key: str) -> dict[str, Any]:
    words: dict[str, Any] = {"heading": page.heading, "blocks": [asdict(block) for block in blocks(page.text)]}
    empty = {**words, "dates": [], "note": "", "maps": []}
    if not page.view:
        return empty
    if page.view not in views:
        return {**empty, "note": _("This page’s view was deleted.")}
    view = views[page.view]
    try:
        choice, display = read_address(view.address, snapshot)
    except WrongCommand as error:
        return {**empty, "note": _("The view ‘{name}’ no longer works: {why}", name=view.name, why=error)}
    caption, missing = caption_of(snapshot, choice), _missing(snapshot, choice, display)
    maps = _maps(snapshot, choice, display, key)
    note = missing or ("" if maps else _("No ties to draw in this period."))
    return {**words, "dates": list(caption.lines) if caption else [], "note": note, "maps": maps}


def _missing(snapshot: Snapshot, choice: Choice, display: Display) -> str:
    """Return a sentence naming who the view is about but is no longer on its map."""
    gone = mapped(snapshot, choice, display).explored.missing
    names = ", ".join(snapshot.names.get(key, key) for key in gone)
    return _("No longer in this view and period: {names}.", names=names) if gone else ""


def _maps(snapshot: Snapshot, choice: Choice, display: Display, key: str) -> list[dict[str, Any]]:
    """Return one map, or two for two periods."""
    choices = [choice]
    if display.time == "two" and display.beside:
        choices = sorted([choice, beside(choice, display.beside)], key=ended)
    shown = [mapped(snapshot, each, display) for each in choices]
    played = terms_played(snapshot, choice, display, theme_of(display))
    scale = played.scale if played else None
    if len(choices) > 1:
        scales = [
            scale_of(one.drawn, display, known_of_display(snapshot, each, display))
            for each, one in zip(choices, shown, strict=True)
        ]
        scale = Scale.over(*scales)
    maps = []
    for number, (each, one) in enumerate(zip(choices, shown, strict=True)):
        if not len(one.drawn):
            continue
        opposite = shown[1 - number] if len(shown) > 1 else None
        data = map_data(drawn(snapshot, each, one, f"{key}-{number}", display, scale, opposite, height=560))
        terms = {**played.packed, "now": played.now} if played else None
        maps.append({**kept_data(data), "caption": None, "terms": terms, "told": period_name(each)})
    return maps
