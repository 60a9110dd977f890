"""What is sent to whom: each role signs in, opens everything, and everything that it receives is read.

A steward's browser shows that reading finds what there is: names, notes, private fields and hidden networks.
"""

import gzip
import zlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import pytest
from map_screen import SLOW
from playwright.sync_api import Browser, expect
from running_app import graphmap
from sheet_writing import write_sheets
from signed_in import SignedInApp, claims, new_context, opened, serve_signed_in
from watching import Watched, asks_for_a_run, found_in, readings

from graphmap.actions.saving import actions
from graphmap.graph.snapshot import Snapshot
from graphmap.graph.taking import take_snapshot
from graphmap.store.location import read_location
from graphmap.store.store import open_store
from graphmap.stories.saving import keep_story
from graphmap.stories.stories import Page as StoryPage
from graphmap.stories.stories import Story

pytestmark = pytest.mark.timeout(600)

_CLUSTER, _HIDDEN = "kahui-ako-o-tauira", "n-9902"
XANTHIPPE, OZYMANDIAS = "Xanthippe Quillfeather", "Ozymandias Vanterpool"
PRIVATE = "zqprivateinfluenza"
NOTES = ("zqnotevisit", "zqnotepurpose", "zqnoteevidence")
HIDDEN = ("Quokkabush Hidden Network", "Zephyrine Secret School", OZYMANDIAS, "zqnotehidden")

_SHEETS = {
    "fields": [{"kind": "person", "name": "Wellbeing", "type": "text", "private": "yes"}],
    "schools": [{"id": "s-9903", "name": HIDDEN[1]}, {"id": "s-9904", "name": "Another Secret School"}],
    "networks": [{"id": _HIDDEN, "name": HIDDEN[0]}],
    "memberships": [{"member": "s-9903", "network": _HIDDEN}, {"member": "s-9904", "network": _HIDDEN}],
    "people": [
        {"id": "p-7731", "name": XANTHIPPE, "Wellbeing": PRIVATE},
        {"id": "p-7732", "name": OZYMANDIAS, "Wellbeing": ""},
    ],
    "roles": [
        {"id": "r-1", "name": "Coach", "at": "tauira-college", "group": "support", "purpose": NOTES[1]},
        {"id": "r-2", "name": "Tutor", "at": "s-9903", "group": "teacher", "purpose": "zqnotehidden"},
    ],
    "roles_held": [
        {"person": "p-7731", "role": "r-1", "since": "2025-01-01"},
        {"person": "p-7732", "role": "r-2", "since": "2025-01-01"},
    ],
    "goals": [{"id": "g-1", "network": _CLUSTER, "name": "Read more", "evidence": NOTES[2]}],
    "interactions": [
        {
            "id": f"i-{number}",
            "date": f"2026-{month:02}-11",
            "practice": "school visit",
            "network": network,
            "note": note,
            "participants": who,
        }
        for number, (month, network, note, who) in enumerate(
            [
                (5, _CLUSTER, f"{NOTES[0]} {XANTHIPPE} saw Kiri Matene", "p-7731;kiri-matene"),
                (8, _CLUSTER, f"{NOTES[0]} again", "p-7731;hoani-walker"),
                (9, _HIDDEN, HIDDEN[3], "p-7732;s-9904"),
                (10, _HIDDEN, HIDDEN[3], "s-9903;s-9904"),
            ]
        )
    ],
}
_ROLES = ("viewer", "researcher", "lead", "coordinator", "steward")
_OF_CLUSTER = ("coordinator",)
"""Roles whose account is for one network, and not for the hidden one."""

_PAGES = (
    "/term?cards=all&view=people&as-at=last",
    "/map?view=people&selected=person:p-7731",
    f"/map?network={_HIDDEN}&selected=school:s-9903",
    "/records?tab=person",
    "/records?tab=interaction",
    "/records?tab=role",
    "/records?tab=goal",
    "/records?tab=changes",
    "/records?history=person:p-7731",
    "/measures?view=people",
    "/health",
    "/stories",
    "/what-if?without=person:p-7731&view=people",
)
_ADDRESSES = {
    "viewer": (
        *_PAGES,
        "/records?edit=person:p-7731",
        "/records?tab=doubles",
        "/records?tab=upload",
        "/map?view=structure",
    ),
    "researcher": ("/map?view=people",),  # sees what a viewer sees, and may take files
    "lead": (
        "/records?tab=person",
        "/records?edit=person:p-7731",
        "/records?history=person:p-7731",
        "/map?view=structure",
    ),
    "coordinator": _PAGES,
    "steward": _PAGES,
}
"""What somebody in each role types into the browser."""


