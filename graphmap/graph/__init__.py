"""From a snapshot of the store to the graph of a view: its actors, the ties between them, and the networkx graph."""
