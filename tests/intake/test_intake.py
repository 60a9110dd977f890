"""Files of other tools become our sheets: each format as its tool writes it, small enough to check by hand."""

import csv
import json
from pathlib import Path

import pytest
from engines import RunningEngine
from exporting import demo_export
from foreign_files import ADVICE_OF_PEOPLE, PRACTICES, problems, tables, turned, who_with_whom, workbook, written
from hypothesis import given
from hypothesis import strategies as st
from networks import ORGANISATIONS
from sheet_writing import graph_of

from graphmap.errors import BadData
from graphmap.export.graphs import write_graph
from graphmap.intake.draft import draft_of
from graphmap.intake.mapping import FREE, SECTIONS, FileMapping, mapping_of
from graphmap.intake.mapping_file import mapping_from, mapping_text
from graphmap.intake.recognise import read_foreign, read_foreign_or_table
from graphmap.intake.turning import turn
from graphmap.sheets.problems import BadSheets
from graphmap.store.loading import check_source, load_source, open_source
from graphmap.store.store import open_store

# --------------------------------------------------------------------------------------- each format


KUMU = {
    "Elements": [
        ["Label", "Type", "Tags"],
        ["Anahera", "Person", "lead|writing"],
        ["Tauira Library", "Organisation", None],
    ],
    "Connections": [
        ["From", "To", "Direction", "Type", "Date"],
        ["Anahera", "Tauira Library", "mutual", "plans with", "2026-03-12"],
    ],
}
KUMU_MEANS = {"kinds": {"Organisation": "partner"}, "practices": {"plans with": "joint planning"}}


def test_kumu_workbook(tmp_path: Path) -> None:
    graph = tables(workbook(tmp_path / "map.xlsx", **KUMU), **KUMU_MEANS)
    assert who_with_whom(graph) == {("Anahera", "Tauira Library", "joint planning")}
    assert graph.kinds["CommunityPartner"]["name"].to_list() == ["Tauira Library"]


def test_kumu_csv_pair(tmp_path: Path) -> None:
    for name, rows in KUMU.items():
        with (tmp_path / f"{name.lower()}.csv").open("w", newline="") as file:
            csv.writer(file).writerows(rows)
    assert who_with_whom(tables(tmp_path, **KUMU_MEANS)) == {("Anahera", "Tauira Library", "joint planning")}


def test_kumu_blueprint(tmp_path: Path) -> None:
    elements = [
        {"id": "e1", "label": "Anahera", "type": "Person"},
        {"id": "e2", "label": "Hemi", "type": "Person", "tags": ["a", "b"]},
    ]
    connections = [{"from": "e1", "to": "e2", "type": "joint planning", "direction": "mutual"}]
    file = written(tmp_path / "blueprint.json", json.dumps({"elements": elements, "connections": connections}))
    assert who_with_whom(tables(file, always={"date": "2026-05-01"})) == {("Anahera", "Hemi", "joint planning")}


def test_gephi_tables_whose_type_is_a_direction(tmp_path: Path) -> None:
    written(tmp_path / "nodes.csv", "Id,Label,timeset\n0,Anahera,\n1,Hemi,\n")
    written(tmp_path / "edges.csv", "Source,Target,Type,Id,Label,timeset,Weight\n0,1,Directed,0,,,1.0\n")
    found = turned(tmp_path, always=ADVICE_OF_PEOPLE)
    assert found.raw.problems == []
    assert any("direction" in note for note in found.notes)
    assert who_with_whom(tables(tmp_path, always=ADVICE_OF_PEOPLE)) == {("Anahera", "Hemi", "advice seeking")}


def test_nodexl_workbook_with_headings_in_the_second_row(tmp_path: Path) -> None:
    edges = [
        [None, None, "Visual Properties"],
        ["Vertex 1", "Vertex 2", "Color", "Relationship"],
        ["Ana", "Hemi", None, "co-teaching"],
    ]
    vertices = [[None, "Visual Properties"], ["Vertex", "Color"], ["Ana", None], ["Hemi", None]]
    file = workbook(tmp_path / "nodexl.xlsx", Edges=edges, Vertices=vertices)
    always = {"kind": "person", "date": "2026-05-01"}
    assert who_with_whom(tables(file, always=always)) == {("Ana", "Hemi", "co-teaching")}


