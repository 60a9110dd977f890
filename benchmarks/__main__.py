"""Print the seconds that each task takes in each way at each size, and the ratio of ours to the fastest other way.

Measures have a second ratio, with the others' conversion from networkx counted as ours is. ``-o FILE`` writes the same
as JSON, ``--quick`` measures a cluster alone, and ``--national`` the nation too.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks.growth import growth_results
from benchmarks.judging import JUDGED, judging_result
from benchmarks.living_record import living_record_results
from benchmarks.measures import measure_results
from benchmarks.projection import projection_result
from benchmarks.screens import screen_results
from benchmarks.sessions import session_results
from benchmarks.sizes import SIZES, records_of, sheets_of
from benchmarks.storage import storage_results
from benchmarks.timing import Result
from benchmarks.whole_run import whole_run_result
from graphmap.graph.snapshot import Snapshot


def results(names: Sequence[str]) -> Iterator[Result]:
    """Every comparison at each size, as it is done."""
    for name in names:
        with sheets_of(SIZES[name]) as sheets:
            records = records_of(sheets)
            snapshot = Snapshot(records.tables)
            yield projection_result(name, snapshot)
            yield from measure_results(name, snapshot)
            yield from storage_results(name, records)
            yield from living_record_results(name, records)
            yield whole_run_result(name, sheets)
    for name, view, size in JUDGED:
        if name == "cluster" or "national" in names:
            yield judging_result(name, view, size)
    yield from growth_results()
    yield from session_results()
    yield from screen_results(national="national" in names)


def main() -> None:
    """Print the table, and write it to a file if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-o", "--output", type=Path, help="also write the results to this file, as JSON")
    parser.add_argument("--quick", action="store_true", help="only the smallest size")
    parser.add_argument("--national", action="store_true", help="also the largest size, which takes long")
    chosen = parser.parse_args()
    names = ["cluster"] if chosen.quick else [name for name in SIZES if chosen.national or name != "national"]
    found = []
    for result in results(names):
        found.append({**asdict(result), "ratio": result.ratio, "ratio_converted": result.ratio_converted})
        ratio, converted = ("" if ratio is None else f"{ratio:.2f}" for ratio in (result.ratio, result.ratio_converted))
        taken = ", ".join(f"{way} {seconds:.3f} {result.unit}" for way, seconds in result.seconds.items())
        print(f"{result.size:9} {ratio:>7} {converted:>7}  {result.task}: {taken}", flush=True)
        if result.left_out:
            print(f"{'':26} without {'; '.join(f'{way}: {why}' for way, why in result.left_out.items())}")
    if chosen.output:
        chosen.output.write_text(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
