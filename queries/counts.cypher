// How much the store should hold.

// name: counts() -> counts
// How many entities and relationships there were after the last write, as JSON; null where that write kept none.
MATCH (s:Store {id: 'graphmap'})
RETURN s.counts AS counts

