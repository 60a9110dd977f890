"""The app: pages over the library, in Streamlit."""

from pathlib import Path

_FRONTEND = Path(__file__).parent / "frontend"

ICON = _FRONTEND / "icon.svg"
"""The app's icon as a file: an icon by name would be fetched from the internet."""

STYLES = tuple(
    _FRONTEND / name
    for name in (
        "map_page.css",
        "tokens.css",
        "style.css",
        "shell/shell.css",
        "term.css",
        "records/records.css",
        "visit/visit.css",
    )
)
"""The styles of the pages, each over those before it. All of them come with the first page, none with a run."""

THEME = _FRONTEND / "shell" / "head.js"
"""The script that makes a page light or dark, before anything is drawn."""
