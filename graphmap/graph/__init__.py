"""From a snapshot of the store to the graph of a view: actors, ties, and the networkx graph."""
