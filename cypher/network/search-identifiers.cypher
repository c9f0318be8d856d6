// Entities that visible records tie to one of some identifiers.
// @access read
// @param keys string[] · audience string[]
// @returns id
UNWIND $keys AS key
MATCH (i:Identifier {key: key})<-[:IDENTIFIED_BY]-(r:Record)-[:DESCRIBES]->(e:Entity)
WHERE any(t IN r.audience WHERE t IN $audience)
RETURN DISTINCT e.id AS id
ORDER BY id
