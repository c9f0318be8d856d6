// Where some visible records are now.
// @access read
// @param ids string[] · audience string[]
// @returns id, entity, kind
UNWIND $ids AS id
MATCH (r:Record {id: id})-[:DESCRIBES]->(e:Entity)
WHERE any(t IN r.audience WHERE t IN $audience)
RETURN id, e.id AS entity, e.kind AS kind
ORDER BY id
