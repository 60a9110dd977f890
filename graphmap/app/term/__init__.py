"""This term: the page that a lead opens."""

from pathlib import Path

STYLE = Path(__file__).parent.parent / "frontend" / "term.css"
"""The style of the page."""
