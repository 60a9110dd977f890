// Every entity of a kind, with all that is known of it. A snapshot is made of these.

// name: schools() -> id, name, type, authority, region, latitude, longitude, roll
// All schools.
MATCH (n:School)
RETURN n.id AS id, n.name AS name, n.type AS type, n.authority AS authority, n.region AS region,
       n.latitude AS latitude, n.longitude AS longitude, n.roll AS roll

// name: people() -> id, name
// All people.
MATCH (n:Person)
RETURN n.id AS id, n.name AS name

// name: roles() -> id, name, group, purpose
// All roles, held or vacant.
MATCH (n:Role)
RETURN n.id AS id, n.name AS name, n.group AS group, n.purpose AS purpose

// name: iwi() -> id, name, rohe
// All iwi and hapū.
MATCH (n:Iwi)
RETURN n.id AS id, n.name AS name, n.rohe AS rohe

// name: partners() -> id, name, kind
// All community partners.
MATCH (n:CommunityPartner)
RETURN n.id AS id, n.name AS name, n.kind AS kind

// name: networks() -> id, name, kind, origin, since, until
// All networks.
MATCH (n:Network)
RETURN n.id AS id, n.name AS name, n.kind AS kind, n.origin AS origin, n.since AS since, n.until AS until

// name: programmes() -> id, name
// All programmes.
MATCH (n:Programme)
RETURN n.id AS id, n.name AS name

// name: goals() -> id, name, evidence
// All goals.
MATCH (n:Goal)
RETURN n.id AS id, n.name AS name, n.evidence AS evidence

// name: practices() -> id, name, depth, definition, how_to_begin, source
// The codebook: all practices.
MATCH (n:Practice)
RETURN n.id AS id, n.name AS name, n.depth AS depth, n.definition AS definition,
       n.how_to_begin AS how_to_begin, n.source AS source

// name: interactions() -> id, date, practice, depth, note, source
// All interactions, without who took part.
MATCH (n:Interaction)
RETURN n.id AS id, n.date AS date, n.practice AS practice, n.depth AS depth, n.note AS note, n.source AS source
