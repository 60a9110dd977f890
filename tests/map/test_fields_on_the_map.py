"""Fields of a cluster's own on the map: in colour, in size, as filters, and in words."""

from dataclasses import replace

import networkx as nx
import pytest
from networks import ORGANISATIONS, snapshot_of

from graphmap.app.shell.filters import chips_of_display
from graphmap.errors import WrongCommand
from graphmap.graph.network_graph import graph_of
from graphmap.graph.snapshot import Snapshot
from graphmap.map.actor_facts import actor_facts_of, shown_fields
from graphmap.map.colouring import colouring, measure_in_words
from graphmap.map.display import NONE, Display, read_display
from graphmap.map.drawing import draw
from graphmap.map.emphasis import explore
from graphmap.map.legend import legend_of
from graphmap.map.panel_tables import own_facts

SHEETS = {
    "fields": """
        kind,name,type,private
        school,Te āhua,text,
        school,EQI band,number,
        school,joined,date,
        school,full,yes/no,
        school,trust,number,yes
    """,
    "schools": """
        id,name,te ahua,eqi band,joined,full,trust
        a,A,kura,-2,2024-02-05,yes,1
        b,B,kura,1,2025-02-05,no,2
        c,C,school: small,2,2026-02-05,,3
        d,D,,,,,
    """,
    "interactions": "id,date,practice,participants\n1,2026-03-02,school visit,a; b\n2,2026-03-02,school visit,c; d\n",
}


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    return snapshot_of(**SHEETS)


@pytest.fixture(scope="module")
def graph(snapshot: Snapshot) -> nx.Graph:
    return graph_of(snapshot, ORGANISATIONS)


def entries(snapshot: Snapshot, graph: nx.Graph, by: str) -> list[tuple[str, str, int]]:
    display = Display(colour_by=by)
    found = colouring(graph, "light", display, actor_facts_of(snapshot, ORGANISATIONS, graph, display))
    return [(entry.key, entry.label, entry.count) for entry in found.entries]


def test_every_field_but_private_ones_can_be_shown(snapshot: Snapshot) -> None:
    names = {key: column.name for key, column in shown_fields(snapshot, ORGANISATIONS).items()}
    assert names == {
        "field-eqi-band": "EQI band",
        "field-full": "full",
        "field-joined": "joined",
        "field-te-ahua": "Te āhua",
    }


def test_texts_are_groups_and_who_has_none_has_no_record(snapshot: Snapshot, graph: nx.Graph) -> None:
    assert entries(snapshot, graph, "field-te-ahua") == [
        ("field-te-ahua:kura", "kura", 2),
        ("field-te-ahua:school: small", "school: small", 1),
        (f"field-te-ahua:{NONE}", "No record", 1),
    ]


def test_yes_or_no_are_groups_in_words(snapshot: Snapshot, graph: nx.Graph) -> None:
    assert entries(snapshot, graph, "field-full")[:2] == [("field-full:no", "No", 1), ("field-full:yes", "Yes", 1)]


def test_numbers_and_days_are_in_classes_in_words(snapshot: Snapshot, graph: nx.Graph) -> None:
    assert [label for _, label, _ in entries(snapshot, graph, "field-eqi-band")] == ["2", "1", "-2", "No record"]
    labels = [label for _, label, _ in entries(snapshot, graph, "field-joined")]
    assert labels == ["5 February 2026", "5 February 2025", "5 February 2024", "No record"]


def test_a_field_that_has_gone_is_no_record_for_everybody(snapshot: Snapshot, graph: nx.Graph) -> None:
    assert entries(snapshot, graph, "field-gone") == [(f"field-gone:{NONE}", "No record", 4)]


def test_the_legend_names_the_field_for_colour_and_size(snapshot: Snapshot, graph: nx.Graph) -> None:
    display = Display(size_by="field-eqi-band", colour_by="field-te-ahua")
    legend = legend_of(graph, "light", display, actor_facts_of(snapshot, ORGANISATIONS, graph, display))
    assert legend.marks[0][0] == "Colour: Te āhua"
    assert "Larger: more EQI band." in legend.notes
    assert "1 actor has no value for size and is drawn smallest." in legend.notes


