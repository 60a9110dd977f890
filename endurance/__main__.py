"""Meet every danger, and write what came of it: ``python -m endurance -o FILE``.

``--only`` names the dangers and ``--engines`` the engines, ``--times`` is how often each is met, in hundredths of the
usual, and ``--seed`` decides what is drawn. FILE has the results as JSON after each case. ``python -m endurance.report
FILE…`` adds up the files of several runs and writes them into docs/endurance.md.
"""

import argparse
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path

from endurance import copies, damage
from endurance.disk import disk_results
from endurance.first_start import first_start_results
from endurance.fuzz.running import fuzz_results
from endurance.kills import kill_results
from endurance.restarts import restart_results
from endurance.result import Result, show

Save = Callable[[Result], None]

ON_EACH: Mapping[str, tuple[Callable[[str, int, int, Save], None], int]] = {
    "kills": (kill_results, 200),
    "restarts": (restart_results, 10),
    "disk": (disk_results, 10),
}
"""The dangers that are met on each engine, and how often."""

ELSEWHERE: Mapping[str, tuple[Callable[[int, int, Save], None], int]] = {
    "first-start": (first_start_results, 20),
    "copies": (copies.folder_results, 20),
    "backups": (copies.backup_results, 20),
    "damage": (damage.store_results, 40),
    "cache": (damage.cache_results, 2_000),
}
"""The dangers of embedded stores, or of both engines together."""

NONSENSE = {"sheets": 20, "workbooks": 10, "graphs": 25, "mappings": 15, "backups": 5, "addresses": 25}
"""How many of a hundred cases of nonsense are of each kind."""

_CASES = 100_000
_DANGERS = (*ON_EACH, *ELSEWHERE, "nonsense")


def main() -> int:
    """Meet the dangers that are chosen; return 1 where there was a fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="*", default=_DANGERS, choices=_DANGERS)
    parser.add_argument("--engines", nargs="*", default=["embedded", "neo4j"])
    parser.add_argument("--kinds", nargs="*", default=list(NONSENSE), choices=NONSENSE)
    parser.add_argument("--times", type=float, default=100)
    parser.add_argument("--seed", type=int, default=19)
    parser.add_argument("-o", "--output", type=Path, required=True)
    chosen = parser.parse_args()
    found: dict[tuple[str, str], Result] = {}

    def save(result: Result) -> None:
        found[result.danger, result.engine] = result
        about = {"seed": chosen.seed, "results": [asdict(each) for each in found.values()]}
        chosen.output.parent.mkdir(parents=True, exist_ok=True)
        chosen.output.write_text(json.dumps(about, indent=1), encoding="utf-8")

    def times(usual: int) -> int:
        return max(1, round(usual * chosen.times / 100))

    for name, (meet, usual) in ON_EACH.items():
        for engine in chosen.engines if name in chosen.only else ():
            meet(engine, times(usual), chosen.seed, save)
    for name, (meet_once, usual) in ELSEWHERE.items():
        if name in chosen.only:
            meet_once(times(usual), chosen.seed, save)
    for kind in chosen.kinds if "nonsense" in chosen.only else ():
        fuzz_results(kind, times(_CASES * NONSENSE[kind] // 100), chosen.seed, save)
    for result in found.values():
        show(result)
    return int(any(result.found for result in found.values()))


if __name__ == "__main__":
    raise SystemExit(main())
