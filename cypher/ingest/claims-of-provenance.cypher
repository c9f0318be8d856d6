// The claims that share some provenance, with all properties. Reads every claim: for late markings only.
// @access read
// @param provenances string[] · records string[] · audience string[]
// @returns id, type, from, to, props
// @scans 100000
MATCH (a:Entity)-[c]->(b:Entity)
WHERE (c.provenance IN $provenances OR c.fromRecord IN $records OR c.toRecord IN $records)
  AND any(t IN c.audience WHERE t IN $audience)
RETURN c.id AS id, type(c) AS type, a.id AS from, b.id AS to, properties(c) AS props
ORDER BY id
