// The claims that start at some entities, to tell which of an import are already there.
// @access read
// @param entities string[] · audience string[]
// @returns id, type, from, to, audience, modified, provenance
UNWIND $entities AS entity
MATCH (e:Entity {id: entity})-[c]->(o:Entity)
WHERE any(t IN c.audience WHERE t IN $audience)
RETURN c.id AS id, type(c) AS type, e.id AS from, o.id AS to, c.audience AS audience, c.modified AS modified, c.provenance AS provenance
ORDER BY id
