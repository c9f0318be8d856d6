// Entities that some identifiers point at, through records the importer may see.
// @access read
// @param keys string[] · audience string[]
// @returns key, entity, kind, audience
UNWIND $keys AS key
MATCH (i:Identifier {key: key})<-[:IDENTIFIED_BY]-(r:Record)-[:DESCRIBES]->(e:Entity)
WHERE any(t IN r.audience WHERE t IN $audience)
RETURN key, e.id AS entity, e.kind AS kind, r.audience AS audience
ORDER BY key, entity, r.id
