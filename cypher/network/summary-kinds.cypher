// Visible entities by kind, over the first visible records only.
// @access read
// @param limit integer · audience string[]
// @returns kind, entities, records
// @scans 200000
MATCH (r:Record)
WHERE any(t IN r.audience WHERE t IN $audience)
WITH r LIMIT $limit
MATCH (r)-[:DESCRIBES]->(e:Entity)
RETURN e.kind AS kind, count(DISTINCT e.id) AS entities, count(r) AS records
ORDER BY kind
