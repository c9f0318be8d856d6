// Everything visible records say that carry one of some identifiers.
// @access read
// @param keys string[] · audience string[]
// @returns id, ref, originalType, provenance, description, attributes, modified, revoked, validFrom, validUntil, entity, kind, names, identifiers, stub, dataSubject, crimeArea, sectors, latitude, longitude, variant, audience
UNWIND $keys AS key
MATCH (i:Identifier {key: key})<-[:IDENTIFIED_BY]-(r:Record)-[:DESCRIBES]->(n:Entity)
WHERE any(t IN r.audience WHERE t IN $audience)
RETURN DISTINCT r.id AS id, r.ref AS ref, r.originalType AS originalType, r.provenance AS provenance,
  r.description AS description, r.attributes AS attributes, r.modified AS modified,
  r.revoked AS revoked, r.validFrom AS validFrom, r.validUntil AS validUntil, n.id AS entity,
  n.kind AS kind, r.names AS names, r.identifiers AS identifiers, r.stub AS stub,
  r.dataSubject AS dataSubject, r.crimeArea AS crimeArea, r.sectors AS sectors,
  r.latitude AS latitude, r.longitude AS longitude, r.variant AS variant,
  [t IN r.audience WHERE t IN $audience] AS audience
ORDER BY entity, id
