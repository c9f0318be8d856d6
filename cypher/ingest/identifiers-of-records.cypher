// The identifier keys of some records.
// @access read
// @param ids string[] · audience string[]
// @returns key
UNWIND $ids AS id
MATCH (r:Record {id: id})-[:IDENTIFIED_BY]->(i:Identifier)
WHERE any(t IN r.audience WHERE t IN $audience)
RETURN DISTINCT i.key AS key
ORDER BY key
