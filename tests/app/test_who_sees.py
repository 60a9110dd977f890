"""Each role's pages: what is on them, and what is refused to those who try it by hand."""

import gzip
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

import polars as pl
import pytest
from engines import RunningEngine
from streamlit.testing.v1 import AppTest

from graphmap.access.accounts import accounts_of, grant
from graphmap.access.roles import ROLES
from graphmap.access.viewer import Viewer
from graphmap.actions import saving as actions_saving
from graphmap.actions.actions import Action
from graphmap.actions.saving import keep_action
from graphmap.app.shell import acting, kept, session, viewing
from graphmap.app.shell.following import changes_since
from graphmap.app.shell.search import address_of_names, served
from graphmap.errors import NotAllowed
from graphmap.progress import silent
from graphmap.sample.demo import demo_sheets
from graphmap.store.edit import Edit
from graphmap.store.loading import load
from graphmap.store.store import Store, open_store
from graphmap.stories.saving import drop_view, keep_story, keep_view
from graphmap.stories.stories import Page, SavedView, Story
from graphmap.tables import kind_table

Look = Callable[[Viewer], None]
KIRI, NETWORK = "Kiri Matene", "kahui-ako-o-tauira"
PAGES = ("term", "map", "records", "measures", "health", "stories", "what-if")


@pytest.fixture(scope="module")
def own(embedded_engine: RunningEngine) -> Iterator[Store]:
    """A store with the demo, a story that names somebody, and a steward."""
    embedded_engine.empty()
    with open_store(embedded_engine.location) as opened:
        load(demo_sheets(), opened)
        keep_story(opened, Story("s", f"What {KIRI} began", (Page("Kiri", f"We thank {KIRI.upper()}, and Matene."),)))
        grant(opened, "ana@school.nz", "steward", "Ana")
        yield opened


@pytest.fixture
def look_as(own: Store, monkeypatch: pytest.MonkeyPatch) -> Look:
    """Return a function that makes somebody the viewer of the pages that are run."""
    monkeypatch.setenv("GRAPHMAP_STORE", str(own.location))

    def look(viewer: Viewer) -> None:
        monkeypatch.setattr(viewing, "current_viewer", lambda: viewer)

    return look


def page_named(name: str, **query: str) -> AppTest:
    """Run a page, and return what is on it."""

    def script() -> None:
        import streamlit as st

        from graphmap.app.pages import PAGES
        from graphmap.app.shell import viewing
        from graphmap.app.shell.bar import show_bar
        from graphmap.app.shell.frame import open_store
        from graphmap.app.shell.language import settle_language
        from graphmap.app.visit.form import show_visit

        settle_language()
        page = next(page for page in PAGES if page.name == st.session_state["asked-page"])
        opened = open_store()
        show_bar(page, PAGES, opened, viewing.current_viewer())
        show_visit(opened.frame)
        page.show()

    page = AppTest.from_function(script, default_timeout=120)
    page.session_state["asked-page"] = name
    for key, value in query.items():
        page.query_params[key] = value
    page.run()
    assert not page.exception, page.exception
    return page


def everything_on(page: AppTest) -> str:
    """All that a page sends to the browser, as one text."""
    return "\n".join(str(getattr(element, "proto", "")) for element in page.main)


VIEWERS: Sequence[Viewer] = [Viewer(f"{role.name}@school.nz", role.name.title(), role.name) for role in ROLES]
VIEWER, RESEARCHER, LEAD, COORDINATOR, STEWARD = VIEWERS
OF_ONE = replace(COORDINATOR, networks=(NETWORK,))

# --------------------------------------------------------------------------------------------- what is seen


@pytest.mark.parametrize("name", PAGES)
def test_no_page_names_people_to_those_who_may_not_see_names(look_as: Look, own: Store, name: str) -> None:
    people = own.read()[1].kinds["Person"]
    look_as(VIEWER)
    text = everything_on(page_named(name, view="people"))
    assert [person for person in people["name"] if person in text] == []
    assert [id for id in people["id"] if f"person:{id}" in text] == []
    assert "Matene" not in text
    if name in ("term", "map", "measures"):
        assert re.search(r"\b[0-9A-F]{6}\b", text)


