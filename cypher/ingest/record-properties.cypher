// All properties of some records with their entity, for the journal that lets an import be undone.
// @access read
// @param ids string[] · audience string[]
// @returns id, entity, kind, props
UNWIND $ids AS id
MATCH (r:Record {id: id})-[:DESCRIBES]->(e:Entity)
WHERE any(t IN r.audience WHERE t IN $audience)
RETURN id, e.id AS entity, e.kind AS kind, properties(r) AS props
ORDER BY id
