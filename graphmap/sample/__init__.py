"""Invented networks: the demo cluster, and samples of any size."""