def test_survey_in_long_form(tmp_path: Path) -> None:
    file = written(
        tmp_path / "survey.csv", "Respondent;Partner;Activity;Date\nAna;Hemi;never;\nAna;Mere;often;2/05/2026\n"
    )
    means = {
        "practices": {"never": "", "often": "joint planning"},
        "always": {"kind": "person"},
        "file": {"dates": "day first"},
    }
    assert who_with_whom(tables(file, **means)) == {("Ana", "Mere", "joint planning")}
    assert turned(file, **means).notes == ("1 row means nothing by the mapping and left out.",)


def test_matrix(tmp_path: Path) -> None:
    file = written(tmp_path / "matrix.csv", ",Ana,Hemi,Mere\nAna,0,2,0\nHemi,0,0,1\nMere,0,0,0\n")
    means = {
        "practices": {"1": "advice seeking", "2": "co-teaching"},
        "always": {"kind": "person", "date": "2026-05-01"},
    }
    assert who_with_whom(tables(file, **means)) == {("Ana", "Hemi", "co-teaching"), ("Hemi", "Mere", "advice seeking")}


def test_a_matrix_that_is_the_same_both_ways_has_each_pair_once(tmp_path: Path) -> None:
    file = written(tmp_path / "matrix.csv", ",Ana,Hemi\nAna,0,1\nHemi,1,0\n")
    means = {"practices": {"1": "advice seeking"}, "always": {"kind": "person", "date": "2026-05-01"}}
    assert len(tables(file, **means).kinds["Interaction"]) == 1


GRAPHOLOGY = {
    "options": {"type": "mixed", "multi": True},
    "nodes": [
        {"key": "0", "attributes": {"label": "Ana", "source": "hui"}},
        {"key": "1", "attributes": {"label": "Hemi"}},
        {"key": "2", "attributes": {"label": "Mere"}},
    ],
    "edges": [
        {"key": "a", "source": "0", "target": "1", "attributes": {"practice": "co-teaching"}},
        {"key": "b", "source": "1", "target": "2", "undirected": True, "attributes": {"practice": "advice seeking"}},
    ],
}
MEANS_OF_GRAPHOLOGY = {
    "always": {"kind": "person", "date": "2026-05-01"},
    "parts": {"from": "initiated", "to": "hosted"},
}


def test_graphology_keeps_attributes_apart_and_tells_directed_ties_from_undirected(tmp_path: Path) -> None:
    graph = tables(written(tmp_path / "graph.json", json.dumps(GRAPHOLOGY)), **MEANS_OF_GRAPHOLOGY)
    assert who_with_whom(graph) == {("Ana", "Hemi", "co-teaching"), ("Hemi", "Mere", "advice seeking")}
    parts = graph.relationships["TOOK_PART"].select("part").to_series().to_list()
    assert sorted(parts) == ["hosted", "initiated", "took part", "took part"]


def test_a_file_of_gephi_lite_has_what_is_known_beside_its_graph(tmp_path: Path) -> None:
    graph = {
        "options": {"type": "undirected"},
        "nodes": [{"key": "0"}, {"key": "1"}],
        "edges": [{"key": "e", "source": "0", "target": "1"}],
    }
    data = {"nodeData": {"0": {"label": "Ana"}, "1": {"label": "Hemi"}}, "edgeData": {"e": {"practice": "co-teaching"}}}
    file = written(
        tmp_path / "map.json", json.dumps({"type": "gephi-lite", "graphDataset": {**data, "fullGraph": graph}})
    )
    assert who_with_whom(tables(file, **MEANS_OF_GRAPHOLOGY)) == {("Ana", "Hemi", "co-teaching")}


FOREIGN = Path(__file__).parents[3] / "shared" / "data" / "foreign"


@pytest.mark.skipif(not FOREIGN.exists(), reason="the published samples are not at hand")
def test_gephi_lites_own_json_says_the_same_as_its_gexf() -> None:
    json, gexf = (
        tables(FOREIGN / f"gephilite-Les-Miserables.{end}", always=ADVICE_OF_PEOPLE) for end in ("json", "gexf")
    )
    assert who_with_whom(json) == who_with_whom(gexf)
    assert len(json.kinds["Interaction"]) == len(gexf.kinds["Interaction"]) == 254


