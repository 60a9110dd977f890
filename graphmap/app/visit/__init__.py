"""Add visit: the form on every page that records what happened, and what it asks of the server."""
