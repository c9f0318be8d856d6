// What visible statements say of their sources, gathered by source, name, grade, import and date of review.
// @access read
// @param limit integer · audience string[]
// @returns source, ref, owner, name, grade, import, reviewBy, latest, statements
// @scans 100000
MATCH (p:Provenance)-[:FROM]->(s:Source)
WHERE any(t IN p.audience WHERE t IN $audience)
WITH s.id AS source, s.ref AS ref, s.owner AS owner, coalesce(p.sourceName, s.ref) AS name, coalesce(p.grade, '') AS grade,
  p.import AS import, p.reviewBy AS reviewBy, coalesce(max(p.obtainedAt), '') AS latest, count(p) AS statements
RETURN source, ref, owner, name, grade, import, reviewBy, latest, statements
ORDER BY source, latest DESC, name, grade, import, reviewBy
LIMIT $limit