def test_a_lead_sees_names_and_cannot_record(look_as: Look) -> None:
    look_as(LEAD)
    text = everything_on(page_named("stories"))
    assert f"We thank {KIRI.upper()}" in text
    assert "Create story" in text
    assert "graphmap.visit" not in text


def test_buttons_are_for_those_who_may(look_as: Look) -> None:
    look_as(VIEWER)
    term, records = everything_on(page_named("term")), everything_on(page_named("records"))
    assert "Someone takes it" not in term
    assert "Download" not in term
    assert not any(word in records for word in ("Upload", "What changed", "Who may see", "Likely doubles"))
    look_as(STEWARD)
    assert "Someone takes it" in everything_on(page_named("term"))
    records = everything_on(page_named("records"))
    assert all(word in records for word in ("Upload", "What changed", "Who may see", "Likely doubles"))


def test_a_search_finds_only_what_is_seen(look_as: Look) -> None:
    for viewer, finds in ((STEWARD, True), (VIEWER, False)):
        look_as(viewer)
        packed = served(address_of_names(session.current_snapshot()).rpartition("/")[2])
        assert packed
        assert (KIRI in gzip.decompress(packed).decode()) == finds


def test_what_was_known_earlier_is_seen_likewise(look_as: Look) -> None:
    look_as(VIEWER)
    known = session.snapshot_known_on(date.today())
    assert KIRI not in known.names.values()


def test_the_log_is_for_those_who_see_names_and_values_for_those_who_see_private_fields(
    look_as: Look, own: Store
) -> None:
    change = own.log()[-1]
    for viewer, listed, values in ((VIEWER, False, False), (LEAD, True, False), (COORDINATOR, True, True)):
        look_as(viewer)
        assert bool(kept.change_log()) == listed
        if values:
            assert len(kept.details_of(change, None).changes)
        else:
            with pytest.raises(NotAllowed):
                kept.details_of(change, None)
    look_as(OF_ONE)
    assert kept.change_log() == []


def test_who_may_not_see_names_hears_only_how_many_changes_there_are(look_as: Look, own: Store) -> None:
    for viewer, text in ((VIEWER, "1 change"), (STEWARD, "1 change by Steward")):
        look_as(STEWARD)
        seq = own.seq()
        acting.revoke(acting.grant("bo@school.nz", "viewer", "Bo", ()).login)
        look_as(viewer)
        token = kept.address_of_changes().rpartition("/")[2]
        assert changes_since(token, own.seq() - 1) == {"number": 1, "text": text}
        assert own.seq() == seq + 2


def test_cards_taken_on_lose_names_and_reasons(look_as: Look, own: Store) -> None:
    about = ("person:kiri-matene", "school:tauira-primary")
    taken = Action("a", "c", "only_sharing", about, f"Only {KIRI}", "Ask Kiri", 0.5, (), date(2026, 10, 12), KIRI)
    done = keep_action(own, replace(taken.set_aside(date(2026, 10, 13), "Kiri is ill"), id="b"))
    look_as(VIEWER)
    (seen,) = kept.actions()
    assert not any(name in repr(seen) for name in ("Kiri", "Matene", "kiri-matene", "ill"))
    assert seen.about[1] == about[1]
    look_as(LEAD)
    assert kept.actions() == [done]
    actions_saving.drop_action(own, done)


def test_stories_and_views_lose_names(look_as: Look, own: Store) -> None:
    view = keep_view(own, SavedView("v", f"Around {KIRI}", "view=people&focus=person%3Akiri-matene&only=depth%3A1"))
    look_as(VIEWER)
    seen = f"{kept.stories()}{kept.saved_views()}".lower()
    assert not any(name in seen for name in ("kiri", "matene"))
    assert "only=depth%3a1" in seen
    look_as(LEAD)
    assert kept.saved_views() == [view]
    drop_view(own, view)


# -------------------------------------------------------------------------------------- what is refused


def refused(act: Callable[[], object]) -> str:
    """The sentence that refuses an act, or nothing where it was done."""
    try:
        act()
    except NotAllowed as error:
        return str(error)
    return ""


def new_school() -> Edit:
    return Edit(created={"School": kind_table("School", [{"id": "new", "name": "New School"}])})


