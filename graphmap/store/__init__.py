"""The one way to the data: a store on the embedded engine or on a Neo4j server, what is written to it and what is read
from it."""
