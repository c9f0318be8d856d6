// Provenance with all its properties and the sources it leads to.
// @access read
// @param ids string[]
// @returns id, props, sources
// @unfiltered verify looks for provenance without a source, backup keeps every one
UNWIND $ids AS id
MATCH (p:Provenance {id: id})
CALL (p) {
  MATCH (p)-[:FROM]->(s:Source)
  WITH s
  ORDER BY s.id
  RETURN collect(s.id) AS sources
}
RETURN id, properties(p) AS props, sources
ORDER BY id
