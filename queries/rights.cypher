// What is kept beside the network for people's rights: marks of those who were erased, without their names.

// name: erased() -> id, salt, day, version
// All marks of people who were erased.
MATCH (e:Erased)
RETURN e.id AS id, e.salt AS salt, e.day AS day, e.version AS version
ORDER BY id

// name: keep_erased!(id, salt, day, version) -> previous
// Keep the mark of somebody who was erased, and return the version that was there before, if any.
MERGE (e:Erased {id: $id})
SET e.salt = $salt
WITH e, e.version AS previous
SET e.day = $day, e.version = $version
RETURN previous AS previous

// name: drop_erased!(id) -> previous
// Delete a mark, and return its version.
MATCH (e:Erased {id: $id})
SET e.salt = ''
WITH e, e.version AS previous
DELETE e
RETURN previous AS previous
