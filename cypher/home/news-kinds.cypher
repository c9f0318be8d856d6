// Visible entities that groups of provenance describe, by kind, each kind with one of them.
// @access read
// @param rows {provenance, group}[] · limit integer · audience string[]
// @returns group, kind, entities, records, sample
// @scans 5000
UNWIND $rows AS row
MATCH (r:Record {provenance: row.provenance})
WHERE r.revoked = false AND any(t IN r.audience WHERE t IN $audience)
WITH row, r LIMIT $limit
MATCH (r)-[:DESCRIBES]->(e:Entity)
RETURN row.group AS group, e.kind AS kind, count(DISTINCT e.id) AS entities, count(r) AS records,
  min(e.id) AS sample
ORDER BY group, kind
