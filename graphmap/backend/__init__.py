"""A backend of networkx named ``graphmap``: what is slow in networkx, by igraph where it is installed.

Nobody imports it: networkx finds it by its entry points, and `docs/backend.md` says what it does.
"""
