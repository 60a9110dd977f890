"""The Records page: what is in the store, and the ways to add to it."""
