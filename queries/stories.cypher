// What people keep beside the network: saved views, and stories made of them.
//
// A write sets a property before it reads the version, which takes the lock: of two writers at once, the second sees what
// the first left, and is undone if that is not what it meant to replace.

// name: saved_views() -> id, name, address, version
// All saved views, by name.
MATCH (v:SavedView)
RETURN v.id AS id, v.name AS name, v.address AS address, v.version AS version
ORDER BY name, id

// name: stories() -> id, title, headings, texts, views, version
// All stories, by title.
MATCH (s:Story)
RETURN s.id AS id, s.title AS title, s.headings AS headings, s.texts AS texts, s.views AS views, s.version AS version
ORDER BY title, id

// name: keep_view!(id, name, address, version) -> previous
// Write a whole saved view, and return the version that was there before, if any.
MERGE (v:SavedView {id: $id})
SET v.name = $name
WITH v, v.version AS previous
SET v.address = $address, v.version = $version
RETURN previous AS previous

// name: keep_story!(id, title, headings, texts, views, version) -> previous
// Write a whole story, and return the version that was there before, if any.
MERGE (s:Story {id: $id})
SET s.title = $title
WITH s, s.version AS previous
SET s.headings = $headings, s.texts = $texts, s.views = $views, s.version = $version
RETURN previous AS previous

// name: drop_view!(id) -> previous
// Delete a saved view, and return its version. Stories that show it keep their pages.
MATCH (v:SavedView {id: $id})
SET v.name = ''
WITH v, v.version AS previous
DELETE v
RETURN previous AS previous

// name: drop_story!(id) -> previous
// Delete a story, and return its version. The views that it shows stay.
MATCH (s:Story {id: $id})
SET s.title = ''
WITH s, s.version AS previous
DELETE s
RETURN previous AS previous
