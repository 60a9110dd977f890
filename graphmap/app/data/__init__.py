"""The Data page: what is in the store, and the ways for more to come in."""