@pytest.mark.parametrize("by", ["field-eqi-band", "field-joined"])
def test_larger_values_and_later_days_are_drawn_larger(by: str, snapshot: Snapshot, graph: nx.Graph) -> None:
    display = Display(size_by=by)
    known = actor_facts_of(snapshot, ORGANISATIONS, graph, display)
    drawn = draw(graph, dict.fromkeys(graph, (0.0, 0.0)), "light", display, known)
    sizes = {node["id"]: node["size"] for node in drawn.nodes}
    assert sizes["school:d"] == sizes["school:a"] < sizes["school:b"] < sizes["school:c"]


def test_a_size_without_any_value_is_the_same_for_all(snapshot: Snapshot, graph: nx.Graph) -> None:
    display = Display(size_by="field-gone")
    known = actor_facts_of(snapshot, ORGANISATIONS, graph, display)
    drawn = draw(graph, dict.fromkeys(graph, (0.0, 0.0)), "light", display, known)
    assert len({node["size"] for node in drawn.nodes}) == 1


def test_pointing_at_an_actor_tells_its_value(snapshot: Snapshot, graph: nx.Graph) -> None:
    display = Display(size_by="field-joined", colour_by="field-te-ahua")
    known = actor_facts_of(snapshot, ORGANISATIONS, graph, display)
    assert measure_in_words("field-te-ahua", "school:a", known) == "Te āhua: kura"
    assert measure_in_words("field-joined", "school:a", known) == "Joined: 5 February 2024"
    assert measure_in_words("field-te-ahua", "school:d", known) == "Te āhua: no record"


@pytest.mark.parametrize(
    ("only", "shown"),
    [
        (["field-te-ahua:kura"], "ab"),
        (["field-te-ahua:school: small"], "c"),
        (["field-te-ahua:(none)"], "d"),
        (["field-full:yes", "field-full:no"], "ab"),
        (["field-eqi-band:1.0..2.0"], "bc"),
        (["field-te-ahua:kura", "field-eqi-band:1.0"], "b"),
    ],
)
def test_entries_of_fields_filter_whatever_the_colour_is(
    only: list[str], shown: str, snapshot: Snapshot, graph: nx.Graph
) -> None:
    found = explore(snapshot, ORGANISATIONS, graph, Display(only=tuple(only)))
    assert found.shown == {f"school:{id}" for id in shown}


def test_an_address_keeps_what_fields_show() -> None:
    display = Display(size_by="field-eqi-band", colour_by="field-te-ahua", only=("field-te-ahua:school: small",))
    display = replace(display, recoloured=(("field-te-ahua:kura", "#123456"),))
    parameters = {name: [value] if isinstance(value, str) else value for name, value in display.to_parameters().items()}
    assert read_display(parameters) == display


@pytest.mark.parametrize("by", ["field-", "field-<script>", "fieldx", "field-a b"])
def test_what_can_be_no_field_is_refused(by: str) -> None:
    with pytest.raises(WrongCommand):
        read_display({"colour": [by]})


def test_chips_name_the_field_and_its_value(snapshot: Snapshot) -> None:
    only = (
        "field-te-ahua:school: small",
        "field-joined:738921.0..739287.0",
        "field-full:yes",
        f"field-eqi-band:{NONE}",
        "field-gone:x",
    )
    chips = chips_of_display({}, Display(only=only), shown_fields(snapshot, ORGANISATIONS))
    assert [chip.text for chip in chips] == [
        "Only Te āhua: school: small",
        "Only joined: 5 February 2024 to 5 February 2025",
        "Only full: yes",
        "Only EQI band: no record",
        "Only gone x",
    ]


def test_the_panel_has_every_field_private_ones_too(snapshot: Snapshot) -> None:
    found = {field.name: value for field, value in own_facts(snapshot.tables, "school:a").items()}
    assert found == {"EQI band": "-2", "full": "yes", "joined": "2024-02-05", "Te āhua": "kura", "trust": "1"}
    assert own_facts(snapshot.tables, "school:d") == {}