def test_gexf_spells_are_interactions_of_their_own(tmp_path: Path) -> None:
    file = written(
        tmp_path / "map.gexf",
        """
        <gexf xmlns="http://gexf.net/1.3" version="1.3"><meta lastmodifieddate="2026-04-01"/><graph timeformat="date">
        <nodes><node id="person:a" label="Ana"/><node id="person:h" label="Hemi"/></nodes>
        <edges><edge id="0" source="person:a" target="person:h"><spells>
          <spell start="2026-03-01" end="2026-03-01"/><spell start="2026-03-08" end="2026-03-08"/>
        </spells></edge></edges></graph></gexf>
        """,
    )
    days = tables(file, always={"practice": "co-teaching"}).kinds["Interaction"]["date"].to_list()
    assert list(map(str, days)) == ["2026-03-01", "2026-03-08"]


# ------------------------------------------------------------------------------------ asked, not guessed


def test_an_unknown_practice_is_asked_about_once_with_its_count_and_how_to_answer(tmp_path: Path) -> None:
    file = written(
        tmp_path / "edges.csv",
        "From,To,Type,Date\nAna,Hemi,shares resources,2026-05-01\nAna,Mere,shares resources,2026-05-01\n",
    )
    (problem,) = problems(file, always={"kind": "person"})
    assert (problem.file, problem.row, problem.column, problem.value) == ("edges.csv", 2, "Type", "shares resources")
    assert "2 rows" in problem.why
    assert '[practices] "shares resources" = "resource sharing"' in problem.fix


def test_what_nothing_says_is_asked_for(tmp_path: Path) -> None:
    file = written(tmp_path / "edges.csv", "source,target\nAna,Hemi\n")
    assert {problem.sort for problem in problems(file)} == {"no kind", "no practice", "no date"}
    assert {problem.sort for problem in problems(file, always={"kind": "person"})} == {"no practice", "no date"}


def test_a_file_that_tells_nothing_is_asked_about_in_one_sentence_that_names_map(tmp_path: Path) -> None:
    file = written(tmp_path / "xyzzy.csv", "school,sought_by,given_by\n1,2,9\n")
    with pytest.raises(BadData, match="--map"):
        open_source(file)


def test_problems_of_the_records_are_said_of_the_files_own_columns(tmp_path: Path) -> None:
    file = written(tmp_path / "edges.csv", "From,To,Type,When\nAna,Hemi,co-teaching,3/4/2026\n")
    (problem,) = problems(file, edges={"date": "When"}, always={"kind": "person"})
    assert (problem.column, problem.value, problem.sort) == ("When", "3/4/2026", "bad date")


@pytest.mark.parametrize("day", ["2026-13", "Term 5", "31/02/2026"])
def test_a_bad_date_that_the_mapping_gives_is_said_of_its_key(day: str, tmp_path: Path) -> None:
    file = written(tmp_path / "edges.csv", "From,To,Type\nAna,Hemi,co-teaching\n")
    (problem,) = problems(file, always={"kind": "person", "date": day})
    assert (problem.column, problem.value, problem.sort) == ("[always] date", day, "bad date")


# -------------------------------------------------------------------------------------------- bad input

BOMB = '<!DOCTYPE g [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><graphml><graph><node id="&b;"/></graph></graphml>'
OUTSIDE = (
    '<!DOCTYPE g [<!ENTITY a SYSTEM "file:///etc/passwd">]><graphml><graph><node id="n">&a;</node></graph></graphml>'
)
CUT = '<graphml><graph>\n<node id="a"/>\n<edge source="a"'


@pytest.mark.parametrize(
    ("text", "sort"), [(BOMB, "entities in XML"), (OUTSIDE, "entities in XML"), (CUT, "broken XML")]
)
def test_harmful_and_broken_xml_is_refused(tmp_path: Path, text: str, sort: str) -> None:
    (problem,) = problems(written(tmp_path / "map.graphml", text))
    assert problem.sort == sort