ACTS: dict[str, tuple[Callable[[], object], set[str]]] = {
    "write": (lambda: acting.write(new_school(), "added"), {"coordinator", "steward"}),
    "undo": (lambda: acting.undo(1), {"coordinator", "steward"}),
    "delete": (lambda: acting.write(Edit(deleted={"School": ["x"]}), "deleted"), {"coordinator", "steward"}),
    "upload": (lambda: acting.load_sheets(None, silent), {"coordinator", "steward"}),  # type: ignore[arg-type]
    "apart": (lambda: acting.keep_apart("school:a", "school:b"), {"coordinator", "steward"}),
    "demo": (acting.load_demo, {"steward"}),
    "remove": (acting.remove_demo, {"steward"}),
    "story": (lambda: acting.keep_story(Story("t", "A title")), {"lead", "coordinator", "steward"}),
    "view": (lambda: acting.keep_view(SavedView("w", "A name", "")), {"lead", "coordinator", "steward"}),
    "connect": (lambda: acting.connect(None), {"steward"}),  # type: ignore[arg-type]
    "grant": (lambda: acting.grant("x@school.nz", "viewer", "", ()), {"steward"}),
    "revoke": (lambda: acting.revoke("x@school.nz"), {"steward"}),
    "accounts": (kept.accounts, {"steward"}),
}


@pytest.mark.parametrize("name", ACTS)
def test_every_write_is_refused_to_those_who_may_not_in_a_sentence(look_as: Look, own: Store, name: str) -> None:
    act, may = ACTS[name]
    seq = own.seq()
    for viewer in VIEWERS:
        if viewer.role not in may:
            look_as(viewer)
            assert "steward" in refused(act)
    assert own.seq() == seq


def test_what_is_written_has_the_name_of_the_account(look_as: Look, own: Store) -> None:
    look_as(COORDINATOR)
    change = acting.write(new_school(), "added")
    assert own.log(limit=1)[0].act.by == "Coordinator"
    acting.undo(change.seq)


def test_somebody_of_one_network_writes_within_it_alone(look_as: Look, own: Store) -> None:
    look_as(OF_ONE)
    seen = session.current_snapshot().tables.kinds["School"]["id"]
    everybody = own.read()[1].kinds["School"]["id"].to_list()
    outside = next(id for id in everybody if id not in seen.to_list())

    def renames(id: str) -> Edit:
        return Edit(updated={"School": pl.DataFrame({"id": [id], "region": ["Northland Region"]})})

    assert "beyond the networks" in refused(lambda: acting.write(renames(outside), "corrected"))
    assert "beyond" in refused(lambda: acting.write(Edit(deleted={"School": [seen[0]]}), "deleted"))
    assert "beyond" in refused(lambda: acting.undo(1))
    change = acting.write(renames(seen[0]), "corrected")
    acting.undo(change.seq)


def test_a_story_that_speaks_of_others_is_not_written_over(look_as: Look) -> None:
    look_as(replace(LEAD, networks=("tauira-rural-schools",)))
    (story,) = kept.stories()
    assert KIRI not in story.title
    assert "Ask a steward" in refused(lambda: acting.keep_story(story))
    assert "Ask a steward" in refused(lambda: acting.drop_story(story))


# ------------------------------------------------------------------------------------ the steward's page


def test_a_steward_grants_and_takes_away_on_the_page(look_as: Look, own: Store) -> None:
    look_as(STEWARD)
    page = page_named("records", tab="access")
    page.text_input(key="access-login").input("cy@school.nz")
    page.text_input(key="access-name").input("Cy")
    page.radio(key="access-role").set_value("lead")
    page.multiselect(key="access-networks").set_value([NETWORK])
    next(button for button in page.button if button.label == "Give access").click().run()
    assert "Cy has access as Lead" in page.success[0].value
    assert [(each.login, each.role, each.networks) for each in accounts_of(own)][1:] == [
        ("cy@school.nz", "lead", (NETWORK,))
    ]
    page.button(key="revoke-cy@school.nz").click().run()
    assert len(accounts_of(own)) == 1
    page.button(key="revoke-ana@school.nz").click().run()
    assert "last steward" in page.error[0].value
    page.text_input(key="access-login").input("cy at school")
    next(button for button in page.button if button.label == "Give access").click().run()
    assert "is not an e" in page.error[0].value
