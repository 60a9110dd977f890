"""Sheets that still have somebody who was erased, or who withdrew, are noticed."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from graphmap.rights.erasing import erase
from graphmap.rights.held import held_about
from graphmap.rights.keeping_off import brought_back, here_again
from graphmap.rights.withdrawing import withdraw
from graphmap.store.loading import edit_by, load, open_source
from graphmap.store.log import now
from graphmap.store.store import Store

PEOPLE = "id,name\nana,Ana Tauira\nbo,Bo Pene\n"
VISIT = "id,date,practice,note,participants\none,2026-03-02,school visit,About <reading>,ana;bo\n"


def test_a_sheet_that_still_has_somebody_who_was_erased_is_noticed_and_no_name_is_kept(
    store: Store, sheets: Callable[..., Path]
) -> None:
    folder = sheets(people=PEOPLE)
    load(folder, store)
    erase(store, "person:ana", now("erased"))
    (mark,) = store.ask("erased")
    assert "ana" not in str(mark).casefold()
    tables = store.read()[1]
    (warning,) = brought_back(store, tables, edit_by(open_source(folder).sheets(tables), tables)[0])
    assert warning.startswith("Ana Tauira was erased on ")
    load(sheets(people="id,name\nx,ana TĀUIRA\n"), store)
    assert len(here_again(store, store.read()[1])) == 1
    erase(store, "person:x", now("erased"))
    assert len(store.ask("erased")) == 1


def test_without_a_mark_nothing_is_noticed(store: Store, sheets: Callable[..., Path]) -> None:
    load(sheets(people=PEOPLE), store)
    erase(store, "person:ana", now("erased"), keep_off=False)
    load(sheets(people=PEOPLE), store)
    assert here_again(store, store.read()[1]) == []


def test_somebody_who_withdrew_is_noticed_where_something_new_is_recorded_of_them(
    store: Store, sheets: Callable[..., Path]
) -> None:
    load(sheets(people=PEOPLE), store)
    tables = store.read()[1]
    store.write(withdraw(tables, "person:ana", date(2026, 3, 1)), now("withdrawn"))
    tables = store.read()[1]
    (warning,) = brought_back(store, tables, edit_by(open_source(sheets(interactions=VISIT)).sheets(tables), tables)[0])
    assert warning.startswith("Ana Tauira withdrew on 2026-03-01")


def test_everything_about_a_person_is_a_page_and_json(store: Store, sheets: Callable[..., Path]) -> None:
    load(sheets(people=PEOPLE, interactions=VISIT, rights="person,why\nana,Planning\n"), store, act=now("loaded", "Bo"))
    load(sheets(people="id,name\nana,Ana Pene\n"), store, act=now("loaded", "Ana Tauira"))
    found = held_about(store, store.read()[1], "person:ana")
    assert found.rights["why"] == "Planning"
    assert [row["others"] for row in found.interactions] == ["Bo Pene"]
    assert [row["change"] for row in found.log] == ["2", "1"]
    assert [row["name"] for row in found.earlier_values] == ["Ana Tauira"]
    page = found.as_page()
    assert "About &lt;reading&gt;" in page
    assert "<reading>" not in page
    assert '"others": "Bo Pene"' in found.as_json()
