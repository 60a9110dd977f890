"""The invented demo cluster that ships in ``seed/demo``."""

import csv
from functools import cache
from pathlib import Path

from graphmap.project import project_file
from graphmap.tables import GraphTables


def demo_sheets() -> Path:
    """Return the folder of the demo cluster's sheets."""
    return project_file("seed") / "demo"


def holds_demo(tables: GraphTables) -> bool:
    """Return whether a graph holds the demo cluster; every screen then says that it is invented."""
    return bool(_demo_networks() & set(tables.kinds["Network"]["id"]))


@cache
def _demo_networks() -> frozenset[str]:
    with (demo_sheets() / "networks.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["id"] for row in csv.DictReader(file))
