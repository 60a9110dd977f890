"""Files for other tools: tables, graphs, the data package, with where they come from and without names if so asked."""
