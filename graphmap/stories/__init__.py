"""Saved views and stories: what people keep about a network."""
