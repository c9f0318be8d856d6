// The records that stand as an import wrote them.
// @access read
// @param provenances string[] · audience string[]
// @returns id, entity, audience, also
UNWIND $provenances AS provenance
MATCH (r:Record {provenance: provenance})-[:DESCRIBES]->(e:Entity)
WHERE any(t IN r.audience WHERE t IN $audience)
RETURN r.id AS id, e.id AS entity, r.audience AS audience, coalesce(r.also, []) AS also
ORDER BY id
