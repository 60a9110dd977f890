// The store itself: which revision of the graph it holds.

// name: revision() -> revision
// The mark that the last write left, or nothing in a new store. While it is the same, so is the graph.
MATCH (s:Store {id: 'graphmap'})
RETURN s.revision AS revision

// name: mark_revision!(revision) -> previous
// Leave a new mark, and return the one before. It is the first thing that a write does, and it sets a
// property before it reads one, which takes the lock: of two writers at once, the second waits or fails.
MERGE (s:Store {id: 'graphmap'})
SET s.writing = true
WITH s, s.revision AS previous
SET s.revision = $revision
REMOVE s.writing
RETURN previous AS previous
