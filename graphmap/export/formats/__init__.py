"""The file formats of graphs, one module each.

A module here declares its formats in ``FORMATS``, a tuple of `graphmap.export.graph_format.GraphFormat`. Nothing lists
the modules: `graphmap.export.graphs` finds every module in this folder, and the command line's help, the docs and the
tests read what it found."""
