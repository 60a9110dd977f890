"""Signing in: whose cookie a request has, what strangers get, and the pages that they see."""
