// Statements whose date of review comes before some moment.
// @access read
// @param before string · audience string[]
// @returns id, import, source, sourceName, owner, account, obtainedAt, reviewBy, caseId, audience
// @scans 100000
MATCH (p:Provenance)-[:FROM]->(s:Source)
WHERE p.reviewBy < $before AND any(t IN p.audience WHERE t IN $audience)
RETURN p.id AS id, p.import AS import, s.id AS source, coalesce(p.sourceName, s.ref) AS sourceName, p.owner AS owner,
  p.account AS account, p.obtainedAt AS obtainedAt, p.reviewBy AS reviewBy, p.caseId AS caseId, p.audience AS audience
ORDER BY reviewBy, import, source, id
