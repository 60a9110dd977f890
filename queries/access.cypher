// What people keep beside the network: who may sign in, and the secret of the codes that stand for people's names.
//
// A write sets a property before it reads the version, as those in stories.cypher do: that takes the lock.

// name: accounts() -> id, name, role, networks, version
// All accounts, by login.
MATCH (a:Account)
RETURN a.id AS id, a.name AS name, a.role AS role, a.networks AS networks, a.version AS version
ORDER BY id

// name: networks() -> id, name
// The id and the name of every network, by name.
MATCH (n:Network)
RETURN n.id AS id, n.name AS name
ORDER BY name, id

// name: keep_account!(id, name, role, networks, version) -> previous
// Write a whole account, and return the version that was there before, if any.
MERGE (a:Account {id: $id})
SET a.name = $name
WITH a, a.version AS previous
SET a.role = $role, a.networks = $networks, a.version = $version
RETURN previous AS previous

// name: drop_account!(id) -> previous
// Delete an account, and return its version.
MATCH (a:Account {id: $id})
SET a.name = ''
WITH a, a.version AS previous
DELETE a
RETURN previous AS previous

// name: code_secret() -> id, secret
// The secret that the codes of people are made with, if there is one yet.
MATCH (c:CodeSecret)
RETURN c.id AS id, c.secret AS secret

// name: keep_code_secret!(id, secret) -> previous
// Keep the secret that codes are made with, unless there is one already.
MERGE (c:CodeSecret {id: $id})
ON CREATE SET c.secret = $secret
RETURN null AS previous
