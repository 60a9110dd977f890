"""graphmap: a relationship-graph network mapper for clusters of schools."""
