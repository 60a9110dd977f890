"""Weak links: the rules, what each finds, and what to do about it."""
