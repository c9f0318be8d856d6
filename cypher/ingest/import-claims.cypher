// The claims that stand as an import wrote them. Reads every claim: for undoing an import only.
// @access read
// @param provenances string[] · audience string[]
// @returns id, from, to, also
// @scans 100000
MATCH (a:Entity)-[c]->(b:Entity)
WHERE c.provenance IN $provenances AND any(t IN c.audience WHERE t IN $audience)
RETURN c.id AS id, a.id AS from, b.id AS to, coalesce(c.also, []) AS also
ORDER BY id
