// Entities that some identifiers point at, through records the importer may see.
// @access read
// @param keys string[] · audience string[]
// @returns key, entity, kind, audience, record, provenance
UNWIND $keys AS key
MATCH (i:Identifier {key: key})<-[:IDENTIFIED_BY]-(r:Record)-[:DESCRIBES]->(e:Entity)
WHERE any(t IN r.audience WHERE t IN $audience)
RETURN key, e.id AS entity, e.kind AS kind, r.audience AS audience, r.id AS record, r.provenance AS provenance
ORDER BY key, entity, r.id
