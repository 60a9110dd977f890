// Every relationship of a type: the label and id of its two ends, and its properties. A snapshot is made of these.
// Each column is one list of texts, as with entities.

// name: holds() -> start_label, start, end_label, end, since, until
// Who held which role.
MATCH (a:Person)-[r:HOLDS]->(b:Role)
RETURN collect('Person') AS start_label, collect(a.id) AS start, collect('Role') AS end_label, collect(b.id) AS end,
       collect(coalesce(toString(r.since), '')) AS since, collect(coalesce(toString(r.until), '')) AS until

// name: at() -> start_label, start, end_label, end
// Where each role is.
MATCH (a:Role)-[:AT]->(b:School|Iwi|CommunityPartner|Network)
RETURN collect('Role') AS start_label, collect(a.id) AS start, collect(labels(b)[0]) AS end_label,
       collect(b.id) AS end

// name: member_of() -> start_label, start, end_label, end, since, until
// Who belonged to which network.
MATCH (a:School|Iwi|CommunityPartner)-[r:MEMBER_OF]->(b:Network)
RETURN collect(labels(a)[0]) AS start_label, collect(a.id) AS start, collect('Network') AS end_label,
       collect(b.id) AS end, collect(coalesce(toString(r.since), '')) AS since,
       collect(coalesce(toString(r.until), '')) AS until

// name: funded_by() -> start_label, start, end_label, end, since, until
// Which programme funded which network.
MATCH (a:Network)-[r:FUNDED_BY]->(b:Programme)
RETURN collect('Network') AS start_label, collect(a.id) AS start, collect('Programme') AS end_label,
       collect(b.id) AS end, collect(coalesce(toString(r.since), '')) AS since,
       collect(coalesce(toString(r.until), '')) AS until

// name: pursues() -> start_label, start, end_label, end, since, until
// Which network pursued which goal.
MATCH (a:Network)-[r:PURSUES]->(b:Goal)
RETURN collect('Network') AS start_label, collect(a.id) AS start, collect('Goal') AS end_label, collect(b.id) AS end,
       collect(coalesce(toString(r.since), '')) AS since, collect(coalesce(toString(r.until), '')) AS until

// name: took_part() -> start_label, start, end_label, end, part
// Who took part in which interaction, and how.
MATCH (a:Person|School|Iwi|CommunityPartner)-[r:TOOK_PART]->(b:Interaction)
RETURN collect(labels(a)[0]) AS start_label, collect(a.id) AS start, collect('Interaction') AS end_label,
       collect(b.id) AS end, collect(coalesce(r.part, '')) AS part

// name: within() -> start_label, start, end_label, end
// Which network each interaction was part of.
MATCH (a:Interaction)-[:WITHIN]->(b:Network)
RETURN collect('Interaction') AS start_label, collect(a.id) AS start, collect('Network') AS end_label,
       collect(b.id) AS end

// name: towards() -> start_label, start, end_label, end
// Which goal each interaction worked towards.
MATCH (a:Interaction)-[:TOWARDS]->(b:Goal)
RETURN collect('Interaction') AS start_label, collect(a.id) AS start, collect('Goal') AS end_label,
       collect(b.id) AS end
