"""A cluster's own sheets: read, checked row by row and against each other, and turned into records, or into everything
that is wrong with them."""
