"""A networkx backend named ``graphmap``: fast versions of slow functions, by igraph where it is installed.

networkx finds it by its entry points. It knows nothing of the rest of graphmap; `docs/backend.md` says what it does and
how other code can use it.
"""
