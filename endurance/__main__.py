"""Meet every danger, and write what came of it: ``python -m endurance -o FILE``.

``--only`` names the dangers, ``--engines`` the engines, ``--kills`` and others how often, and ``--seed`` what is drawn.
FILE has the results as JSON after each case. ``python -m endurance.report FILE…`` adds up the files of several runs and
writes them into docs/endurance.md.
"""

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from endurance import kills
from endurance.result import Result, show

DANGERS = ("kills",)


def main() -> int:
    """Meet the dangers that are chosen; return 1 where there was a fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="*", default=DANGERS, choices=DANGERS)
    parser.add_argument("--engines", nargs="*", default=["embedded", "neo4j"])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=19)
    parser.add_argument("-o", "--output", type=Path, required=True)
    chosen = parser.parse_args()
    found: dict[tuple[str, str], Result] = {}

    def save(result: Result) -> None:
        found[result.danger, result.engine] = result
        about = {"seed": chosen.seed, "results": [asdict(each) for each in found.values()]}
        chosen.output.parent.mkdir(parents=True, exist_ok=True)
        chosen.output.write_text(json.dumps(about, indent=1), encoding="utf-8")

    for engine in chosen.engines:
        if "kills" in chosen.only:
            kills.kill_results(engine, chosen.kills, chosen.seed, save)
    for result in found.values():
        show(result)
    return int(any(result.found for result in found.values()))


if __name__ == "__main__":
    raise SystemExit(main())
