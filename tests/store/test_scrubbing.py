"""What is kept beside the graph is scrubbed of somebody, and marked where something of theirs was in it."""

from sheet_writing import graph_of

from graphmap.rights.mentions import Mentions
from graphmap.store.scrubbing import Scrub
from graphmap.store.touched import Touched, read_texts, texts_of, touched_of

SCRUB = Scrub(frozenset({"person:ana"}), Mentions(["Ana Tauira"]).redact, {"role:of-ana-tauira": "role:of-erased"})
TABLES = graph_of(
    people="id,name\nana,Ana Tauira\nbo,Bo\n",
    schools="id,name\na,Alpha\n",
    roles="id,name,at,purpose\nof-ana-tauira,Helper,a,Helps Ana Tauira\n",
    roles_held="person,role\nana,of-ana-tauira\nbo,of-ana-tauira\n",
)
WHOLE = touched_of({}, {}, TABLES.kinds, TABLES.relationships)


def test_rows_and_names_go_ids_with_the_name_change_and_the_rest_stays() -> None:
    scrubbed = SCRUB.touched(WHOLE)
    assert scrubbed.erased
    assert scrubbed.kinds["Person"]["id"].to_list() == scrubbed.ids["Person"].to_list() == ["bo"]
    assert scrubbed.kinds["Role"].select("id", "purpose").rows() == [("of-erased", "Helps [erased]")]
    assert scrubbed.pairs["HOLDS"].rows() == [("person:bo", "role:of-erased")]
    assert scrubbed.relationships["AT"].rows() == [("role:of-erased", "school:a")]


def test_a_change_that_had_nothing_of_them_is_as_it_was() -> None:
    others = touched_of({}, {}, {"School": TABLES.kinds["School"]})
    assert not SCRUB.touched(others).erased


def test_the_mark_is_kept_with_the_change() -> None:
    assert read_texts(texts_of(SCRUB.touched(WHOLE))).erased
    assert read_texts(texts_of(Touched(erased=True))).erased
    assert not read_texts(texts_of(WHOLE)).erased


def test_a_view_of_them_loses_only_what_names_them() -> None:
    kept = SCRUB.kept(
        "SavedView", {"id": "v", "name": "Ana  TAUIRA", "address": "view=people&focus=person%3Aana", "version": "1"}
    )
    assert kept == {"id": "v", "name": "[erased]", "address": "view=people", "version": "1"}
    others = {"id": "v", "name": "Bo", "address": "view=people&focus=person%3Aana-tauira-2", "version": "1"}
    assert SCRUB.kept("SavedView", others) == others


def test_a_card_that_is_only_about_them_goes() -> None:
    row = {"id": "x", "about": ["person:ana"], "sources": [], "targets": [], "depths": [], "version": "1"}
    assert SCRUB.kept("Action", row) is None
