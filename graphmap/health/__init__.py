"""The conditions that change teaching, for each network and school term."""