def test_an_edge_to_nobody_is_named_with_its_line(tmp_path: Path) -> None:
    text = '<graphml><graph>\n<node id="person:a"/>\n<edge source="person:a" target="person:b"/>\n</graph></graphml>'
    (problem,) = problems(written(tmp_path / "map.graphml", text), always=ADVICE_OF_PEOPLE)
    assert (problem.row, problem.value, problem.sort) == (3, "person:b", "unknown end")


@pytest.mark.parametrize(
    ("text", "row", "value"),
    [(",Ana,Hemi,Mere\nAna,0,1,0\nHemi,0,0,1\n", 1, "Mere"), (",Ana,Hemi\nAna,0,1\nHemi,0,0\nMere,1,0\n", 4, "Mere")],
)
def test_a_matrix_that_is_not_square(tmp_path: Path, text: str, row: int, value: str) -> None:
    (problem,) = problems(written(tmp_path / "matrix.csv", text))
    assert (problem.sort, problem.row, problem.value) == ("not square", row, value)


def test_mixed_encodings_are_one_problem(tmp_path: Path) -> None:
    file = tmp_path / "edges.csv"
    file.write_bytes("From,To,Type\nMāia,Hemi,x\n".encode() + "Zoë,Hemi,x\n".encode("latin-1"))
    (problem,) = problems(file)
    assert (problem.sort, problem.row) == ("not UTF-8", 3)
    assert "mixes" in problem.why


def test_a_file_in_another_encoding_is_read_when_the_mapping_says_which(tmp_path: Path) -> None:
    file = tmp_path / "edges.csv"
    file.write_bytes("From,To,Type\nZoë,Hemi,co-teaching\n".encode("latin-1"))
    graph = tables(file, file={"encoding": "windows-1252"}, always={"kind": "person", "date": "2026-05-01"})
    assert "Zoë" in graph.kinds["Person"]["name"].to_list()


def test_a_heading_that_stands_twice_is_refused_where_it_is_used(tmp_path: Path) -> None:
    (problem,) = problems(written(tmp_path / "edges.csv", "From,To,Type,Type\nAna,Hemi,a,b\n"))
    assert (problem.sort, problem.column) == ("heading twice", "Type")


def test_a_stored_relationship_between_kinds_that_it_is_not_for_is_said(tmp_path: Path) -> None:
    file = written(tmp_path / "edges.csv", "Source,Target,relationship\nschool:1,goal:g,MEMBER_OF\n")
    (problem,) = problems(file)
    assert (problem.column, problem.value, problem.sort) == ("relationship", "MEMBER_OF", "wrong ends")
    assert problem.fix == "It goes from school or iwi or partner to network."


HALF = (
    '<graphml><graph><node id="person:a"/><node id="person:b"/><edge source="person:a" '
    'target="person:b"/>\n<edge source="pe'
)
BAD = {
    "half.graphml": HALF.encode(),
    "half.json": b'{"nodes": [{"id": "person:a"}], "links": [{"sour',
    "not-square.csv": b",Ana,Hemi\nAna,0,1\nHemi,0,0\nMere,1,0\n",
    "twice.csv": b"From,To,Type,Type\nAna,Hemi,co-teaching,a\n",
    "mixed.csv": "From,To,Type\nM\u0101ia,Hemi,co-teaching\n".encode()
    + "Zo\u00eb,Hemi,co-teaching\n".encode("latin-1"),
    "late.csv": b"From,To,Type\nAna,Hemi,co-teaching\nAna,Mere,co-teaching,2026-05-01,too,many\n",
    "half.parquet": b"PAR1 and then nothing",
    "half.xlsx": b"PK\x03\x04 and then nothing",
}


def test_every_broken_file_gets_one_report_and_none_of_it_is_written(
    tmp_path: Path, embedded_engine: RunningEngine
) -> None:
    embedded_engine.empty()
    with open_store(embedded_engine.location) as store:
        before = store.read()[0]
        for name, content in BAD.items():
            file = tmp_path / name
            file.write_bytes(content)
            with pytest.raises(BadSheets) as raised:
                load_source(open_source(file, mapping_of(always=ADVICE_OF_PEOPLE)), store)
            (problem,) = raised.value.problems
            assert problem.file == name
            assert problem.fix
        assert store.read()[0] == before