_DATA = ("Excel", "Package (ZIP)")
_TAKES: Mapping[str, tuple[str, ...]] = {"researcher": (), "coordinator": _DATA, "lead": _DATA, "steward": _DATA}
"""The files that somebody in each role takes away: all of them, or those so named."""


@pytest.fixture(scope="module")
def site(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SignedInApp]:
    folder = tmp_path_factory.mktemp("watched")
    accounts = {role: claims(f"The {role}", f"{role}@cluster.example") for role in _ROLES}
    with serve_signed_in(folder / "app", accounts, demo=True) as site:
        done = graphmap("load", str(write_sheets(folder / "sheets", **_SHEETS)), "--store", site.app.store)
        assert done.returncode == 0, done.stderr
        with open_store(read_location(site.app.store)) as store:
            keep_story(store, Story("story1", f"How {XANTHIPPE} began", (StoryPage("Then", f"{XANTHIPPE} came."),)))
        site.grant("steward@cluster.example", "steward", "The steward")
        for role in _ROLES[:-1]:
            site.grant(f"{role}@cluster.example", role, f"The {role}", *([_CLUSTER] if role in _OF_CLUSTER else []))
        yield site


@pytest.fixture(scope="module")
def whole(site: SignedInApp) -> Snapshot:
    """All that there is."""
    return stored(site)


def stored(site: SignedInApp) -> Snapshot:
    with open_store(read_location(site.app.store)) as store:
        return take_snapshot(store)


@pytest.fixture(scope="module")
def browsers(site: SignedInApp, chromium: Browser) -> Iterator[Mapping[str, Watched]]:
    """A browser for each role, in which somebody signs in when it is first asked for."""
    found = _Browsers(site, chromium)
    yield found
    for watched in found.values():
        watched.context.close()


class _Browsers(dict[str, Watched]):
    def __init__(self, site: SignedInApp, chromium: Browser) -> None:
        super().__init__()
        self._site, self._chromium = site, chromium

    def __missing__(self, role: str) -> Watched:
        watched = Watched(new_context(self._chromium), self._site.app.url)
        self._site.sign_in(watched.page, role)
        opened(watched.page)
        for address in _ADDRESSES[role]:
            watched.visit(address)
        if role in _TAKES:
            watched.look("/measures?view=people&as-at=last")
            watched.share(*_TAKES[role])
            watched.page.keyboard.press("Escape")
        self[role] = watched
        return watched


@dataclass(frozen=True)
class Secrets:
    """What is in the store that not everybody may see."""

    names: frozenset[str]
    notes: frozenset[str]

    def of(self, role: str) -> Collection[str]:
        """Return what somebody in this role may not see."""
        found: set[str] = set()
        if role in ("viewer", "researcher"):
            found |= self.names | self.notes
        if role in ("viewer", "researcher", "lead"):
            found |= {PRIVATE}
        if role in _OF_CLUSTER:
            found |= set(HIDDEN)
        return found


@pytest.fixture(scope="module")
def hidden(whole: Snapshot) -> Secrets:
    people = whole.tables.kinds["Person"]
    named_ids = {id for id in people["id"] if not id.startswith("p-")}  # the others are in addresses that we type
    notes = {note for note in whole.interactions["note"] if note and len(note) > 12}
    return Secrets(
        frozenset({*people["name"], *named_ids, "Quillfeather", "Vanterpool"}), frozenset({*notes, *NOTES, HIDDEN[3]})
    )


# ------------------------------------------------------------------------------------ that reading reads


def test_reading_finds_a_text_however_it_is_packed() -> None:
    text = "Māia Rāwiri & Co"
    packed = zlib.compress(text.encode())
    archive = gzip.compress(b"x" + packed)
    for blob in (
        text.encode(),
        text.encode("utf-16-le"),
        b"x" + text.encode("utf-16-le"),
        b'{"name": "M\\u0101ia R\\u0101wiri & Co"}',
        b"M%C4%81ia+R%C4%81wiri%20%26+Co",
        "Māia Rāwiri &amp; Co".encode(),
        b"\x0a\x10" + packed + b"rest",
        b"\x00" + archive,
    ):
        assert any(text in reading for reading in readings(blob)), blob


