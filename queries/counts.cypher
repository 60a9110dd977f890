// How much the store should hold.

// name: counts() -> counts
// How many entities and relationships there were after the last write, as JSON; null where that write kept none.
MATCH (s:Store {id: 'graphmap'})
RETURN s.counts AS counts

// name: keep_counts!(counts, seq)
// Keep how many entities and relationships there are after this write, as JSON, and the number of its change.
MATCH (s:Store {id: 'graphmap'})
SET s.counts = $counts, s.seq = $seq
