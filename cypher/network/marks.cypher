// How some statements are marked and graded, and whose they are: what a point or a line shows of them.
// @access read
// @param ids string[] · audience string[]
// @returns id, source, owner, ownerName, tlp, handling, grade, statement, demonstration
UNWIND $ids AS id
MATCH (p:Provenance {id: id})-[:FROM]->(s:Source)
WHERE any(t IN p.audience WHERE t IN $audience)
OPTIONAL MATCH (a:Agency {id: p.owner})
RETURN id, s.id AS source, p.owner AS owner, a.name AS ownerName, p.tlp AS tlp, p.handling AS handling,
  p.grade AS grade, p.statement AS statement, p.demonstration AS demonstration
ORDER BY id
