"""What those with authority over an iwi's part don't allow is left out of what leaves."""

from sheet_writing import graph_of

from graphmap.graph.authority import what_may_leave
from graphmap.graph.snapshot import Snapshot

SHEETS = {
    "schools": "id,name\na,Alpha\n",
    "iwi": "id,name\nours,Te Iwi Tauira\nother,Te Iwi Anō\n",
    "people": "id,name\nana,Ana\nbo,Bo\ncy,Cy\n",
    "roles": "id,name,at\nk,Kaiārahi,iwi:ours\nt,Teacher,school:a\n",
    "roles_held": "person,role\nana,k\nbo,k\nbo,t\ncy,t\n",
    "interactions": "id,date,practice,participants\none,2026-03-02,school visit,ana;bo;cy;iwi:ours\n",
}
REFUSING = Snapshot(graph_of(**SHEETS, authority="iwi,holder,exports\nours,Te Rūnanga,no\nother,,yes\n"))


def test_the_iwi_the_roles_at_it_and_those_with_no_other_role_are_left_out() -> None:
    tables = what_may_leave(REFUSING).snapshot.tables
    assert tables.kinds["Iwi"]["id"].to_list() == ["other"]
    assert tables.kinds["Person"]["id"].to_list() == ["bo", "cy"]
    assert tables.kinds["Role"]["id"].to_list() == ["t"]
    assert tables.relationships["TOOK_PART"]["start"].to_list() == ["person:bo", "person:cy"]
    assert tables.kinds["Authority"]["exports"].to_list() == ["yes"]


def test_how_many_were_there_stays() -> None:
    assert what_may_leave(REFUSING).snapshot.tables.kinds["Interaction"]["attendance"].to_list() == [3]


def test_a_file_says_that_something_is_left_out_and_not_whose_it_is() -> None:
    allowed = what_may_leave(REFUSING)
    assert allowed.left_out == ["Te Iwi Tauira"]
    assert allowed.note == "The part of 1 iwi is left out, as those with authority over it allow no files of it"


def test_where_every_iwi_allows_it_nothing_is_left_out() -> None:
    snapshot = Snapshot(graph_of(**SHEETS))
    assert what_may_leave(snapshot).snapshot is snapshot
