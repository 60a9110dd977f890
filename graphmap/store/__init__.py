"""The one way to the data: a store on the embedded engine or on a Neo4j server, and reading and writing it."""
