"""The official driver, without what graphmap never asks of it.

The driver loads pandas wherever it is installed (Streamlit brings it), to know pandas's values among the parameters of
a query. No query gets any, and loading it takes most of the time of a short command."""

import sys

_ABSENT = "pandas" not in sys.modules
if _ABSENT:
    sys.modules["pandas"] = None  # type: ignore[assignment]  # to an import, as good as not installed
try:
    import neo4j
    import neo4j.exceptions
finally:
    if _ABSENT:
        del sys.modules["pandas"]

__all__ = ["neo4j"]
