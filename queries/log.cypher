// The log: a change for each write to the graph, and the parts of large ones. Both are found by id, which sorts as the
// changes do.

// name: changes(ids) -> id, revision, at, by, what, why, tallies, undoes
// The changes with these ids, in any order, without the rows that they touched.
UNWIND $ids AS wanted
MATCH (c:Change {id: wanted})
RETURN c.id AS id, c.revision AS revision, c.at AS at, c.by AS by, c.what AS what, c.why AS why, c.tallies AS tallies,
       c.undoes AS undoes

// name: change_contents(ids) -> id, revision, at, by, what, why, tallies, undoes, content, parts
// The changes with these ids, in any order, with the rows that they touched or the number of parts that have them.
UNWIND $ids AS wanted
MATCH (c:Change {id: wanted})
RETURN c.id AS id, c.revision AS revision, c.at AS at, c.by AS by, c.what AS what, c.why AS why, c.tallies AS tallies,
       c.undoes AS undoes, c.content AS content, c.parts AS parts

// name: change_parts(ids) -> id, content
// The parts of large changes with these ids, in any order.
UNWIND $ids AS wanted
MATCH (p:ChangePart {id: wanted})
RETURN p.id AS id, p.content AS content

// name: undoings() -> id, undoes
// Every change that undoes another.
MATCH (c:Change)
WHERE c.undoes <> ''
RETURN c.id AS id, c.undoes AS undoes

// name: changes_naming(key) -> id
// The small changes that touched an entity or a relationship of it.
MATCH (c:Change)
WHERE $key IN c.touched
RETURN c.id AS id

// name: large_changes() -> id, parts
// The changes whose rows are in parts.
MATCH (c:Change)
WHERE c.parts <> '0'
RETURN c.id AS id, c.parts AS parts

// name: interactions_of(practices) -> id, practice
// The interactions that are of these practices.
MATCH (i:Interaction)
WHERE i.practice IN $practices
RETURN i.id AS id, i.practice AS practice

// name: whole_changes() -> id, revision, at, by, what, why, tallies, undoes, touched, content, parts
// Every change, as it is kept, for a backup.
MATCH (c:Change)
RETURN c.id AS id, c.revision AS revision, c.at AS at, c.by AS by, c.what AS what, c.why AS why, c.tallies AS tallies,
       c.undoes AS undoes, c.touched AS touched, c.content AS content, c.parts AS parts

// name: whole_change_parts() -> id, content
// Every part of a change, for a backup.
MATCH (p:ChangePart)
RETURN p.id AS id, p.content AS content

// name: append_change!(seq, change, counts)
// Append a change to the log, and keep its number and how many entities and relationships there are after it, as JSON.
MATCH (s:Store {id: 'graphmap'})
SET s.counts = $counts, s.seq = $seq
CREATE (c:Change)
SET c = $change

// name: keep_changes!(rows)
// Write changes into the log.
UNWIND $rows AS row
CREATE (c:Change)
SET c = row

// name: keep_change_parts!(rows)
// Write parts of changes into the log.
UNWIND $rows AS row
CREATE (p:ChangePart)
SET p = row

// name: forget_changes!()
// Delete the log of a store without entities, which a backup replaces.
MATCH (c:Change)
DELETE c

// name: forget_change_parts!()
// Delete the parts of the changes in the log of a store without entities.
MATCH (p:ChangePart)
DELETE p

// name: rewrite_changes!(rows)
// Replace changes in the log, of which somebody was erased.
UNWIND $rows AS row
MATCH (c:Change {id: row.id})
SET c = row

// name: drop_change_parts!(ids)
// Delete parts of changes, which others replace.
UNWIND $ids AS unwanted
MATCH (p:ChangePart {id: unwanted})
DELETE p
