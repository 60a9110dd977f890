"""The app: pages over the library, in Streamlit."""

from pathlib import Path

ICON = Path(__file__).with_name("icon.svg")
"""The app's icon, as a file: an icon by name would be fetched from the network."""

STYLE = Path(__file__).with_name("style.css")
"""What every page looks like."""
