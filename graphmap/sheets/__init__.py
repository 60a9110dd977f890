"""Read a cluster's own sheets, check them row by row and against each other, and turn them into records, or into a list
of everything that is wrong with them."""
