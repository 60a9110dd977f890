"""The Weak links page."""
