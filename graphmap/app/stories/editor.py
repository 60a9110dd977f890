"""Edit a story: its title and its pages. Each change is saved at once and can be undone.

A person edits the story as they opened it. If someone else has changed it since, nothing they wrote is lost: they
choose the other version, or save their own as a new story.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import streamlit as st

from graphmap.app.shell.acting import drop_story, keep_story
from graphmap.app.shell.kept import stories
from graphmap.app.shell.language import _
from graphmap.app.shell.listing import plain
from graphmap.app.shell.session import may
from graphmap.app.shell.store_errors import store_errors
from graphmap.errors import Overtaken
from graphmap.stories.saving import new_id
from graphmap.stories.stories import Page, SavedView, Story

_STORY = "story"
_NEW = "story-new-title"
_STATE = "stories-of-this-visit"


@dataclass
class _Visit:
    """What this visit has open: the story as opened, its earlier states, and unsaved or deleted versions."""

    opened: Story | None = None
    before: list[Story] = field(default_factory=list)
    mine: Story | None = None
    dropped: Story | None = None


def _visit() -> _Visit:
    visit: _Visit = st.session_state.setdefault(_STATE, _Visit())
    return visit


def story_in_address(known: Sequence[Story]) -> Story | None:
    """Return the story in the address, or the first, as this visit opened it."""
    asked = st.query_params.get(_STORY)
    found = next((story for story in known if story.id == asked), None)
    visit = _visit()
    if asked and found is None and visit.mine is None and visit.dropped is None:
        st.info(_("The story in this link no longer exists."), icon=":material/info:")
    story = found or (known[0] if known else None)
    if story and (visit.opened is None or visit.opened.id != story.id):
        visit.opened, visit.before = story, []
    return visit.opened if story else None


def show_messages() -> None:
    """Show a version that could not be saved, and let the person choose what to do with it."""
    visit = _visit()
    if visit.mine:
        st.warning(
            _(
                "Someone else changed or deleted this story since you opened it. Their version is saved, and "
                "yours isn’t lost:"
            ),
            icon=":material/group:",
        )
        with st.container(horizontal=True):
            st.button(_("Keep mine as a new story"), on_click=_keep_mine, type="primary")
            st.button(_("Use their version"), on_click=_take_theirs)
    if visit.dropped:
        st.button(_("Restore ‘{name}’", name=plain(visit.dropped.title)), icon=":material/undo:", on_click=_put_back)


def show_shelf(known: Sequence[Story], story: Story | None) -> None:
    """Let a person choose a story or create one."""
    titles = {each.id: each.title for each in known}
    with st.container(horizontal=True, vertical_alignment="bottom", key="story-shelf"):
        if story and len(known) > 1:
            st.session_state["story-chosen"] = story.id
            st.selectbox(
                _("Story"),
                list(titles),
                format_func=lambda id: titles.get(id, id),
                key="story-chosen",
                on_change=_choose,
            )
        if may("take_on"):
            st.text_input(_("New story"), key=_NEW, placeholder=_("What it is about"))
            st.button(_("Create story"), on_click=_begin, icon=":material/add:")


def show_editor(story: Story, known: Sequence[Story], views: Sequence[SavedView]) -> None:
    """Let a person change the title and the pages of `story`."""
    now = next((each for each in known if each.id == story.id), None)
    if now and now.version != story.version and _visit().mine is None:
        st.info(_("Someone else changed this story since you opened it."), icon=":material/group:")
        st.button(_("See their version"), on_click=_take_theirs, key="see-theirs")
    st.subheader(_("Edit"))
    with st.form(f"story-title-{story.version}"):
        st.text_input(_("Title"), value=story.title, key=f"title-{story.version}")
        st.form_submit_button(_("Save the title"), on_click=_retitle, args=(story,))
    names = {"": _("No map"), **{view.id: view.name for view in views}}
    for number, page in enumerate(story.pages):
        _edit_page(story, number, page, names)
    with st.container(horizontal=True):
        st.button(
            _("Add a page"),
            icon=":material/add:",
            on_click=_change,
            args=(story, story.with_page(len(story.pages), Page())),
        )
        st.button(_("Undo the last change"), icon=":material/undo:", on_click=_undo, disabled=not _visit().before)
        st.button(_("Delete this story"), icon=":material/delete:", on_click=_drop, args=(story,))


def _edit_page(story: Story, number: int, page: Page, names: dict[str, str]) -> None:
    key = f"{story.version}-{number}"
    options = [*names, *([page.view] if page.view not in names else [])]
    title = f"{number + 1}. {plain(page.heading or _('Untitled page'))}"
    with st.expander(title, expanded=not (page.heading or page.text or page.view)):
        with st.form(f"story-page-{key}"):
            st.text_input(_("Heading"), value=page.heading, key=f"heading-{key}")
            st.selectbox(
                _("View"),
                options,
                index=options.index(page.view),
                format_func=lambda id: names.get(id, _("A deleted view")),
                key=f"view-{key}",
            )
            st.text_area(
                _("Text"),
                value=page.text,
                key=f"text-{key}",
                help=plain(
                    _(
                        "Leave an empty line before a new paragraph. Start a list item with a hyphen. Write **bold** "
                        "and *italic* like this."
                    )
                ),
            )
            st.form_submit_button(_("Save this page"), type="primary", on_click=_rewrite, args=(story, number))
        with st.container(horizontal=True):
            last = len(story.pages) - 1
            up, down = story.moved(number, max(0, number - 1)), story.moved(number, min(last, number + 1))
            st.button(
                _("Move up"),
                key=f"up-{key}",
                icon=":material/arrow_upward:",
                disabled=not number,
                on_click=_change,
                args=(story, up),
            )
            st.button(
                _("Move down"),
                key=f"down-{key}",
                icon=":material/arrow_downward:",
                disabled=number == last,
                on_click=_change,
                args=(story, down),
            )
            gone = story.without_page(number)
            st.button(
                _("Delete this page"), key=f"gone-{key}", icon=":material/delete:", on_click=_change, args=(story, gone)
            )


# ----------------------------------------------------------------------------------- what is changed


def _choose() -> None:
    st.query_params[_STORY] = st.session_state["story-chosen"]


def _begin() -> None:
    visit = _visit()
    with store_errors():
        visit.opened = keep_story(Story(new_id(), st.session_state[_NEW]))
        visit.before = []
        st.session_state[_NEW] = ""
        st.query_params[_STORY] = visit.opened.id


def _retitle(story: Story) -> None:
    _change(story, replace(story, title=st.session_state[f"title-{story.version}"]))


def _rewrite(story: Story, number: int) -> None:
    heading, text, view = (st.session_state[f"{what}-{story.version}-{number}"] for what in ("heading", "text", "view"))
    _change(story, story.with_page(number, Page(heading, text, view)))


def _change(story: Story, changed: Story) -> None:
    visit = _visit()
    with store_errors():
        try:
            visit.opened = keep_story(changed)
            visit.before.append(story)
        except Overtaken:
            visit.mine = changed


def _undo() -> None:
    visit = _visit()
    if not (visit.opened and visit.before):
        return
    with store_errors():
        try:
            visit.opened = keep_story(replace(visit.before[-1], version=visit.opened.version))
            visit.before.pop()
        except Overtaken:
            visit.mine = visit.before[-1]


def _drop(story: Story) -> None:
    visit = _visit()
    with store_errors():
        try:
            visit.dropped = drop_story(story)
            visit.opened, visit.before = None, []
            st.query_params.pop(_STORY, None)
        except Overtaken:
            st.warning(
                _("Someone else changed this story since you opened it, so it wasn’t deleted."),
                icon=":material/group:",
            )


def _put_back() -> None:
    visit = _visit()
    if visit.dropped and _open_again(visit.dropped):
        visit.dropped = None


def _keep_mine() -> None:
    visit = _visit()
    if not visit.mine:
        return
    mine = replace(visit.mine, id=new_id(), title=_("{title} (mine)", title=visit.mine.title), version=None)
    if _open_again(mine):
        visit.mine = None


def _open_again(story: Story) -> bool:
    """Save `story` and open it. Return whether the store took it, so that the caller keeps what it didn't take."""
    visit = _visit()
    with store_errors():
        visit.opened = keep_story(story)
        visit.before = []
        st.query_params[_STORY] = story.id
        return True
    return False


def _take_theirs() -> None:
    visit = _visit()
    with store_errors():
        opened = visit.opened
        if opened:
            visit.opened = next((each for each in stories() if each.id == opened.id), None)
        visit.mine = None
        visit.before = []
