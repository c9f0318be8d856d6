// What visible records say about some entities, as far as two of them are compared by it.
// @access read
// @param ids string[] · audience string[]
// @returns entity, kind, id, ref, variant, names, identifiers, attributes, provenance, stub, dataSubject, audience
UNWIND $ids AS entity
MATCH (n:Entity {id: entity})<-[:DESCRIBES]-(r:Record)
WHERE any(t IN r.audience WHERE t IN $audience)
RETURN entity, n.kind AS kind, r.id AS id, r.ref AS ref, r.variant AS variant, r.names AS names,
  r.identifiers AS identifiers, r.attributes AS attributes, r.provenance AS provenance,
  r.stub AS stub, r.dataSubject AS dataSubject, r.audience AS audience
ORDER BY entity, id
