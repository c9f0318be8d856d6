// Whose statements these are and under which marking.
// @access read
// @param ids string[] · audience string[]
// @returns id, owner, tlp, handling, sourceName, demonstration
UNWIND $ids AS id
MATCH (p:Provenance {id: id})-[:FROM]->(s:Source)
WHERE any(t IN p.audience WHERE t IN $audience)
RETURN id, p.owner AS owner, p.tlp AS tlp, p.handling AS handling,
  coalesce(p.sourceName, s.ref) AS sourceName, p.demonstration AS demonstration
ORDER BY id
