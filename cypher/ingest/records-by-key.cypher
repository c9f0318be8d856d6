// The records an owner already has for some references, as far as the importer may see them.
// @access read
// @param keys string[] · audience string[]
// @returns key, id, entity, kind, audience, provenance, modified, digest, stub, variant, import
UNWIND $keys AS key
MATCH (r:Record {key: key})-[:DESCRIBES]->(e:Entity)
WHERE any(t IN r.audience WHERE t IN $audience)
MATCH (p:Provenance {id: r.provenance})
WHERE any(t IN p.audience WHERE t IN $audience)
RETURN key, r.id AS id, e.id AS entity, e.kind AS kind, r.audience AS audience, r.provenance AS provenance,
  r.modified AS modified, r.digest AS digest, r.stub AS stub, r.variant AS variant, p.import AS import
ORDER BY key, id
