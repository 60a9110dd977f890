"""The Stories page: saved views in order, each with a heading and text, to present at a hui or download."""

from collections.abc import Sequence

import streamlit as st

from graphmap.app.components.network_map import story as show_story
from graphmap.app.components.offline_page import document
from graphmap.app.map.drawn_map import current_theme
from graphmap.app.shell.frame import open_page
from graphmap.app.shell.kept import saved_views, stories
from graphmap.app.shell.language import _, language
from graphmap.app.shell.listing import plain
from graphmap.app.shell.session import may
from graphmap.app.stories import editor
from graphmap.app.stories.editor import story_in_address
from graphmap.app.stories.telling import pages_to_tell
from graphmap.errors import GraphmapError
from graphmap.graph.authority import what_may_leave
from graphmap.graph.snapshot import Snapshot
from graphmap.language.wording import day
from graphmap.sample.demo import holds_demo
from graphmap.stories.stories import SavedView, Story


def show() -> None:
    """Show the page."""
    frame = open_page(_("Stories"))
    if frame is None:
        return
    snapshot = frame.snapshot
    try:
        views, known = saved_views(), stories()
    except GraphmapError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    if holds_demo(snapshot.tables):
        st.caption(
            ":material/science: "
            + _("This is the invented demo cluster: no school, person, iwi or event in it is real.")
        )
    editor.show_messages()
    story = story_in_address(known)
    editor.show_shelf(known, story)
    if story is None:
        if may("take_on"):
            _show_how_to_begin(views)
        else:
            st.info(_("No stories yet."), icon=":material/auto_stories:")
        return
    if story.pages:
        _tell(snapshot, story, views)
    else:
        st.info(_("This story has no pages yet. Add the first below."), icon=":material/info:")
    if may("take_on"):
        editor.show_editor(story, known, views)


def _show_how_to_begin(views: Sequence[SavedView]) -> None:
    st.info(
        _("No stories yet. A story shows saved views one after another, each with a heading and text beside the map.")
        + " "
        + (
            _("To start, name a story above.")
            if views
            else _("To start, name a story above. Save the views for it on the Map page, under Views.")
        ),
        icon=":material/auto_stories:",
    )


def _to_leave(snapshot: Snapshot, story: Story, views: Sequence[SavedView]) -> dict[str, object]:
    """Return what a file of the story has: only what may leave."""
    return {"pages": pages_to_tell(what_may_leave(snapshot).snapshot, story, views), "isDocument": True}


def _tell(snapshot: Snapshot, story: Story, views: Sequence[SavedView]) -> None:
    """Show the story, and offer it as a file."""
    data = {
        "title": story.title,
        "key": f"story-{story.id}",
        "pages": pages_to_tell(snapshot, story, views),
        "isDocument": False,
        "words": {
            "back": _("Previous page"),
            "on": _("Next page"),
            "present": _("Present full screen"),
            "close": _("Close (Esc)"),
            "place": _("Page {} of {}"),
        },
    }
    show_story(data, key=f"story-{story.id}")
    st.caption(_("Arrow keys turn the pages. Esc ends the presentation. Maps show today’s data."))
    days = snapshot.first_and_last_day
    lines = [_("Data up to {day}, the latest recorded interaction.", day=day(days[1]))] if days else []
    if not may("share"):
        return
    st.download_button(
        _("Download this story (HTML)"),
        data=lambda: document(
            story.title, lines, {**data, **_to_leave(snapshot, story, views)}, current_theme(), language()
        ),
        file_name="graphmap-story.html",
        mime="text/html",
        icon=":material/download:",
        on_click="ignore",
        help=plain(
            _("One file that opens offline. It holds the names on these maps, and nothing else about the network.")
        ),
    )
