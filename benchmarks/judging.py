"""Judge a sample into cards, in a process of its own, beside what a judgement can't do without: its ties and graph."""

import json
import resource
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.sizes import records_of, sheets_of
from benchmarks.timing import OURS, Result
from graphmap.graph.choice import Choice, View
from graphmap.graph.network_graph import graph_of
from graphmap.graph.snapshot import Snapshot
from graphmap.sample.sheets import SampleSize
from graphmap.weak.cards import cards, on_screen
from graphmap.weak.judged_network import judged_network
from graphmap.weak.judging_period import judging_choice

JUDGED: tuple[tuple[str, View, SampleSize], ...] = (
    ("cluster", "people", SampleSize(schools=12, people=300, interactions=8_000)),
    ("schools", "organisations", SampleSize(schools=2_500, people=70_000, interactions=200_000)),
    ("national", "people", SampleSize(schools=2_500, people=70_000, interactions=200_000)),
)
"""The sizes that are judged, each with its view."""

TIES_AND_GRAPH = "ties and graph"


def judging_result(name: str, view: View, size: SampleSize) -> Result:
    """The seconds of the judgement and of ties and graph alone, with the peak memory of the process."""
    with sheets_of(size) as sheets:
        command = [sys.executable, "-m", "benchmarks.judging", str(sheets), view]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            told = json.loads(process.stdout.read())
    task = f"judging as {told['cards']:,} cards, {told['shown']} on the screen (peak memory {told['peak']:.2f} GiB)"
    return Result(task, name, {OURS: told["judging"], TIES_AND_GRAPH: told[TIES_AND_GRAPH]})


def measured(sheets: Path, view: View) -> dict[str, float]:
    """Judge the sheets once and return the seconds, the processor's seconds, the cards and the peak memory in GiB.

    Ties and graph are those of the period and of all time: the rules look at both.
    """
    snapshot = Snapshot(records_of(sheets).tables)
    assert snapshot.first_and_last_day is not None
    day = snapshot.first_and_last_day[1]
    choice = judging_choice(Choice(view), day)
    began, worked = time.perf_counter(), time.process_time()
    made = cards(judged_network(snapshot, choice, as_at=day))
    judging, processor = time.perf_counter() - began, time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**30 if sys.platform == "darwin" else 2**20)
    began = time.perf_counter()
    for period in (choice, Choice(view)):
        graph_of(snapshot, period)
    alone = time.perf_counter() - began
    return {
        "judging": judging,
        "processor": processor,
        TIES_AND_GRAPH: alone,
        "cards": len(made),
        "shown": len(on_screen(made)),
        "peak": peak,
    }


def main() -> None:
    """Print what is measured of the sheets in a folder, as JSON."""
    folder, view = sys.argv[1:]
    (known,) = {known for _, known, _ in JUDGED if known == view}
    print(json.dumps(measured(Path(folder), known)))


if __name__ == "__main__":
    main()
