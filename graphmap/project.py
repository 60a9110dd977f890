"""Finding the folders that lie beside the package: ``queries`` and ``seed``, and the app's door.

In a wheel they are inside the package, in a checkout (bare or installed as editable) beside it.
"""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def project_file(name: str) -> Path:
    """The file or folder `name` of the project, wherever it is installed."""
    inside = _PACKAGE / "_project" / name
    return inside if inside.exists() else _PACKAGE.parent / name
