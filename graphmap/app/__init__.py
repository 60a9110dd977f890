"""The app: pages over the library, in Streamlit."""

from pathlib import Path

_FRONTEND = Path(__file__).parent / "frontend"

ICON = _FRONTEND / "icon.svg"
"""The app's icon as a file: an icon by name would be fetched from the internet."""

STYLES = tuple(_FRONTEND / name for name in ("tokens.css", "style.css", "shell/shell.css", "term.css"))
"""The styles of every page, each over those before it."""

THEME = _FRONTEND / "shell" / "head.js"
"""The script that makes a page light or dark, before anything is drawn."""

MAP_STYLE = _FRONTEND / "map_page.css"
"""The style of the Map page."""
