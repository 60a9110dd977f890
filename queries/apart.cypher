// What people keep beside the network: the pairs that look like doubles and are two.
//
// A write sets a property before it reads the version, as those in stories.cypher do: that takes the lock.

// name: apart() -> id, one, other, version
// All pairs that somebody keeps apart.
MATCH (a:Apart)
RETURN a.id AS id, a.one AS one, a.other AS other, a.version AS version
ORDER BY id

// name: keep_apart!(id, one, other, version) -> previous
// Keep a pair apart, and return the version that was there before, if any.
MERGE (a:Apart {id: $id})
SET a.one = $one
WITH a, a.version AS previous
SET a.other = $other, a.version = $version
RETURN previous AS previous

// name: drop_apart!(id) -> previous
// Delete a pair, so that it may be listed again, and return its version.
MATCH (a:Apart {id: $id})
SET a.one = ''
WITH a, a.version AS previous
DELETE a
RETURN previous AS previous
