"""Files for other tools: tables, graphs and the data package, each with where it comes from, and without names if
asked."""
