// Everything some visible claims that start at an entity say.
// @access read
// @param id string · claims string[] · audience string[]
// @returns id, ref, originalType, provenance, description, attributes, modified, revoked, validFrom, validUntil, type, amountMinor, currency, happenedAt, role, unusualEnds, source, target, fromRecord, toRecord
MATCH (n:Entity {id: $id})-[c]->(o:Entity)
WHERE c.id IN $claims AND any(t IN c.audience WHERE t IN $audience)
RETURN c.id AS id, c.ref AS ref, c.originalType AS originalType, c.provenance AS provenance,
  c.description AS description, c.attributes AS attributes, c.modified AS modified,
  c.revoked AS revoked, c.validFrom AS validFrom, c.validUntil AS validUntil, type(c) AS type,
  c.amountMinor AS amountMinor, c.currency AS currency, c.happenedAt AS happenedAt,
  c.role AS role, coalesce(c.unusualEnds, false) AS unusualEnds,
  n.id AS source, o.id AS target, c.fromRecord AS fromRecord, c.toRecord AS toRecord
ORDER BY id
