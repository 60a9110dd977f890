"""The Data page: what is in the store, and the ways to load more."""