def test_a_steward_receives_every_kind_of_secret(browsers: Mapping[str, Watched], hidden: Secrets) -> None:
    steward = browsers["steward"]
    everything = [blob for blobs in steward.everything.values() for blob in blobs]
    wanted = {*hidden.names, *NOTES, *HIDDEN, PRIVATE}
    missing = wanted - found_in(everything, wanted)
    assert not {XANTHIPPE, *NOTES, *HIDDEN, PRIVATE} & missing
    assert len(missing) < len(hidden.names) / 10, missing
    for how in ("frames", "answers", "files"):
        assert found_in(steward.everything[how], [XANTHIPPE]), how


# ------------------------------------------------------------------------------------------- who gets what


@pytest.mark.parametrize("role", _ROLES[:-1])
def test_nothing_that_a_role_may_not_see_is_sent_to_it(
    browsers: Mapping[str, Watched], hidden: Secrets, role: str
) -> None:
    watched = browsers[role]
    secrets = hidden.of(role)
    assert len(watched.frames) > len(_ADDRESSES[role])
    assert {how: found_in(blobs, secrets) for how, blobs in watched.everything.items()} == {
        "frames": set(),
        "answers": set(),
        "files": set(),
        "page": set(),
    }


def test_a_viewer_is_offered_nothing_to_write_or_to_take_away(browsers: Mapping[str, Watched]) -> None:
    browsers["viewer"].look("/term")
    main = browsers["viewer"].page
    for name in ("Add visit", "Someone takes it", "Not for us"):
        expect(main.get_by_role("button", name=name, exact=True)).to_have_count(0)
    main.keyboard.press("/")
    main.keyboard.type("Quillfeather")
    expect(main.get_by_role("listbox").get_by_text("No matching names")).to_be_visible()
    main.keyboard.press("Escape")
    main.get_by_role("button", name="Share", exact=True).click()
    dialog = main.get_by_role("dialog")
    expect(dialog.get_by_role("heading", name="Link to this page")).to_be_visible(timeout=SLOW)
    assert dialog.get_by_role("heading", level=3).all_inner_texts() == [
        "Board paper",
        "Picture of the map",
        "Link to this page",
    ]


# ------------------------------------------------------------------------------------------------- by hand


def last_change(site: SignedInApp) -> tuple[int, int]:
    """Return the number of the last change, and how many cards are taken on."""
    with open_store(read_location(site.app.store)) as store:
        return max((change.seq for change in store.log()), default=0), len(actions(store))


def test_what_a_steward_sends_writes_nothing_when_a_viewer_sends_it(
    site: SignedInApp, browsers: Mapping[str, Watched]
) -> None:
    steward, viewer = browsers["steward"], browsers["viewer"]
    before = last_change(site)
    sent: dict[str, list[bytes]] = {}
    for address, write in (("/health", add_visit), ("/term", take_a_card)):
        steward.look(address)
        steward.sent.clear()
        write(steward)
        sent[address] = list(filter(asks_for_a_run, steward.sent))
    written = last_change(site)
    assert written[0] > before[0]
    assert written[1] > before[1]

    replay(viewer, sent)
    assert last_change(site) == written


def replay(watched: Watched, sent: Mapping[str, list[bytes]]) -> None:
    """Send somebody's frames by hand, on pages that are open."""
    for address, frames in sent.items():
        with watched.socket() as connection:
            watched.run(connection, address)
            for frame in frames:  # one for a part of the page that isn't there has no answer of its own
                connection.send(frame)
                watched.run(connection, address)
            watched.run(connection, address)


def add_visit(watched: Watched) -> None:
    page = watched.page
    page.get_by_role("banner").get_by_role("button", name="Add visit").click()
    form = page.get_by_role("dialog", name="Add visit")
    form.get_by_role("combobox", name="What you did").fill("school visit")
    form.get_by_role("combobox", name="What you did").press("Enter")
    who = form.get_by_role("combobox", name="Who was there")
    for name in ("Kiri Matene", XANTHIPPE):
        who.fill(name)
        expect(form.get_by_role("option").first).to_contain_text(name)
        who.press("Enter")
    form.get_by_role("button", name="Save visit").click()
    expect(page.locator(".gm-visit-toast")).to_contain_text("Visit added.", timeout=SLOW)


def take_a_card(watched: Watched) -> None:
    page = watched.page
    page.get_by_role("button", name="Someone takes it", exact=True).first.click()
    watched.settle()
    page.get_by_role("combobox", name="Who").first.click()
    page.keyboard.type("Aunty Mere")
    page.keyboard.press("Enter")
    watched.settle()
    page.get_by_role("button", name="Keep", exact=True).first.click()
    expect(page.get_by_text("Aunty Mere takes it, by ").first).to_be_visible(timeout=SLOW)
