"""Add up the results of runs and write them into docs/endurance.md: ``python -m endurance.report FILE…``."""

import argparse
import json
import os
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from endurance.result import Result
from graphmap.files import text_writer, write_whole
from graphmap.release import graphmap_version

DOCS = Path(__file__).parent.parent / "docs" / "endurance.md"
_BEGIN, _END = "<!-- figures -->\n", "<!-- end of the figures -->\n"
_ENGINES = {"embedded": "embedded", "neo4j": "Neo4j", "none": "none"}


def added_up(runs: Iterable[Sequence[Result]]) -> list[Result]:
    """Return one result for each danger on each engine."""
    whole: dict[tuple[str, str], Result] = {}
    for result in (result for run in runs for result in run):
        one = whole.setdefault((result.danger, result.engine), Result(result.danger, result.engine))
        one.cases += result.cases
        one.acknowledged += result.acknowledged
        one.found += result.found
        one.seconds += result.seconds
        one.faults += result.faults
        one.note = one.note or result.note
        for how, times in result.ends.items():
            one.ends[how] = one.ends.get(how, 0) + times
    return sorted(whole.values(), key=lambda result: (result.danger, result.engine))


def table(results: Iterable[Result]) -> str:
    """Return the results as a table in Markdown."""
    lines = [
        "| danger | engine | cases | changes acknowledged meanwhile | how they ended | faults | seconds |",
        "|---|---|---|---|---|---|---|",
    ]
    for result in results:
        ends = "; ".join(f"{how} {times:,}" for how, times in sorted(result.ends.items()))
        acknowledged = f"{result.acknowledged:,}" if result.acknowledged else ""
        lines.append(
            f"| {result.danger} | {_ENGINES[result.engine]} | {result.cases:,} | {acknowledged} | "
            f"{' '.join((ends + (f' ({result.note})' if result.note else '')).replace('|', '/').split())} | "
            f"{result.found:,} | {result.seconds:,.0f} |"
        )
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the figures of the files that are named into the docs, and beside them as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=DOCS, help="the page whose figures are replaced")
    chosen = parser.parse_args()
    runs = [json.loads(file.read_text(encoding="utf-8")) for file in chosen.files]
    results = added_up([Result(**each) for each in run["results"]] for run in runs)
    seeds = ", ".join(str(seed) for seed in sorted({run["seed"] for run in runs}))
    about = f"graphmap {graphmap_version()}, {date.today()}, {os.cpu_count()} cores, seeds {seeds}.\n\n"
    before, _, rest = chosen.output.read_text(encoding="utf-8").partition(_BEGIN)
    after = rest.partition(_END)[2]
    text = before + _BEGIN + "\n" + about + table(results) + "\n" + _END + after
    write_whole(chosen.output, text_writer(text))


if __name__ == "__main__":
    main()
