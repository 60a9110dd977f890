"""Print, for each task, our time, the alternative's, and their ratio; write the same as JSON with ``-o FILE``.

Each is run in turn with its alternative, a few times, and the fastest of each counts: what is left is the
work itself rather than what else the machine was doing.
"""

import argparse
import json
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path

import networkx as nx
from networkx.algorithms import bipartite

from graphmap.changes import changes_between
from graphmap.choice import Choice
from graphmap.codebook import shipped_codebook
from graphmap.location import EmbeddedLocation
from graphmap.records import Records, read_records
from graphmap.sheets import RawSheet, RawSheets
from graphmap.snapshot import Snapshot
from graphmap.store import Store, open_store
from graphmap.tables import GraphTables
from graphmap.ties import ties

_ROUNDS = 3
_FIRST_DAY = date(2024, 2, 5)
_SIZES = ((200, 1_000), (2_000, 10_000))


@dataclass(frozen=True)
class Result:
    """Two times in seconds, and how many times the alternative's time ours is."""

    task: str
    ours: float
    alternative: float
    ratio: float


def measure(task: str, ours: Callable[[], object], alternative: Callable[[], object]) -> Result:
    """Run both in turn and compare the fastest run of each."""
    fastest = [float("inf"), float("inf")]
    for _ in range(_ROUNDS):
        for position, run in enumerate((ours, alternative)):
            began = time.perf_counter()
            run()
            fastest[position] = min(fastest[position], time.perf_counter() - began)
    return Result(task, *fastest, fastest[0] / fastest[1])


def invented(people: int, interactions: int) -> RawSheets:
    """A network of people who did things together in twos to sixes, the same for the same sizes."""
    chance = random.Random(1)
    practices = shipped_codebook().kinds["Practice"]["name"].to_list()
    events = []
    for number in range(interactions):
        day = (_FIRST_DAY + timedelta(days=chance.randrange(1000))).isoformat()
        together = ";".join(f"p{who}" for who in chance.sample(range(people), chance.randint(2, 6)))
        events.append((number + 2, (f"i{number}", day, chance.choice(practices), together)))
    everyone = [(who + 2, (f"p{who}", f"Person {who}")) for who in range(people)]
    return RawSheets(
        [
            RawSheet("people", "people.csv", ("id", "name"), everyone),
            RawSheet("interactions", "interactions.csv", ("id", "date", "practice", "participants"), events),
        ]
    )


def results() -> Iterator[Result]:
    """Every comparison, as it is done."""
    for people, interactions in _SIZES:
        size = f"{people:,} people, {interactions:,} interactions"
        records = read_records(invented(people, interactions), GraphTables.of(), shipped_codebook())
        yield _ties(size, records)
        with tempfile.TemporaryDirectory() as folder, open_store(EmbeddedLocation(Path(folder))) as store:
            store.apply(changes_between(GraphTables.of(), records), None)
            yield _reading(size, store)


def _ties(size: str, records: Records) -> Result:
    took_part = records.tables.relationships["TOOK_PART"].select("start", "end").rows()
    people = {person for person, _ in took_part}
    return measure(
        f"ties of {size} / networkx's projection with Newman's weights",
        lambda: ties(Snapshot(records.tables), Choice("people")),
        lambda: bipartite.collaboration_weighted_projected_graph(nx.Graph(took_part), people),
    )


def _reading(size: str, store: Store) -> Result:
    """All of the graph as tables, beside its entities and participations through the same driver as bare records."""
    names = ("people", "interactions", "took_part")
    return measure(f"reading {size} as tables / the same rows as bare records", store.read, lambda: [store.rows(name) for name in names])


def main() -> None:
    """Print the table, and write it where it is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-o", "--output", type=Path, help="write the results to this file as JSON, too")
    chosen = parser.parse_args()
    found = []
    print(f"{'ours':>9} {'other':>9} {'ratio':>7}  task / alternative")
    for result in results():
        found.append(asdict(result))
        print(f"{result.ours:8.3f}s {result.alternative:8.3f}s {result.ratio:7.2f}  {result.task}")
    if chosen.output:
        chosen.output.write_text(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
