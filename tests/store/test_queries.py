"""The named queries: what the loader refuses, and that they speak of the model and of nothing else."""

import re
from pathlib import Path

import neo4j.exceptions
import pytest
from engines import RunningEngine

from graphmap import model
from graphmap.store import reads, writes
from graphmap.store.queries import BadQuery, Query, load_queries, named_queries

GOOD = """\
// name: named(name) -> id, name
// Everyone called `name`.
MATCH (n:Person {name: $name})
RETURN n.id AS id, n.name AS name
"""


def refusal(folder: Path, text: str) -> str:
    (folder / "people.cypher").write_text(text, encoding="utf-8")
    with pytest.raises(BadQuery) as refused:
        load_queries(folder)
    return str(refused.value)


# ------------------------------------------------------------------------------------------ the loader


def test_a_query_is_loaded_with_all_that_its_header_says(tmp_path: Path) -> None:
    (tmp_path / "people.cypher").write_text(f"// About people.\n\n{GOOD}", encoding="utf-8")
    query = load_queries(tmp_path)["named"]
    assert (query.parameters, query.columns, query.writes) == (("name",), ("id", "name"), False)
    assert query.meaning == "Everyone called `name`."


def test_a_query_s_name_travels_with_it_to_the_server_s_log(tmp_path: Path) -> None:
    (tmp_path / "people.cypher").write_text(GOOD, encoding="utf-8")
    assert load_queries(tmp_path)["named"].text.startswith("// name: named(name)")


def test_an_exclamation_mark_marks_a_write(tmp_path: Path) -> None:
    (tmp_path / "people.cypher").write_text(
        "// name: wipe!()\n// Delete all.\nMATCH (n:Person) DETACH DELETE n\n", encoding="utf-8"
    )
    assert load_queries(tmp_path)["wipe"].writes


def test_the_order_and_limit_after_what_is_returned_are_no_columns(tmp_path: Path) -> None:
    (tmp_path / "people.cypher").write_text(GOOD + "ORDER BY name LIMIT 3\n", encoding="utf-8")
    assert load_queries(tmp_path)["named"].columns == ("id", "name")


def test_a_parameter_that_is_used_but_not_declared_is_refused(tmp_path: Path) -> None:
    text = refusal(tmp_path, GOOD.replace("named(name)", "named()"))
    assert text == "people.cypher:1: declares the parameters [] but uses ['name']"


def test_a_parameter_that_is_declared_but_not_used_is_refused(tmp_path: Path) -> None:
    text = refusal(tmp_path, "\n\n" + GOOD.replace("named(name)", "named(name, day)"))
    assert text == "people.cypher:3: declares the parameters ['day', 'name'] but uses ['name']"


@pytest.mark.parametrize("columns", ["id", "name, id", "id, name, age"])
def test_columns_that_are_not_those_returned_are_refused(tmp_path: Path, columns: str) -> None:
    assert refusal(tmp_path, GOOD.replace("-> id, name", f"-> {columns}")).startswith(
        "people.cypher:1: declares the columns"
    )


def test_a_query_without_a_sentence_is_refused(tmp_path: Path) -> None:
    text = refusal(tmp_path, GOOD.replace("// Everyone called `name`.\n", ""))
    assert text == "people.cypher:1: a sentence that says what the query is for is missing"


def test_a_name_used_twice_is_refused_where_it_is_used_again(tmp_path: Path) -> None:
    assert refusal(tmp_path, GOOD + "\n" + GOOD) == "people.cypher:6: there is another query called named"


def test_a_name_used_twice_in_two_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "actors.cypher").write_text(GOOD, encoding="utf-8")
    assert refusal(tmp_path, GOOD) == "people.cypher:1: there is another query called named"


def test_a_query_without_a_header_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, "// About people.\nMATCH (n) RETURN n\n").startswith(
        "people.cypher:2: a query needs a header"
    )


def test_a_header_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, GOOD.replace("named(name)", "named name")).startswith("people.cypher:1: the header is not")


# ------------------------------------------------------------------------------- queries and the model

PROPERTIES = {name: {p.name for p in of.properties} for name, of in [*model.KIND.items(), *model.RELATIONSHIP.items()]}
PROPERTIES |= {kind.label: {p.name for p in kind.properties} for kind in model.KEPT}
PROPERTIES["Store"] = {"id", "revision", "version", "writing", "counts", "seq"}


