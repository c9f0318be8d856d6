// Entities with the records that describe them.
// @access read
// @param ids string[]
// @returns id, kind, labels, records
// @unfiltered verify looks for entities without records, backup keeps every one
UNWIND $ids AS id
MATCH (e:Entity {id: id})
CALL (e) {
  MATCH (e)<-[:DESCRIBES]-(r:Record)
  WITH r
  ORDER BY r.id
  RETURN collect(r.id) AS records
}
RETURN id, e.kind AS kind, labels(e) AS labels, records
ORDER BY id
