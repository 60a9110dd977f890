"""Measures of each actor and of the whole network, and how far they can be trusted."""
