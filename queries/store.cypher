// The store itself: which revision of the graph it holds, and of which version of the model.

// name: stamp() -> revision, version, seq
// What the last write left, or nothing in a new store. While the revision is the same, so is the graph.
MATCH (s:Store {id: 'graphmap'})
RETURN s.revision AS revision, s.version AS version, s.seq AS seq

// name: leave_stamp!(revision, version) -> previous, before, last, counts
// Leave a new stamp, and return what the write before it left: the revision, the version, the number of its change and how
// much there was, as JSON. Every write begins with this. It sets a property before it reads one, which takes the lock: of two writers at once, the second waits or fails.
MERGE (s:Store {id: 'graphmap'})
SET s.writing = true
WITH s, s.revision AS previous, s.version AS before, s.seq AS last, s.counts AS counts
SET s.revision = $revision, s.version = $version
REMOVE s.writing
RETURN previous AS previous, before AS before, last AS last, counts AS counts

// name: leave_version!(version) -> revision, before
// Leave the version of the model in a store without a stamp, and return the revision and the version that it has then.
MERGE (s:Store {id: 'graphmap'})
ON CREATE SET s.version = $version
RETURN s.revision AS revision, s.version AS before
