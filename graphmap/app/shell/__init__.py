"""What every page has: its address, the bar, the search, the language, the open store and its results."""
