"""How fast graphmap is beside the plain alternatives, as ratios measured in one run: `make bench`."""
