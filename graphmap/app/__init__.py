"""The app: pages over the library, in Streamlit."""

from pathlib import Path

_FRONTEND = Path(__file__).parent / "frontend"

ICON = _FRONTEND / "icon.svg"
"""The app's icon as a file: an icon by name would be fetched from the internet."""

STYLE = _FRONTEND / "style.css"
"""The style of every page."""

MAP_STYLE = _FRONTEND / "map_page.css"
"""The style of the Map page."""