def test_what_only_stands_beside_a_file_says_which(tmp_path: Path) -> None:
    write_graph(demo_export(ORGANISATIONS), tmp_path / "map.csv")
    with pytest.raises(BadData, match=r"map.csv.about.json only says where map.csv comes from"):
        open_source(tmp_path / "map.csv.about.json")


# --------------------------------------------------------------------------------------------- mappings

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@given(
    st.dictionaries(TEXT, TEXT, max_size=4),
    st.dictionaries(st.sampled_from(["from", "to", "date", "note"]), TEXT, max_size=4),
)
def test_a_mapping_reads_back_as_it_was(practices: dict[str, str], edges: dict[str, str]) -> None:
    mapping = FileMapping({name: said for name, said in {"edges": edges, "practices": practices}.items() if said})
    assert mapping_from(mapping_text(mapping), "mapping.toml") == mapping


@pytest.mark.parametrize(
    ("text", "row", "sort"),
    [
        ('[edges]\nfrm = "a"', 2, "unknown key"),
        ('\n[egdes]\nfrom = "a"', 2, "unknown section"),
        ('[always]\nkind = "teacher"', 2, "unknown choice"),
        ("[practices]\nnever = 0", 2, "not a text"),
        ('[edges]\nfrom = "a', 2, "broken TOML"),
    ],
)
def test_what_is_wrong_in_a_mapping_is_said_with_its_line(text: str, row: int, sort: str) -> None:
    with pytest.raises(BadSheets) as raised:
        mapping_from(text, "mapping.toml")
    (problem,) = raised.value.problems
    assert (problem.file, problem.row, problem.sort) == ("mapping.toml", row, sort)


def test_a_column_that_the_file_lacks_is_said_of_the_mappings_line(tmp_path: Path) -> None:
    file = written(tmp_path / "x.csv", "Asked,Gave\n1,2\n")
    mapping = mapping_from('[edges]\nfrom = "Asked"\nto = "Gaev"', "mapping.toml")
    (problem,) = turn(read_foreign(file, mapping), mapping, PRACTICES).raw.problems
    assert (problem.file, problem.row, problem.value) == ("mapping.toml", 3, "Gaev")
    assert "‘Gave’" in problem.fix


def test_a_draft_asks_every_answer_and_reads_back(tmp_path: Path) -> None:
    file = written(tmp_path / "edges.csv", "From,To,Type,Date\nAna,Hemi,shares resources,2026-05-01\n")
    text = draft_of(read_foreign_or_table(file), mapping_of(always={"kind": "person"}), PRACTICES)
    assert '# "shares resources" = ""   # in 1 row; nearest: resource sharing' in text
    drafted = mapping_from(text, "mapping.toml")
    assert drafted.get("edges", "practice") == "Type"


def test_every_section_is_declared_once() -> None:
    assert {name for name, keys in SECTIONS.items() if not keys} == set(FREE)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "map.graphml",
            '<graphml><graph><node id="school:a"/><node id="school:b"/><edge source="school:a" '
            'target="school:b"/></graph></graphml>',
        ),
        ("edges.csv", "Source,Target\nschool:a,school:b\n"),
    ],
)
def test_one_who_is_named_by_our_key_alone_keeps_the_name_that_is_known(tmp_path: Path, name: str, text: str) -> None:
    existing = graph_of(schools=[{"id": "a", "name": "Alpha"}])
    source = open_source(
        written(tmp_path / name, text), mapping_of(always={"date": "2026-05-01", "practice": "school visit"})
    )
    tallies, _ = check_source(source, existing)
    assert (tallies["School"].created, tallies["School"].updated) == (1, 0)


def test_the_same_file_again_makes_the_same_interactions(tmp_path: Path) -> None:
    file = written(tmp_path / "edges.csv", "source,target\nAna,Hemi\nHemi,Ana\nAna,Hemi\n")
    first, again = (tables(file, always=ADVICE_OF_PEOPLE).kinds["Interaction"]["id"].to_list() for _ in range(2))
    assert first == again
    assert len(set(first)) == 3
