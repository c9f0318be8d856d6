// What visible records say about some entities, as far as a node of the network shows it.
// @access read
// @param ids string[] · audience string[]
// @returns entity, kind, id, ref, originalType, names, identifiers, provenance, modified, revoked, stub, dataSubject, audience
UNWIND $ids AS entity
MATCH (n:Entity {id: entity})<-[:DESCRIBES]-(r:Record)
WHERE any(t IN r.audience WHERE t IN $audience)
RETURN entity, n.kind AS kind, r.id AS id, r.ref AS ref, r.originalType AS originalType,
  r.names AS names, r.identifiers AS identifiers, r.provenance AS provenance,
  r.modified AS modified, r.revoked AS revoked, r.stub AS stub, r.dataSubject AS dataSubject,
  [t IN r.audience WHERE t IN $audience] AS audience
ORDER BY entity, id
