"""A backend of networkx named ``graphmap``: what is slow in networkx, by igraph where it is installed.

networkx finds it by its entry points; `docs/backend.md` says what it does, and how anyone's own code gets it.
"""
