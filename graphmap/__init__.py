"""graphmap: a relationship-graph network mapper for clusters of schools.

What a notebook needs, by name: see docs/notebooks.md. Each name is fetched when it is first asked for, so that importing
the package costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graphmap.case import case_of as case_of
    from graphmap.choice import Choice as Choice
    from graphmap.choice import read_choice as read_choice
    from graphmap.demo import demo_sheets as demo_sheets
    from graphmap.direction import arcs as arcs
    from graphmap.direction import reciprocity as reciprocity
    from graphmap.errors import GraphmapError as GraphmapError
    from graphmap.graph import graph_of as graph_of
    from graphmap.graph import tie_table as tie_table
    from graphmap.health import health as health_table
    from graphmap.intake.mapping_file import read_mapping as read_mapping
    from graphmap.loading import load as load
    from graphmap.loading import load_source as load_source
    from graphmap.loading import open_source as open_source
    from graphmap.measures import measured as measured
    from graphmap.measures import metrics as metrics
    from graphmap.robust import robust as robust_metrics
    from graphmap.snapshot import Snapshot as Snapshot
    from graphmap.snapshot import take_snapshot as take_snapshot
    from graphmap.store import open_store as open_store
    from graphmap.weak import weak_links as weak_links

_FROM = {
    "Choice": ("choice", "Choice"),
    "GraphmapError": ("errors", "GraphmapError"),
    "Snapshot": ("snapshot", "Snapshot"),
    "arcs": ("direction", "arcs"),
    "case_of": ("case", "case_of"),
    "demo_sheets": ("demo", "demo_sheets"),
    "graph_of": ("graph", "graph_of"),
    "health_table": ("health", "health"),  # a module has the name health
    "load": ("loading", "load"),
    "load_source": ("loading", "load_source"),
    "measured": ("measures", "measured"),
    "metrics": ("measures", "metrics"),
    "open_source": ("loading", "open_source"),
    "open_store": ("store", "open_store"),
    "read_choice": ("choice", "read_choice"),
    "read_mapping": ("intake.mapping_file", "read_mapping"),
    "reciprocity": ("direction", "reciprocity"),
    "robust_metrics": ("robust", "robust"),  # so has robust
    "take_snapshot": ("snapshot", "take_snapshot"),
    "tie_table": ("graph", "tie_table"),
    "weak_links": ("weak", "weak_links"),
}
"""In which module each public name lies, and what it is called there."""

__all__ = [
    "Choice",
    "GraphmapError",
    "Snapshot",
    "arcs",
    "case_of",
    "demo_sheets",
    "graph_of",
    "health_table",
    "load",
    "load_source",
    "measured",
    "metrics",
    "open_source",
    "open_store",
    "read_choice",
    "read_mapping",
    "reciprocity",
    "robust_metrics",
    "take_snapshot",
    "tie_table",
    "weak_links",
]


def __getattr__(name: str) -> Any:
    if name not in _FROM:
        raise AttributeError(f"module 'graphmap' has no attribute '{name}'")
    module, called = _FROM[name]
    return getattr(import_module(f"graphmap.{module}"), called)


def __dir__() -> list[str]:
    return sorted({*globals(), *_FROM})
