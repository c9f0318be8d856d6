// Records with all their properties, what they describe and what identifies them.
// @access read
// @param ids string[]
// @returns id, props, entities, keys
// @unfiltered verify looks for records nobody may see, backup keeps every one
UNWIND $ids AS id
MATCH (r:Record {id: id})
CALL (r) {
  MATCH (r)-[:DESCRIBES]->(e:Entity)
  WITH e
  ORDER BY e.id
  RETURN collect(e.id) AS entities
}
CALL (r) {
  MATCH (r)-[:IDENTIFIED_BY]->(i:Identifier)
  WITH i
  ORDER BY i.key
  RETURN collect(i.key) AS keys
}
RETURN id, properties(r) AS props, entities, keys
ORDER BY id
