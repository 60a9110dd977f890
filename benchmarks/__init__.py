"""How fast graphmap is beside the plain alternative, as a ratio measured in one run: `make bench`."""
