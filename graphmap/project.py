"""Finds what belongs to the project but not to its code: ``queries``, ``seed`` and the app's script.

In a wheel these are inside the package, in a checkout (bare or installed as editable) beside it.
"""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def project_file(name: str) -> Path:
    """Return the file or folder `name` of the project, wherever it is installed."""
    inside = _PACKAGE / "_project" / name
    return inside if inside.exists() else _PACKAGE.parent / name
