"""Graphs on a server that another program wrote: read where they can be, and otherwise refused in sentences."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from engines import RunningEngine

from graphmap.graph.taking import take_snapshot
from graphmap.store.graph_check import BadGraph
from graphmap.store.loading import load
from graphmap.store.store import Store, open_store

Sheets = Callable[..., Path]


@pytest.fixture
def server(neo4j_engine: RunningEngine) -> RunningEngine:
    neo4j_engine.empty()
    with neo4j_engine.session() as session:  # an id twice is only possible where graphmap has set no constraint
        for name in [record["name"] for record in session.run("SHOW CONSTRAINTS YIELD name")]:
            session.run(f"DROP CONSTRAINT {name}").consume()
    return neo4j_engine


@pytest.fixture
def store(server: RunningEngine) -> Iterator[Store]:
    """An empty store on the server."""
    with open_store(server.location) as opened:
        yield opened


def written(server: RunningEngine, text: str) -> None:
    with server.session() as session:
        session.run(text).consume()


WRONG = {
    "a network without a name": ("CREATE (:Network {id: 'n'})", "Network n", "name", "has no name"),
    "an empty name": ("CREATE (:Network {id: 'n', name: ''})", "Network n", "name", "has no name"),
    "a node without an id": ("CREATE (:Person {name: 'Ana'})", "Person (node", "id", "has no id"),
    "a numeric id": ("CREATE (:School {id: 12, name: 'T'})", "School (node", "id", "‘12’ is not a text"),
    "a list as a name": ("CREATE (:Iwi {id: 'i', name: ['A', 'B']})", "Iwi i", "name", "is not a text"),
    "a text date": (
        "CREATE (:Interaction {id: 'x', date: '5 Feb 2024', practice: 'visit', depth: 1})",
        "Interaction x",
        "date",
        "‘5 Feb 2024’ is not a date",
    ),
    "a datetime": (
        "CREATE (:Interaction {id: 'x', date: datetime('2024-02-05T10:00'), practice: 'visit', depth: 1})",
        "Interaction x",
        "date",
        "is not a date",
    ),
    "a text roll": ("CREATE (:School {id: 's', name: 'T', roll: 'many'})", "School s", "roll", "‘many’ is not a whole"),
    "a list where a date belongs": (
        "CREATE (:Network {id: 'n', name: 'N', since: [2024]})",
        "Network n",
        "since",
        "is not a date",
    ),
    "ids twice": (
        "CREATE (:Person {id: 'a', name: 'Ana'}), (:Person {id: 'a', name: 'Ari'})",
        "Person a",
        "id",
        "‘a’ is the id of another node too",
    ),
    "a depth that doesn't exist": (
        "CREATE (:Practice {id: 'p', name: 'visit', depth: 9})",
        "Practice p",
        "depth",
        "‘9’ is out of range",
    ),
    "a date of a relationship": (
        "CREATE (:School {id: 's', name: 'S'})-[:MEMBER_OF {since: 'long ago'}]->(:Network {id: 'n', name: 'N'})",
        "MEMBER_OF from s to n",
        "since",
        "‘long ago’ is not a date",
    ),
}


@pytest.mark.parametrize(("text", "place", "property", "why"), WRONG.values(), ids=list(WRONG))
def test_what_graphmap_cannot_use_is_named_with_its_node_and_a_way_to_fix_it(
    server: RunningEngine, store: Store, text: str, place: str, property: str, why: str
) -> None:
    written(server, text)
    with pytest.raises(BadGraph) as refused:
        take_snapshot(store)
    problem = refused.value.problems[0]
    assert problem.where.startswith(place)
    assert problem.column == property
    assert why in str(problem)
    assert problem.fix.endswith(".")
    assert str(problem) in str(refused.value)
    assert "\n" not in str(refused.value)


def test_hundreds_of_one_sort_are_three_and_a_number(server: RunningEngine, store: Store) -> None:
    written(server, "UNWIND range(1, 300) AS n CREATE (:Person {id: toString(n)})")
    with pytest.raises(BadGraph) as refused:
        store.read()
    assert len(refused.value.problems) == 300
    assert "297 more of this sort" in str(refused.value)


def test_a_graph_as_graphmap_would_write_it_is_read(server: RunningEngine, store: Store) -> None:
    written(
        server,
        "CREATE (:School {id: 's', name: 'S', roll: '212'})-[:MEMBER_OF {since: '2024-02-05'}]->"
        "(:Network {id: 'n', name: 'N'})",
    )
    tables = store.read()[1]
    assert tables.kinds["School"]["roll"].to_list() == [212]
    assert len(tables.relationships["MEMBER_OF"]) == 1


def test_the_mark_changes_when_another_program_adds_a_node_or_a_relationship(
    server: RunningEngine, store: Store, sheets: Sheets
) -> None:
    load(sheets(people="name\nAna\n"), store)
    marks = [store.mark()]
    written(server, "CREATE (:School {id: 's', name: 'S'}), (:Network {id: 'n', name: 'N'})")
    marks.append(store.mark())
    written(server, "MATCH (s:School), (n:Network) CREATE (s)-[:MEMBER_OF]->(n)")
    marks.append(store.mark())
    assert len({mark.revision for mark in marks}) == 1
    assert len(set(marks)) == 3


def test_more_or_less_than_graphmap_wrote_to_a_server_is_no_damage(
    server: RunningEngine, store: Store, sheets: Sheets
) -> None:
    load(sheets(people="name\nAna\nBo\n"), store)
    written(server, "MATCH (p:Person {id: 'bo'}) DELETE p")
    assert take_snapshot(store).tables.kinds["Person"]["id"].to_list() == ["ana"]