def strange_words(text: str) -> list[str]:
    """The labels, types and properties in a query that the model does not have."""
    code = "\n".join(line for line in text.splitlines() if not line.startswith("//"))
    code = re.sub(r"'[^']*'", "''", code)
    strange, of = [], {}
    for variable, names, inside in re.findall(r"[(\[](\w*):([\w|]+)\s*(?:\{([^}]*)\})?", code):
        strange += [name for name in names.split("|") if name not in PROPERTIES]
        known = set().union(*(PROPERTIES.get(name, set()) for name in names.split("|")))
        of.setdefault(variable, set()).update(known)
        strange += [name for name in re.findall(r"(\w+):", inside) if name not in known]
    for variable, property in re.findall(r"\b(\w+)\.(\w+)", code):
        if property not in of.get(variable, set()) and variable != "row":
            strange.append(f"{variable}.{property}")
    return strange


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (n:Persona) RETURN 1",
        "MATCH ()-[r:HELD]->() RETURN 1",
        "MATCH (n:Person) RETURN n.roll",
        "MATCH (n:Person {age: 3}) RETURN 1",
    ],
)
def test_a_word_that_the_model_does_not_have_would_be_noticed(text: str) -> None:
    assert strange_words(text) != []


@pytest.mark.parametrize("query", named_queries().values(), ids=lambda query: query.name)
def test_a_query_speaks_of_the_model_alone(query: Query) -> None:
    assert strange_words(query.text) == []


@pytest.mark.parametrize("query", named_queries().values(), ids=lambda query: query.name)
def test_a_query_is_marked_as_a_write_if_it_writes(query: Query) -> None:
    code = query.text.partition("\n")[2]
    assert query.writes == bool(re.search(r"\b(CREATE|MERGE|SET|DELETE|REMOVE)\b", code))


READS = {
    **{f"read {label}": reads.read_entities(label) for label in model.KIND},
    **{f"read {type}": reads.read_relationships(type) for type in model.RELATIONSHIP},
}

WRITES = {
    **{f"create {label}": writes.create_entities(label) for label in model.KIND},
    **{f"update {label}": writes.update_entities(label) for label in model.KIND},
    **{f"delete {label}": writes.delete_entities(label) for label in model.KIND},
    **{
        f"{does.__name__} {type}": does(type, relationship.starts[0], relationship.ends[0])
        for type, relationship in model.RELATIONSHIP.items()
        for does in (writes.begin_relationships, writes.end_relationships)
    },
}


@pytest.mark.parametrize("text", [*READS.values(), *WRITES.values()], ids=[*READS, *WRITES])
def test_a_query_made_from_the_model_speaks_of_the_model_alone(text: str) -> None:
    assert strange_words(text) == []


def test_a_read_has_every_property_of_its_kind() -> None:
    returned = reads.read_entities("Goal").splitlines()[-1]
    assert [f" AS {property.name}" in returned for property in model.KIND["Goal"].properties] == [True] * 4


def test_a_read_asks_the_ends_for_their_labels_only_where_they_may_have_several() -> None:
    assert "collect('Person') AS start_label" in reads.read_relationships("HOLDS")
    assert "collect(labels(a)[0]) AS start_label" in reads.read_relationships("TOOK_PART")


# ------------------------------------------------------------------------------------ on both engines


def test_every_query_can_be_planned(engine: RunningEngine) -> None:
    with engine.session() as session:
        for query in named_queries().values():
            session.run(f"EXPLAIN {query.text}", dict.fromkeys(query.parameters)).consume()


def test_every_query_made_from_the_model_can_be_planned(engine: RunningEngine) -> None:
    with engine.session() as session:
        for text in (*READS.values(), *WRITES.values()):
            session.run(f"EXPLAIN {text}", rows=[]).consume()


def test_a_query_that_is_no_cypher_cannot_be_planned(engine: RunningEngine) -> None:
    with engine.session() as session, pytest.raises(neo4j.exceptions.Neo4jError):
        session.run("EXPLAIN MATCH (n:Person RETURN n.id AS id").consume()
