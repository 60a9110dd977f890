// Every entity of a kind, with all that is known of it. A snapshot is made of these.
//
// Each column is one list of texts, empty where nothing is known: a driver reads that many times faster than a record a row.

// name: schools() -> id, name, type, authority, region, latitude, longitude, roll
// All schools.
MATCH (n:School)
RETURN collect(n.id) AS id, collect(coalesce(n.name, '')) AS name, collect(coalesce(n.type, '')) AS type,
       collect(coalesce(n.authority, '')) AS authority, collect(coalesce(n.region, '')) AS region,
       collect(coalesce(toString(n.latitude), '')) AS latitude,
       collect(coalesce(toString(n.longitude), '')) AS longitude, collect(coalesce(toString(n.roll), '')) AS roll

// name: people() -> id, name
// All people.
MATCH (n:Person)
RETURN collect(n.id) AS id, collect(coalesce(n.name, '')) AS name

// name: roles() -> id, name, group, purpose
// All roles, held or vacant.
MATCH (n:Role)
RETURN collect(n.id) AS id, collect(coalesce(n.name, '')) AS name, collect(coalesce(n.group, '')) AS group,
       collect(coalesce(n.purpose, '')) AS purpose

// name: iwi() -> id, name, rohe
// All iwi and hapū.
MATCH (n:Iwi)
RETURN collect(n.id) AS id, collect(coalesce(n.name, '')) AS name, collect(coalesce(n.rohe, '')) AS rohe

// name: partners() -> id, name, kind
// All community partners.
MATCH (n:CommunityPartner)
RETURN collect(n.id) AS id, collect(coalesce(n.name, '')) AS name, collect(coalesce(n.kind, '')) AS kind

// name: networks() -> id, name, kind, origin, since, until
// All networks.
MATCH (n:Network)
RETURN collect(n.id) AS id, collect(coalesce(n.name, '')) AS name, collect(coalesce(n.kind, '')) AS kind,
       collect(coalesce(n.origin, '')) AS origin, collect(coalesce(toString(n.since), '')) AS since,
       collect(coalesce(toString(n.until), '')) AS until

// name: programmes() -> id, name
// All programmes.
MATCH (n:Programme)
RETURN collect(n.id) AS id, collect(coalesce(n.name, '')) AS name

// name: goals() -> id, name, evidence
// All goals.
MATCH (n:Goal)
RETURN collect(n.id) AS id, collect(coalesce(n.name, '')) AS name, collect(coalesce(n.evidence, '')) AS evidence

// name: practices() -> id, name, depth, definition, how_to_begin, source
// The codebook: all practices.
MATCH (n:Practice)
RETURN collect(n.id) AS id, collect(coalesce(n.name, '')) AS name, collect(coalesce(toString(n.depth), '')) AS depth,
       collect(coalesce(n.definition, '')) AS definition, collect(coalesce(n.how_to_begin, '')) AS how_to_begin,
       collect(coalesce(n.source, '')) AS source

// name: interactions() -> id, date, practice, depth, note, source
// All interactions, without who took part.
MATCH (n:Interaction)
RETURN collect(n.id) AS id, collect(coalesce(toString(n.date), '')) AS date,
       collect(coalesce(n.practice, '')) AS practice, collect(coalesce(toString(n.depth), '')) AS depth,
       collect(coalesce(n.note, '')) AS note, collect(coalesce(n.source, '')) AS source
