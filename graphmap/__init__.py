"""Map who works with whom in a cluster of schools, how deeply, and which link breaks next.

These names are for notebooks: see docs/notebooks.md. Each is imported when it is first used, so importing the package
is fast."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graphmap.errors import GraphmapError as GraphmapError
    from graphmap.graph.choice import Choice as Choice
    from graphmap.graph.choice import read_choice as read_choice
    from graphmap.graph.direction import arcs as arcs
    from graphmap.graph.direction import reciprocity as reciprocity
    from graphmap.graph.network_graph import graph_of as graph_of
    from graphmap.graph.network_graph import tie_table as tie_table
    from graphmap.graph.snapshot import Snapshot as Snapshot
    from graphmap.graph.taking import take_snapshot as take_snapshot
    from graphmap.health.health import health as health_table
    from graphmap.intake.mapping_file import read_mapping as read_mapping
    from graphmap.measures.measures import measured as measured
    from graphmap.measures.measures import metrics as metrics
    from graphmap.measures.robustness import robust as robust_metrics
    from graphmap.sample.demo import demo_sheets as demo_sheets
    from graphmap.store.loading import load as load
    from graphmap.store.loading import load_source as load_source
    from graphmap.store.loading import open_source as open_source
    from graphmap.store.store import open_store as open_store
    from graphmap.weak.judged_network import judged_network as judged_network
    from graphmap.weak.tables import weak_links as weak_links

_FROM = {
    "Choice": ("graph.choice", "Choice"),
    "GraphmapError": ("errors", "GraphmapError"),
    "Snapshot": ("graph.snapshot", "Snapshot"),
    "arcs": ("graph.direction", "arcs"),
    "judged_network": ("weak.judged_network", "judged_network"),
    "demo_sheets": ("sample.demo", "demo_sheets"),
    "graph_of": ("graph.network_graph", "graph_of"),
    "health_table": ("health.health", "health"),  # a module has the name health
    "load": ("store.loading", "load"),
    "load_source": ("store.loading", "load_source"),
    "measured": ("measures.measures", "measured"),
    "metrics": ("measures.measures", "metrics"),
    "open_source": ("store.loading", "open_source"),
    "open_store": ("store.store", "open_store"),
    "read_choice": ("graph.choice", "read_choice"),
    "read_mapping": ("intake.mapping_file", "read_mapping"),
    "reciprocity": ("graph.direction", "reciprocity"),
    "robust_metrics": ("measures.robustness", "robust"),
    "take_snapshot": ("graph.taking", "take_snapshot"),
    "tie_table": ("graph.network_graph", "tie_table"),
    "weak_links": ("weak.tables", "weak_links"),
}
"""The module that has each public name, and its name there."""

__all__ = [
    "Choice",
    "GraphmapError",
    "Snapshot",
    "arcs",
    "demo_sheets",
    "graph_of",
    "health_table",
    "judged_network",
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
