// Every relationship of a type: the label and id of its two ends, and its properties. A snapshot is made of these.

// name: holds() -> start_label, start, end_label, end, since, until
// Who held which role.
MATCH (a:Person)-[r:HOLDS]->(b:Role)
RETURN 'Person' AS start_label, a.id AS start, 'Role' AS end_label, b.id AS end, r.since AS since, r.until AS until

// name: at() -> start_label, start, end_label, end
// Where each role is.
MATCH (a:Role)-[:AT]->(b:School|Iwi|CommunityPartner|Network)
RETURN 'Role' AS start_label, a.id AS start, labels(b)[0] AS end_label, b.id AS end

// name: member_of() -> start_label, start, end_label, end, since, until
// Who belonged to which network.
MATCH (a:School|Iwi|CommunityPartner)-[r:MEMBER_OF]->(b:Network)
RETURN labels(a)[0] AS start_label, a.id AS start, 'Network' AS end_label, b.id AS end,
       r.since AS since, r.until AS until

// name: funded_by() -> start_label, start, end_label, end, since, until
// Which programme funded which network.
MATCH (a:Network)-[r:FUNDED_BY]->(b:Programme)
RETURN 'Network' AS start_label, a.id AS start, 'Programme' AS end_label, b.id AS end,
       r.since AS since, r.until AS until

// name: pursues() -> start_label, start, end_label, end, since, until
// Which network pursued which goal.
MATCH (a:Network)-[r:PURSUES]->(b:Goal)
RETURN 'Network' AS start_label, a.id AS start, 'Goal' AS end_label, b.id AS end,
       r.since AS since, r.until AS until

// name: took_part() -> start_label, start, end_label, end, part
// Who took part in which interaction, and how.
MATCH (a:Person|School|Iwi|CommunityPartner)-[r:TOOK_PART]->(b:Interaction)
RETURN labels(a)[0] AS start_label, a.id AS start, 'Interaction' AS end_label, b.id AS end, r.part AS part

// name: within() -> start_label, start, end_label, end
// Which network each interaction was part of.
MATCH (a:Interaction)-[:WITHIN]->(b:Network)
RETURN 'Interaction' AS start_label, a.id AS start, 'Network' AS end_label, b.id AS end

// name: towards() -> start_label, start, end_label, end
// Which goal each interaction worked towards.
MATCH (a:Interaction)-[:TOWARDS]->(b:Goal)
RETURN 'Interaction' AS start_label, a.id AS start, 'Goal' AS end_label, b.id AS end
