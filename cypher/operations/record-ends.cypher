// The records that claims came with: what they describe and who may see them.
// @access read
// @param ids string[]
// @returns id, ref, variant, audience, provenance, entities
// @unfiltered verify looks for claims that reach further than their records
UNWIND $ids AS id
MATCH (r:Record {id: id})
CALL (r) {
  MATCH (r)-[:DESCRIBES]->(e:Entity)
  WITH e
  ORDER BY e.id
  RETURN collect(e.id) AS entities
}
RETURN id, r.ref AS ref, r.variant AS variant, r.audience AS audience, r.provenance AS provenance, entities
ORDER BY id
