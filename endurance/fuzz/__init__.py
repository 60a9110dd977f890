"""Nonsense given to everything that reads what people bring: sheets, workbooks, graphs, mappings, backups, addresses.

Each case is made from its kind, the seed and its number, so it can be made again. A case is good where it ends in time,
without a fault of Python's, and with every error in sentences.
"""
