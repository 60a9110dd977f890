"""The Health page."""

from pathlib import Path

STYLE = Path(__file__).parent.parent / "frontend" / "health.css"
"""The style of the page."""
