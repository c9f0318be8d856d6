// Who says so, under the name this statement gives it, how sure and under which marking.
// @access read
// @param ids string[] · audience string[]
// @returns id, source, sourceRef, sourceName, sourceEntity, owner, tlp, pap, handling, handlingNote, grade, confidence, statement, status, obtainedAt, reviewBy, purpose, demonstration
UNWIND $ids AS id
MATCH (p:Provenance {id: id})-[:FROM]->(s:Source)
WHERE any(t IN p.audience WHERE t IN $audience)
RETURN id, s.id AS source, s.ref AS sourceRef,
  coalesce(p.sourceName, s.ref) AS sourceName, s.entity AS sourceEntity, p.owner AS owner,
  p.tlp AS tlp, p.pap AS pap, p.handling AS handling, p.handlingNote AS handlingNote,
  p.grade AS grade, p.confidence AS confidence, p.statement AS statement, p.status AS status,
  p.obtainedAt AS obtainedAt, p.reviewBy AS reviewBy, p.purpose AS purpose,
  p.demonstration AS demonstration
ORDER BY id
