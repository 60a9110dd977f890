"""What every page has: its address, the controls at the side, the language, the open store and its results."""
